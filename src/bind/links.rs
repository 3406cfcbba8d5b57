//! Finds what every link leads to, and tells what leads nowhere with the nearest thing
//! that is there.
//!
//! How a path leads to something is [`super::directory`]'s.

use super::{
    Bound, anchors,
    directory::{Directory, Found},
    front,
    manuscript::Absence,
    suggest::Suggestions,
};
use crate::{
    book::{Checked, EntryIdx, FrontLinks, Target},
    diag::{Code, Diagnostic, Warned},
    doc::{LinkRole, is_script, leads_out},
    front_matter::{Reading, Recording},
    path::{ContentPath, ProjectPath, decode},
    span::Span,
    yaml::Step,
};

/// What a chapter's addresses lead to.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// Those of the text.
    pub links: Vec<Target>,
    /// Those of the front matter.
    pub front_links: FrontLinks,
}

/// An address as an author wrote it, taken apart.
enum Written<'t> {
    /// Nothing at all.
    Empty,
    /// A program, or a page by itself.
    Script,
    /// With a scheme or a host.
    Elsewhere,
    /// A path, empty for the same page, and a fragment; both percent-decoded.
    Inside { path: String, fragment: Option<&'t str> },
}

/// One use of an address: who writes it, where, what for.
#[derive(Clone, Copy)]
struct Use<'a> {
    /// The chapter that has the address; it is read from this chapter's folder.
    from: &'a Bound<'a>,
    /// The page that shows it.
    page: EntryIdx,
    target: &'a str,
    role: LinkRole,
    place: Place,
}

/// Where an address stands.
#[derive(Clone, Copy)]
enum Place {
    Text(Span),
    /// The value of a key of the front matter.
    Front(&'static str),
    /// One of the `further` reading, by its number from 0.
    Further(usize),
}

/// Finds what the addresses of every page lead to, page by page, and counts them.
pub(super) fn resolve(directory: &Directory<'_>) -> Warned<(Vec<Targets>, Checked)> {
    let mut resolver =
        Resolver { directory, suggestions: Suggestions::new(directory), checked: Checked::default(), told: Vec::new() };
    let pages = (0..directory.seats.list.len()).map(EntryIdx);
    let targets = pages.map(|page| resolver.page(page)).collect();
    Warned { value: (targets, resolver.checked), told: resolver.told }
}

struct Resolver<'a> {
    directory: &'a Directory<'a>,
    suggestions: Suggestions<'a>,
    checked: Checked,
    told: Vec<Diagnostic>,
}

impl<'a> Resolver<'a> {
    fn page(&mut self, page: EntryIdx) -> Targets {
        let from = self.directory.chapter(page);
        let front_links = self.front_links(page);
        let links = from
            .links
            .iter()
            .map(|link| {
                let place = Place::Text(link.span);
                self.target(Use { from, page, target: &link.target, role: link.role, place })
            })
            .collect();
        Targets { links, front_links }
    }

    /// The addresses of the front matter. An inherited one is the original's: it is read
    /// from there, and what is wrong with it is told there, if that is a page.
    fn front_links(&mut self, page: EntryIdx) -> FrontLinks {
        let directory = self.directory;
        let seat = directory.seat(page);
        let own = directory.chapter(page);
        let lead_idx = directory.manuscript.spine.lead(seat.chapter);
        let lead = directory.manuscript.chapter(lead_idx);
        let lead_tells = directory.seats.of_chapter[lead_idx.0].is_some();
        let front = directory.manuscript.front(seat.chapter);
        let mut show = |key: &'static str, is_own: bool, target: Option<&'a str>| {
            let from = if is_own { own } else { lead };
            let target = Use { from, page, target: target?, role: LinkRole::Show, place: Place::Front(key) };
            let n_told = self.told.len();
            let found = self.target(target);
            if !is_own && lead_tells {
                self.told.truncate(n_told);
            }
            Some(found)
        };
        let cover = show("cover", own.card.front.cover.is_some(), front.cover.as_deref());
        let source = |recording: &'a Option<Recording>| recording.as_ref()?.src.as_deref();
        let audio = show("audio", own.card.front.audio.is_some(), source(&front.audio));
        let video = show("video", own.card.front.video.is_some(), source(&front.video));
        let follow = |(idx, it): (usize, &'a Reading)| {
            let place = Place::Further(idx);
            self.target(Use { from: own, page, target: &it.url, role: LinkRole::Follow, place })
        };
        let further = own.card.front.further.iter().enumerate().map(follow).collect();
        FrontLinks { cover, audio, video, further }
    }

    /// What one address leads to.
    fn target(&mut self, link: Use<'a>) -> Target {
        let (path, fragment) = match Written::read(link.target) {
            Written::Elsewhere => return Target::Elsewhere,
            Written::Script => {
                let message = "this address is a script or page by itself and is left out".to_owned();
                return self.broken(&link, Code::InlineScript, message, None);
            }
            Written::Empty => return self.broken(&link, Code::EmptyLink, "a link without a target".to_owned(), None),
            Written::Inside { path, fragment } => (path, fragment),
        };
        match link.role {
            LinkRole::Follow => self.checked.n_links += 1,
            LinkRole::Show | LinkRole::Frame | LinkRole::Object => self.checked.n_images += 1,
        }
        if path.is_empty() {
            return self.here(&link, fragment.unwrap_or_default());
        }
        match self.directory.find(link.page, link.from, &path) {
            Some(Found::File(file)) => Target::File(file.clone()),
            Some(_) | None if link.role.is_shown() => self.missing_image(&link, &path),
            Some(Found::Page(entry)) => self.at(&link, entry, fragment),
            Some(Found::Untranslated(entry)) => {
                self.tell_untranslated(&link, entry);
                self.at(&link, entry, fragment)
            }
            Some(Found::Site(address)) => Target::Site(address),
            None => self.missing_page(&link, &path),
        }
    }

    /// A place on the same page; its beginning without a fragment.
    fn here(&mut self, link: &Use<'a>, fragment: &str) -> Target {
        if fragment.is_empty() {
            return Target::Page { entry: link.page, anchor: None };
        }
        match self.at(link, link.page, Some(fragment)) {
            Target::Page { anchor: Some(anchor), .. } => Target::Here(anchor),
            other => other,
        }
    }

    /// A place on a page.
    fn at(&mut self, link: &Use<'a>, entry: EntryIdx, fragment: Option<&str>) -> Target {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return Target::Page { entry, anchor: None };
        };
        self.checked.n_anchors += 1;
        match anchors::find(self.directory, entry, fragment) {
            Some(anchor) => Target::Page { entry, anchor: Some(anchor) },
            None => self.missing_anchor(link, entry, &decode(fragment)),
        }
    }

    fn missing_anchor(&mut self, link: &Use<'a>, entry: EntryIdx, fragment: &str) -> Target {
        let path = &self.directory.chapter(entry).card.path;
        let message = format!("`{path}` has no heading `#{fragment}`");
        let help = anchors::suggestion(self.directory, entry, fragment);
        self.broken(link, Code::BrokenAnchor, message, help)
    }

    fn missing_image(&mut self, link: &Use<'a>, path: &str) -> Target {
        let Some(wanted) = self.directory.wanted(link.from, path) else { return self.outside(link) };
        let help = slashed(link.target).or_else(|| self.suggestions.file(link.from, &wanted));
        let what = match (link.place, link.role) {
            (Place::Front("audio" | "video"), _) => "recording",
            (_, LinkRole::Frame | LinkRole::Object) => "file",
            _ => "picture",
        };
        self.broken(link, Code::MissingImage, format!("no {what} at `{wanted}`"), help)
    }

    fn missing_page(&mut self, link: &Use<'a>, path: &str) -> Target {
        let Some(wanted) = self.directory.wanted(link.from, path) else { return self.outside(link) };
        if let Some((chapter, absence)) = self.directory.held_back(&wanted) {
            let message = explain(&chapter.card.path, absence);
            return self.broken(link, Code::BrokenLink, message, Some("`--drafts` builds it too".to_owned()));
        }
        let help = slashed(link.target)
            .or_else(|| self.suggestions.page(link.from, &wanted))
            .or_else(|| self.suggestions.file(link.from, &wanted));
        // An HTML page that the book does not have may be another site's that lies beside
        // it; a source that is not there can only be a mistake.
        let extension = wanted.extension();
        if matches!(extension.as_str(), "html" | "htm") {
            let whole = || "for a page of another site, write its whole address".to_owned();
            let message = format!("the book has no page `{wanted}`");
            return self.broken(link, Code::UnknownAddress, message, help.or_else(|| Some(whole())));
        }
        self.broken(link, Code::BrokenLink, format!("no page or file at `{wanted}`"), help)
    }

    fn outside(&mut self, link: &Use<'a>) -> Target {
        let message = format!("`{}` leads out of the content folder", link.target);
        let help = Some("move the file below `content/`, or link to its address on the web".to_owned());
        self.broken(link, Code::LinkOutside, message, help)
    }

    fn tell_untranslated(&mut self, link: &Use<'a>, entry: EntryIdx) {
        let path = &self.directory.chapter(entry).card.path;
        let locale = &link.from.card.locale;
        let message = format!("`{path}` has no translation in `{locale}`, so the link leaves the reader's language");
        self.tell(link, Code::UntranslatedLink, message, None);
    }

    fn broken(&mut self, link: &Use<'a>, code: Code, message: String, help: Option<String>) -> Target {
        self.tell(link, code, message, help);
        Target::Broken
    }

    fn tell(&mut self, link: &Use<'a>, code: Code, message: String, help: Option<String>) {
        let (file, span) = link.located();
        self.told.push(Diagnostic::new(code, &file, span, message).maybe_help(help));
    }
}

/// How an address is meant that is written like a path on Windows.
fn slashed(target: &str) -> Option<String> {
    target
        .contains('\\')
        .then(|| format!("addresses are written with `/` on every system: `{}`", target.replace('\\', "/")))
}

/// What to say of a link to a chapter that is held back.
fn explain(path: &ContentPath, absence: Absence) -> String {
    match absence {
        Absence::Draft => format!("`{path}` is a draft, so it has no page"),
        Absence::Dated(date) => format!("`{path}` is dated {date}, so it has no page yet"),
        Absence::InPart => format!("`{path}` lies in a part that is held back, so it has no page"),
    }
}

impl Use<'_> {
    fn located(&self) -> (ProjectPath, Span) {
        match self.place {
            Place::Text(span) => {
                let (file, span) = self.from.origin.locate(span);
                (file.clone(), span)
            }
            Place::Front(key @ "cover") => front::place_within(self.from, key, &[], self.target),
            Place::Front(key) => front::place_within(self.from, key, &[Step::Key("src")], self.target),
            Place::Further(idx) => {
                front::place_within(self.from, "further", &[Step::Item(idx), Step::Key("url")], self.target)
            }
        }
    }
}

impl<'t> Written<'t> {
    fn read(target: &'t str) -> Self {
        let target = target.trim();
        if target.is_empty() {
            return Self::Empty;
        }
        if is_script(target) {
            return Self::Script;
        }
        if leads_out(target) {
            return Self::Elsewhere;
        }
        let (rest, fragment) = match target.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (target, None),
        };
        let path = rest.split('?').next().unwrap_or_default();
        Self::Inside { path: decode(path), fragment }
    }
}
