//! The program: reads the command line, does what it asks, says how it ended.
//!
//! Edge. Each command has a module of its own.

use std::process::ExitCode;

use anstream::ColorChoice;
use clap::{CommandFactory, Parser, error::ErrorKind};

use super::{
    accept,
    args::{Cli, Command, ExportCommand, Globals, ImportCommand, LedgerCommand},
    build, clean,
    failure::{Exit, Failure},
    init, ledger, new,
    project::Project,
    report, search, serve, stats, status,
    terminal::{Terminal, Volume},
    todo,
};

/// Runs the program. Its exit code is 0 when all is well, 1 for faults in the content, 2
/// for wrong usage or settings, 3 when the system fails.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(answer) => return answered(&answer),
    };
    let terminal = terminal(&cli.globals);
    match dispatch(&cli, terminal) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal.complain(&report::human_failure(&failure));
            failure.exit.into()
        }
    }
}

/// Prints what the command line's reader has to say: help, the version, or what is wrong.
fn answered(answer: &clap::Error) -> ExitCode {
    // A reader that has gone, such as `head`, is no fault of the command.
    let _ = answer.print();
    match answer.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Done.into(),
        _ => Exit::Usage.into(),
    }
}

fn terminal(globals: &Globals) -> Terminal {
    let volume = match (globals.quiet, globals.verbose) {
        (true, _) => Volume::Quiet,
        (false, true) => Volume::Verbose,
        (false, false) => Volume::Normal,
    };
    let color = match globals.color {
        clap::ColorChoice::Auto => ColorChoice::Auto,
        clap::ColorChoice::Always => ColorChoice::Always,
        clap::ColorChoice::Never => ColorChoice::Never,
    };
    Terminal::new(volume, color)
}

fn dispatch(cli: &Cli, terminal: Terminal) -> Result<Exit, Failure> {
    let project = || Project::find(cli.globals.root.as_deref());
    match &cli.command {
        Command::Init(args) => init::init(args, terminal),
        Command::New(args) => new::new(&project()?, args, terminal),
        Command::Build(args) => build::build(&project()?, args, terminal),
        Command::Check(args) => build::check(&project()?, args, terminal),
        Command::Search(args) => search::search(&project()?, args, terminal),
        Command::Serve(args) => serve::serve(&project()?, args, terminal),
        Command::Stats(args) => stats::stats(&project()?, args, terminal),
        Command::Status(args) => status::status(&project()?, args, terminal),
        Command::Accept(args) => accept::accept(&project()?, args, terminal),
        Command::Ledger { command: LedgerCommand::Init(args) } => ledger::init(&project()?, args, terminal),
        Command::Export { what: ExportCommand::Todo(args) } => todo::export(&project()?, args, terminal),
        Command::Import { what: ImportCommand::Todo(args) } => todo::import(&project()?, args, terminal),
        Command::Clean(args) => clean::clean(&project()?, args, terminal),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "diglot", &mut script);
            terminal.print(String::from_utf8_lossy(&script).trim_end());
            Ok(Exit::Done)
        }
    }
}
