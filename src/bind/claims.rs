//! Sees to it that no two things lie at one address, and makes redirects.
//!
//! Addresses are compared as files on the disks of macOS and Windows are: without regard
//! to case. A page needs a folder, so a file of that folder's name is in its way too.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops,
};

use super::{
    Bound, ChapterIdx, address,
    address::Addresses,
    front,
    manuscript::Manuscript,
    seats::Seats,
    site_pages::{FEED, is_facing},
};
use crate::{
    book::{EntryIdx, FileCard, LLMS, LocaleIdx, MARKDOWN},
    diag::{Code, Diagnostic, Warned},
    doc::leads_out,
    path::{ContentPath, OutPath, Permalink, ProjectPath, caseless, decode},
    span::Span,
};

/// Files at the site's root that diglot writes itself.
const SITE_FILES: &[&str] =
    &[".nojekyll", "404.html", "index.html", "robots.txt", "sitemap.xml", "status.json", "status.svg"];

/// Files that diglot writes into the folder of a locale.
const LOCALE_FILES: &[&str] = &["status.svg", "status.xml"];

/// What wants to lie somewhere.
#[derive(Clone, Copy, Debug)]
enum Claim<'a> {
    /// The site itself.
    Site,
    /// A chapter's page.
    Page(ChapterIdx),
    /// A file that is copied.
    File(&'a ContentPath),
    /// An old address of a chapter.
    Alias(ChapterIdx, &'a str),
}

/// Makes redirects of the chapters' `aliases`. Tells of aliases that cannot be, and of
/// pages, files and aliases that would lie at one address.
pub(super) fn redirects(
    manuscript: &Manuscript<'_>,
    seats: &Seats,
    addresses: &Addresses<'_>,
    files: &BTreeMap<ContentPath, FileCard>,
    site_pages: &BTreeSet<Permalink>,
) -> Warned<BTreeMap<Permalink, EntryIdx>> {
    let mut claims = Claims { manuscript, by_file: BTreeMap::new(), told: Vec::new() };
    claims.site_files();
    // What has no name to make an address of is told, and is in nobody's way.
    for seat in seats.list.iter().filter(|seat| !address::is_nameless(manuscript, seat.chapter)) {
        claims.claim(&addresses.of_chapter[seat.chapter.0], Claim::Page(seat.chapter));
    }
    claims.beside_pages(seats, addresses);
    for page in site_pages {
        claims.keep(page);
    }
    claims.facing_pages(seats, addresses, files);
    for (path, card) in files {
        claims.claim(&card.permalink, Claim::File(path));
    }
    let mut redirects = BTreeMap::new();
    for (idx, seat) in seats.list.iter().enumerate() {
        let chapter = manuscript.chapter(seat.chapter);
        for alias in &chapter.card.front.aliases {
            let Some(old) = old_address(addresses.home(seat.locale), alias) else {
                claims.told.push(wrong_alias(chapter, alias));
                continue;
            };
            if address::is_reserved(manuscript.settings, &old) {
                let told = claims.taken(&old, Claim::Site, Claim::Alias(seat.chapter, alias));
                claims.told.push(told);
            } else if claims.claim(&old, Claim::Alias(seat.chapter, alias)) {
                redirects.insert(old, EntryIdx(idx));
            }
        }
    }
    claims.blocked_folders();
    Warned { value: redirects, told: claims.told }
}

/// The address that an alias means: from the locale's folder or, with `/`, from the root.
/// `None` when it leads out of the site, to another one, or is the root.
fn old_address(home: &Permalink, alias: &str) -> Option<Permalink> {
    if leads_out(alias) {
        return None;
    }
    let alias = decode(alias.split(['#', '?']).next().unwrap_or_default());
    let whole = if alias.starts_with('/') { alias.clone() } else { format!("{home}{alias}") };
    let path = OutPath::new(&whole).filter(|_| !alias.is_empty())?;
    let is_file = path.as_str().strip_suffix(".html").is_some();
    Some(if is_file { Permalink::file(&path) } else { Permalink::page(path.as_str().split('/')) })
}

/// What lies where, as far as it is known.
struct Claims<'a> {
    manuscript: &'a Manuscript<'a>,
    by_file: BTreeMap<String, Claim<'a>>,
    told: Vec<Diagnostic>,
}

impl<'a> Claims<'a> {
    /// Keeps what the site puts at its root.
    fn site_files(&mut self) {
        let texts = self.manuscript.settings.output.llms.then_some(&LLMS);
        for name in SITE_FILES.iter().chain(texts) {
            self.by_file.insert((*name).to_owned(), Claim::Site);
        }
    }

    /// Keeps what the site puts into the folders of locales, and beside pages.
    fn beside_pages(&mut self, seats: &Seats, addresses: &Addresses<'_>) {
        let settings = self.manuscript.settings;
        for locale in (0..settings.locales.len()).map(LocaleIdx) {
            let home = addresses.home(locale);
            self.keep(home);
            // Whether there is a feed also depends on the command line and on the chapters'
            // dates; its address is kept all the same.
            for name in LOCALE_FILES.iter().chain(settings.output.feed.then_some(&FEED)) {
                self.keep(&home.with_file(name));
            }
        }
        for seat in &seats.list {
            if settings.output.llms && !self.manuscript.front(seat.chapter).noindex.unwrap_or(false) {
                self.keep(&addresses.of_chapter[seat.chapter.0].with_file(MARKDOWN));
            }
        }
    }

    /// Keeps those addresses of facing pages that files have; all of them would be as many as
    /// there are translations.
    fn facing_pages(&mut self, seats: &Seats, addresses: &Addresses<'_>, files: &BTreeMap<ContentPath, FileCard>) {
        let pages = files.values().filter_map(|card| card.permalink.page_of_file());
        let pages: Vec<Permalink> = pages.filter(|page| address::is_reserved(self.manuscript.settings, page)).collect();
        if pages.is_empty() {
            return;
        }
        let by_address = seats.by_address(addresses);
        for page in pages.iter().filter(|page| is_facing(self.manuscript, seats, &by_address, page)) {
            self.keep(page);
        }
    }

    /// Keeps an address for the site where no page has it.
    fn keep(&mut self, address: &Permalink) {
        self.by_file.entry(caseless(address.out_path().as_str())).or_insert(Claim::Site);
    }

    /// Claims an address; `false` and a diagnostic when it is taken.
    fn claim(&mut self, address: &Permalink, claim: Claim<'a>) -> bool {
        let file = caseless(address.out_path().as_str());
        if let Some(first) = self.by_file.get(&file) {
            let told = self.taken(address, *first, claim);
            self.told.push(told);
            return false;
        }
        self.by_file.insert(file, claim);
        true
    }

    /// Tells of files that have the name of a folder.
    fn blocked_folders(&mut self) {
        let mut told = Vec::new();
        let mut inside = String::new();
        for (file, claim) in &self.by_file {
            inside.clear();
            inside.extend([file, "/"]);
            let further = self.by_file.range::<str, _>((ops::Bound::Excluded(&*inside), ops::Bound::Unbounded)).next();
            let below = further.filter(|(path, _)| path.starts_with(&inside));
            let blocked = below.and_then(|(_, other)| Some((other, OutPath::new(file)?)));
            if let Some((other, address)) = blocked {
                told.push(self.taken(&Permalink::file(&address), *claim, *other));
            }
        }
        self.told.extend(told);
    }

    /// Says that `second` would lie where `first` does.
    fn taken(&self, address: &Permalink, first: Claim<'_>, second: Claim<'_>) -> Diagnostic {
        let code = if matches!(first, Claim::Site) { Code::ReservedAddress } else { Code::DuplicateAddress };
        let there = match first {
            Claim::Site => "the site puts a page or file of its own".to_owned(),
            Claim::Page(_) | Claim::File(_) => format!("{} lies already", self.name(first)),
            Claim::Alias(..) => format!("{} leads already", self.name(first)),
        };
        let message = format!("{} would lie at `{address}`, where {there}", self.name(second));
        let (file, span) = self.place(second);
        let help = match second {
            Claim::Page(_) => "give one of them another `slug`",
            Claim::File(_) | Claim::Site => "give one of them another name",
            Claim::Alias(..) => "an alias is an address that nothing else has",
        };
        let told = Diagnostic::new(code, &file, span, message).help(help);
        if matches!(first, Claim::Site) {
            return told;
        }
        let (file, span) = self.place(first);
        told.related(&file, span, "the other one")
    }

    fn name(&self, claim: Claim<'_>) -> String {
        match claim {
            Claim::Site => "a file of the site".to_owned(),
            Claim::Page(chapter) => format!("`{}`", self.manuscript.chapter(chapter).card.path),
            Claim::File(path) => format!("`{path}`"),
            Claim::Alias(chapter, _) => format!("an alias of `{}`", self.manuscript.chapter(chapter).card.path),
        }
    }

    fn place(&self, claim: Claim<'_>) -> (ProjectPath, Span) {
        match claim {
            Claim::Site => {
                (ProjectPath::new("content/site.yaml").expect("it does not leave the project"), Span::default())
            }
            Claim::Page(chapter) => front::place(self.manuscript.chapter(chapter), "slug"),
            Claim::File(path) => (path.in_project(), Span::default()),
            Claim::Alias(chapter, alias) => front::place_of_alias(self.manuscript.chapter(chapter), alias),
        }
    }
}

fn wrong_alias(chapter: &Bound<'_>, alias: &str) -> Diagnostic {
    let (file, span) = front::place_of_alias(chapter, alias);
    Diagnostic::new(Code::InvalidValue, &file, span, format!("the alias `{alias}` is no address in the site"))
        .help("write it from the locale's folder, `old-name/`, or from the root, `/book/old-name.html`")
}
