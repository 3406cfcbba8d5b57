//! `diglot clean`: removes what diglot made, and nothing else.
//!
//! Edge. Knows what is made, not how.

use super::{
    args::CleanArgs,
    cache,
    failure::{Exit, Failure},
    project::Project,
    publish,
    shown::shown,
    terminal::Terminal,
};

/// Removes the output folder and the cache.
///
/// # Errors
///
/// Wrong usage, when diglot did not make the folder; the system's, when it refuses.
pub fn clean(project: &Project, args: &CleanArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let out = project.out(args.out.as_deref());
    let mut removed = Vec::new();
    if publish::unpublish(project, &out)? {
        removed.push(out);
    }
    if cache::remove(&project.cache())? {
        removed.push(project.cache());
    }
    for folder in &removed {
        terminal.say(&format!("removed `{}`", shown(folder)));
    }
    if removed.is_empty() {
        terminal.say("nothing to remove");
    }
    Ok(Exit::Done)
}
