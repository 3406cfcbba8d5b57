//! Runs a command and says what it cost, by the operating system's own account.

use std::{
    io,
    process::{Command, Stdio},
    time::Instant,
};

use wait4::Wait4;

/// What a run cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Seconds on the clock.
    pub wall_s: f64,
    /// Seconds of processor time, user and system, of the whole process.
    pub cpu_s: f64,
    /// The most memory it held at a time, in megabytes.
    pub peak_mb: f64,
}

/// Runs a command to its end.
///
/// # Errors
///
/// When it cannot be started, or fails: what it did then is no measure of its work.
pub(crate) fn run(mut command: Command) -> io::Result<Figures> {
    let start = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let end = child.wait4()?;
    let wall_s = start.elapsed().as_secs_f64();
    if !end.status.success() {
        return Err(io::Error::other(format!("{command:?} ended with {}", end.status)));
    }
    let cpu_s = (end.rusage.utime + end.rusage.stime).as_secs_f64();
    Ok(Figures { wall_s, cpu_s, peak_mb: end.rusage.maxrss as f64 / 1e6 })
}

/// The median of each figure over some runs.
///
/// # Panics
///
/// Without a run.
pub(crate) fn median(runs: &[Figures]) -> Figures {
    let median = |figure: fn(&Figures) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(figure).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Figures { wall_s: median(|run| run.wall_s), cpu_s: median(|run| run.cpu_s), peak_mb: median(|run| run.peak_mb) }
}
