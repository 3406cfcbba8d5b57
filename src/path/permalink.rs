//! Addresses of the site: how they are made, and how one leads to another.

use super::{OutPath, Permalink, encode};

impl Permalink {
    /// The address of the page in `folders` below the root; without folders, the root.
    #[must_use]
    pub fn page<'a>(folders: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::from("/");
        for folder in folders {
            text.push_str(folder);
            text.push('/');
        }
        Self(text.into())
    }

    /// The address of a file of the site.
    #[must_use]
    pub fn file(path: &OutPath) -> Self {
        Self(format!("/{}", path.0).into())
    }

    /// The page one folder below this page.
    #[must_use]
    pub fn child(&self, folder: &str) -> Self {
        Self(format!("{}{folder}/", self.0).into())
    }

    /// The address of the file `name` beside this page.
    #[must_use]
    pub fn with_file(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.0).into())
    }

    /// The file that holds what is at this address.
    #[must_use]
    pub fn out_path(&self) -> OutPath {
        let path = self.0.trim_start_matches('/');
        if path.is_empty() || path.ends_with('/') {
            OutPath(format!("{path}index.html").into())
        } else {
            OutPath(path.into())
        }
    }

    /// The address of the page that a file of the site is: of `/zh/a/index.html`, `/zh/a/`.
    #[must_use]
    pub fn page_of_file(&self) -> Option<Self> {
        self.0.strip_suffix("index.html").filter(|page| page.ends_with('/')).map(|page| Self(page.into()))
    }

    /// How many folders lie between the site's root and what is at this address.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.matches('/').count() - 1
    }

    /// The way from this address to the site's root: `../../`, or `./` at the root.
    #[must_use]
    pub fn to_root(&self) -> String {
        match self.depth() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// A relative address, percent-encoded, that leads from this page to `target`.
    ///
    /// Works below any base path and from disk, since it never starts with `/`.
    #[must_use]
    pub fn href(&self, target: &Self) -> String {
        let shared = self.0.bytes().zip(target.0.bytes()).take_while(|(a, b)| a == b).count();
        let shared = self.0.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
        let up = self.0[shared..].matches('/').count();
        let down = encode(&target.0[shared..]);
        match (up, down.is_empty()) {
            (0, true) => "./".to_owned(),
            (0, false) => down,
            (up, _) => format!("{}{down}", "../".repeat(up)),
        }
    }

    /// The address below the site's base, percent-encoded: `/repo/` and `/zh/a/` give
    /// `/repo/zh/a/`.
    #[must_use]
    pub fn below(&self, base: &str) -> String {
        format!("{}{}", base.trim_end_matches('/'), encode(&self.0))
    }
}
