//! `diglot build` and `diglot check`: the same work, of which `check` publishes nothing.
//!
//! Edge. Knows no page and no file format.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::{fs, sync::Arc};

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
    publish,
    report::{self, Verdict},
    terminal::Terminal,
};
use crate::{
    diag::{Code, Diagnostic},
    input::{Input, Options},
    memo::Memory,
    parse,
    path::ProjectPath,
    pipeline,
    site::{Artifact, Keep, Site},
    span::Span,
};

/// Where the facts of files are kept from build to build.
const FACTS: &str = "files";

/// A book that was read and built, and what came of it.
struct Built {
    input: Input,
    site: Site,
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
        let memory = Memory::of_published(publish::known(&out, &cache));
        let depot = Depot::beside(&out);
        let built = make(project, options, &memory, &cache, &|bytes| depot.keep(bytes), &progress)?;
        let is_fit = built.verdict.exit(args.look.strict) == Exit::Done;
        progress.stage("writing the site …");
        let published = if is_fit { Some(publish::publish(&built.site, &depot, project, &out, &cache)?) } else { None };
        Ok((built, published))
    })?;
    drop(progress);

    tell(project, &built, Format::Human, terminal);
    if let Some(published) = published {
        terminal.say(&report::built(&built.site.counts, &start.seconds()));
        let publish::Published { n_written, n_unchanged, n_removed } = published;
        terminal.detail(&format!("{n_written} files written, {n_unchanged} unchanged, {n_removed} removed"));
    }
    terminal.say(&built.verdict.summary(&built.site.counts));
    if published.is_none() && out.exists() {
        terminal.say(&format!("nothing was written; `{}` is as it was", out.display()));
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
    let (built, follow) = in_pool(args.look.jobs, || {
        let memory = Memory::default();
        // Nothing is published, so nothing is kept.
        let mut built = make(project, options, &memory, &Cache::off(), &|_| Artifact::Made(Arc::default()), &progress)?;
        progress.stage("comparing translations …");
        let mut follow = pipeline::follow(&built.input, &memory);
        let settings = parse::settings(&built.input.settings, &built.input.options).value;
        built.verdict = built.verdict.with(std::mem::take(&mut follow.told), &settings);
        Ok((built, follow))
    })?;
    drop(progress);

    tell(project, &built, args.format, terminal);
    let gates = [(follow.n_stale, args.max_stale, "stale"), (follow.n_missing, args.max_missing, "missing")];
    let failed = gates.into_iter().filter_map(|(n, most, what)| Some((n, most.filter(|most| n > *most)?, what)));
    let failed: Vec<Failure> = failed.map(|(n, most, what)| over(n, most, what)).collect();
    for failure in &failed {
        terminal.complain(&format!("{}\n", report::human_failure(failure)));
    }
    if args.format == Format::Human {
        terminal.say(&built.verdict.summary(&built.site.counts));
    }
    let exit = built.verdict.exit(args.look.strict);
    Ok(if exit == Exit::Done && !failed.is_empty() { Exit::Faults } else { exit })
}

/// A gate that failed.
fn over(n: usize, most: usize, what: &str) -> Failure {
    let (is, are) = (report::counted(n, "paragraph"), if n == 1 { "is" } else { "are" });
    Failure::usage(format!("{is} {are} {what}; `--max-{what}` allows {most}")).help("`diglot status` tells which")
}

/// Reads the project and builds the site.
fn make(
    project: &Project,
    options: Options,
    memory: &Memory,
    cache: &Cache,
    keep: Keep<'_>,
    progress: &Progress,
) -> Result<Built, Failure> {
    progress.stage("reading the book …");
    let remembered = cache.load(FACTS).unwrap_or_default();
    let (input, facts) = load::load(project, options, &remembered)?;
    if facts != remembered {
        cache.store(FACTS, &facts);
    }

    progress.stage("building the site …");
    let mut told = Vec::new();
    let input = input.tell(&mut told);
    let site = pipeline::build(&input, memory, keep).tell(&mut told);
    let settings = parse::settings(&input.settings, &input.options).value;
    told.extend(settings.base_url.is_none().then(|| without_base_url(&input)));
    let verdict = Verdict::new(told, &settings);
    Ok(Built { input, site, verdict })
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
    let themed = [&theme.templates, &theme.css, &theme.js].into_iter().flat_map(|files| files.values());
    let source = file.in_content().and_then(|path| input.sources.get(&path));
    source
        .or_else(|| input.includes.get(file))
        .or_else(|| themed.chain(theme.i18n.values().flatten()).find(|it| it.file == *file).map(|it| &it.text))
        .cloned()
        .or_else(|| from_disk(project, file))
}

fn from_disk(project: &Project, file: &ProjectPath) -> Option<Arc<str>> {
    let on_disk = project.on_disk(file);
    let is_small = fs::metadata(&on_disk).is_ok_and(|it| it.is_file() && it.len() <= load::TEXT_LIMIT_BYTES);
    let bytes = is_small.then(|| fs::read(on_disk).ok()).flatten()?;
    Some(String::from_utf8_lossy(&bytes).into())
}
