//! Translations as a translator meets them: what is behind, what was accepted, what is
//! handed out and comes back.

mod begin;
mod commands;
mod corpus;
mod parity;
mod todo;

use std::{
    fs,
    path::{Path, PathBuf},
    process,
};

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

/// A book in a folder of its own, gone with the test.
pub(crate) struct Fixture {
    folder: tempfile::TempDir,
}

const SITE: &str = "title: Book\nlocales: [{code: en, name: English}, {code: zh, name: 中文}]\noriginal: en\n";

pub(crate) const ORIGINAL: &str = "# One

The first paragraph says that water is wet.

The second one has `code` and the year 2024.

- an item
- another item

> A quoted paragraph that somebody said.
";

pub(crate) const TRANSLATION: &str = "# 一

第一段说水是湿的。

第二段里有 `code`，还有2024年。

- 一项
- 又一项

> 有人说过的一段话。
";

impl Fixture {
    pub(crate) fn new() -> Self {
        let fixture = Self { folder: tempfile::tempdir().unwrap() };
        fixture.write("content/site.yaml", SITE);
        fixture.write("content/en/one.md", ORIGINAL);
        fixture.write("content/zh/one.md", TRANSLATION);
        fixture
    }

    /// The same with a ledger.
    pub(crate) fn begun() -> Self {
        let fixture = Self::new();
        fixture.run(&["ledger", "init"]).success();
        fixture
    }

    pub(crate) fn run(&self, args: &[&str]) -> OutputAssert {
        let command = Command::new(cargo_bin!("diglot")).args(args).current_dir(self.folder.path());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").assert()
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "`{from}` is not in {path}");
        self.write(path, &text.replace(from, to));
    }

    /// Runs git in the folder; what it says.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let output = process::Command::new("git").args(identity).args(args).current_dir(self.root()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Commits everything; the name of the commit.
    pub(crate) fn commit(&self) -> String {
        if !self.path(".git").exists() {
            self.git(&["init", "-q"]);
        }
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "a change"]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// What `status` says of a page in JSON: for each pair that asks for attention its name
    /// and state.
    pub(crate) fn states(&self, page: &str) -> Vec<(String, String)> {
        let output = self.run(&["status", page, "--format", "json"]).success().get_output().stdout.clone();
        let status: serde_json::Value = serde_json::from_slice(&output).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let pairs = status["locales"][0]["pages"][0]["pairs"].as_array().unwrap();
        pairs.iter().map(|pair| (text(&pair["id"]), text(&pair["state"]))).collect()
    }
}
