//! A running preview, and the simplest client there can be: it sends what it is told to,
//! also what no browser would.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

/// How long to wait for what must come; a test that waits in vain fails.
const PATIENCE: Duration = Duration::from_secs(30);

const SETTINGS: &str = "title: Book\nlocales: [{code: en, name: English}, {code: zh, tag: zh-Hans, name: 中文}]\n";

/// A preview, ended with the test.
pub(super) struct Session {
    child: Child,
    /// What it says on standard output, line by line.
    lines: Receiver<String>,
    /// Where it listens: `127.0.0.1:3000`.
    pub address: String,
    /// What it said before it said where it listens.
    pub greeting: Vec<String>,
    root: PathBuf,
    _folder: Option<tempfile::TempDir>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Session {
    /// Previews a book of these files; its settings are given unless they are among them.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "content/site.yaml", SETTINGS);
        for (path, text) in files {
            write(folder.path(), path, text);
        }
        let root = folder.path().to_owned();
        Self::start(&root, &[], Some(folder))
    }

    /// Previews the project in a folder, with further flags.
    pub(super) fn at(root: &Path, flags: &[&str]) -> Self {
        Self::start(root, flags, None)
    }

    fn start(root: &Path, flags: &[&str], folder: Option<tempfile::TempDir>) -> Self {
        let port: &[&str] = if flags.contains(&"--port") { &[] } else { &["--port", "0"] };
        let mut child = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .args(["serve", "--root"])
            .arg(root)
            .args(port)
            .args(flags)
            .env_remove("DIGLOT_BASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || output.lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
        let mut greeting = Vec::new();
        let said = loop {
            let line = lines.recv_timeout(PATIENCE).expect("the preview says where it is");
            match line.strip_prefix("serving ") {
                Some(said) => break said.to_owned(),
                None => greeting.push(line),
            }
        };
        let address = said.split_once("http://").unwrap().1.split('/').next().unwrap().to_owned();
        Self { child, lines, address, greeting, root: root.to_owned(), _folder: folder }
    }

    /// Writes a file of the book.
    pub(super) fn write(&self, path: &str, text: &str) {
        write(&self.root, path, text);
    }

    /// Removes a file of the book.
    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.root.join(path)).unwrap();
    }

    /// Gives a file or folder of the book another name.
    pub(super) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.root.join(from), self.root.join(to)).unwrap();
    }

    /// Waits until the preview has seen every edit so far.
    pub(super) fn settle(&self) {
        // Changes are followed in their order: when the last is shown, so are all.
        self.write("content/en/zzz-settled.md", "# Settled\n\nAll was seen.\n");
        self.wait_for("/en/zzz-settled/", "All was seen.");
    }

    /// Waits until a page shows a text.
    pub(super) fn wait_for(&self, page: &str, text: &str) {
        let start = Instant::now();
        while !self.get(page).text().contains(text) {
            assert!(start.elapsed() < PATIENCE, "`{page}` does not come to show `{text}`");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// How much memory the preview holds, where the system says.
    pub(super) fn resident_bytes(&self) -> Option<u64> {
        let pages = fs::read_to_string(format!("/proc/{}/statm", self.child.id())).ok()?;
        Some(pages.split_whitespace().nth(1)?.parse::<u64>().ok()? * 4096)
    }

    /// The folder of the book.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The next line the preview says about a change.
    pub(super) fn said(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("the preview says what changed")
    }

    /// Sends the preview a signal; the code it ends with.
    #[cfg(unix)]
    pub(super) fn end(&mut self, signal: &str) -> Option<i32> {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }

    /// Asks for an address as a browser does.
    pub(super) fn get(&self, path: &str) -> Answer {
        self.ask(path, &[])
    }

    /// The same with further headers.
    pub(super) fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let more = headers.iter().fold(String::new(), |more, (name, value)| more + &format!("{name}: {value}\r\n"));
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{more}connection: close\r\n\r\n", self.address))
    }

    /// Sends a request as it is written.
    pub(super) fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::read(&bytes)
    }

    /// A connection on which nothing was said yet.
    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Opens a page as a browser does: loads it, and listens for what happens to it.
    pub(super) fn open(&self, path: &str) -> Open {
        let page = self.get(path).text();
        let (_, seen) = page.rsplit_once("preview.js?seen=").expect("the page has the script");
        let seen: String = seen.chars().take_while(char::is_ascii_alphanumeric).collect();
        self.listen(path, &seen)
    }

    /// Listens for what happens to a page of which `seen` is shown.
    pub(super) fn listen(&self, path: &str, seen: &str) -> Open {
        let mut stream = self.connect();
        let request = format!("GET /_diglot/events?at={path}&seen={seen} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        Open { lines: BufReader::new(stream) }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { status, headers, body: bytes[end + 4..].to_owned() }
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value)
    }

    /// The body as a build has it: without the script that the preview adds.
    pub(super) fn as_built(&self) -> Vec<u8> {
        let script = b"<script type=\"module\" src=\"/_diglot/preview.js?seen=";
        let Some(start) = self.body.windows(script.len()).rposition(|part| part == script) else {
            return self.body.clone();
        };
        let end_mark = b"\"></script>";
        let end = self.body[start + script.len()..].windows(end_mark.len()).position(|part| part == end_mark).unwrap();
        let end = start + script.len() + end + end_mark.len();
        [&self.body[..start], &self.body[end..]].concat()
    }
}

/// A page that is open in a browser.
pub(super) struct Open {
    lines: BufReader<TcpStream>,
}

impl Open {
    /// The next event: its name and its data.
    pub(super) fn next(&mut self) -> (String, String) {
        let mut name = None;
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "the preview ended the events");
            if let Some(event) = line.strip_prefix("event: ") {
                name = Some(event.trim_end().to_owned());
            } else if let (Some(name), Some(data)) = (&name, line.strip_prefix("data:")) {
                return (name.clone(), data.trim().to_owned());
            }
        }
    }

    /// The names and data of events up to the first of this name.
    pub(super) fn until(&mut self, name: &str) -> String {
        loop {
            let (event, data) = self.next();
            if event == name {
                return data;
            }
        }
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}
