//! Which grammar a language's name means, and what readers call the language.
//!
//! Names are those that GitHub and other tools for books understand; what is not in the
//! table may still be a file extension that a grammar claims.
//!
//! Floor 2.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Every grammar. Loading takes milliseconds, each grammar's rules are read when they are
/// first needed, and painters on many threads share them without a lock.
pub(super) static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The grammars by their names; of several the last.
static BY_NAME: LazyLock<FxHashMap<&str, &SyntaxReference>> =
    LazyLock::new(|| SYNTAXES.syntaxes().iter().map(|syntax| (&*syntax.name, syntax)).collect());

/// The grammar's name and the name for readers, by each name that authors write.
static BY_WRITTEN: LazyLock<FxHashMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let mut by_written = FxHashMap::default();
    for (names, syntax, reader) in TABLE {
        by_written.extend(names.split(' ').map(|name| (name, (*syntax, *reader))));
    }
    by_written
});

/// A language that a listing may name.
pub(super) struct Language {
    /// What readers call it; empty for plain text.
    pub(super) name: &'static str,
    /// How it is coloured.
    pub(super) grammar: Grammar,
}

/// How a listing is coloured.
#[derive(Clone, Copy)]
pub(super) enum Grammar {
    /// Not at all.
    Plain,
    /// All of it.
    Syntax(&'static SyntaxReference),
    /// What stands behind a prompt.
    Console(&'static SyntaxReference),
}

/// The language of this name, whatever its case; `None` when there is none.
pub(super) fn find(name: &str) -> Option<Language> {
    let name = name.to_lowercase();
    if PLAIN.contains(&name.as_str()) {
        return Some(Language { name: "", grammar: Grammar::Plain });
    }
    if CONSOLE.contains(&name.as_str()) {
        return Some(Language { name: "Console", grammar: Grammar::Console(BY_NAME.get(SHELL)?) });
    }
    if let Some((syntax, reader)) = BY_WRITTEN.get(&*name) {
        return Some(Language { name: reader, grammar: Grammar::Syntax(BY_NAME.get(syntax)?) });
    }
    // Extensions of one letter or digit say little: `1` is a manual page, `t` is Perl.
    let syntax = SYNTAXES.find_syntax_by_token(&name).filter(|syntax| name.len() > 1 && !syntax.hidden)?;
    Some(Language { name: &syntax.name, grammar: Grammar::Syntax(syntax) })
}

/// Is there a language of this name, whatever its case? Asks the table first, so that names
/// in it load no grammar.
pub(super) fn is_known(name: &str) -> bool {
    let lower = &*name.to_lowercase();
    BY_WRITTEN.contains_key(lower) || PLAIN.contains(&lower) || CONSOLE.contains(&lower) || find(lower).is_some()
}

/// Every name that a listing may carry, but for those that only a grammar claims.
pub fn names() -> impl Iterator<Item = &'static str> {
    let table = TABLE.iter().flat_map(|(names, ..)| names.split(' '));
    table.chain(PLAIN.iter().copied()).chain(CONSOLE.iter().copied()).filter(|name| !name.is_empty())
}

/// Names of plain text. The empty name is that of a listing without one.
const PLAIN: &[&str] = &["", "text", "txt", "plain", "plaintext", "none", "output", "ascii", "nohighlight"];

/// Names of a console: prompts, commands and answers.
const CONSOLE: &[&str] =
    &["console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal", "session"];

/// The grammar of what is typed at a prompt, by its name in [`SYNTAXES`].
const SHELL: &str = "Bourne Again Shell (bash)";

/// Names as authors write them, the grammar's name in [`SYNTAXES`], the name for readers.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("rust rs", "Rust", "Rust"),
    ("ron", "Rust", "RON"),
    ("sh bash shell zsh ksh ash shellscript", SHELL, "Shell"),
    ("fish", "Fish", "Fish"),
    ("powershell ps1 ps pwsh", "PowerShell", "PowerShell"),
    ("cmd bat batch dosbatch", "Batch File", "Batch"),
    ("javascript js mjs cjs node", "JavaScript (Babel)", "JavaScript"),
    ("jsx", "JavaScript (Babel)", "JSX"),
    ("typescript ts mts cts", "TypeScript", "TypeScript"),
    ("tsx", "TypeScriptReact", "TSX"),
    ("vue vue-html", "Vue Component", "Vue"),
    ("svelte", "Svelte", "Svelte"),
    ("html htm xhtml", "HTML", "HTML"),
    ("astro", "HTML", "Astro"),
    ("handlebars hbs mustache", "HTML", "Handlebars"),
    ("css postcss", "CSS", "CSS"),
    ("scss", "SCSS", "SCSS"),
    ("sass", "Sass", "Sass"),
    ("less", "Less", "Less"),
    ("stylus styl", "Stylus", "Stylus"),
    ("json jsonl ndjson webmanifest", "JSON", "JSON"),
    ("jsonc json5", "JavaScript (Babel)", "JSON"),
    ("yaml yml", "YAML", "YAML"),
    ("toml", "TOML", "TOML"),
    ("ini cfg conf dosini editorconfig", "INI", "INI"),
    ("properties", "Java Properties", "Properties"),
    ("dotenv env", "DotENV", ".env"),
    ("xml svg xsd xsl xslt plist rss", "XML", "XML"),
    ("dockerfile docker containerfile", "Dockerfile", "Dockerfile"),
    ("makefile make mk", "Makefile", "Makefile"),
    ("cmake", "CMake", "CMake"),
    ("nix", "Nix", "Nix"),
    ("terraform tf hcl", "Terraform", "Terraform"),
    ("nginx", "nginx", "nginx"),
    ("apache apacheconf htaccess", "Apache Conf", "Apache"),
    ("c", "C", "C"),
    ("cpp c++ cc cxx hpp", "C++", "C++"),
    ("csharp cs c# dotnet", "C#", "C#"),
    ("fsharp fs f#", "F#", "F#"),
    ("objective-c objectivec objc", "Objective-C", "Objective-C"),
    ("d dlang", "D", "D"),
    ("zig", "Zig", "Zig"),
    ("odin", "Odin", "Odin"),
    ("nim", "Nim", "Nim"),
    ("crystal cr", "Crystal", "Crystal"),
    ("go golang", "Go", "Go"),
    ("swift", "Swift", "Swift"),
    ("kotlin kt kts", "Kotlin", "Kotlin"),
    ("java", "Java", "Java"),
    ("scala", "Scala", "Scala"),
    ("groovy gradle", "Groovy", "Groovy"),
    ("dart", "Dart", "Dart"),
    ("python py python3 py3", "Python", "Python"),
    ("ruby rb", "Ruby", "Ruby"),
    ("erb", "HTML (Rails)", "ERB"),
    ("php", "PHP", "PHP"),
    ("perl pl", "Perl", "Perl"),
    ("lua", "Lua", "Lua"),
    ("r", "R", "R"),
    ("julia jl", "Julia", "Julia"),
    ("matlab octave", "MATLAB", "MATLAB"),
    ("haskell hs", "Haskell", "Haskell"),
    ("ocaml ml", "OCaml", "OCaml"),
    ("elixir ex exs", "Elixir", "Elixir"),
    ("erlang erl", "Erlang", "Erlang"),
    ("elm", "Elm", "Elm"),
    ("clojure clj edn", "Clojure", "Clojure"),
    ("lisp elisp emacs-lisp common-lisp", "Lisp", "Lisp"),
    ("scheme racket", "Racket", "Scheme"),
    ("lean lean4", "Lean 4", "Lean"),
    ("fortran f90", "Fortran (Modern)", "Fortran"),
    ("pascal delphi", "Pascal", "Pascal"),
    ("solidity sol", "Solidity", "Solidity"),
    ("glsl", "GLSL", "GLSL"),
    ("wgsl", "WGSL", "WGSL"),
    ("asm assembly nasm x86asm", "x86_64 Assembly", "Assembly"),
    ("llvm", "LLVM", "LLVM IR"),
    ("sql mysql postgres postgresql pgsql sqlite plsql", "SQL", "SQL"),
    ("graphql gql", "GraphQL", "GraphQL"),
    ("protobuf proto", "Protocol Buffer", "Protocol Buffers"),
    ("regex regexp", "Regular Expression", "Regular expression"),
    ("jq", "JQ", "jq"),
    ("awk", "AWK", "AWK"),
    ("vim viml vimscript", "VimL", "Vim script"),
    ("diff patch udiff", "Diff", "Diff"),
    ("http", "HTTP Request and Response", "HTTP"),
    ("markdown md mdx", "Markdown", "Markdown"),
    ("latex tex", "LaTeX", "LaTeX"),
    ("bibtex bib", "BibTeX", "BibTeX"),
    ("typst typ", "Typst", "Typst"),
    ("asciidoc adoc", "AsciiDoc (Asciidoctor)", "AsciiDoc"),
    ("rst restructuredtext", "reStructuredText", "reStructuredText"),
    ("jinja jinja2 tera nunjucks", "HTML (Jinja2)", "Jinja"),
    ("twig", "HTML (Twig)", "Twig"),
    ("gitignore ignore", "Git Ignore", "gitignore"),
    ("log", "log", "Log"),
    ("csv", "Comma Separated Values", "CSV"),
    ("tsv", "Tab Separated Values", "TSV"),
];
