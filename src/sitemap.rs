//! What the site says to search engines besides its pages: `sitemap.xml` and `robots.txt`.
//!
//! A sitemap lists each chapter with the languages it is translated into, as
//! <https://www.sitemaps.org/protocol.html> and Google's `xhtml:link` extension have it. It
//! needs full addresses, so a book without `base_url` has none.
//!
//! Floor 3. Knows no template.

use std::{collections::BTreeMap, fmt::Write};

use bytes::Bytes;

use crate::{
    book::{Book, Entry, EntryIdx},
    path::{OutPath, Permalink},
};

/// How many addresses one sitemap may hold, by the protocol.
const MAX_ADDRESSES: usize = 50_000;

/// The name spaces of a sitemap with languages.
const URLSET: &str = concat!(
    r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" "#,
    r#"xmlns:xhtml="http://www.w3.org/1999/xhtml">"#
);

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// `robots.txt`, and in a book with `base_url` `sitemap.xml`; in one of very many chapters
/// that names further sitemaps. O(chapters × locales).
#[must_use]
pub fn files(book: &Book) -> BTreeMap<OutPath, Bytes> {
    let mut files = BTreeMap::new();
    let mut add = |path: &str, text: String| {
        files.extend(OutPath::new(path).map(|path| (path, text.into_bytes().into())));
    };
    let Some(origin) = book.settings.origin() else {
        add("robots.txt", "User-agent: *\nAllow: /\n".to_owned());
        return files;
    };
    let site = Site { book, base: format!("{origin}{}", book.settings.base_path()) };
    add("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site.base));
    let addresses = site.addresses();
    if addresses.len() <= MAX_ADDRESSES {
        add("sitemap.xml", sitemap(&addresses));
        return files;
    }
    let mut index = format!("{DECLARATION}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    for (number, addresses) in (1..).zip(addresses.chunks(MAX_ADDRESSES)) {
        let name = format!("sitemap-{number}.xml");
        let _ = write!(index, "<sitemap><loc>{}{name}</loc></sitemap>", escaped(&site.base));
        add(&name, sitemap(addresses));
    }
    add("sitemap.xml", index + "</sitemapindex>\n");
    files
}

fn sitemap(addresses: &[String]) -> String {
    format!("{DECLARATION}{URLSET}{}</urlset>\n", addresses.concat())
}

struct Site<'a> {
    book: &'a Book,
    /// Scheme, host and base path, with a slash at the end.
    base: String,
}

impl Site<'_> {
    /// One `<url>` for each page that search engines may show.
    fn addresses(&self) -> Vec<String> {
        let book = self.book;
        let generated = book.trees.iter().filter(|tree| tree.home.is_none());
        let mut addresses: Vec<String> =
            generated.map(|tree| format!("<url><loc>{}</loc></url>", self.full(&tree.home_permalink))).collect();
        let listed = (0..book.entries.len()).map(EntryIdx).filter(|idx| is_listed(book.entry(*idx)));
        addresses.extend(listed.map(|idx| self.address(idx)));
        addresses
    }

    fn address(&self, idx: EntryIdx) -> String {
        let book = self.book;
        let entry = book.entry(idx);
        let mut url = format!("<url><loc>{}</loc>", self.full(&entry.permalink));
        if let Some(date) = entry.front.updated.or(entry.front.date) {
            let _ = write!(url, "<lastmod>{date}</lastmod>");
        }
        let versions: Vec<EntryIdx> = book.versions(idx).filter(|version| is_listed(book.entry(*version))).collect();
        if versions.len() > 1 {
            for version in &versions {
                let version = book.entry(*version);
                let language = &book.settings.locales[version.locale.0].tag;
                url.push_str(&alternate(language.as_str(), &self.full(&version.permalink)));
            }
            url.push_str(&alternate("x-default", &self.default_version(&versions)));
        }
        url + "</url>"
    }

    /// Which of a page's versions, of which there is one, is for readers of other languages:
    /// the original.
    fn default_version(&self, versions: &[EntryIdx]) -> String {
        let leading = self.book.leading_version(versions[0]);
        let leading = self.book.entry(if versions.contains(&leading) { leading } else { versions[0] });
        self.full(&leading.permalink)
    }

    /// The full address of a page, as XML text.
    fn full(&self, permalink: &Permalink) -> String {
        escaped(&permalink.below(&self.base))
    }
}

fn is_listed(entry: &Entry) -> bool {
    !entry.front.noindex.unwrap_or(false)
}

fn alternate(language: &str, address: &str) -> String {
    format!(r#"<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>"#)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
