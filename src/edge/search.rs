//! `diglot search`: the search of the site, in the terminal.
//!
//! Makes the index from the content as it is now, so that an author can try what readers
//! will find without building pages.
//!
//! Edge. Finds nothing itself.

use std::{collections::BTreeSet, fmt::Write as _};

use anstyle::Style;
use serde::Serialize;

use super::{
    args::{ListFormat, SearchArgs},
    clock::today,
    failure::{Exit, Failure},
    load,
    project::Project,
    terminal::Terminal,
};
use crate::{
    book::LocaleIdx,
    diag::nearest,
    input::Options,
    memo::Memory,
    pipeline::Edition,
    search::{Engine, Excerpt, Found, Hit, Index, Narrow},
};

/// How long an excerpt is, in letters.
const EXCERPT: usize = 100;

/// Searches the book. Exit code 1 when nothing is found, as `grep` does.
///
/// # Errors
///
/// When the project cannot be read, or does not have a language that was asked for.
pub fn search(project: &Project, args: &SearchArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let options = Options { with_drafts: args.drafts, base_url: None, minify: None, today: today()? };
    let input = load::load(project, options, &load::Remembered::default())?.input;
    let edition = Edition::open(&input.value, &Memory::default()).value;
    let query = args.query.join(" ");
    let narrow = Narrow { part: args.part.clone(), speaker: args.speaker.clone() };

    let (mut results, mut parts, mut speakers) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for locale in locales(&edition, args)? {
        let index = &edition.search_index(locale).value;
        let engine = Engine::new(index);
        let filters = engine.filters();
        parts.extend(filters.0.map(str::to_owned));
        speakers.extend(filters.1.map(str::to_owned));
        let found = engine.search(&query, &narrow, usize::from(args.limit));
        results.push((edition.book().settings.locales[locale.0].code.to_string(), index, found));
    }
    narrowed_to("part", narrow.part.as_deref(), &parts)?;
    narrowed_to("speaker", narrow.speaker.as_deref(), &speakers)?;
    match args.format {
        ListFormat::Human => results.iter().for_each(|(locale, index, found)| {
            if let Some(text) = human(locale, &query, index, found) {
                terminal.print(text.trim_end());
            }
        }),
        ListFormat::Json => terminal.print(&json(&query, &results)),
    }
    let has_found = results.iter().any(|(.., found)| !found.hits.is_empty());
    if !has_found && args.format == ListFormat::Human {
        terminal.say(&format!("nothing found for `{query}`"));
    }
    Ok(if has_found { Exit::Done } else { Exit::Faults })
}

/// The locales to search: those asked for, else all.
fn locales(edition: &Edition, args: &SearchArgs) -> Result<Vec<LocaleIdx>, Failure> {
    let book = edition.book();
    if args.locale.is_empty() {
        return Ok(book.locale_idxs().collect());
    }
    let find = |code| book.locale_idx(code).ok_or_else(|| Failure::usage(format!("the book has no language `{code}`")));
    args.locale.iter().map(find).collect()
}

/// Refuses to narrow a search by what the book does not have.
fn narrowed_to(what: &str, name: Option<&str>, known: &BTreeSet<String>) -> Result<(), Failure> {
    let Some(name) = name.filter(|name| !known.contains(*name)) else { return Ok(()) };
    let help = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("a search is narrowed where there are two or more: leave `--{what}` out"),
        None => {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("there are {}", names.join(", "))
        }
    };
    Err(Failure::usage(format!("the book has no {what} `{name}` to search in")).help(help))
}

/// The results of a locale as lines; `None` without one.
fn human(locale: &str, query: &str, index: &Index, found: &Found) -> Option<String> {
    if found.hits.is_empty() {
        return None;
    }
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let n = found.n_sections;
    let some = if found.is_partial { ", none with all of it" } else { "" };
    let mut text = format!("{dim}{locale}: {n} {}{some}{dim:#}\n", if n == 1 { "section" } else { "sections" });
    for hit in &found.hits {
        let _ = writeln!(text, "{bold}{}{bold:#}  {dim}{}{dim:#}", way(hit), address(hit));
        let excerpt = excerpt(index, hit, query);
        if !excerpt.text.is_empty() {
            let _ = writeln!(text, "    {}", marked(&excerpt));
        }
    }
    Some(text)
}

/// The stretch of a hit that shows why the query found it.
fn excerpt(index: &Index, hit: &Hit, query: &str) -> Excerpt {
    index.excerpt(&hit.text, hit.named.as_deref().unwrap_or(query), EXCERPT)
}

/// A section by its page's title and the headings down to its own.
fn way(hit: &Hit) -> String {
    let steps = std::iter::once(&hit.title).chain(&hit.above).chain((!hit.heading.is_empty()).then_some(&hit.heading));
    steps.map(String::as_str).collect::<Vec<_>>().join(" › ")
}

fn address(hit: &Hit) -> String {
    let hash = if hit.fragment.is_empty() { "" } else { "#" };
    crate::path::decode(&format!("/{}{hash}{}", hit.address, hit.fragment))
}

/// An excerpt with its matches set off.
fn marked(excerpt: &Excerpt) -> String {
    let style = Style::new().underline();
    let mut text = String::from(if excerpt.is_cut_before { "… " } else { "" });
    let mut at = 0;
    for (start, end) in &excerpt.marks {
        let _ = write!(text, "{}{style}{}{style:#}", &excerpt.text[at..*start], &excerpt.text[*start..*end]);
        at = *end;
    }
    text.push_str(&excerpt.text[at..]);
    text.push_str(if excerpt.is_cut_after { " …" } else { "" });
    text
}

/// The results for programs.
#[derive(Serialize)]
struct Results<'a> {
    query: &'a str,
    results: Vec<LocaleResults<'a>>,
}

/// Those of a locale.
#[derive(Serialize)]
struct LocaleResults<'a> {
    locale: &'a str,
    n_sections: usize,
    is_partial: bool,
    hits: Vec<HitView<'a>>,
}

/// One of them.
#[derive(Serialize)]
struct HitView<'a> {
    address: String,
    title: &'a str,
    above: &'a [String],
    heading: &'a str,
    excerpt: String,
}

fn json(query: &str, results: &[(String, &Index, Found)]) -> String {
    let results = results
        .iter()
        .map(|(locale, index, found)| LocaleResults {
            locale,
            n_sections: found.n_sections,
            is_partial: found.is_partial,
            hits: found
                .hits
                .iter()
                .map(|it| HitView {
                    address: address(it),
                    title: &it.title,
                    above: &it.above,
                    heading: &it.heading,
                    excerpt: excerpt(index, it, query).text,
                })
                .collect(),
        })
        .collect();
    serde_json::to_string_pretty(&Results { query, results }).expect("texts and numbers can be written")
}
