//! `diglot status`: how far each translation follows its original.
//!
//! Edge. Writes nothing.

use super::{
    args::{StatusArgs, StatusFormat},
    failure::{Exit, Failure},
    pool::in_pool,
    project::Project,
    reading::{AskedPage, Reading, locales},
    report::{self, Verdict},
    terminal::Terminal,
};
use crate::{
    diag::{Code, Level},
    path::ProjectPath,
    status::{human, markdown},
};

/// Prints how far translations follow: the book, or pages with their paragraphs.
///
/// # Errors
///
/// When the project cannot be read, or has no such page.
///
/// # Panics
///
/// Never: texts and numbers have a JSON form.
pub fn status(project: &Project, args: &StatusArgs, terminal: Terminal) -> Result<Exit, Failure> {
    in_pool(None, || {
        let reading = Reading::of(project, args.drafts)?;
        let edition = reading.edition(terminal)?;
        let locales = locales(edition.book(), &args.locale)?;
        let mut wanted = Vec::new();
        for page in &args.pages {
            let translations = AskedPage::find(edition.book(), page)?.translations(&edition);
            if translations.is_empty() {
                return Err(Failure::usage(format!("`{page}` is an original that nothing translates")));
            }
            wanted.extend(translations);
        }
        let status = edition.status(&reading.input, &locales, &wanted);
        let is_page = !wanted.is_empty();
        match args.format {
            StatusFormat::Human => terminal.print(&human(&status, is_page)),
            StatusFormat::Markdown => terminal.print(&markdown(&status, is_page)),
            StatusFormat::Json => {
                terminal.print(&serde_json::to_string_pretty(&status).expect("texts and numbers have a JSON form"));
            }
            StatusFormat::Github => {
                let mut settings = (*edition.book().settings).clone();
                settings.check.insert(Code::StaleTranslation, Level::Warn);
                settings.check.insert(Code::MissingTranslation, Level::Warn);
                let verdict = Verdict::new(edition.lag(&locales, &wanted), &settings);
                let texts = |file: &ProjectPath| reading.text(file);
                verdict.faults.iter().for_each(|fault| terminal.print(&report::github(fault, &texts)));
            }
        }
        Ok(Exit::Done)
    })
}
