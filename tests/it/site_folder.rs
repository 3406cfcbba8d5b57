//! Reads a built site back as a browser would, to ask whether it holds together.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;
use walkdir::WalkDir;

/// A built site, read back.
pub(crate) struct SiteFolder {
    root: PathBuf,
    /// Every HTML page by its path below the folder, `/`-separated.
    pub pages: BTreeMap<String, Page>,
    files: BTreeSet<String>,
}

/// What matters of a page here.
#[derive(Default)]
pub(crate) struct Page {
    /// Each address with the attribute that holds it.
    pub addresses: Vec<(String, String)>,
    /// Each `id`, in order.
    pub ids: Vec<String>,
    /// Tag names with how often each opens.
    pub tags: BTreeMap<String, usize>,
    /// Attributes of the `<html>` tag.
    pub html: BTreeMap<String, String>,
    /// Pictures without a text or a size.
    pub bare_images: Vec<String>,
    /// Text outside of code, scripts and styles.
    pub text: String,
}

impl SiteFolder {
    /// Reads every file below `root`.
    pub(crate) fn read(root: &Path) -> Self {
        let mut site = Self { root: root.to_owned(), pages: BTreeMap::new(), files: BTreeSet::new() };
        for entry in WalkDir::new(root).sort_by_file_name() {
            let entry = entry.unwrap();
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            if extension(&path) == Some("html") {
                site.pages.insert(path.clone(), Page::read(&fs::read_to_string(entry.path()).unwrap()));
            }
            site.files.insert(path);
        }
        site
    }

    /// The pages of a site that lies in memory.
    pub(crate) fn of(texts: &BTreeMap<String, String>) -> Self {
        let is_page = |(path, _): &(&String, &String)| extension(path) == Some("html");
        let pages = texts.iter().filter(is_page).map(|(path, text)| (path.clone(), Page::read(text))).collect();
        Self { root: PathBuf::new(), pages, files: texts.keys().cloned().collect() }
    }

    /// What is wrong with ids: those that a page has twice, and addresses that lead to one
    /// that is not there.
    pub(crate) fn broken_ids(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for (path, page) in &self.pages {
            let mut met = BTreeSet::new();
            broken.extend(page.ids.iter().filter(|id| !met.insert(*id)).map(|id| format!("{path} has {id} twice")));
            for (_, address) in page.addresses.iter().filter(|(_, address)| address.contains('#')) {
                broken.extend(self.follow(path, address, "/").err().map(|why| format!("{path}: {address}: {why}")));
            }
        }
        broken
    }

    /// Every address that leads nowhere when the site lies below `base` (`/` or `/repo/`).
    ///
    /// Addresses that start with `/` must start with `base`; a folder stands for its
    /// `index.html`, as every static host has it.
    pub(crate) fn broken(&self, base: &str) -> Vec<String> {
        let mut broken = Vec::new();
        for (path, page) in &self.pages {
            for (attribute, address) in &page.addresses {
                if let Err(why) = self.follow(path, address, base) {
                    broken.push(format!("{path}: {attribute}={address:?}: {why}"));
                }
            }
        }
        broken
    }

    fn follow(&self, from: &str, address: &str, base: &str) -> Result<(), String> {
        let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
        if scheme.contains(':') || address.starts_with("//") {
            return Ok(());
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split('?').next().unwrap_or_default();
        let decode = |text: &str| {
            percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned).map_err(|error| error.to_string())
        };
        let target = if path.is_empty() { from.to_owned() } else { resolve(from, &decode(path)?, base)? };
        let target = if target.is_empty() || target.ends_with('/') { format!("{target}index.html") } else { target };
        if !self.files.contains(&target) {
            return Err(format!("there is no {target}"));
        }
        if let (Some(page), false) = (self.pages.get(&target), fragment.is_empty()) {
            let fragment = decode(fragment)?;
            if !page.ids.contains(&fragment) {
                return Err(format!("{target} has no id {fragment:?}"));
            }
        }
        Ok(())
    }

    /// The bytes of a file, as text.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether there is such a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// The paths of all files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }
}

fn extension(path: &str) -> Option<&str> {
    Path::new(path).extension()?.to_str()
}

/// The file that `path`, written on the page `from`, leads to below the site's root.
fn resolve(from: &str, path: &str, base: &str) -> Result<String, String> {
    let (start, path) = match path.strip_prefix('/') {
        Some(_) => ("", path.strip_prefix(base).ok_or_else(|| format!("leads out of {base}"))?),
        None => (from.rsplit_once('/').map_or("", |(folder, _)| folder), path),
    };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or("leads above the site")?),
            part => parts.push(part),
        }
    }
    let is_folder = path.is_empty() || path.ends_with('/') || path.ends_with("..") || path == ".";
    Ok(if is_folder && !parts.is_empty() { format!("{}/", parts.join("/")) } else { parts.join("/") })
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut silent: Vec<String> = Vec::new();
        for Ok(token) in Tokenizer::new(html) {
            match token {
                Token::StartTag(tag) => {
                    let name = text(&tag.name);
                    let attributes: BTreeMap<String, String> =
                        tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                    if matches!(name.as_str(), "script" | "style" | "code" | "pre" | "math") && !tag.self_closing {
                        silent.push(name.clone());
                    }
                    page.see(&name, attributes);
                }
                Token::EndTag(tag) if silent.last().is_some_and(|open| *open == text(&tag.name)) => drop(silent.pop()),
                Token::String(string) if silent.is_empty() => page.text.push_str(&text(&string)),
                _ => {}
            }
        }
        page
    }

    fn see(&mut self, tag: &str, attributes: BTreeMap<String, String>) {
        *self.tags.entry(tag.to_owned()).or_default() += 1;
        if let Some(id) = attributes.get("id") {
            self.ids.push(id.clone());
        }
        for attribute in ["href", "src", "poster"] {
            // Absolute addresses for machines are checked against `base_url` elsewhere.
            if let Some(address) = attributes.get(attribute) {
                self.addresses.push((format!("{tag} {attribute}"), address.clone()));
            }
        }
        let is_sized = attributes.contains_key("width") && attributes.contains_key("height");
        if tag == "img" && !(attributes.contains_key("alt") && is_sized) {
            self.bare_images.push(attributes.get("src").cloned().unwrap_or_default());
        }
        if tag == "html" {
            self.html = attributes;
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
