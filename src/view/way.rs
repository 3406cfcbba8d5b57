//! Addresses as a page writes them.
//!
//! Every address is relative to the page, so that one build works at the root of a host,
//! below a path, and from disk. `404.html` alone is shown at addresses that nobody knows,
//! so its addresses start with the site's base path.
//!
//! Floor 3.

use crate::{
    path::{Anchor, Permalink},
    settings::Settings,
};

/// How a page reaches others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    /// The page.
    from: &'a Permalink,
    settings: &'a Settings,
    /// Whether the page is shown at any address.
    is_anywhere: bool,
}

impl<'a> Way<'a> {
    /// The ways from a page that is shown at its own address.
    pub(super) fn from(page: &'a Permalink, settings: &'a Settings) -> Self {
        Self { from: page, settings, is_anywhere: false }
    }

    /// The ways from a page that is shown at any address.
    pub(super) fn from_anywhere(page: &'a Permalink, settings: &'a Settings) -> Self {
        Self { from: page, settings, is_anywhere: true }
    }

    /// The address of what lies at `to`, for `href`.
    pub(super) fn to(self, to: &Permalink) -> String {
        if self.is_anywhere { to.below(self.settings.base_path()) } else { self.from.href(to) }
    }

    /// The address of a place on the page at `to`.
    pub(super) fn to_anchor(self, to: &Permalink, anchor: Option<&Anchor>) -> String {
        self.to_place(to, "", anchor)
    }

    /// The same with a query, which begins with its sign or is empty.
    pub(super) fn to_place(self, to: &Permalink, query: &str, anchor: Option<&Anchor>) -> String {
        let mut href = self.to(to) + query;
        if let Some(anchor) = anchor {
            href.push('#');
            href.push_str(&anchor.fragment());
        }
        href
    }

    /// The way to the site's root: `../../`.
    pub(super) fn root(self) -> String {
        if self.is_anywhere { self.settings.base_path().to_owned() } else { self.from.to_root() }
    }

    /// The full address of what lies at `to`, with scheme and host; `None` in a book that
    /// does not say where it will be.
    pub(super) fn full(self, to: &Permalink) -> Option<String> {
        let origin = self.settings.origin()?;
        Some(format!("{origin}{}", to.below(self.settings.base_path())))
    }
}
