//! The terms of the book, as the page of the glossary lists them.

use serde::Serialize;

use super::LinkView;

/// A letter with the terms that begin with it.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView<'a> {
    /// The letter as the language's indexes have it: `A`, `か`; empty for Han of which it is
    /// not known.
    pub letter: String,
    /// Its `id` on the page.
    pub id: String,
    /// The terms, in the language's order.
    pub terms: Vec<TermView<'a>>,
}

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct TermView<'a> {
    /// Its `id` on the page, the same in every language.
    pub id: &'a str,
    /// What it is called.
    pub text: &'a str,
    /// What else it is called.
    pub others: Vec<&'a str>,
    /// What it is called in the book's other languages.
    pub versions: Vec<NameView<'a>>,
    /// What it means; `none` where the author does not say.
    pub definition: Option<&'a str>,
    /// The language of the definition, when it is not the page's.
    pub definition_lang: Option<&'a str>,
    /// The first chapters that speak of it, each at the section that does.
    pub uses: Vec<LinkView<'a>>,
    /// How many more chapters do, in words; `none` when all are listed.
    pub more: Option<String>,
}

/// What a term is called in another language.
#[derive(Clone, Debug, Serialize)]
pub struct NameView<'a> {
    /// The term's entry in that language.
    pub href: Option<String>,
    /// The name.
    pub text: &'a str,
    /// The language, for `lang` and `hreflang`.
    pub lang: &'a str,
}
