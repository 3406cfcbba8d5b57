//! What the program tells an author: diagnostics, and values that come with them.
//!
//! A fault in a book is not an error of the program. Stages return [`Warned`]: a value
//! that the next stage can use, and what there is to tell. Each kind of fault is a
//! [`Code`] with a name that `check:` in the settings can switch.
//!
//! Floor 0. Knows nothing of how a diagnostic is printed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{path::ProjectPath, span::Span};

/// How much a fault weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not told at all.
    Allow,
    /// Told; fails the build only under `--strict`.
    Warn,
    /// Told; the site is not published.
    Error,
}

/// Makes [`Code`] from a table of `Variant "name" Level "what it means"`.
macro_rules! codes {
    ($($variant:ident $name:literal $level:ident $meaning:literal)*) => {
        /// The name of a kind of fault.
        ///
        /// The name says what is wrong, not how to mend it, so that
        /// `check: {broken-anchor: warn}` reads well.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name as written in the settings and in messages.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How much the fault weighs when the settings do not say.
            #[must_use]
            pub fn level(self) -> Level {
                match self { $(Self::$variant => Level::$level,)* }
            }

            /// One sentence on what is wrong, for the manual.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    // Files and folders.
    UnreadableFile "unreadable-file" Error "A file or folder cannot be read."
    InvalidUtf8 "invalid-utf8" Error "A text file is not UTF-8."
    FileTooLarge "file-too-large" Error "A text file is larger than the program accepts."
    LinkLoop "link-loop" Error "A symbolic link leads back to a folder that contains it."
    ForeignFile "foreign-file" Warn "A symbolic link leads out of the project and is left out."
    UnknownLocale "unknown-locale" Warn "A folder under `content/` is not one of the book's locales."
    MixedLayout "mixed-layout" Error "Chapters lie both in `content/` itself and in locale folders."
    MisnamedChapter "misnamed-chapter" Warn "A Markdown file that is no chapter, since its name does not end in `.md`."
    NoContent "no-content" Error "The book has no chapter."

    // Settings, front matter and other YAML.
    InvalidYaml "invalid-yaml" Error "YAML that cannot be read."
    YamlTooComplex "yaml-too-complex" Error "YAML that is too large, too deep, or full of aliases."
    UnknownKey "unknown-key" Error "A key that does not exist here."
    WrongType "wrong-type" Error "A value of the wrong type."
    InvalidValue "invalid-value" Error "A value of the right type that makes no sense."
    MissingKey "missing-key" Error "A key that must be there is not."
    UnclosedFrontMatter "unclosed-front-matter" Error "Front matter without its closing `---`."

    // Chapters in the book.
    MissingTitle "missing-title" Warn "A chapter with neither `title` nor a heading."
    DuplicateAddress "duplicate-address" Error "Two pages would lie at one address."
    DuplicateKey "duplicate-key" Error "Two chapters of one locale have the same `key`."
    ReservedAddress "reserved-address" Error "A chapter or file lies at an address that the site itself needs."
    RenumberedChapter "renumbered-chapter" Warn "A chapter that only its number keeps from being the translation of another."
    DuplicateOrder "duplicate-order" Warn "Two chapters of one folder have the same number."

    // Terms.
    DuplicateTerm "duplicate-term" Error "Two terms of the glossary have the same id or the same name."

    // Markdown.
    DuplicateAnchor "duplicate-anchor" Warn "Two places of a page have the same id."
    TakenAnchor "taken-anchor" Warn "A heading whose id in the original is another's on the translated page."
    UnknownFootnote "unknown-footnote" Warn "A footnote mark without a footnote."
    UnusedFootnote "unused-footnote" Warn "A footnote that nothing points to."
    InvalidMath "invalid-math" Error "A formula that cannot be read."
    UnknownLanguage "unknown-language" Warn "A code block in a language that cannot be highlighted."
    InvalidCodeInfo "invalid-code-info" Warn "Options of a code block that cannot be read."
    InlineStyle "inline-style" Warn "A `style` attribute, which the page's security policy forbids."
    InlineScript "inline-script" Warn "A script, an event handler or an address that runs a script, which the page's security policy forbids."
    RawHtml "raw-html" Warn "HTML in a book that switches it off."
    DeadHtml "dead-html" Warn "HTML that does nothing in a chapter: an element for the page as a whole, or a form that leads out of the site."
    NestedTooDeep "nested-too-deep" Warn "Lists or quotes nested deeper than a page can show."
    SkippedHeading "skipped-heading" Allow "A heading more than one level below the one before it."
    UnclosedContainer "unclosed-container" Error "A `:::` block without its end."
    InvalidTabs "invalid-tabs" Warn "A tab that is in no tabs or has no title, or something among tabs that is none."
    UnknownContainer "unknown-container" Warn "A `:::` block of a kind that does not exist."

    // Conversations.
    MissingColon "missing-colon" Warn "A paragraph that begins with a speaker's name and has no colon behind it."
    JoinedTurns "joined-turns" Warn "Two turns of a conversation in one paragraph."
    UnknownSpeaker "unknown-speaker" Warn "A turn by someone who is none of the chapter's `speakers`."

    // Includes and shortcodes.
    MissingInclude "missing-include" Error "An included file, line or anchor that is not there."
    IncludeCycle "include-cycle" Error "A file that includes itself."
    IncludeOutside "include-outside" Error "An included path that leads out of the project."
    MisspeltInclude "misspelt-include" Warn "What reads like an include and is none, so that it is shown as text."
    UnknownShortcode "unknown-shortcode" Error "A shortcode without a template."
    InvalidShortcode "invalid-shortcode" Error "A shortcode call that cannot be read."

    // Links.
    BrokenLink "broken-link" Error "A link to a page or file that is not there."
    BrokenAnchor "broken-anchor" Error "A link to a heading that is not there."
    UnknownAddress "unknown-address" Warn "A relative link to an HTML page that the book does not have."
    MissingImage "missing-image" Error "A picture that is not there."
    MissingAlt "missing-alt" Warn "A picture without a text for those who cannot see it."
    EmptyLink "empty-link" Warn "A link without a target or, in Markdown, without a text."
    LinkOutside "link-outside" Error "A link that leads out of the content folder."
    UntranslatedLink "untranslated-link" Allow "A link to a chapter that has no page in this locale."

    // Translations and their ledgers.
    UnmergedLedger "unmerged-ledger" Error "A ledger with the marks of an unfinished merge."
    RepeatedPair "repeated-pair" Warn "Two pairs of a ledger have the same id."
    UnusedLedger "unused-ledger" Warn "A ledger whose translation is not there."
    InvalidHint "invalid-hint" Error "A `sync:` comment that cannot be read, has no effect, or contradicts another."
    StaleTranslation "stale-translation" Allow "A paragraph that no longer says what its original says."
    MissingTranslation "missing-translation" Allow "A paragraph that is not translated."
    DifferentCode "different-code" Warn "Code that differs from the original's."
    DifferentNumbers "different-numbers" Warn "A number of the original that the translation lacks."
    DifferentLinks "different-links" Warn "A paragraph with fewer links than its original."
    DifferentImages "different-images" Warn "A picture of the original that the translation lacks."
    DifferentFootnotes "different-footnotes" Warn "A translation with fewer footnotes than its original."
    DifferentHeadings "different-headings" Warn "A translation with more or fewer headings than its original."
    UntranslatedText "untranslated-text" Warn "Text that was left in the original's language."
    ChinesePunctuation "chinese-punctuation" Warn "Punctuation that an editor of Chinese would mark; `check` tells it."
    AvoidedTerm "avoided-term" Warn "A name for a term that the glossary avoids."

    // Templates and themes.
    InvalidTemplate "invalid-template" Error "A template that cannot be read."
    FailedTemplate "failed-template" Error "A template that failed while it rendered a page."
    MissingString "missing-string" Error "An interface string that a locale lacks."
    UnknownTheme "unknown-theme" Error "A theme that is not there."
    UnknownTemplate "unknown-template" Error "A template named in front matter that is not there."
    MisnamedTemplate "misnamed-template" Warn "A part of pages that nothing uses and that is named nearly as one of the theme's."
    InvalidTheme "invalid-theme" Error "A theme with a fault in its own files."

    // Search.
    UnfindableHeading "unfindable-heading" Warn "A heading that the book's own search does not find by its words."

    // Output.
    BlockedOutput "blocked-output" Error "The output folder cannot be used."
    LongBook "long-book" Allow "A book too long for one page, so that its `print/` is left out."
    MissingBaseUrl "missing-base-url" Allow "A site without `base_url` has no canonical addresses and no sitemap."
}

impl Code {
    /// The code with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

/// A place in a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: ProjectPath,
    /// The bytes meant; an empty span points between two characters.
    pub span: Span,
}

/// One fault, told once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The kind of fault.
    pub code: Code,
    /// Where; `None` when no single place is at fault.
    pub place: Option<Place>,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: Arc<str>,
    /// Ways out, each a line of its own.
    pub help: Vec<Arc<str>>,
    /// Other places that have to do with it, each with what it is.
    pub related: Vec<(Place, Arc<str>)>,
}

impl Diagnostic {
    /// A fault at a place.
    #[must_use]
    pub fn new(code: Code, file: &ProjectPath, span: Span, message: impl Into<Arc<str>>) -> Self {
        let place = Some(Place { file: file.clone(), span });
        Self { code, place, message: message.into(), help: Vec::new(), related: Vec::new() }
    }

    /// A fault that has no single place.
    #[must_use]
    pub fn general(code: Code, message: impl Into<Arc<str>>) -> Self {
        Self { code, place: None, message: message.into(), help: Vec::new(), related: Vec::new() }
    }

    /// The same with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<Arc<str>>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same with a way out, where there is one.
    #[must_use]
    pub fn maybe_help(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// The same with another place that has to do with it.
    #[must_use]
    pub fn related(mut self, file: &ProjectPath, span: Span, what: impl Into<Arc<str>>) -> Self {
        self.related.push((Place { file: file.clone(), span }, what.into()));
        self
    }
}

/// A value together with what there is to tell of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warned<T> {
    /// Usable, whatever was told.
    pub value: T,
    /// In the order of the text.
    pub told: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A value with nothing to tell.
    pub fn fine(value: T) -> Self {
        Self { value, told: Vec::new() }
    }

    /// Moves what was told to the end of `told` and gives the value.
    pub fn tell(self, told: &mut Vec<Diagnostic>) -> T {
        told.extend(self.told);
        self.value
    }

    /// The same diagnostics with a value made from this one.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: make(self.value), told: self.told }
    }
}

/// The candidate that `wrong` was most likely meant to be; `None` when none is near.
///
/// Nearness is the Damerau-Levenshtein distance in characters; at most a third of the
/// word may differ. Ties keep the candidates' order.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = wrong.chars().count().max(3) / 3 + 1;
    let letters = Letters::of(wrong);
    let mut found: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Only what is nearer than the nearest so far is of interest.
        let most = found.map_or(limit, |(distance, _)| distance - 1);
        if letters.least_distance(candidate) > most {
            continue;
        }
        match strsim::damerau_levenshtein(wrong, candidate) {
            0 => return Some(candidate),
            distance if distance <= most => found = Some((distance, candidate)),
            _ => {}
        }
    }
    found.map(|(_, candidate)| candidate)
}

/// How often each letter stands in a word; letters of one remainder count as one.
struct Letters([i32; 64]);

impl Letters {
    fn of(word: &str) -> Self {
        let mut counts = [0; 64];
        word.chars().for_each(|letter| counts[letter as usize % 64] += 1);
        Self(counts)
    }

    /// How far a word is away at least: it takes a change to bring in each letter that is
    /// missing, and one to take out each that is too many. O(length), where the distance
    /// itself takes the product of both lengths.
    fn least_distance(&self, word: &str) -> usize {
        let mut counts = self.0;
        word.chars().for_each(|letter| counts[letter as usize % 64] -= 1);
        let missing: i32 = counts.iter().filter(|n| **n < 0).sum();
        let surplus: i32 = counts.iter().filter(|n| **n > 0).sum();
        missing.unsigned_abs().max(surplus.unsigned_abs()) as usize
    }
}
