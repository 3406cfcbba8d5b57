//! Reads what a browser asks for, and trusts none of it.
//!
//! An address is a name to look up among the site's own, never a path to open, so it
//! cannot lead out of the site. What no browser would ask for by itself is turned away
//! here all the same: parent folders, encoded or not, backslashes, control characters.
//!
//! Edge. Pure.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;

use crate::path::OutPath;

/// The first part of every address that belongs to the preview and not to the site. No
/// locale's code and no slug starts with `_`.
pub(super) const OWN: &str = "_diglot";

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A page, by the folder it is in: ends with `/` or is empty.
    Folder(OutPath),
    /// A file, or a page whose address lacks its last `/`.
    File(OutPath),
    /// Something of the preview itself: the rest of the address.
    Own(String),
}

/// What the path of a request asks for; `None` for one that names nothing in any site.
///
/// `base` is the path of the site below its host, `/` or `/repo/`: the preview answers
/// below it too, since `404.html` writes its addresses that way.
pub(super) fn asked(path: &str, base: &str) -> Option<Asked> {
    let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    if path.contains(|letter: char| letter == '\\' || letter.is_control()) {
        return None;
    }
    let base = base.trim_start_matches('/');
    let path = path.strip_prefix(base).unwrap_or(if path == base.trim_end_matches('/') { "" } else { &path });
    let (folder, is_folder) = match path.strip_suffix('/') {
        Some(folder) => (folder, true),
        None => (path, path.is_empty()),
    };
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    if !path.is_empty() && !folder.split('/').all(is_plain) {
        return None;
    }
    if folder == OWN {
        return Some(Asked::Own(String::new()));
    }
    if let Some(rest) = path.strip_prefix(OWN).and_then(|rest| rest.strip_prefix('/')) {
        return Some(Asked::Own(rest.to_owned()));
    }
    if is_folder { index(folder).map(Asked::Folder) } else { OutPath::new(path).map(Asked::File) }
}

/// The file that holds the page of a folder.
pub(super) fn index(folder: &str) -> Option<OutPath> {
    OutPath::new(&format!("{folder}/index.html"))
}

/// Whether a request that names `host` was meant for this machine.
///
/// A page elsewhere can make a browser ask us by giving its own name our address; the
/// name then stands in `Host`. Addresses in digits cannot be taken over like that, and
/// `localhost` never leaves the machine. `given` is the name that `--host` asked for.
pub(super) fn is_ours(host: &str, given: &str) -> bool {
    let Some(name) = name_of(host) else { return false };
    let inner = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    inner.parse::<IpAddr>().is_ok()
        || name == "localhost"
        || name.ends_with(".localhost")
        || name == given.trim_end_matches('.').to_ascii_lowercase()
}

/// A host without its port.
fn name_of(host: &str) -> Option<&str> {
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => is_port(port).then_some(name)?,
        _ => host,
    };
    (!name.is_empty()).then_some(name)
}
