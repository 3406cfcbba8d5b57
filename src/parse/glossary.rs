//! What `content/glossary.yaml` means.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    diag::{Code, Warned},
    glossary::{Glossary, Names, Term},
    input::Text,
    locale::LocaleCode,
    path::Anchor,
    settings::{Localized, Settings, said_locales},
    yaml::{At, Bounds, Keyed, Node, Read, Reader, Yaml, keys},
};

use super::settings_keys::WrittenText;

/// What messages call the whole.
const WHAT: &str = "`glossary.yaml`";

/// The glossary, its keys read and not yet compared with the book's locales.
#[derive(Default)]
struct Written {
    terms: Vec<WrittenTerm>,
}

keys! {
    Written {
        #[needed] terms, "The terms, in any order.";
    }
}

/// A term as an author writes it.
#[derive(Default)]
struct WrittenTerm {
    id: Option<At<Arc<str>>>,
    forms: ByLocale,
    inflections: ByLocale,
    avoid: ByLocale,
    keep: bool,
    definition: WrittenText,
    index: WrittenText,
}

keys! {
    WrittenTerm {
        id, "Its name in addresses; made of its first name if not given.";
        #[needed] forms, "What it is called in each locale, the preferred name first.";
        inflections, "How those names change in a sentence, such as plurals, in each locale.";
        avoid, "Names that the book does not use, in each locale.";
        keep, "Whether it stays as it is in every locale; no if not given.";
        definition, "What it means, in a sentence or two.";
        index, "What it is sorted by, where that is not its name: the reading of a Japanese word.";
    }
}

/// Lists of names by the code of a locale.
#[derive(Default)]
struct ByLocale(Vec<(At<Arc<str>>, Vec<Name>)>);

/// A name with its place.
type Name = At<Arc<str>>;

impl Read for ByLocale {
    const EXPECTED: &'static str = "a map with a name or a list of names for each locale";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(entries) = node.entries() else { return reader.wrong_type(node, Self::EXPECTED) };
        let read = |(idx, (code, node)): (usize, &(Arc<str>, Node))| {
            reader.in_entry(idx, code, |reader| {
                let names = Read::read(node, reader)?;
                Some((reader.key_here(code.clone()), names))
            })
        };
        Some(Self(entries.iter().enumerate().filter_map(read).collect()))
    }
}

/// Reads `content/glossary.yaml`. A term that makes no sense is told and left out.
#[must_use]
pub fn glossary(text: &Text, settings: &Settings) -> Warned<Glossary> {
    let read = Yaml::file(&text.file, &text.text).read_with(WHAT, Bounds::FILE, |node, reader| {
        let (written, _) = Written::read_keys(node, reader)?;
        let mut desk = Desk { settings, ids: BTreeMap::new(), forms: BTreeMap::new() };
        let terms = written.terms.into_iter().filter_map(|term| desk.term(term, reader)).collect();
        Some(Glossary { terms })
    });
    read.map(Option::unwrap_or_default)
}

/// What of the glossary was understood so far, to find what stands twice.
struct Desk<'s> {
    settings: &'s Settings,
    /// Where each id was given.
    ids: BTreeMap<Anchor, At<()>>,
    /// Where each form of a locale was given, in lower case.
    forms: BTreeMap<(LocaleCode, String), At<()>>,
}

impl Desk<'_> {
    fn term(&mut self, written: WrittenTerm, reader: &mut Reader<'_>) -> Option<Term> {
        let id = self.id(&written, reader)?;
        let mut forms = self.names(written.forms, reader);
        if written.keep {
            self.keep(&mut forms);
        }
        for (code, names) in &forms {
            for name in names {
                self.claim(code, name, reader);
            }
        }
        let mut inflections = self.names(written.inflections, reader);
        let mut avoid = self.names(written.avoid, reader);
        tell_without_form(&forms, [&inflections, &avoid], reader);
        let mut index = self.texts(written.index, reader);
        let names = forms.into_iter().filter_map(|(code, forms)| {
            let mut forms = values(forms).into_iter();
            let names = Names {
                preferred: forms.next()?,
                others: forms.collect(),
                inflections: values(inflections.remove(&code).unwrap_or_default()),
                avoided: values(avoid.remove(&code).unwrap_or_default()),
                index: index.remove(&code),
            };
            Some((code, names))
        });
        let names = names.collect();
        let definition = match written.definition {
            WrittenText::One(text) => Localized::One(text),
            definition => Localized::By(self.texts(definition, reader)),
        };
        Some(Term { id, names, is_kept: written.keep, definition })
    }

    /// The term's id: its own, else one made of its first name, the original's before
    /// others. `None` when it has no name either, or when another term has the id.
    fn id(&mut self, written: &WrittenTerm, reader: &mut Reader<'_>) -> Option<Anchor> {
        let original = self.settings.original.as_str();
        let of_original = written.forms.0.iter().filter(|(code, _)| &*code.value == original);
        let first = of_original.chain(&written.forms.0).find_map(|(_, names)| names.first());
        let Some(named) = written.id.as_ref().or(first) else {
            if let Some((code, _)) = written.forms.0.first() {
                reader.tell_at(code, Code::InvalidValue, "a term without any name", None);
            }
            return None;
        };
        let id = match &written.id {
            Some(id) => Anchor::explicit(&id.value),
            None => Some(Anchor::of_heading(&named.value)),
        };
        let Some(id) = id else {
            let help = Some("write it without spaces, for example `scaling-law`".to_owned());
            reader.tell_at(named, Code::InvalidValue, format!("`{}` is no id", named.value), help);
            return None;
        };
        let at = named.with(());
        if let Some(first) = self.ids.get(&id) {
            let message = format!("two terms have the id `{id}`");
            reader.tell_pair(&at, Code::DuplicateTerm, message, first, "the other one");
            return None;
        }
        self.ids.insert(id.clone(), at);
        Some(id)
    }

    /// Gives a term that stays as it is a name in the locales that give none.
    fn keep(&self, forms: &mut BTreeMap<LocaleCode, Vec<Name>>) {
        let original = forms.get(&self.settings.original);
        let Some(names) = original.or_else(|| forms.values().next()).cloned() else { return };
        for locale in &self.settings.locales {
            forms.entry(locale.code.clone()).or_insert_with(|| names.clone());
        }
    }

    /// Tells of a form that another term of the locale has too: a text could mean either.
    fn claim(&mut self, code: &LocaleCode, form: &Name, reader: &mut Reader<'_>) {
        let at = form.with(());
        match self.forms.get(&(code.clone(), form.value.to_lowercase())) {
            Some(first) => {
                let message = format!("`{}` stands for two terms in `{code}`", form.value);
                reader.tell_pair(&at, Code::DuplicateTerm, message, first, "it stands here first");
            }
            None => drop(self.forms.insert((code.clone(), form.value.to_lowercase()), at)),
        }
    }

    /// Names by locale, without those of locales that are not there and empty ones.
    fn names(&self, written: ByLocale, reader: &mut Reader<'_>) -> BTreeMap<LocaleCode, Vec<Name>> {
        let mut all = BTreeMap::new();
        for (code, mut names) in written.0 {
            let Some(code) = self.locale(&code, reader) else { continue };
            names.retain(|name| {
                let is_empty = name.value.trim().is_empty();
                if is_empty {
                    reader.tell_at(name, Code::InvalidValue, "a name without letters", None);
                }
                !is_empty
            });
            all.insert(code, names);
        }
        all
    }

    /// Texts by locale; one text is for every locale.
    fn texts(&self, written: WrittenText, reader: &mut Reader<'_>) -> BTreeMap<LocaleCode, Arc<str>> {
        match written {
            WrittenText::None => BTreeMap::new(),
            WrittenText::One(text) => {
                self.settings.locales.iter().map(|locale| (locale.code.clone(), text.clone())).collect()
            }
            WrittenText::By(texts) => {
                texts.into_iter().filter_map(|(code, text)| Some((self.locale(&code, reader)?, text))).collect()
            }
        }
    }

    /// The locale with this code; told when the book has none.
    fn locale(&self, code: &At<Arc<str>>, reader: &mut Reader<'_>) -> Option<LocaleCode> {
        let locales = &self.settings.locales;
        if let Some(locale) = locales.iter().find(|locale| locale.code.as_str() == &*code.value) {
            return Some(locale.code.clone());
        }
        let help = Some(said_locales(locales));
        reader.tell_at(code, Code::InvalidValue, format!("the book has no locale `{}`", code.value), help);
        None
    }
}

/// Tells of inflections and avoided names in a locale that has no name for the term.
fn tell_without_form(
    forms: &BTreeMap<LocaleCode, Vec<Name>>,
    others: [&BTreeMap<LocaleCode, Vec<Name>>; 2],
    reader: &mut Reader<'_>,
) {
    for (code, names) in others.into_iter().flatten() {
        if let Some(name) = names.first().filter(|_| forms.get(code).is_none_or(Vec::is_empty)) {
            let message = format!("the term has no name in `{code}`");
            let help = Some(format!("give it one under `forms`, such as `forms: {{{code}: …}}`"));
            reader.tell_at(name, Code::InvalidValue, message, help);
        }
    }
}

fn values(names: Vec<Name>) -> Vec<Arc<str>> {
    names.into_iter().map(|name| name.value).collect()
}
