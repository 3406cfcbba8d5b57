//! Joins a theme's scripts, each an ES module, into classic scripts: one of the files at the
//! top, one of each folder's.
//!
//! Browsers refuse modules in pages opened from disk. The join is small because it is
//! strict: it understands these lines, which begin at the line's first column, and tells
//! of every other `import` or `export`.
//!
//! | line | becomes |
//! | --- | --- |
//! | `import { a, b } from './other.js';` | nothing; `other.js` stands before this file |
//! | `import './other.js';` | nothing; likewise |
//! | `import { a } from '../other.js';` in a folder | nothing; the folder's script has `other.js` too |
//! | `export function f`, `export async function f`, `export class C` | the same without `export` |
//! | `export const c`, `export let l` | the same without `export` |
//! | `// words`, `/* words */` and `/**` up to `*/` on lines of their own | nothing; readers pay for what they fetch |
//!
//! All files share one function's scope, so a name at the top of a file is its alone.
//!
//! Floor 3. What lies between those lines is read of the project's own files alone, for
//! faults that would keep a browser from reading all the others too.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::script;
use crate::{
    diag::{Code, Diagnostic, Warned, nearest},
    path,
    span::Span,
    theme::{ThemeFile, ThemeFiles},
};

/// A module, taken apart.
struct Module<'a> {
    file: &'a ThemeFile,
    /// The text without imports and the word `export`.
    body: String,
    imports: Vec<Import<'a>>,
    /// Every name at the top, with its span.
    names: Vec<(&'a str, Span)>,
    exports: Vec<&'a str>,
}

/// A line that imports.
struct Import<'a> {
    /// The name of the other file in the theme: `search/text.js`.
    from: String,
    names: Vec<&'a str>,
    span: Span,
}

type Modules<'a> = BTreeMap<&'a str, Module<'a>>;

/// Joins the modules of each folder of a theme, `""` for those at the top, and what they
/// import; by the folder. A file stands after those it imports, else in the order of names.
/// Faults are told once, where they are; what cannot be joined is left out.
pub(super) fn join(theme: &ThemeFiles, is_module: impl Fn(&str) -> bool) -> Warned<BTreeMap<&str, String>> {
    let mut told = Vec::new();
    let files = theme.js.iter().map(|(name, file)| (&**name, file)).filter(|(name, _)| is_module(name));
    let module = |(name, file)| {
        let n_told = told.len();
        let mut module = take_apart(name, file, &mut told);
        if n_told == told.len() && !theme.is_builtin("js", name) {
            told.extend(script::module_faults(file));
        }
        // Half a statement would be the end of everything that stands after it.
        if n_told < told.len() {
            module.body.clear();
        }
        (name, module)
    };
    let modules: Modules<'_> = files.map(module).collect();
    let folders: BTreeSet<&str> = modules.keys().map(|name| folder_of(name)).collect();
    let scripts = folders.into_iter().map(|folder| (folder, script(&modules, folder, &mut told))).collect();
    Warned { value: scripts, told }
}

/// The script of a folder.
fn script(modules: &Modules<'_>, folder: &str, told: &mut Vec<Diagnostic>) -> String {
    told.extend(wrong_imports(modules, folder));
    let mut order = Order { modules, placed: Vec::new(), open: Vec::new(), told };
    for name in modules.keys().filter(|name| folder_of(name) == folder) {
        order.place(name);
    }
    let placed = order.placed;
    told.extend(shared_names(placed.iter().map(|name| &modules[name])));
    let bodies = placed.iter().map(|name| modules[name].body.trim());
    let bodies: Vec<&str> = bodies.filter(|body| !body.is_empty()).collect();
    format!("(() => {{\n'use strict';\n{}\n}})();\n", bodies.join("\n"))
}

/// The folder of a script, `""` at the top.
fn folder_of(name: &str) -> &str {
    path::split(name).0
}

/// The order of modules in the script, as far as it is known.
struct Order<'a, 'm> {
    modules: &'m Modules<'a>,
    placed: Vec<&'a str>,
    /// The modules that wait for those they import.
    open: Vec<&'a str>,
    told: &'m mut Vec<Diagnostic>,
}

impl<'a> Order<'a, '_> {
    /// Places a module after those it imports.
    fn place(&mut self, name: &'a str) {
        if self.placed.contains(&name) {
            return;
        }
        let module = &self.modules[name];
        self.open.push(name);
        for import in &module.imports {
            if self.open.contains(&&*import.from) {
                let message = format!("`{name}` and `{}` import each other", import.from);
                self.told.push(invalid(module.file, import.span, message));
            } else if let Some((other, _)) = self.modules.get_key_value(&*import.from) {
                self.place(other);
            }
        }
        self.open.pop();
        self.placed.push(name);
    }
}

fn take_apart<'a>(name: &str, file: &'a ThemeFile, told: &mut Vec<Diagnostic>) -> Module<'a> {
    let mut module = Module { file, body: String::new(), imports: Vec::new(), names: Vec::new(), exports: Vec::new() };
    let mut start = 0;
    let mut comments = Comments::default();
    for line in file.text.split_inclusive('\n') {
        let span = Span::new(start..start + line.trim_end().len());
        start += line.len();
        if comments.hold(line) {
            continue;
        }
        if is_word(line, "import") {
            match import(line, folder_of(name), span) {
                Some(import) => module.imports.push(import),
                None => told.push(invalid(file, span, "this form of `import` cannot be joined")),
            }
            continue;
        }
        let exported = is_word(line, "export").then(|| line["export".len()..].trim_start());
        let statement = exported.unwrap_or(line);
        match declared(statement) {
            Some(name) => {
                module.names.push((name, span));
                module.exports.extend(exported.map(|_| name));
            }
            None if exported.is_some() => {
                told.push(invalid(file, span, "this form of `export` cannot be joined"));
            }
            None => {}
        }
        module.body.push_str(statement);
    }
    module
}

/// A script without the lines that are comments and nothing else.
pub(super) fn without_comments(script: &str) -> String {
    let mut comments = Comments::default();
    script.split_inclusive('\n').filter(|line| !comments.hold(line)).collect()
}

/// Finds the lines that are comments. Minifiers keep those before a function.
#[derive(Default)]
struct Comments {
    /// Whether a comment has begun and not ended.
    is_open: bool,
    /// Whether text between backticks has begun, in which nothing is a comment.
    is_in_text: bool,
}

impl Comments {
    /// Whether this line, the next of its file, is a comment and nothing else.
    fn hold(&mut self, line: &str) -> bool {
        let line = line.trim();
        let opens = !self.is_in_text && line.starts_with("/*");
        if self.is_open || opens {
            let end = line.find("*/").map(|place| place + "*/".len());
            self.is_open = end.is_none();
            return end.is_none_or(|end| end == line.len());
        }
        if !self.is_in_text && line.starts_with("//") {
            return true;
        }
        self.is_in_text ^= line.matches('`').count() % 2 == 1;
        false
    }
}

/// Whether a line begins with this word.
pub(super) fn is_word(line: &str, word: &str) -> bool {
    line.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
}

/// Reads `import { a, b } from './other.js';` or `import './other.js';` in a file of `folder`.
fn import<'a>(line: &'a str, folder: &str, span: Span) -> Option<Import<'a>> {
    let rest = line.trim_end().trim_end_matches(';').strip_prefix("import")?.trim_start();
    let (names, path) = match rest.strip_prefix('{') {
        Some(rest) => {
            let (names, path) = rest.split_once('}')?;
            (names, path.trim_start().strip_prefix("from")?.trim_start())
        }
        None => ("", rest),
    };
    let path = ['\'', '"'].iter().find_map(|quote| path.strip_prefix(*quote)?.strip_suffix(*quote))?;
    let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let is_plain = names.iter().all(|name| !name.contains(char::is_whitespace));
    is_plain.then_some(())?;
    Some(Import { from: named(folder, path)?, names, span })
}

/// The name in the theme of what a file of `folder` calls `./other.js` or `../other.js`.
fn named(folder: &str, path: &str) -> Option<String> {
    match (path.strip_prefix("./"), path.strip_prefix("../")) {
        (Some(beside), _) if folder.is_empty() => Some(beside.to_owned()),
        (Some(beside), _) => Some(format!("{folder}/{beside}")),
        (_, Some(above)) if !folder.is_empty() => {
            let parent = folder_of(folder);
            Some(if parent.is_empty() { above.to_owned() } else { format!("{parent}/{above}") })
        }
        _ => None,
    }
}

/// What a file of `folder` calls another of its folder, or of the one above.
fn called(folder: &str, name: &str) -> Option<String> {
    let (theirs, file) = (folder_of(name), path::split(name).1);
    if theirs == folder {
        return Some(format!("./{file}"));
    }
    (!folder.is_empty() && theirs == folder_of(folder)).then(|| format!("../{file}"))
}

/// The name that a statement at the first column declares.
fn declared(statement: &str) -> Option<&str> {
    let statement = statement.strip_prefix("async ").unwrap_or(statement);
    let rest =
        ["function* ", "function ", "class ", "const ", "let "].iter().find_map(|word| statement.strip_prefix(word))?;
    let end =
        rest.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '$'))).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// Imports in a folder's files of files that are not there, and of names that they do not
/// export.
fn wrong_imports(modules: &Modules<'_>, folder: &str) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for (_, module) in modules.iter().filter(|(name, _)| folder_of(name) == folder) {
        for import in &module.imports {
            let Some(other) = modules.get(&*import.from) else {
                let within_reach = modules.keys().copied().filter(|name| called(folder, name).is_some());
                let near = nearest(&import.from, within_reach).and_then(|near| called(folder, near));
                let near = near.map(|near| format!("did you mean `{near}`?"));
                let message = format!("the theme has no script `{}`", import.from);
                told.push(invalid(module.file, import.span, message).maybe_help(near));
                continue;
            };
            for name in import.names.iter().filter(|name| !other.exports.contains(name)) {
                let near = nearest(name, other.exports.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                let message = format!("`{}` does not export `{name}`", import.from);
                told.push(invalid(module.file, import.span, message).maybe_help(near));
            }
        }
    }
    told
}

/// Names that two files of a script have at their top.
fn shared_names<'m, 'a: 'm>(modules: impl Iterator<Item = &'m Module<'a>>) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<&str, (&ThemeFile, Span)> = BTreeMap::new();
    let mut told = Vec::new();
    for module in modules {
        for (name, span) in &module.names {
            if let Some((file, first)) = seen.insert(name, (module.file, *span)) {
                let message =
                    format!("`{name}` is the name of something in another script, with which this one is joined");
                told.push(invalid(module.file, *span, message).related(&file.file, first, "the other one"));
            }
        }
    }
    told
}

fn invalid(file: &ThemeFile, span: Span, message: impl Into<Arc<str>>) -> Diagnostic {
    Diagnostic::new(Code::InvalidTheme, &file.file, span, message)
}
