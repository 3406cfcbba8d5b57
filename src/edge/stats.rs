//! `diglot stats`: how long the book is, by locale, chapter and speaker.
//!
//! Edge. Counts nothing itself.

use unicode_width::UnicodeWidthStr;

use super::{
    args::{ListFormat, StatsArgs},
    clock::today,
    failure::{Exit, Failure},
    load,
    project::Project,
    terminal::Terminal,
};
use crate::{
    diag::Level,
    input::Options,
    locale::Measure,
    memo::Memory,
    pipeline::Edition,
    stats::{Figures, LocaleStats, SpeakerStats, Stats},
};

/// Prints the figures of the book.
///
/// # Errors
///
/// When the project cannot be read.
pub fn stats(project: &Project, args: &StatsArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let options = Options { with_drafts: args.drafts, base_url: None, minify: None, today: today()? };
    let input = load::load(project, options, &load::Remembered::default())?.input;
    let mut told = Vec::new();
    let input = input.tell(&mut told);
    let edition = Edition::open(&input, &Memory::default()).tell(&mut told);
    let stats = Stats::of(edition.book());
    match args.format {
        ListFormat::Human => terminal.print(&stats.locales.iter().map(table).collect::<Vec<_>>().join("\n\n")),
        ListFormat::Json => terminal.print(&json(&stats)),
    }
    let n_errors = told.iter().filter(|fault| edition.book().settings.level(fault.code) == Level::Error).count();
    if n_errors > 0 {
        let errors = if n_errors == 1 { "1 error".to_owned() } else { format!("{n_errors} errors") };
        terminal
            .complain(&format!("the book has {errors}, which `diglot check` tells; the figures may miss something"));
        return Ok(Exit::Faults);
    }
    Ok(Exit::Done)
}

fn json(stats: &Stats) -> String {
    serde_json::to_string_pretty(stats).expect("figures and texts can be written as JSON")
}

/// The figures of a locale, one line a text.
fn table(locale: &LocaleStats) -> String {
    let mut rows = vec![Row::head(locale)];
    rows.extend(locale.speakers.iter().map(|speaker| Row::speaker(speaker, locale.measure)));
    for chapter in &locale.chapters {
        rows.push(Row::of(&chapter.figures, locale.measure, &chapter.title));
        rows.extend(chapter.speakers.iter().map(|speaker| Row::speaker(speaker, locale.measure)));
    }
    let width = |cell: fn(&Row) -> &str| rows.iter().map(|row| cell(row).width()).max().unwrap_or(0);
    let (amount, minutes) = (width(|row| &row.amount), width(|row| &row.minutes));
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let (pad_amount, pad_minutes) = (amount - row.amount.width(), minutes - row.minutes.width());
            format!("{:pad_amount$}{}  {:pad_minutes$}{}  {}", "", row.amount, "", row.minutes, row.name)
        })
        .collect();
    lines.join("\n")
}

/// A line of the table.
struct Row {
    amount: String,
    minutes: String,
    name: String,
}

impl Row {
    fn head(locale: &LocaleStats) -> Self {
        let n = locale.n_chapters;
        let chapters = if n == 1 { "1 chapter".to_owned() } else { format!("{n} chapters") };
        let Self { amount, minutes, .. } = Self::of(&locale.figures, locale.measure, "");
        let unit = match locale.measure {
            Measure::Characters => "characters",
            Measure::Words => "words",
        };
        let name = format!("{} ({}): {chapters}", locale.name, locale.locale);
        Self { amount: format!("{amount} {unit}"), minutes, name }
    }

    fn of(figures: &Figures, measure: Measure, name: &str) -> Self {
        let amount = match measure {
            Measure::Characters => figures.characters,
            Measure::Words => figures.words,
        };
        Self { amount: grouped(amount), minutes: format!("{} min", grouped(figures.minutes)), name: name.to_owned() }
    }

    fn speaker(speaker: &SpeakerStats, measure: Measure) -> Self {
        let name = format!("  {} {:.0}%", speaker.name, speaker.share * 100.0);
        Self::of(&speaker.figures, measure, &name)
    }
}

/// A number with commas between its thousands.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
