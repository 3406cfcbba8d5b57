//! A small book on the disk, and the program run on it from outside.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

/// A project in a folder that goes with it.
pub(crate) struct OnDisk(tempfile::TempDir);

impl OnDisk {
    /// A project of these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Builds it with these flags, whatever comes of it.
    pub(crate) fn try_build(&self, flags: &[&str]) -> Output {
        self.run("build", flags)
    }

    /// Runs a command on it with these flags.
    pub(crate) fn run(&self, command: &str, flags: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_diglot"));
        program.arg(command).args(flags).arg("--root").arg(self.0.path()).env_remove("DIGLOT_BASE_URL");
        program.output().unwrap()
    }

    /// Builds it with these flags.
    pub(crate) fn build(&self, flags: &[&str]) {
        let build = self.try_build(flags);
        assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    }

    /// A file of the site.
    pub(crate) fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path("dist").join(path)).unwrap()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }
}
