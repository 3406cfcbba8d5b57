//! What stands in `<head>`.

use std::collections::BTreeMap;

use serde::Serialize;

/// `page.head`: what `<head>` says, each in its place.
#[derive(Clone, Debug, Serialize)]
pub struct HeadView<'a> {
    /// For `<title>`: the page's title and the book's.
    pub title: String,
    /// For `<meta name="description">`; `none` when there is nothing to say.
    pub description: Option<&'a str>,
    /// Whether search engines are asked to leave the page out.
    pub is_noindex: bool,
    /// For `<meta http-equiv="Content-Security-Policy">`.
    pub csp: String,
    /// The script that runs before the body exists, for an inline `<script>`, printed with
    /// `| safe` and without white space around it, since the policy holds its hash.
    pub boot: &'a str,
    /// Which pages a browser may fetch ahead, printed with `| safe` and without white space
    /// around it into `<script type="speculationrules">`, since the policy holds its hash.
    pub prefetch: &'a str,
    /// Addresses of the style sheets.
    pub styles: Vec<String>,
    /// The address of the script, for `<script defer>`; `none` when the theme has none.
    pub script: Option<String>,
    /// Addresses of the scripts that only some pages need, by their folder in the theme's
    /// `js/`: `page.head.scripts.comments`.
    pub scripts: BTreeMap<&'a str, String>,
    /// The address of the icon, an SVG; `none` when the theme has none.
    pub icon: Option<String>,
    /// The full address of the page; `none` in a book without `base_url` and on pages that
    /// search engines leave out.
    pub canonical: Option<String>,
    /// The page in other languages and itself, for `<link rel="alternate" hreflang>`; only
    /// where a translation exists. Full addresses in a book with `base_url`.
    pub alternates: Vec<AlternateView<'a>>,
    /// The address of the locale's news feed, for `<link rel="alternate">`; `none` in a book
    /// without.
    pub feed: Option<String>,
    /// The address of the page's text as Markdown; `none` where there is none.
    pub markdown: Option<String>,
    /// For `<meta property="og:…">`; `none` on pages that search engines leave out.
    pub social: Option<SocialView<'a>>,
    /// What the page is, as JSON-LD, printed with `| safe` into
    /// `<script type="application/ld+json">`; `none` without `base_url`.
    pub linked_data: Option<String>,
}

/// A page in a language, for search engines.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView<'a> {
    /// The language, or `x-default`.
    pub hreflang: &'a str,
    /// The page's address.
    pub href: String,
}

/// What those who share a page are shown.
#[derive(Clone, Debug, Serialize)]
pub struct SocialView<'a> {
    /// The page's title, without the book's.
    pub title: &'a str,
    /// `book` for a home page, `article` for a chapter, else `website`.
    pub kind: &'static str,
    /// The language as Open Graph writes it: `zh_Hans`.
    pub locale: String,
    /// The full address of the page's picture; `none` without one.
    pub image: Option<String>,
    /// When it was written, `2024-11-19`.
    pub published: Option<String>,
    /// When it was changed, `2024-11-19`.
    pub modified: Option<String>,
}
