//! Makes a theme's style sheets, scripts and pictures into what pages load.
//!
//! A page loads one style sheet and one script, and what few pages need from a script of its
//! own. Their names hold a hash of their bytes, so
//! that a browser may keep them for good. What stands inline in a page is hashed into the
//! page's security policy.
//!
//! Floor 3. Knows no page and no template.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{let_in::LetIn, look::Features, minify, modules, script, sheets};
use crate::{
    diag::{Code, Diagnostic, Warned},
    path::{OutPath, Permalink},
    theme::ThemeFiles,
};

/// The script that stands inline in each page, before the body exists.
const BOOT: &str = "boot.js";

/// The folders of scripts that only books with such a feature have.
pub(super) const SEARCH: &str = "search";
const COMMENTS: &str = "comments";

/// What the style sheets become.
const STYLE: &str = "style.css";

/// The icon of the site.
const ICON: &str = "icon.svg";

/// The folder of the site that holds a theme's files. No locale has so short a code.
const FOLDER: &str = "a";

/// How much of a hash stands in a name, in hexadecimal digits.
const HASH_DIGITS: usize = 8;

/// Asks browsers that can to fetch the page behind a link that a reader is about to follow.
/// Addresses with a dot are files.
const PREFETCH: &str = concat!(
    r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":"/*.*"}}]},"#,
    r#""eagerness":"moderate"}]}"#
);

/// What pages load, and where it lies.
#[derive(Clone, Debug)]
pub(super) struct Assets {
    /// Every file, with its bytes.
    pub files: BTreeMap<OutPath, Bytes>,
    /// The style sheets, in the order of loading.
    pub styles: Vec<Permalink>,
    /// The script; `None` in a theme without.
    pub script: Option<Permalink>,
    /// The scripts of the theme's folders, by the folder: only some pages fetch them, or when
    /// a reader asks.
    pub scripts: BTreeMap<Arc<str>, Permalink>,
    /// The icon; `None` in a theme without.
    pub icon: Option<Permalink>,
    /// The script that stands inline in each page; empty in a theme without.
    pub boot: Arc<str>,
    /// The policy of a page that shows nothing of other hosts.
    pub csp: Arc<str>,
}

impl Assets {
    /// Makes the assets of a theme, but for the scripts of features that are off. Tells of
    /// scripts and style sheets that cannot be joined.
    #[must_use]
    pub(super) fn of(theme: &ThemeFiles, features: Features) -> Warned<Self> {
        let mut told = Vec::new();
        let is_minified = features.is_minified;
        let mut store = Store::default();
        for (name, asset) in &theme.assets {
            store.add(name, asset.bytes.clone());
        }
        let style = sheets::join(theme, &store.by_name, &in_folder(STYLE)).tell(&mut told);
        let style = style.map(|css| store.add(STYLE, minified(css, is_minified, minify::style).into_bytes().into()));
        let mut add = |name: &str, js| store.add(name, minified(js, is_minified, minify::script).into_bytes().into());
        let mut joined = modules::join(theme, |name| name != BOOT).tell(&mut told);
        let script = joined.remove("").map(|js| add("script.js", js));
        let is_wanted = |folder: &str| match folder {
            SEARCH => features.has_search,
            COMMENTS => features.has_comments,
            _ => true,
        };
        let wanted = joined.into_iter().filter(|(folder, _)| is_wanted(folder));
        let of_folder = |(folder, js)| (Arc::from(folder), add(&format!("{folder}.js"), js));
        let scripts = wanted.map(of_folder).collect();
        let boot = boot_script(theme, is_minified, &mut told);
        let assets = Self {
            icon: store.by_name.get(ICON).cloned(),
            files: store.files,
            styles: style.into_iter().collect(),
            script,
            scripts,
            csp: policy(&[&boot, PREFETCH]).into(),
            boot: boot.into(),
        };
        Warned { value: assets, told }
    }

    /// The rules that ask a browser to fetch pages ahead, for
    /// `<script type="speculationrules">`.
    #[must_use]
    pub(super) fn prefetch() -> &'static str {
        PREFETCH
    }

    /// The policy of a page that lets in more than its own files.
    #[must_use]
    pub(super) fn csp_with(&self, LetIn { shown, frames, objects }: &LetIn<'_>) -> String {
        let joined = |sources: &BTreeSet<&str>| sources.iter().copied().collect::<Vec<_>>().join(" ");
        let mut csp = self.csp.to_string();
        if !shown.is_empty() {
            let more = joined(shown);
            csp = csp
                .replace("img-src 'self' data:", &format!("img-src 'self' data: {more}"))
                .replace("media-src 'self'", &format!("media-src 'self' {more}"));
        }
        for (directive, sources) in [("frame-src", frames), ("object-src", objects)] {
            if !sources.is_empty() {
                csp.extend(["; ", directive, " ", &joined(sources)]);
            }
        }
        csp
    }
}

/// Files under their hashed names.
#[derive(Default)]
struct Store {
    files: BTreeMap<OutPath, Bytes>,
    by_name: BTreeMap<Arc<str>, Permalink>,
}

impl Store {
    fn add(&mut self, name: &str, bytes: Bytes) -> Permalink {
        let hash = blake3::hash(&bytes).to_hex();
        let path = in_folder(name).hashed(&hash[..HASH_DIGITS]);
        let permalink = Permalink::file(&path);
        self.files.insert(path, bytes);
        self.by_name.insert(name.into(), permalink.clone());
        permalink
    }
}

/// The path in the site of a theme's file, but for the hash.
fn in_folder(name: &str) -> OutPath {
    let path = OutPath::new(&format!("{FOLDER}/{name}")).or_else(|| OutPath::new(FOLDER));
    path.expect("the folder's name leads nowhere else")
}

fn minified(text: String, is_minified: bool, minify: fn(&str) -> String) -> String {
    if is_minified { minify(&text) } else { text }
}

/// The inline script, without the white space around it that would change its hash; empty
/// when there is none, or none that a browser could read.
fn boot_script(theme: &ThemeFiles, is_minified: bool, told: &mut Vec<Diagnostic>) -> String {
    let Some(file) = theme.js.get(BOOT) else { return String::new() };
    if let Some(end) = file.text.to_ascii_lowercase().find("</script") {
        let span = crate::span::Span::new(end..end + "</script".len());
        let message = "an inline script holds `</script`, which ends it";
        told.push(Diagnostic::new(Code::InvalidTheme, &file.file, span, message));
        return String::new();
    }
    let faults = if theme.is_builtin("js", BOOT) { Vec::new() } else { script::faults(file) };
    if !faults.is_empty() {
        told.extend(faults);
        return String::new();
    }
    let script = modules::without_comments(&file.text).trim().to_owned();
    minified(script, is_minified, minify::script).trim().to_owned()
}

/// The security policy of a page: its own files, and the inline scripts with these texts.
fn policy(inline: &[&str]) -> String {
    let hash = |text: &&str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let hashes: Vec<String> = inline.iter().copied().filter(|text| !text.is_empty()).map(|text| hash(&text)).collect();
    let hashes = hashes.join(" ");
    format!(
        "default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; media-src 'self'; \
         connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
    )
}
