//! A project that is read once and then follows the disk.
//!
//! An edit of a file that is known costs reading that file. Where files came or went, the
//! project is read again as a whole; a text that is the same as before is then still the
//! very same value, so that whoever remembers it need not compare it. Either way what
//! comes out is what reading the project anew would give.
//!
//! Edge. Knows no preview.

#![expect(clippy::disallowed_methods, reason = "the edge looks at files")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::Arc,
};

use super::{
    LEDGERS, Loaded, OWN_FILES, Remembered, is_source, layers, load,
    reach::{Reach, is_within},
    text, walk,
};
use crate::{
    diag::{Code, Diagnostic, Warned},
    edge::{clock::today, failure::Failure, project::Project},
    input::{Input, Options, SourceText, Text},
    markdown::include,
    parse,
    path::{ContentPath, ProjectPath},
    theme::ThemeFile,
};

/// The folders of a theme's files.
const THEME_FOLDERS: [&str; 2] = ["templates", "themes"];

/// A project as it was last read.
#[derive(Clone, Debug)]
pub struct Kept {
    project: Project,
    input: Arc<Input>,
    told: Vec<Diagnostic>,
    facts: Remembered,
    reach: Reach,
    /// Whether the last reading failed, so that what is here is older than the disk.
    is_behind: bool,
}

/// What was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    /// Nothing: the book has no use for what changed.
    Nothing,
    /// The texts of these chapters, and nothing else.
    Texts(BTreeSet<ContentPath>),
    /// More than that.
    More,
}

/// What has to be read again because a file changed.
enum Again {
    /// Nothing: the book has no use for the file.
    Nothing,
    /// The file: as a text, which is a chapter or what one includes, as a file that is
    /// copied, or as both.
    File { is_text: bool, copied: Option<ContentPath> },
    /// The theme.
    Theme,
    /// The glossary.
    Glossary,
    /// The ledger of a translation, which may be gone.
    Ledger(ContentPath),
    /// A chapter that is new, or gone.
    Chapter(ContentPath),
    /// The project.
    Everything,
}

impl Kept {
    /// Reads a project.
    ///
    /// # Errors
    ///
    /// When `content/site.yaml` itself cannot be read.
    pub fn open(project: Project, options: Options) -> Result<Self, Failure> {
        let Loaded { input: Warned { value, told }, facts, missing } = load(&project, options, &Remembered::default())?;
        let reach = Reach::of(&project, missing);
        Ok(Self { project, input: Arc::new(value), told, facts, reach, is_behind: false })
    }

    /// What a build of the project starts from.
    #[must_use]
    pub fn input(&self) -> &Arc<Input> {
        &self.input
    }

    /// The files that it is read from besides those of its own folders, the ones that are
    /// waited for among them.
    pub fn sources(&self) -> impl Iterator<Item = &ProjectPath> {
        self.input.includes.keys().chain(self.reach.files())
    }

    /// What there is to tell of its files.
    #[must_use]
    pub fn told(&self) -> &[Diagnostic] {
        &self.told
    }

    /// Reads what these files, or folders, have to do with, and says what that was.
    ///
    /// # Errors
    ///
    /// When `content/site.yaml` itself cannot be read. What was read before stays.
    pub fn follow(&mut self, changed: &BTreeSet<ProjectPath>) -> Result<Followed, Failure> {
        if self.is_behind {
            return self.reread().map(|()| Followed::More);
        }
        let mut texts = BTreeSet::new();
        let (mut is_theme, mut is_more) = (false, false);
        for file in changed {
            let again = self.again(file);
            match (&again, file.in_content()) {
                (Again::Nothing, _) => continue,
                (Again::File { is_text: true, copied: None }, Some(path))
                    if !self.input.includes.contains_key(file) =>
                {
                    texts.insert(path);
                }
                _ => is_more = true,
            }
            let is_read = match again {
                Again::Nothing => true,
                Again::File { is_text, copied } => {
                    (!is_text || self.read_text(file)) && copied.is_none_or(|path| self.read_facts(&path))
                }
                Again::Theme => {
                    is_theme = true;
                    true
                }
                Again::Glossary => self.read_glossary(file),
                Again::Ledger(path) => self.read_ledger(path),
                Again::Chapter(path) => self.read_chapter(path),
                Again::Everything => false,
            };
            if !is_read {
                self.reread()?;
                return Ok(Followed::More);
            }
        }
        if is_theme {
            self.read_theme();
        }
        Ok(match texts.is_empty() {
            _ if is_more => Followed::More,
            true => Followed::Nothing,
            false => Followed::Texts(texts),
        })
    }

    /// Reads everything again.
    ///
    /// # Errors
    ///
    /// When `content/site.yaml` itself cannot be read. What was read before stays.
    pub fn reread(&mut self) -> Result<(), Failure> {
        self.is_behind = true;
        let options = Options { today: today()?, ..self.input.options.clone() };
        let Loaded { input: Warned { mut value, told }, facts, missing } = load(&self.project, options, &self.facts)?;
        share_texts(&mut value, &self.input);
        let reach = Reach::of(&self.project, missing);
        *self = Self { project: self.project.clone(), input: Arc::new(value), told, facts, reach, is_behind: false };
        Ok(())
    }

    /// What has to be read again because of a file.
    fn again(&self, file: &ProjectPath) -> Again {
        let path = file.as_str();
        let (folder, name) = path.split_once('/').unwrap_or((path, ""));
        let on_disk = fs::symlink_metadata(self.project.on_disk(file)).ok();
        let is_file = on_disk.as_ref().is_some_and(fs::Metadata::is_file);
        let in_content = file.in_content();
        if self.reach.holds(file) || self.is_shown_too(file) {
            return Again::Everything;
        }
        let is_text = in_content.as_ref().is_some_and(|path| self.input.sources.contains_key(path))
            || self.input.includes.contains_key(file);
        if let Some(path) = in_content.as_ref().filter(|path| self.input.ledgers.contains_key(path) || is_ledger(path))
        {
            let is_plain = is_file || on_disk.is_none();
            return if is_plain { Again::Ledger(path.clone()) } else { Again::Everything };
        }
        if is_file && name == super::GLOSSARY && folder == "content" {
            return Again::Glossary;
        }
        let in_content_again = in_content.clone();
        let copied = in_content.filter(|path| self.input.files.contains_key(path));
        if is_text || copied.is_some() {
            let is_gone = on_disk.is_none() && copied.is_none() && !self.input.includes.contains_key(file);
            return match in_content_again {
                _ if is_file => Again::File { is_text, copied },
                Some(path) if is_gone => Again::Chapter(path),
                _ => Again::Everything,
            };
        }
        if let Some(path) = in_content_again.filter(|path| is_file && is_chapter(path)) {
            return Again::Chapter(path);
        }
        if THEME_FOLDERS.contains(&folder) {
            return if name.split('/').any(walk::is_litter) { Again::Nothing } else { Again::Theme };
        }
        let is_litter = folder == "content" && name.split('/').any(walk::is_litter);
        let is_gone = on_disk.is_none() && !self.holds_below(file) && !OWN_FILES.contains(&name);
        if is_litter || is_gone { Again::Nothing } else { Again::Everything }
    }

    /// Whether a text includes a file that the program has another use for: its settings, the
    /// glossary, a ledger, a part of the theme.
    fn is_shown_too(&self, file: &ProjectPath) -> bool {
        let in_content = |path: ContentPath| {
            OWN_FILES.contains(&path.as_str()) || self.input.ledgers.contains_key(&path) || is_ledger(&path)
        };
        self.input.includes.contains_key(file) && (is_of_theme(file) || file.in_content().is_some_and(in_content))
    }

    /// Whether something that was read lies in a folder, or was told of it.
    fn holds_below(&self, folder: &ProjectPath) -> bool {
        let content = self.input.sources.keys().chain(self.input.files.keys()).chain(self.input.ledgers.keys());
        content.map(ContentPath::in_project).any(|file| is_within(&file, folder))
            || self.input.includes.keys().any(|file| is_within(file, folder))
            || self.told.iter().filter_map(|fault| fault.place.as_ref()).any(|place| is_within(&place.file, folder))
    }

    /// Reads a text that was there before; whether that is all there is to read.
    fn read_text(&mut self, file: &ProjectPath) -> bool {
        let read = text::load(file, &self.project.on_disk(file));
        let Some(text) = read.value else { return false };
        let before = file.in_content().and_then(|path| self.input.sources.get(&path)).map(SourceText::open);
        let before = before.as_deref().or_else(|| self.input.includes.get(file).map(|text| &**text));
        // What it alone included is not read for it any more; what it includes now is.
        let wanted = |text: &str| include::wanted(file, text).into_iter().collect::<BTreeSet<_>>();
        if before.map(wanted).unwrap_or_default() != wanted(&text) {
            return false;
        }
        let input = Arc::make_mut(&mut self.input);
        if let Some(known) = file.in_content().and_then(|path| input.sources.get_mut(&path)) {
            keep_equal(known, text.clone().into());
        }
        if let Some(known) = input.includes.get_mut(file) {
            keep_equal(known, text);
        }
        self.tell(|told| told == file, read.told);
        true
    }

    /// Reads a chapter that is new, or forgets one that is gone; whether that is all there is
    /// to read.
    fn read_chapter(&mut self, path: ContentPath) -> bool {
        let file = path.in_project();
        let on_disk = self.project.on_disk(&file);
        if !on_disk.exists() {
            // What it alone included is not read for it any more.
            let includes = |text: &SourceText| !include::wanted(&file, &text.open()).is_empty();
            if self.input.sources.get(&path).is_some_and(includes) {
                return false;
            }
            Arc::make_mut(&mut self.input).sources.remove(&path);
            self.tell(|told| *told == file, Vec::new());
            return true;
        }
        let Warned { value: Some(text), told } = text::load(&file, &on_disk) else { return false };
        // It may include something, or be what another text waits for.
        let is_alone = include::wanted(&file, &text).is_empty() && !self.reach.is_missing(&file);
        if !is_alone || !walk::Bounds::of(&self.project).hold(&on_disk) {
            return false;
        }
        Arc::make_mut(&mut self.input).sources.insert(path, text.into());
        self.tell(|told| *told == file, told);
        true
    }

    /// Reads a ledger, or forgets one that is gone; whether that is all there is to read.
    fn read_ledger(&mut self, path: ContentPath) -> bool {
        let file = path.in_project();
        let on_disk = self.project.on_disk(&file);
        let mut told = Vec::new();
        let text = if on_disk.exists() {
            if !walk::Bounds::of(&self.project).hold(&on_disk) {
                return false;
            }
            text::load(&file, &on_disk).tell(&mut told)
        } else {
            None
        };
        let ledgers = &mut Arc::make_mut(&mut self.input).ledgers;
        match text {
            Some(text) => drop(ledgers.insert(path, text)),
            None => drop(ledgers.remove(&path)),
        }
        self.tell(|told| *told == file, told);
        true
    }

    /// Reads the glossary again; whether it could be read.
    fn read_glossary(&mut self, file: &ProjectPath) -> bool {
        let on_disk = self.project.on_disk(file);
        let Warned { value: Some(text), told } = text::load(file, &on_disk) else { return false };
        if !walk::Bounds::of(&self.project).hold(&on_disk) {
            return false;
        }
        Arc::make_mut(&mut self.input).glossary = Some(Text { file: file.clone(), text });
        self.tell(|told| told == file, told);
        true
    }

    /// Looks at a file again that was there before; whether it could be read.
    fn read_facts(&mut self, path: &ContentPath) -> bool {
        let Ok((facts, stamp)) = self.facts.facts(path, &self.project.content_on_disk(path)) else { return false };
        self.facts.keep(path, stamp, &facts);
        Arc::make_mut(&mut self.input).files.insert(path.clone(), facts);
        true
    }

    /// Reads the theme again.
    fn read_theme(&mut self) {
        let settings = &self.input.settings;
        let name = parse::settings(settings, &self.input.options, self.input.sources.keys()).value.theme;
        let mut told = Vec::new();
        let mut theme = layers::theme(&self.project, settings, &name, &mut told);
        share_theme(&mut theme, &self.input.theme);
        Arc::make_mut(&mut self.input).theme = theme;
        self.told.retain(|fault| fault.code != Code::UnknownTheme);
        self.tell(is_of_theme, told);
    }

    /// Puts what is told now in the place of what was told of some files before.
    fn tell(&mut self, is_meant: impl Fn(&ProjectPath) -> bool, told: Vec<Diagnostic>) {
        self.told.retain(|fault| !fault.place.as_ref().is_some_and(|place| is_meant(&place.file)));
        self.told.extend(told);
    }
}

/// Whether a file lies in a folder of the theme's files.
fn is_of_theme(file: &ProjectPath) -> bool {
    THEME_FOLDERS.contains(&file.as_str().split('/').next().unwrap_or_default())
}

/// Whether a file is the ledger of a translation by its path.
fn is_ledger(path: &ContentPath) -> bool {
    let mut names = path.as_str().split('/');
    names.next() == Some(LEDGERS) && path.extension() == "yaml" && !names.any(walk::is_litter)
}

/// Whether a file is a chapter by its path.
fn is_chapter(path: &ContentPath) -> bool {
    is_source(path) && !path.as_str().split('/').any(|name| name.starts_with('_') || walk::is_litter(name))
}

/// Makes equal texts of two readings one.
fn share_texts(input: &mut Input, before: &Input) {
    share_all(&mut input.sources, &before.sources, |text| text);
    share_all(&mut input.includes, &before.includes, |text| text);
    share_theme(&mut input.theme, &before.theme);
}

fn share_theme(theme: &mut crate::theme::ThemeFiles, before: &crate::theme::ThemeFiles) {
    let text: fn(&mut ThemeFile) -> &mut Arc<str> = |file| &mut file.text;
    share_all(&mut theme.templates, &before.templates, text);
    share_all(&mut theme.css, &before.css, text);
    share_all(&mut theme.js, &before.js, text);
}

/// Makes equal texts under the same key one.
fn share_all<K: Ord, V: Clone, T: Clone + PartialEq>(
    now: &mut BTreeMap<K, V>,
    before: &BTreeMap<K, V>,
    text_of: impl Fn(&mut V) -> &mut T,
) {
    for (key, value) in now {
        let Some(mut old) = before.get(key).cloned() else { continue };
        let (text, old) = (text_of(value), text_of(&mut old));
        if text == old {
            text.clone_from(old);
        }
    }
}

/// Puts a text in the place of another, unless both say the same.
fn keep_equal<T: PartialEq>(known: &mut T, text: T) {
    if *known != text {
        *known = text;
    }
}
