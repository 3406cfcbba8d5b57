//! The punctuation of a book's Chinese chapters.

use rayon::prelude::*;

use crate::{
    bind,
    diag::{Code, Diagnostic},
    input::{Input, SourceText},
    locale::LanguageTag,
    markdown::{Manner, Slip},
    parse,
    path::ContentPath,
    settings::Settings,
};

/// What an editor of Chinese would mark in each chapter that has something of it, in the
/// order of their paths.
#[must_use]
pub fn punctuation(input: &Input) -> Vec<(ContentPath, Vec<Slip>)> {
    let settings = parse::settings_of(input).value;
    let has_folders = bind::has_locale_folders(&settings, input.sources.keys());
    let read = |(path, text): (&ContentPath, &SourceText)| {
        let manner = manner(&settings, path, has_folders)?;
        let slips = parse::punctuation(path, &text.open(), manner);
        (!slips.is_empty()).then(|| (path.clone(), slips))
    };
    input.sources.par_iter().filter_map(read).collect()
}

/// What there is to tell of slips.
pub fn told_of(slips: &[(ContentPath, Vec<Slip>)]) -> impl Iterator<Item = Diagnostic> {
    slips.iter().flat_map(|(path, slips)| {
        let file = path.in_project();
        slips.iter().map(move |slip| {
            let told = Diagnostic::new(Code::ChinesePunctuation, &file, slip.span, slip.message.clone());
            if slip.right.is_some() { told.help("`diglot check --fix-punctuation` writes it") } else { told }
        })
    })
}

/// How a chapter's punctuation is looked at; `None` for one that is not Chinese.
fn manner(settings: &Settings, path: &ContentPath, has_folders: bool) -> Option<Manner> {
    let (code, _) = bind::tree_path(settings, path, has_folders)?;
    let tag: &LanguageTag = &settings.locales.iter().find(|locale| locale.code == code)?.tag;
    let is_traditional = tag.script() == Some("Hant");
    (tag.language() == "zh").then_some(Manner { markdown: settings.markdown, is_traditional })
}
