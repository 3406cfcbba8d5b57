//! A page for bodies to stand in: links lead where they are written, words are their keys.

use std::{path::Path, sync::Arc};

use diglot::{
    book::{PictureSize, SharedIds},
    diag::Warned,
    doc::{Block, BlockKind, CodeBlock, Doc, LinkIdx, Origin, Shortcode},
    glossary::TermIdx,
    highlight::{self, Highlighted},
    locale::LanguageTag,
    markdown,
    path::{Anchor, ProjectPath},
    settings::MarkdownSettings,
    terms::Terms,
    view::body::{self, Body, LinkView, Surroundings},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What an address in HTML may hold, by the CommonMark specification's own renderer.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

struct Page<'a>(&'a Doc, &'a Terms);

impl Surroundings for Page<'_> {
    /// Addresses in `gone/` lead nowhere, those in `en/` to a page in English, those with a
    /// scheme out of the site; pictures are 40 by 30.
    fn link(&self, link: LinkIdx) -> LinkView {
        let target = &*self.0.links[link.0 as usize].target;
        LinkView {
            href: (!target.starts_with("gone/")).then(|| utf8_percent_encode(target, ADDRESS).to_string()),
            hreflang: target.starts_with("en/").then(|| "en".into()),
            is_external: target.contains("://"),
            picture: Path::new(target)
                .extension()
                .is_some_and(|extension| extension == "png")
                .then_some(PictureSize { width: 40, height: 30 }),
        }
    }

    fn code(&self, code: &CodeBlock) -> Arc<Highlighted> {
        highlight::highlight(code).into()
    }

    fn shortcode(&self, call: &Shortcode, body: Option<&str>) -> String {
        format!("<x-{0}>{1}</x-{0}>", call.name, body.unwrap_or_default())
    }

    fn word<'a>(&'a self, key: &'a str) -> &'a str {
        body::WORDS
            .iter()
            .find(|word| **word == key)
            .map(|word| match *word {
                "footnote" => "note {n}",
                "in-brackets" => " ({text})",
                word => word,
            })
            .unwrap()
    }

    fn terms(&self) -> &Terms {
        self.1
    }

    fn term_href(&self, term: TermIdx) -> Option<String> {
        Some(format!("terms#{}", term.0))
    }

    fn number(&self, number: f64) -> String {
        number.to_string()
    }

    fn icon(&self, name: &str) -> &'static str {
        assert!(body::ICONS.contains(&name), "no icon `{name}`");
        "<svg></svg>"
    }
}

/// Markdown as the body of a page in a language, with what was told.
pub(crate) fn page(text: &str, language: &str, settings: MarkdownSettings) -> Warned<String> {
    page_with(text, language, settings, &Terms::default())
}

/// The same with terms to mark.
pub(crate) fn page_with(text: &str, language: &str, settings: MarkdownSettings, terms: &Terms) -> Warned<String> {
    let file = ProjectPath::new("content/a.md").unwrap();
    markdown::read(text, &Origin::file(file, 0), settings).map(|doc| {
        let anchors: Vec<_> =
            (1..=n_headings(&doc.blocks)).map(|number| Anchor::explicit(&format!("h-{number}")).unwrap()).collect();
        let language = LanguageTag::new(language).unwrap();
        let shared_ids = SharedIds::new();
        body::write(
            Body {
                doc: &doc,
                title: &[],
                language: &language,
                anchors: &anchors,
                shared_ids: &shared_ids,
                level_shift: 0,
                is_titled: false,
                code_columns: 72,
                ids: body::Ids::default(),
            },
            &Page(&doc, terms),
        )
    })
}

fn n_headings(blocks: &[Block]) -> usize {
    let inside = |block: &Block| match &block.kind {
        BlockKind::Heading(_) => 1,
        BlockKind::Quote(blocks) | BlockKind::Shortcode(Shortcode { body: Some(blocks), .. }) => n_headings(blocks),
        BlockKind::Aside(aside) => n_headings(&aside.blocks),
        BlockKind::List(list) => list.items.iter().map(|item| n_headings(&item.blocks)).sum(),
        BlockKind::Definitions(terms) => {
            terms.iter().flat_map(|term| &term.descriptions).map(|blocks| n_headings(blocks)).sum()
        }
        _ => 0,
    };
    blocks.iter().map(inside).sum()
}
