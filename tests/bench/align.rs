//! How near alignments come to those judged by hand, and how long they take.
//!
//! `cargo bench --bench align` prints precision, recall and F1 of each gold file of
//! `../shared/data/align`, then of texts that are taken apart by rule, chapters of the real
//! book and of this repository's own; then what aligning every chapter of the real book
//! with its translation costs, reading and cutting into units left out.
//!
//! `cargo bench --bench align -- pairs` prints a hundred pairs of the real book side by side,
//! drawn at random, to be judged by a reader of both languages: a hundred rows of its facing
//! pages. A number behind `pairs` draws others.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]

#[path = "../gold/mod.rs"]
mod gold;
mod perturb;

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use diglot::{align::align, alignment::Pair, unit::Unit};
use gold::{Gold, Score};
use perturb::{Chapter, RULES, Random, judge};
use walkdir::WalkDir;

/// How often each file is aligned; the shortest time counts.
const RUNS: usize = 5;

fn main() {
    let shared = env::var_os("DIGLOT_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let (data, book) = (shared.join("data/align"), shared.join("corpora/trpl/book/content"));
    let mut asked = env::args().skip_while(|word| word != "pairs").skip(1);
    if env::args().any(|word| word == "pairs") {
        let seed = asked.next().and_then(|seed| seed.parse().ok()).unwrap_or(1);
        return show(&chapters(&book), seed);
    }
    if data.is_dir() {
        report(&gold::read(&data));
    } else {
        println!("skipped: no gold files at {}", data.display());
    }
    let own = ["content", "docs/content"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    take_apart("own books", &own.iter().flat_map(|folder| chapters(folder)).collect::<Vec<_>>());
    if book.is_dir() {
        let chapters = chapters(&book);
        take_apart("the real book", &chapters);
        measure(&chapters);
    } else {
        println!("skipped: no corpus at {}", book.display());
    }
}

/// How many pairs are shown.
const SHOWN: usize = 100;

/// Prints pairs of all chapters, drawn at random.
fn show(chapters: &[(Vec<Unit>, Vec<Unit>)], seed: u64) {
    let mut rows = Vec::new();
    for (left, right) in chapters {
        let pairs = align(left, right, &[]).pairs;
        rows.extend(pairs.into_iter().filter(Pair::is_matched).map(|pair| (left, right, pair)));
    }
    let mut random = Random(seed);
    for number in 1..=SHOWN.min(rows.len()) {
        let (left, right, pair) = rows.swap_remove(random.below(rows.len()));
        let text = |units: &[Unit]| units.iter().map(|unit| &*unit.text).collect::<Vec<_>>().join(" ¶ ");
        println!("{number} ({:.2})\n  {}", pair.confidence, text(&left[pair.left]).replace('\n', " "));
        println!("  {}\n", text(&right[pair.right]).replace('\n', " "));
    }
}

/// How well the aligner finds again what is known of texts that were taken apart.
fn take_apart(name: &str, pairs: &[(Vec<Unit>, Vec<Unit>)]) {
    let chapters: Vec<Chapter> = pairs.iter().filter_map(|(left, right)| Chapter::of(left, right)).collect();
    let n_rows: usize = chapters.iter().map(Chapter::n_rows).sum();
    println!("\n| {name}: {} chapters, {n_rows} rows | P | R | F1 |\n| --- | --- | --- | --- |", chapters.len());
    for (rule, apply) in RULES {
        let score = judge(&chapters, *apply);
        println!("| {rule} | {:.4} | {:.4} | {:.4} |", score.precision(), score.recall(), score.f1());
    }
    println!();
}

fn report(files: &[Gold]) {
    println!("| file | left | right | P | R | F1 | ms |\n| --- | --- | --- | --- | --- | --- | --- |");
    let mut all = Score::default();
    for gold in files {
        let score = gold.judge();
        all += score;
        let (left, right) = (&gold.left.units, &gold.right.units);
        let time = shortest(|| drop(align(left, right, &[])));
        print_row(&gold.name, [left.len(), right.len()], score, time);
    }
    let n_units = |side: fn(&Gold) -> &[Unit]| files.iter().map(|gold| side(gold).len()).sum();
    print_row("all", [n_units(|gold| &gold.left.units), n_units(|gold| &gold.right.units)], all, Duration::ZERO);
}

fn print_row(name: &str, [left, right]: [usize; 2], score: Score, time: Duration) {
    let (precision, recall, f1, ms) = (score.precision(), score.recall(), score.f1(), time.as_secs_f64() * 1e3);
    println!("| {name} | {left} | {right} | {precision:.3} | {recall:.3} | {f1:.3} | {ms:.2} |");
}

/// The units of each chapter that both languages have.
fn chapters(book: &Path) -> Vec<(Vec<Unit>, Vec<Unit>)> {
    let files = WalkDir::new(book.join("en")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let paths = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "md"));
    paths
        .filter_map(|file| {
            let below = file.path().strip_prefix(book.join("en")).ok()?.to_owned();
            let (en, zh) =
                (fs::read_to_string(file.path()).ok()?, fs::read_to_string(book.join("zh").join(below)).ok()?);
            Some((gold::units_of(&en), gold::units_of(&zh)))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "there are not so many chapters")]
fn measure(chapters: &[(Vec<Unit>, Vec<Unit>)]) {
    let n_units: usize = chapters.iter().map(|(left, right)| left.len() + right.len()).sum();
    let time = shortest(|| chapters.iter().for_each(|(left, right)| drop(align(left, right, &[]))));
    let ms = time.as_secs_f64() * 1e3;
    println!(
        "{} chapters, {n_units} units: {ms:.0} ms, {:.2} ms a chapter",
        chapters.len(),
        ms / chapters.len() as f64
    );
}

fn shortest(mut run: impl FnMut()) -> Duration {
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}
