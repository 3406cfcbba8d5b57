//! Lays a project's theme over the built-in one, file by file.
//!
//! From below: the built-in theme, `themes/<name>/`, `templates/`. A file hides the one
//! of the same name below it, but for interface strings, of which a project may replace
//! single ones. A template that is hidden stays in reach by the name of its theme, as
//! `paper/chapter.html`, so that what hides it can extend it. Every theme lies on the
//! built-in one, so a theme may consist of a single style sheet.
//!
//! Edge. Knows no template engine.

use std::sync::Arc;

use super::{text, walk};
use crate::{
    diag::{Code, Diagnostic},
    edge::{builtin, project::Project},
    input::Text,
    path::ProjectPath,
    theme::{ThemeAsset, ThemeFile, ThemeFiles},
    yaml::Yaml,
};

/// The file that says what a theme is.
const ABOUT: &str = "theme.yaml";

/// One file of a theme.
struct Layer<'a> {
    /// Its path in the theme, for example `css/10-reset.css`.
    name: &'a str,
    /// Where it lies.
    file: ProjectPath,
    bytes: Vec<u8>,
}

/// Gathers the theme called `name`, which the settings ask for.
pub(super) fn theme(project: &Project, settings: &Text, name: &str, told: &mut Vec<Diagnostic>) -> ThemeFiles {
    let mut theme = ThemeFiles { name: name.into(), ..ThemeFiles::default() };
    for (path, bytes) in builtin::theme() {
        let file = ProjectPath::new(&format!("themes/{}/{path}", builtin::THEME));
        let file = file.expect("an embedded file lies in its own folder");
        lay(&mut theme, Layer { name: &path, file, bytes: bytes.to_owned() }, told);
    }
    let folders = [("templates", &theme.templates), ("css", &theme.css), ("js", &theme.js)];
    let paths = folders.iter().flat_map(|(folder, files)| files.keys().map(move |name| format!("{folder}/{name}")));
    theme.builtin = paths.map(Arc::from).collect();

    let folder = format!("themes/{name}");
    let is_name = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']);
    if is_name && project.join(&folder).is_dir() && walk::spelling(project, &folder).is_none() {
        lay_folder(project, &mut theme, &folder, "", told);
    } else if name != builtin::THEME {
        told.push(unknown(settings, name));
    }
    lay_folder(project, &mut theme, "templates", "templates/", told);
    theme
}

/// Lays every file of a project's folder over the theme, as if the folder were the
/// theme's `inner` one.
fn lay_folder(project: &Project, theme: &mut ThemeFiles, folder: &str, inner: &str, told: &mut Vec<Diagnostic>) {
    let files = walk::files(project, folder, |name| !walk::is_litter(name));
    for file in files.filter_map(|file| file.tell(told)).collect::<Vec<_>>() {
        let Some(path) = file.as_str().strip_prefix(folder) else { continue };
        let name = format!("{inner}{}", path.trim_start_matches('/'));
        match text::read(&project.on_disk(&file)) {
            Ok(bytes) => lay(theme, Layer { name: &name, file, bytes }, told),
            Err(fault) => told.push(fault.tell(&file)),
        }
    }
}

/// Lays one file over those of the same name. What a theme has no use for is left out.
fn lay(theme: &mut ThemeFiles, layer: Layer<'_>, told: &mut Vec<Diagnostic>) {
    let layer_name = layer.name;
    if layer_name == ABOUT {
        theme.about = Some(layer.text(told));
        return;
    }
    let Some((folder, name)) = layer_name.split_once('/') else { return };
    let name: Arc<str> = name.into();
    match folder {
        "templates" => {
            let text = layer.text(told);
            let file = text.file.clone();
            theme.builtin.remove(layer_name);
            if let Some(below) = theme.templates.insert(Arc::clone(&name), text)
                && below.file != file
                && let Some(of) = theme_of(&below.file)
            {
                theme.templates.insert(format!("{of}/{name}").into(), below);
            }
        }
        "css" if name.ends_with(".css") => {
            theme.builtin.remove(layer_name);
            theme.css.insert(name, layer.text(told));
        }
        "js" if name.ends_with(".js") => {
            theme.builtin.remove(layer_name);
            theme.js.insert(name, layer.text(told));
        }
        "i18n" => {
            let Some(tag) = name.strip_suffix(".yaml") else { return };
            let strings = theme.i18n.entry(tag.into()).or_default();
            let text = layer.text(told);
            // In diglot's own repository the working tree lies over its own copy.
            strings.retain(|below| *below != text);
            strings.push(text);
        }
        "assets" => {
            let Layer { file, bytes, .. } = layer;
            theme.assets.insert(name, ThemeAsset { file, bytes: bytes.into() });
        }
        _ => {}
    }
}

/// The name of the theme that a file belongs to.
fn theme_of(file: &ProjectPath) -> Option<&str> {
    Some(file.as_str().strip_prefix("themes/")?.split_once('/')?.0)
}

impl Layer<'_> {
    fn text(self, told: &mut Vec<Diagnostic>) -> ThemeFile {
        ThemeFile { text: text::decode(&self.file, &self.bytes).tell(told), file: self.file }
    }
}

fn unknown(settings: &Text, name: &str) -> Diagnostic {
    let span = Yaml::file(&settings.file, &settings.text).locate("theme");
    Diagnostic::new(Code::UnknownTheme, &settings.file, span, format!("there is no theme `{name}`"))
        .help(format!("the built-in theme is `{}`; one of your own lies in `themes/{name}/`", builtin::THEME))
}
