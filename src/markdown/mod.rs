//! Reads Markdown: one text in, one [`Doc`] out.
//!
//! CommonMark and GFM are read by pulldown-cmark. Around it stands what it does not know:
//!
//! ```text
//! text ─mask─▶ text ─cjk─▶ text ─pulldown-cmark─▶ events ─tree─▶ blocks ─footnotes─▶ Doc
//! ```
//!
//! | module | does |
//! | --- | --- |
//! | `include`, `excerpt` | put included files in place, before all else |
//! | `mask`, `container`, `shortcode`, `html_text`, `dollars` | hide from the parser what it does not know |
//! | `cjk`, `lines` | make emphasis and line breaks right in Chinese, Japanese and Korean |
//! | `tree`, `blocks`, `inlines`, `hidden` | build the tree from the parser's events, as deep as the bound allows |
//! | `raw_html`, `attributes`, `elements` | keep the author's HTML from breaking the page |
//! | `code_info`, `math`, `mathml`, `footnotes` | read what stands behind a fence, a formula; number the notes |
//! | `punctuation` | finds what an editor of Chinese would mark, for those who ask |
//! | `hint` | reads comments that tell how a block is paired with its translation |
//!
//! Every span and every complaint is at a place of the text as the author wrote it: what
//! is hidden is replaced at equal length, and what is inserted is taken out again.
//!
//! Floor 2. Knows no other chapter, no address and no HTML but the author's own.

mod attributes;
mod blocks;
mod cjk;
mod code_info;
mod container;
mod dollars;
mod elements;
mod excerpt;
mod footnotes;
mod hidden;
mod hint;
mod html_text;
mod html_tokens;
pub mod include;
mod inlines;
mod lines;
mod mask;
mod math;
mod mathml;
mod punctuation;
mod raw_html;
mod shortcode;
mod told;
mod tree;

use std::ops::Range;

use pulldown_cmark::{Options, Parser};

pub use self::punctuation::{Manner, Slip, slips};
use self::{cjk::Passage, told::Told, tree::Builder};
use crate::{
    diag::Warned,
    doc::{Doc, Origin},
    settings::MarkdownSettings,
};

/// How deep blocks may be nested in blocks, and inlines in inlines; what is deeper is
/// flattened and told. Whatever goes through a [`Doc`] may call itself for each level.
const MAX_DEPTH: usize = 64;

/// Reads a chapter's text, its includes already in place. Never fails; O(length).
#[must_use]
pub fn read(text: &str, origin: &Origin, settings: MarkdownSettings) -> Warned<Doc> {
    let mut told = Told::new(origin);
    let options = options(settings);
    let masked = mask::mask(text, options, &mut told);
    let passage = Passage::whole(&masked.text);
    let mut builder = Builder::new(text, masked.masks, settings, options, &mut told);
    builder.passage(&passage);
    let doc = builder.finish();
    Warned { value: doc, told: told.in_order() }
}

/// Where the definitions of references in a text have their addresses, with escapes undone, in
/// no order. O(length) for a text that has any.
#[must_use]
pub fn reference_addresses(text: &str, origin: &Origin, settings: MarkdownSettings) -> Vec<(Range<usize>, String)> {
    if memchr::memmem::find(text.as_bytes(), b"]:").is_none() {
        return Vec::new();
    }
    let options = options(settings);
    let masked = mask::mask(text, options, &mut Told::new(origin));
    let parser = Parser::new_ext(&masked.text, options);
    let definitions = parser.reference_definitions().iter().filter_map(|(_, definition)| {
        let written = text.get(definition.span.clone())?;
        let label_end = written.find("]:")? + "]:".len();
        let start = definition.span.start + label_end + written[label_end..].find(&*definition.dest)?;
        Some((start..start + definition.dest.len(), definition.dest.to_string()))
    });
    definitions.collect()
}

/// What the parser is asked to know.
fn options(settings: MarkdownSettings) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_MATH, settings.math);
    options.set(Options::ENABLE_SMART_PUNCTUATION, settings.smart_punctuation);
    options
}
