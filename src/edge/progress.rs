//! Shows that work goes on, once it has taken half a second.
//!
//! On a terminal a line that moves and goes away; elsewhere one plain line for each
//! stage that takes that long, so that a log says where time went.
//!
//! Edge. Knows no stage.

use std::{
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use super::terminal::Terminal;

/// How long work may take without a word.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the moving line moves.
const TICK: Duration = Duration::from_millis(100);

/// Work that is going on; shown until dropped.
pub struct Progress {
    stages: Option<Sender<&'static str>>,
    shower: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts showing, unless the terminal is to be quiet.
    #[must_use]
    pub fn start(terminal: Terminal) -> Self {
        if !terminal.shows_progress() {
            return Self { stages: None, shower: None };
        }
        let (stages, coming) = mpsc::channel();
        let shower =
            thread::spawn(move || if terminal.is_watched() { move_line(&coming) } else { log(terminal, &coming) });
        Self { stages: Some(stages), shower: Some(shower) }
    }

    /// Says what is being done now, for example `reading the book …`.
    pub fn stage(&self, name: &'static str) {
        if let Some(stages) = &self.stages {
            // It can only fail when nobody shows anything any more.
            let _ = stages.send(name);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stages = None;
        if let Some(shower) = self.shower.take() {
            let _ = shower.join();
        }
    }
}

/// Shows the stages in one moving line, from half a second on.
fn move_line(stages: &Receiver<&'static str>) {
    let line = ProgressBar::hidden();
    line.set_style(style());
    let mut is_shown = false;
    loop {
        // Once the line is shown it moves by itself; all that is left is to wait.
        let coming =
            if is_shown { stages.recv().map_err(RecvTimeoutError::from) } else { stages.recv_timeout(PATIENCE) };
        match coming {
            Ok(stage) => line.set_message(stage),
            Err(RecvTimeoutError::Timeout) => {
                line.set_draw_target(indicatif::ProgressDrawTarget::stderr());
                line.enable_steady_tick(TICK);
                is_shown = true;
            }
            Err(RecvTimeoutError::Disconnected) => return line.finish_and_clear(),
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {msg} {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// Prints each stage that takes longer than half a second.
fn log(terminal: Terminal, stages: &Receiver<&'static str>) {
    let mut unsaid = None;
    loop {
        match stages.recv_timeout(PATIENCE) {
            Ok(stage) => unsaid = Some(stage),
            Err(RecvTimeoutError::Timeout) => {
                if let Some(stage) = unsaid.take() {
                    terminal.complain(stage);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
