//! `diglot build` and `diglot check`: the same work, of which `check` publishes nothing.
//!
//! Edge. Knows no page and no file format.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::{fs, mem::ManuallyDrop, path::Path, sync::Arc};

use bytes::Bytes;

use super::{
    args::{BuildArgs, CheckArgs, Format},
    cache::Cache,
    clock::{Start, today},
    depot::Depot,
    failure::{Exit, Failure},
    load,
    pool::in_pool,
    progress::Progress,
    project::Project,
    publish::{self, Last, Published},
    punctuation::{self, Mended},
    report::{self, Verdict},
    shown::shown,
    terminal::Terminal,
};
use crate::{
    diag::{Code, Diagnostic, Warned},
    input::{Input, Options},
    memo::Memory,
    parse,
    path::ProjectPath,
    pipeline,
    site::{Artifact, Counts, Keep, Site},
    span::Span,
};

/// Where the facts of files are kept from build to build.
const FACTS: &str = "files";

/// A book that was read and built, and what came of it.
struct Built {
    input: Input,
    counts: Counts,
    verdict: Verdict,
}

/// Builds the site and publishes it, unless it has errors.
///
/// # Errors
///
/// When the project cannot be read or the site cannot be written.
pub fn build(project: &Project, args: &BuildArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let start = Start::now();
    let options = Options {
        with_drafts: args.look.drafts,
        base_url: args.base_url.as_deref().filter(|url| !url.is_empty()).map(Arc::from),
        minify: args.no_minify.then_some(false),
        today: today()?,
    };
    let cache = if args.no_cache { Cache::off() } else { Cache::at(project.cache()) };
    let out = project.out(args.out.as_deref());

    let progress = Progress::start(terminal);
    let (built, published) = in_pool(args.look.jobs, || {
        let input = read(project, options, &cache, &progress)?;
        let is_strict = args.look.strict;
        Publisher { project, out: &out, cache: &cache, is_strict, progress: &progress }.publish(input)
    })?;
    drop(progress);

    tell(project, &built, Format::Human, terminal);
    if let Some(published) = published {
        terminal.say(&report::built(&built.counts, &start.seconds()));
        let Published { n_written, n_unchanged, n_removed } = published;
        terminal.detail(&format!("{n_written} files written, {n_unchanged} unchanged, {n_removed} removed"));
    }
    terminal.say(&built.verdict.summary(&built.counts));
    if published.is_none() && out.exists() {
        terminal.say(&format!("nothing was written; `{}` is as it was", shown(&out)));
    }
    Ok(built.verdict.exit(args.look.strict))
}

/// Tells everything that is wrong with the book, in the form asked for.
///
/// # Errors
///
/// When the project cannot be read.
pub fn check(project: &Project, args: &CheckArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let options = Options { with_drafts: args.look.drafts, base_url: None, minify: None, today: today()? };
    let progress = Progress::start(terminal);
    let (built, follow, mended) = in_pool(args.look.jobs, || {
        let memory = Memory::of_several();
        let mut input = read(project, options, &Cache::off(), &progress)?;
        let mended = args.fix_punctuation.then(|| punctuation::mend(project, &mut input.value)).transpose()?;
        // Nothing is published, so nothing is kept.
        let site = made(&mut input.value, &memory, &|_| Artifact::Made(Bytes::new()), &progress);
        let mut built = Built::of(input, site.map(|site| site.counts));
        progress.stage("comparing translations …");
        let mut follow = pipeline::follow(&built.input, &memory);
        let settings = parse::settings_of(&built.input).value;
        let slips = pipeline::punctuation(&built.input);
        follow.told.extend(pipeline::told_of(&slips));
        built.verdict = built.verdict.with(std::mem::take(&mut follow.told), &settings);
        Ok((built, follow, mended))
    })?;
    drop(progress);

    tell(project, &built, args.format, terminal);
    let gates = [
        (follow.n_stale, args.max_stale, "max-stale", "behind"),
        (follow.n_missing, args.max_missing, "max-missing", "missing"),
    ];
    let failed = gates.into_iter().filter_map(|(n, most, gate, what)| {
        let most = most.filter(|most| n > *most)?;
        Some(over(n, most, gate, what))
    });
    let failed: Vec<Failure> = failed.collect();
    for failure in &failed {
        terminal.complain(&format!("{}\n", report::human_failure(failure)));
    }
    if args.format == Format::Human {
        if let Some(Mended { n_slips, n_chapters }) = mended {
            let (places, chapters) = (report::counted(n_slips, "place"), report::counted(n_chapters, "chapter"));
            terminal.say(&format!("wrote the punctuation of {places} in {chapters}"));
        }
        terminal.say(&built.verdict.summary(&built.counts));
    }
    let exit = built.verdict.exit(args.look.strict);
    Ok(if exit == Exit::Done && !failed.is_empty() { Exit::Faults } else { exit })
}

/// A gate that failed.
fn over(n: usize, most: usize, gate: &str, what: &str) -> Failure {
    let (paragraphs, are) = (report::counted(n, "paragraph"), if n == 1 { "is" } else { "are" });
    Failure::usage(format!("{paragraphs} {are} {what}; `--{gate}` allows {most}")).help("`diglot status` tells which")
}

impl Built {
    /// What came of a book that was read and of what was made of it.
    fn of(input: Warned<Input>, made: Warned<Counts>) -> Self {
        let mut told = Vec::new();
        let input = input.tell(&mut told);
        let counts = made.tell(&mut told);
        let settings = parse::settings_of(&input).value;
        told.extend(settings.base_url.is_none().then(|| without_base_url(&input)));
        Self { verdict: Verdict::new(told, &settings), input, counts }
    }
}

/// What a book that was read is built and published with.
struct Publisher<'a> {
    project: &'a Project,
    out: &'a Path,
    cache: &'a Cache,
    is_strict: bool,
    progress: &'a Progress,
}

impl Publisher<'_> {
    /// Builds a book and publishes it, unless it has errors; makes nothing where the site is
    /// already what this would make.
    fn publish(&self, mut input: Warned<Input>) -> Result<(Built, Option<Published>), Failure> {
        let origin = self.cache.is_on().then(|| input.value.recipe()).flatten();
        if let Some((last, n_files)) = origin.and_then(|origin| Last::find(self.out, self.cache, &origin)) {
            let built = Built::of(input, Warned { value: last.counts, told: last.told });
            let published = Published { n_unchanged: n_files, ..Published::default() };
            let is_fit = self.is_fit(&built);
            return Ok((built, is_fit.then_some(published)));
        }
        let known = self.cache.is_on().then(|| publish::known(self.out, self.cache));
        // The program ends when the site is there, and its memory with it: to give that back
        // piece by piece would be work for nothing.
        let memory = ManuallyDrop::new(known.map_or_else(Memory::default, Memory::of_published));
        let depot = if input.value.is_long() { Depot::of_long(self.out) } else { Depot::beside(self.out) };
        let Warned { value: site, told } = made(&mut input.value, &memory, &|bytes| depot.keep(bytes), self.progress);
        let last = origin.map(|origin| Last { origin, counts: site.counts.clone(), told: told.clone() });
        let built = Built::of(input, Warned { value: site.counts.clone(), told });
        if !self.is_fit(&built) {
            return Ok((built, None));
        }
        self.progress.stage("writing the site …");
        let published = publish::publish(&site, last, &depot, self.project, self.out, self.cache)?;
        Ok((built, Some(published)))
    }

    /// Whether a book can be published.
    fn is_fit(&self, built: &Built) -> bool {
        built.verdict.exit(self.is_strict) == Exit::Done
    }
}

/// Reads the project.
fn read(project: &Project, options: Options, cache: &Cache, progress: &Progress) -> Result<Warned<Input>, Failure> {
    progress.stage("reading the book …");
    let remembered = cache.load(FACTS).unwrap_or_default();
    let load::Loaded { input, facts, .. } = load::load(project, options, &remembered)?;
    if facts != remembered {
        cache.store(FACTS, &facts);
    }
    Ok(input)
}

/// Makes what is built of a book: nothing but this reads its texts from now on.
fn made(input: &mut Input, memory: &Memory, keep: Keep<'_>, progress: &Progress) -> Warned<Site> {
    progress.stage("building the site …");
    if input.is_long() {
        input.fold_sources();
    }
    pipeline::build(input, memory, keep)
}

/// What a site misses that knows not where it will be.
fn without_base_url(input: &Input) -> Diagnostic {
    let message = "the book has no `base_url`, so the site has neither canonical addresses nor a sitemap";
    Diagnostic::new(Code::MissingBaseUrl, &input.settings.file, Span::default(), message)
        .help("write `base_url: https://…` or build with `--base-url`")
}

/// Tells every fault.
fn tell(project: &Project, built: &Built, format: Format, terminal: Terminal) {
    let texts = |file: &ProjectPath| text(project, &built.input, file);
    match format {
        Format::Human => {
            for fault in &built.verdict.faults {
                terminal.complain(&format!("{}\n", report::human(fault, &texts)));
            }
        }
        Format::Github => {
            for fault in &built.verdict.faults {
                terminal.print(&report::github(fault, &texts));
            }
        }
        Format::Json => terminal.print(&report::json(&built.verdict, &texts)),
    }
}

/// The text of a file as the build saw it; from the disk for one that it did not read.
pub(super) fn text(project: &Project, input: &Input, file: &ProjectPath) -> Option<Arc<str>> {
    if *file == input.settings.file {
        return Some(input.settings.text.clone());
    }
    let theme = &input.theme;
    let themed =
        [&theme.templates, &theme.css, &theme.js].into_iter().flat_map(|files| files.values()).chain(&theme.about);
    input
        .text_of(file)
        // A project's own word list has the path of the one that it lies over, and comes after it.
        .or_else(|| {
            let layers = theme.i18n.values().flat_map(|layers| layers.iter().rev());
            themed.chain(layers).find(|it| it.file == *file).map(|it| it.text.clone())
        })
        .or_else(|| from_disk(project, file))
}

fn from_disk(project: &Project, file: &ProjectPath) -> Option<Arc<str>> {
    let on_disk = project.on_disk(file);
    let is_small = fs::metadata(&on_disk).is_ok_and(|it| it.is_file() && it.len() <= load::TEXT_LIMIT_BYTES);
    // What a link outside of the project leads to is nobody's to read.
    let bytes = (is_small && load::holds(project, &on_disk)).then(|| fs::read(on_disk).ok()).flatten()?;
    Some(String::from_utf8_lossy(&bytes).into())
}
