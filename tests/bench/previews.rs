//! How long an author waits for a preview: from its start to the first page, and from
//! saving a paragraph to the page that shows it; what it holds in memory meanwhile.
//!
//! Processor time stands beside time on the clock, since the clock also counts whatever
//! else the machine was doing.

use std::{
    fs,
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::peers::Peer;

/// The chapter that is edited, below the folder of the chapters.
const CHAPTER: &str = "en/00-foreword.md";

/// How many edits are measured.
const N_EDITS: usize = 20;

/// How long an answer may take before the program is given up. Hugo needs three minutes
/// for ten thousand pages.
const PATIENCE: Duration = Duration::from_mins(6);

/// How often is looked.
const PAUSE: Duration = Duration::from_millis(1);

/// A clock of the system counts a hundred times a second.
const TICKS_PER_S: f64 = 100.0;

const PAGE_BYTES: f64 = 4096.0;

/// A preview to measure.
pub(crate) struct Preview {
    /// What the table calls it.
    pub name: &'static str,
    /// The command that starts it on a port.
    pub command: Box<dyn Fn(u16) -> Command>,
    /// The file that is edited.
    pub file: PathBuf,
    /// The address that shows it.
    pub address: &'static str,
}

/// What was measured.
pub(crate) struct Wait {
    pub first_ms: f64,
    pub edit_ms: f64,
    pub edit_cpu_ms: f64,
    pub memory_mb: f64,
}

/// The previews of a book: ours, and those of the peers that have one.
pub(crate) fn of(program: &Path, book: &Path, peers: &[Peer]) -> Vec<Preview> {
    let (program, root) = (program.to_owned(), book.to_owned());
    let own = Preview {
        name: "diglot serve",
        command: Box::new(move |port| {
            let mut command = Command::new(&program);
            command.args(["serve", "-q", "--port", &port.to_string(), "--root"]).arg(&root);
            command
        }),
        file: book.join("content").join(CHAPTER),
        address: "/en/foreword/",
    };
    let others = peers.iter().filter_map(|peer| {
        let project = peer.project.clone();
        Some(match peer.name {
            "hugo" => Preview {
                name: "hugo server",
                file: project.join("content").join(CHAPTER),
                command: Box::new(move |port| {
                    let mut command = Command::new("hugo");
                    command.args(["server", "--bind", "127.0.0.1", "--port", &port.to_string(), "--source"]);
                    command.arg(&project);
                    command
                }),
                address: "/en/00-foreword/",
            },
            "mdbook" => Preview {
                name: "mdbook serve",
                file: project.join("src").join(CHAPTER),
                command: Box::new(move |port| {
                    let mut command = Command::new("mdbook");
                    command.args(["serve", "-n", "127.0.0.1", "-p", &port.to_string()]).arg(&project);
                    command
                }),
                address: "/en/00-foreword.html",
            },
            _ => return None,
        })
    });
    [own].into_iter().chain(others).collect()
}

/// Starts a preview and edits a chapter.
///
/// # Errors
///
/// When it cannot be started, or never shows the edit.
pub(crate) fn measure(preview: &Preview) -> io::Result<Wait> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let start = Instant::now();
    let mut command = (preview.command)(port);
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let running = Running(child);
    wait_for(port, preview.address, "</html>")?;
    let first_ms = millis(start);

    let original = fs::read_to_string(&preview.file)?;
    let before = running.cpu_s();
    let mut waits = Vec::new();
    for edit in 0..N_EDITS {
        let mark = format!("edited-{edit}-times");
        let start = Instant::now();
        fs::write(&preview.file, format!("{original}\n\n{mark}\n"))?;
        wait_for(port, preview.address, &mark)?;
        waits.push(millis(start));
        // An author's pause: nothing of this edit is to count for the next.
        thread::sleep(Duration::from_millis(200));
    }
    let edit_cpu_ms = running.cpu_s().zip(before).map_or(f64::NAN, |(after, before)| after - before);
    fs::write(&preview.file, original)?;
    waits.sort_by(f64::total_cmp);
    Ok(Wait {
        first_ms,
        edit_ms: waits[waits.len() / 2],
        edit_cpu_ms: edit_cpu_ms * 1000.0 / N_EDITS as f64,
        memory_mb: running.memory_mb().unwrap_or(f64::NAN),
    })
}

fn millis(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// Asks for an address until it answers with a text that holds `wanted`.
fn wait_for(port: u16, address: &str, wanted: &str) -> io::Result<()> {
    let start = Instant::now();
    loop {
        if get(port, address).is_ok_and(|text| text.contains(wanted)) {
            return Ok(());
        }
        if start.elapsed() > PATIENCE {
            return Err(io::Error::other(format!("{address} never shows {wanted}")));
        }
        thread::sleep(PAUSE);
    }
}

fn get(port: u16, address: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A program that is ended when it was measured.
struct Running(Child);

impl Running {
    /// Seconds of processor time so far, where the system says.
    fn cpu_s(&self) -> Option<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
        Some(ticks / TICKS_PER_S)
    }

    /// Megabytes that it holds, where the system says.
    fn memory_mb(&self) -> Option<f64> {
        let pages = fs::read_to_string(format!("/proc/{}/statm", self.0.id())).ok()?;
        Some(pages.split_whitespace().nth(1)?.parse::<f64>().ok()? * PAGE_BYTES / 1e6)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
