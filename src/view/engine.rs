//! Runs templates, and says where one is wrong.
//!
//! All templates are parsed once. What does not change from page to page is made into a
//! [`Shared`] value once, since building variables costs as much as rendering. A name that
//! is not there is a fault, not a blank.
//!
//! A template cannot run for ever: the engine itself bounds how deep components call one
//! another, and here are bounds on what a page may print and on how far `range` may count
//! in all. What stays unbounded is loops in loops over the page's own lists that print
//! nothing.
//!
//! Floor 3. The one module that knows the template engine. Knows no page.

use std::{
    cell::Cell,
    collections::BTreeMap,
    fmt,
    io::{self, Write},
    sync::Arc,
};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::{components, faults, held::Held, template};
use crate::{
    diag::{Code, Diagnostic, Warned},
    theme::{ThemeFile, ThemeFiles},
};

/// The component that draws an icon by its name.
const ICON: &str = "icon";

/// How many bytes a page may have, in a book of any sense.
const MAX_PAGE_BYTES: usize = 64 * 1024 * 1024;

/// How many numbers the calls of `range` in one rendering may give together.
const MAX_RANGE: i64 = 1_000_000;

/// The templates of a theme, parsed.
pub struct Engine {
    tera: Tera,
    files: BTreeMap<Arc<str>, ThemeFile>,
    is_sound: bool,
    /// Whether the templates only print the long texts of pages.
    only_prints: bool,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("templates", &self.files.keys()).finish_non_exhaustive()
    }
}

/// A value for templates that is made once and given to many.
#[derive(Clone, Debug)]
pub struct Shared(Value);

impl Shared {
    /// Makes a value of any data.
    ///
    /// # Errors
    ///
    /// What cannot be said in a template, such as a map whose keys are lists.
    pub fn of(data: &(impl Serialize + ?Sized)) -> Result<Self, String> {
        Value::try_from_serializable(data).map(Self).map_err(|error| error.to_string())
    }

    /// HTML that a template prints as it is.
    #[must_use]
    pub fn html(html: &str) -> Self {
        Self(Value::safe_string(html))
    }
}

/// The variables of one rendering, by name.
#[derive(Clone, Debug, Default)]
pub struct Variables(Context);

impl Variables {
    /// Adds a variable; one of the same name is replaced.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: Shared) -> Self {
        self.0.insert_value(name.into(), value.0);
        self
    }
}

impl Engine {
    /// Parses templates. When one cannot be parsed, each such is told and the engine
    /// renders none.
    #[must_use]
    pub fn new(theme: &ThemeFiles) -> Warned<Self> {
        let mut tera = empty();
        let templates = &theme.templates;
        let (is_sound, told) = match tera.add_raw_templates(components::settled(theme)) {
            Ok(()) => (true, Vec::new()),
            Err(error) => (false, unparsed(theme, &error)),
        };
        let told = faults::once(told);
        let only_prints = templates.values().all(|file| template::only_prints(&file.text));
        Warned { value: Self { tera, files: templates.clone(), is_sound, only_prints }, told }
    }

    /// Whether there is a template of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Whether the templates only print the long texts of pages, so that those can be held
    /// back while a page is rendered.
    #[must_use]
    pub fn only_prints(&self) -> bool {
        self.only_prints
    }

    /// Holds back the long texts of a page, unless some template looks into them.
    #[must_use]
    pub(super) fn holder<'a>(&self) -> Held<'a> {
        Held::new(self.only_prints)
    }

    /// The names of all templates, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|name| &**name)
    }

    /// Renders a template; `page` is what a fault is told to have happened on, for example
    /// an address. `None` when the templates are not sound, which [`Self::new`] has told.
    ///
    /// # Errors
    ///
    /// The fault that ended the rendering, at its place in the template.
    #[must_use]
    pub fn render(&self, name: &str, variables: &Variables, page: &str) -> Option<Result<String, Diagnostic>> {
        self.render_frame(name, variables, page, &Held::new(false))
    }

    /// The same; texts that are `held` back are in the variables as marks, and so in what
    /// comes of the template.
    #[must_use]
    pub(super) fn render_frame(
        &self,
        name: &str,
        variables: &Variables,
        page: &str,
        held: &Held<'_>,
    ) -> Option<Result<String, Diagnostic>> {
        if !self.is_sound {
            return None;
        }
        if !self.has(name) {
            let message = format!("the theme has no template `{name}`");
            return Some(Err(Diagnostic::general(Code::UnknownTemplate, message).help(on_page(page))));
        }
        let mut out = Bounded { bytes: Vec::with_capacity(16 * 1024), is_full: false };
        RANGE_LEFT.set(MAX_RANGE);
        let result = self.tera.render_to(name, &variables.0, &mut out);
        // The engine prints texts; they are looked at once and not piece by piece.
        let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|it| String::from_utf8_lossy(it.as_bytes()).into());
        Some(match result.map(|()| text(out.bytes)) {
            Ok(html) if held.is_too_often(&html, MAX_PAGE_BYTES) => Err(self.too_long(name, page)),
            Ok(html) => Ok(html),
            Err(_) if out.is_full => Err(self.too_long(name, page)),
            Err(error) => Err(faults::failed(&self.files, name, &error).help(on_page(page))),
        })
    }

    /// Draws an icon with the component `icon`; `None` in a theme without it.
    ///
    /// # Errors
    ///
    /// The fault that ended the drawing.
    #[must_use]
    pub fn icon(&self, name: &str) -> Option<Result<String, Diagnostic>> {
        if !self.is_sound || !self.tera.contains_component(ICON) {
            return None;
        }
        let arguments = Variables::default().with("name", Shared(Value::from(name))).0;
        let result = self.tera.render_component(ICON, &arguments, None, true);
        Some(result.map_err(|error| faults::failed(&self.files, ICON, &error)))
    }

    fn too_long(&self, name: &str, page: &str) -> Diagnostic {
        let message = format!("`{name}` prints more than {} MiB and is stopped", MAX_PAGE_BYTES >> 20);
        let place = &self.files[name].file;
        Diagnostic::new(Code::FailedTemplate, place, faults::START, message)
            .help("look for a loop or a component that repeats itself")
            .help(on_page(page))
    }
}

/// Says on which page a fault showed itself. A help and not part of the message, so that
/// one fault of a template that shows on a thousand pages is told once.
fn on_page(page: &str) -> String {
    format!("it happened on {page}")
}

/// An engine without templates.
fn empty() -> Tera {
    let mut tera = Tera::new();
    tera.register_function("range", range);
    tera
}

/// What is wrong with templates that cannot be parsed together: the faults of each by
/// itself, else what they are to one another.
fn unparsed(theme: &ThemeFiles, error: &tera::Error) -> Vec<Diagnostic> {
    let templates = &theme.templates;
    let alone = |(name, file): (&Arc<str>, &ThemeFile)| {
        let error = empty().add_raw_template(name, &file.text).err()?;
        matches!(error.kind(), tera::ErrorKind::SyntaxError(_)).then(|| faults::invalid(templates, &error))
    };
    let mut told: Vec<Diagnostic> = templates.iter().filter_map(alone).flatten().collect();
    told.extend(components::told(theme));
    if told.is_empty() { faults::together(theme, error) } else { told }
}

/// Takes what a template prints, up to [`MAX_PAGE_BYTES`].
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.bytes.len() + bytes.len() > MAX_PAGE_BYTES {
            self.is_full = true;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

thread_local! {
    /// How many numbers `range` may still give in the rendering that this thread is at.
    static RANGE_LEFT: Cell<i64> = const { Cell::new(MAX_RANGE) };
}

/// `range(end, start=0, step_by=1)`: numbers from `start` up to `end`, without `end`; down
/// to it when `step_by` is below zero.
#[expect(clippy::needless_pass_by_value, reason = "the engine calls functions with these types")]
fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<i64>> {
    let start: i64 = arguments.get("start")?.unwrap_or(0);
    let end: i64 = arguments.must_get("end")?;
    let step: i64 = arguments.get("step_by")?.unwrap_or(1);
    if step == 0 {
        return Err(tera::Error::message("`step_by` of `range` is 0, so it would never end"));
    }
    let way = if step > 0 { i128::from(end) - i128::from(start) } else { i128::from(start) - i128::from(end) };
    let n = (way.max(0) + i128::from(step.unsigned_abs()) - 1) / i128::from(step.unsigned_abs());
    let left = i128::from(RANGE_LEFT.get()) - n;
    let Some(left) = i64::try_from(left).ok().filter(|left| *left >= 0) else {
        return Err(tera::Error::message(format!("`range` counts further than {MAX_RANGE} on one page")));
    };
    RANGE_LEFT.set(left);
    Ok((0..)
        .map_while(|idx: i64| start.checked_add(idx.checked_mul(step)?))
        .take(usize::try_from(n).unwrap_or(0))
        .collect())
}
