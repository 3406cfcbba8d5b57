//! The command line: every command and flag, with the words that `--help` shows.
//!
//! Edge. Does nothing.

mod forms;

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub use self::forms::{Format, ListFormat, NewKind};
use crate::locale::LocaleCode;

/// A static site generator for long texts in two or more languages.
#[derive(Debug, Parser)]
#[command(name = "diglot", version, infer_subcommands = false, max_term_width = 100)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Args, Debug)]
pub struct Globals {
    /// The project's folder [default: the nearest one upward with `content/site.yaml`]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Say nothing but faults
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what is being done
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a new book
    Init(InitArgs),
    /// Add a chapter, or the translation of one
    New(NewArgs),
    /// Build the site
    Build(BuildArgs),
    /// Preview the site, and reload it when something changes
    Serve(ServeArgs),
    /// Check everything and write nothing
    Check(CheckArgs),
    /// Search the book as its readers do
    Search(SearchArgs),
    /// Say how long the book is, by language, chapter and speaker
    Stats(StatsArgs),
    /// Show how far each translation follows its original
    Status(StatusArgs),
    /// Record that translations follow their originals now
    Accept(AcceptArgs),
    /// Keep the ledgers of translations
    Ledger {
        /// What to do
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// Hand out what is to be translated
    Export {
        /// What to hand out
        #[command(subcommand)]
        what: ExportCommand,
    },
    /// Take in what was made elsewhere
    Import {
        /// What to take in
        #[command(subcommand)]
        what: ImportCommand,
    },
    /// Remove what diglot made: the output folder and the cache
    Clean(CleanArgs),
    /// Print a script that completes commands for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// `diglot init`.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// The folder to put the book in, made if it is not there
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The book's languages, the one written first in front
    #[arg(long, value_delimiter = ',', value_name = "CODES", default_value = "zh,en", value_parser = locale)]
    pub locales: Vec<LocaleCode>,
    /// Write over files that are there
    #[arg(long)]
    pub force: bool,
}

/// `diglot new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// The chapter's path within a language, such as `01-part/chapter`; one that ends in `/` is a part
    pub path: String,
    /// Its title [default: from the path]
    #[arg(long, allow_hyphen_values = true)]
    pub title: Option<String>,
    /// What kind of page it is
    #[arg(long, default_value = "chapter")]
    pub kind: NewKind,
    /// Only in these languages [default: all]
    #[arg(long, value_delimiter = ',', value_name = "CODES", value_parser = locale)]
    pub locale: Vec<LocaleCode>,
}

/// `diglot build`.
#[derive(Args, Debug)]
pub struct BuildArgs {
    /// The folder to write to [default: `dist` in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where the site will be [default: `base_url` of the settings]
    #[arg(long, value_name = "URL", env = "DIGLOT_BASE_URL", hide_env_values = true, value_parser = forms::base_url)]
    pub base_url: Option<String>,
    /// Leave pages, style sheets and scripts as they are written
    #[arg(long)]
    pub no_minify: bool,
    /// Neither read nor keep anything from build to build
    #[arg(long)]
    pub no_cache: bool,
    /// What `check` takes too.
    #[command(flatten)]
    pub look: LookArgs,
}

/// `diglot serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The address to listen on; `0.0.0.0` shows the book to the whole network
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// The port, or the next one that is free
    #[arg(long, value_name = "PORT", default_value_t = 3000)]
    pub port: u16,
    /// Open the book in the browser
    #[arg(long)]
    pub open: bool,
    /// Include drafts and chapters dated later than today
    #[arg(long)]
    pub drafts: bool,
}

/// `diglot check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The form of the report
    #[arg(long, default_value = "human")]
    pub format: Format,
    /// Fail when more paragraphs than this say what their original no longer says
    #[arg(long, value_name = "N")]
    pub max_stale: Option<usize>,
    /// Fail when more paragraphs than this are not translated
    #[arg(long, value_name = "N")]
    pub max_missing: Option<usize>,
    /// Write Chinese punctuation as an editor would, where that is beyond doubt
    #[arg(long)]
    pub fix_punctuation: bool,
    /// What `build` takes too.
    #[command(flatten)]
    pub look: LookArgs,
}

/// `diglot status`.
#[derive(Args, Debug)]
pub struct StatusArgs {
    /// Pages to show paragraph by paragraph, such as `zh/01-part/02-chapter.md` [default: the whole book]
    #[arg(value_name = "PAGE")]
    pub pages: Vec<String>,
    /// Only these languages [default: all]
    #[arg(long, value_delimiter = ',', value_name = "CODES", value_parser = locale)]
    pub locale: Vec<LocaleCode>,
    /// The form of the report
    #[arg(long, default_value = "human")]
    pub format: StatusFormat,
    /// Include drafts and chapters dated later than today
    #[arg(long)]
    pub drafts: bool,
}

/// The form of a report on translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// Markdown, for a comment
    Markdown,
    /// Notes on GitHub's pages
    Github,
}

/// `diglot accept`.
#[derive(Args, Debug)]
pub struct AcceptArgs {
    /// Translated pages, or single paragraphs of them, such as `zh/01-part/02-chapter.md#p7`
    #[arg(value_name = "PAGE[#ID]", required = true)]
    pub pages: Vec<String>,
    /// Accept also what was not edited since the original changed
    #[arg(long)]
    pub unchanged: bool,
}

/// What can be done with ledgers.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Begin the ledgers of translations that have none
    Init(LedgerInitArgs),
}

/// `diglot ledger init`.
#[derive(Args, Debug)]
pub struct LedgerInitArgs {
    /// The pages [default: every translation]
    #[arg(value_name = "PAGE")]
    pub pages: Vec<String>,
    /// Only these languages [default: all]
    #[arg(long, value_delimiter = ',', value_name = "CODES", value_parser = locale)]
    pub locale: Vec<LocaleCode>,
    /// What the translations were made from
    #[arg(long, value_name = "WHEN", default_value = "found")]
    pub since: Since,
    /// A clone of the repository that holds the original, when pages name its commits
    #[arg(long, value_name = "DIR")]
    pub history: Option<PathBuf>,
    /// Begin ledgers anew that are there
    #[arg(long)]
    pub force: bool,
}

/// What translations are held to have been made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Since {
    /// The version that the page names, else the one that git tells
    Found,
    /// The original as it is now
    Now,
}

/// What can be handed out.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// What is stale or missing, for a translator, person or machine
    Todo(ExportTodoArgs),
}

/// `diglot export todo`.
#[derive(Args, Debug)]
pub struct ExportTodoArgs {
    /// The pages [default: the whole book]
    #[arg(value_name = "PAGE")]
    pub pages: Vec<String>,
    /// Only these languages [default: all]
    #[arg(long, value_delimiter = ',', value_name = "CODES", value_parser = locale)]
    pub locale: Vec<LocaleCode>,
    /// The form of the list
    #[arg(long, default_value = "json")]
    pub format: TodoFormat,
    /// The file to write to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The form of a list of what is to be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TodoFormat {
    /// One JSON object
    Json,
    /// XLIFF 2.0, which translators' programs read
    Xliff,
}

/// What can be taken in.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// What `export todo` handed out, translated
    Todo(ImportTodoArgs),
}

/// `diglot import todo`.
#[derive(Args, Debug)]
pub struct ImportTodoArgs {
    /// The translated list, JSON or XLIFF; `-` for standard input
    pub file: PathBuf,
    /// Note that a machine translated it, until a person accepts it
    #[arg(long)]
    pub machine: bool,
}

/// What `build` and `check` have in common.
#[derive(Args, Debug)]
pub struct LookArgs {
    /// Include drafts and chapters dated later than today
    #[arg(long)]
    pub drafts: bool,
    /// Let warnings fail the command
    #[arg(long)]
    pub strict: bool,
    /// How many things to do at once [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// `diglot stats`.
#[derive(Args, Debug)]
pub struct StatsArgs {
    /// The form of the figures
    #[arg(long, default_value = "human")]
    pub format: ListFormat,
    /// Include drafts and chapters dated later than today
    #[arg(long)]
    pub drafts: bool,
}

/// `diglot search`.
#[derive(Args, Debug)]
pub struct SearchArgs {
    /// What to look for: words, "a phrase", -without (behind `--`, or in one argument with the rest)
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// In these languages [default: all]
    #[arg(long, value_delimiter = ',', value_name = "CODES", value_parser = locale)]
    pub locale: Vec<LocaleCode>,
    /// Only in the part of this title
    #[arg(long, value_name = "TITLE")]
    pub part: Option<String>,
    /// Only on pages where this speaker speaks
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// How many results to show of each language
    #[arg(long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// The form of the results
    #[arg(long, default_value = "human")]
    pub format: ListFormat,
    /// Include drafts and chapters dated later than today
    #[arg(long)]
    pub drafts: bool,
}

/// `diglot clean`.
#[derive(Args, Debug)]
pub struct CleanArgs {
    /// The output folder [default: `dist` in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

fn locale(code: &str) -> Result<LocaleCode, String> {
    LocaleCode::new(code.trim()).ok_or_else(|| "not a language code such as `en` or `zh-Hant`".to_owned())
}
