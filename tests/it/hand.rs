//! Stand-in reader until `parse` is merged.
use std::collections::BTreeMap;

use diglot::{
    chapter::{Card, Chapter, IdKind, Length},
    doc::{Doc, Link, LinkRole, Origin},
    front_matter::FrontMatter,
    locale::{LanguageTag, Locale, LocaleCode},
    outline::{Outline, OutlineHeading},
    path::{Anchor, ContentPath, title_of_name},
    settings::{Localized, Root, Settings},
    span::Span,
};

pub(crate) fn settings(text: Option<&str>) -> Settings {
    let codes = text.map_or(vec!["zh".to_owned(), "en".to_owned()], |text| {
        let map: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(text).unwrap();
        let list: Vec<BTreeMap<String, String>> = serde_yaml::from_value(map["locales"].clone()).unwrap();
        list.into_iter().map(|mut it| it.remove("code").unwrap()).collect()
    });
    let original = if codes.iter().any(|code| code == "en") { "en" } else { &codes[0] };
    Settings {
        title: Localized::default(),
        description: Localized::default(),
        authors: vec![],
        base_url: None,
        locales: codes
            .iter()
            .map(|code| {
                let code = LocaleCode::new(code).unwrap();
                Locale { tag: LanguageTag::of_code(&code), name: code.as_str().into(), code }
            })
            .collect(),
        original: LocaleCode::new(original).unwrap(),
        root: Root::Chooser,
        parallel: vec![],
        theme: "paper".into(),
        markdown: Default::default(),
        search: Default::default(),
        output: Default::default(),
        check: BTreeMap::new(),
        edit_url: None,
        announcement: Localized::default(),
        comments: None,
        license: Localized::default(),
        extra: serde_yaml::Mapping::new(),
    }
}

pub(crate) fn chapter(path: &ContentPath, text: &str, locale: &LocaleCode, tree_path: &str) -> Chapter {
    let (front, start) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")) {
        Some((yaml, _)) => (serde_yaml::from_str::<FrontMatter>(yaml).unwrap(), yaml.len() + 8),
        None => (FrontMatter::default(), 0),
    };
    let body = &text[start..];
    let (mut links, mut headings, mut ids) = (Vec::new(), Vec::new(), BTreeMap::new());
    let (mut title, mut offset) = (front.title.clone(), 0);
    for line in body.split_inclusive('\n') {
        let hashes = line.len() - line.trim_start_matches('#').len();
        if hashes == 1 {
            title = title.or(Some(line[1..].trim().into()));
        }
        if hashes > 1 {
            let name = line[hashes..].trim();
            let (name, id) = name.split_once(" {#").map_or((name, None), |(a, b)| (a, Some(b.trim_end_matches('}'))));
            let anchor = id.and_then(Anchor::explicit).unwrap_or_else(|| Anchor::of_heading(name));
            ids.insert(anchor.clone(), IdKind::Heading);
            headings.push(OutlineHeading {
                level: u8::try_from(hashes).unwrap(),
                text: name.into(),
                anchor,
                is_explicit: id.is_some(),
                span: Span::default(),
            });
        }
        for (at, _) in line.match_indices("](") {
            let end = at + 2 + line[at + 2..].find(')').unwrap();
            let open = line[..at].rfind('[').unwrap();
            let role = if line[..open].ends_with('!') { LinkRole::Show } else { LinkRole::Follow };
            links.push(Link { target: line[at + 2..end].into(), role, span: Span::new(offset + at + 2..offset + end) });
        }
        offset += line.len();
    }
    let name = tree_path.strip_suffix("/index.md").unwrap_or(tree_path);
    let title = title.unwrap_or_else(|| title_of_name(name.rsplit('/').next().unwrap()).into());
    Chapter {
        card: Card {
            path: path.clone(),
            locale: locale.clone(),
            tree_path: tree_path.into(),
            front,
            title,
            title_anchor: None,
            outline: Outline { headings },
            ids,
            length: Length::default(),
            opening: "".into(),
        },
        doc: Doc { links, ..Doc::default() },
        title: vec![],
        title_anchor: None,
        anchors: vec![],
        level_shift: 0,
        origin: Origin::file(path.in_project(), u32::try_from(start).unwrap()),
    }
}
