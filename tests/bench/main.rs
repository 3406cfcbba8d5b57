//! How long a cold build takes: books of several sizes, beside the floor and the peers.
//!
//! `cargo bench --bench books` generates books from the real corpus, builds each several
//! times as a whole process, and prints a table: wall and CPU seconds, peak memory, pages
//! a second, and each figure's ratio to the floor. The floor is this program itself: it
//! reads the same Markdown, runs pulldown-cmark with every option and writes one file a
//! page, in parallel. Ratios within one run are what counts; the machine is not.
//!
//! A site is thousands of small files, and some file systems take longer to make one the
//! more were deleted just before, as a benchmark does: ext4 made the floor five times as
//! slow. `TMPDIR` with a folder in memory keeps the disk out of it.
//!
//! A second table is about previews: how long the first page takes, and how long an edit.
//!
//! `DIGLOT_BENCH_PAGES=222,1000` chooses the sizes, `DIGLOT_BENCH_RUNS=3` the runs,
//! `DIGLOT_BENCH_ONLY=previews` or `builds` one of the tables.

#![expect(clippy::disallowed_methods, reason = "a benchmark runs programs and writes books")]
#![expect(clippy::cast_precision_loss, reason = "counts of pages and bytes are far below 2^52")]

mod corpus;
mod floor;
mod measure;
mod peers;
mod previews;

use std::{
    env,
    error::Error,
    path::{Path, PathBuf},
    process::Command,
};

use measure::Figures;

/// What each figure of a table row is worth.
struct Row {
    name: &'static str,
    n_pages: usize,
    figures: Figures,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    if let [_, mode, content, out] = args.as_slice()
        && mode == floor::MODE
    {
        return floor::run(Path::new(content), Path::new(out));
    }
    let Some(original) = corpus::find() else {
        println!("skipped: no corpus at ../shared/corpora/trpl/book");
        return Ok(());
    };
    let scratch = tempfile::tempdir()?;
    let n_runs: usize = env::var("DIGLOT_BENCH_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(3);
    let only = env::var("DIGLOT_BENCH_ONLY").ok();
    let is_wanted = |what| only.as_deref().is_none_or(|only| only == what);
    if is_wanted("builds") {
        builds(&original, scratch.path(), n_runs)?;
    }
    if is_wanted("previews") {
        println!();
        previews(&original, scratch.path())?;
    }
    Ok(())
}

/// Prints the table of builds.
fn builds(original: &Path, scratch: &Path, n_runs: usize) -> Result<(), Box<dyn Error>> {
    println!("| book | program | pages | wall s | CPU s | CPU / floor | peak MB | pages / s |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for n_pages in sizes() {
        let book = scratch.join(format!("book-{n_pages}"));
        let n_made = corpus::generate(original, &book, n_pages)?;
        let rows = measure_book(&book, n_made, n_runs, scratch)?;
        print_rows(n_made, &rows);
    }
    Ok(())
}

/// Prints the table of previews.
fn previews(original: &Path, scratch: &Path) -> Result<(), Box<dyn Error>> {
    println!("| book | program | first page ms | edit to page ms | CPU ms of an edit | MB |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for n_pages in sizes() {
        let book = scratch.join(format!("preview-{n_pages}"));
        let n_made = corpus::generate(original, &book, n_pages)?;
        let peers = peers::installed(&book, scratch)?;
        for (number, preview) in (0..).zip(previews::of(Path::new(env!("CARGO_BIN_EXE_diglot")), &book, &peers)) {
            let name = preview.name;
            match previews::measure(&preview) {
                Ok(previews::Wait { first_ms, edit_ms, edit_cpu_ms, memory_mb }) => {
                    println!(
                        "| {n_made} | {name} | {first_ms:.0} | {edit_ms:.1} | {edit_cpu_ms:.1} | {memory_mb:.0} |"
                    );
                }
                // Ours comes first, and must work; a peer may find the book too much.
                Err(error) if number > 0 => eprintln!("note: no row for {name} at {n_made} pages: {error}"),
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

fn sizes() -> Vec<usize> {
    let wanted = env::var("DIGLOT_BENCH_PAGES").unwrap_or_else(|_| "222,1000,10000".to_owned());
    wanted.split(',').filter_map(|size| size.trim().parse().ok()).collect()
}

/// What one build is started with, given the folder it writes to.
type Start<'a> = Box<dyn Fn(&Path) -> Command + 'a>;

/// Measures the floor, cold builds, a warm build and whatever peer is installed. Programs
/// take turns, so that what else the machine does hits all of them.
fn measure_book(book: &Path, n_pages: usize, n_runs: usize, scratch: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let own = |name: &str| {
        let size = book.file_name().expect("a book has a name").display();
        scratch.join(format!("{name}-{size}"))
    };
    let variant = |name: &str, lines: &[&str]| -> Result<PathBuf, Box<dyn Error>> {
        let variant = own(name);
        corpus::with_settings(book, &variant, lines)?;
        Ok(variant)
    };
    let without_facing = variant("without-facing", &["parallel: []"])?;
    let pages_alone = variant("pages-alone", &["parallel: []", "search: {enabled: false}"])?;
    let warm = own("warm");
    measure::run(diglot(book, &warm, &[]))?;

    let peers = peers::installed(book, scratch)?;
    let mut programs: Vec<(&'static str, Start<'_>)> = vec![
        ("floor", Box::new(|out| floor_command(book, out))),
        ("diglot, cold", Box::new(|out| diglot(book, out, &["--no-cache"]))),
        ("diglot, no facing pages", Box::new(|out| diglot(&without_facing, out, &["--no-cache"]))),
        ("diglot, nor search", Box::new(|out| diglot(&pages_alone, out, &["--no-cache"]))),
        ("diglot, nothing changed", Box::new(|_| diglot(book, &warm, &[]))),
    ];
    programs.extend(peers.iter().map(|peer| (peer.name, Box::new(|out: &Path| peer.command(out)) as Start<'_>)));

    let mut runs: Vec<Vec<Figures>> = programs.iter().map(|_| Vec::new()).collect();
    for turn in 0..n_runs.max(1) {
        for (at, (_, start)) in programs.iter().enumerate() {
            // Every cold run has a folder of its own: file systems are slow to make files
            // where others were taken away a moment ago, and that is no program's fault.
            let out = own(&format!("out-{turn}-{at}"));
            runs[at].push(measure::run(start(&out))?);
        }
    }
    let rows = programs.iter().zip(&runs);
    Ok(rows.map(|((name, _), runs)| Row { name, n_pages, figures: measure::median(runs) }).collect())
}

fn floor_command(book: &Path, out: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("a program knows its own path"));
    command.arg(floor::MODE).arg(book.join("content")).arg(out);
    command
}

fn diglot(book: &Path, out: &Path, flags: &[&str]) -> Command {
    let mut command = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_diglot")));
    // The corpus has faults of its own; they are told, and must not end the measurement.
    command.args(["build", "-q", "--root"]).arg(book).arg("--out").arg(out).args(flags);
    command
}

fn print_rows(n_book: usize, rows: &[Row]) {
    let floor = rows.first().map_or(1.0, |row| row.figures.cpu_s);
    for Row { name, n_pages, figures } in rows {
        let pages_per_s = *n_pages as f64 / figures.wall_s;
        println!(
            "| {n_book} | {name} | {n_pages} | {:.2} | {:.2} | {:.1} | {:.0} | {pages_per_s:.0} |",
            figures.wall_s,
            figures.cpu_s,
            figures.cpu_s / floor,
            figures.peak_mb,
        );
    }
}
