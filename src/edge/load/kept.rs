//! A project that is read once and then follows the disk.
//!
//! What has not changed is not made anew: a text that is the same as before is the very
//! same value, so that whoever remembers it need not compare it.
//!
//! Edge. Knows no preview.

use std::{collections::BTreeMap, sync::Arc};

use super::{Remembered, load};
use crate::{
    diag::{Diagnostic, Warned},
    edge::{clock::today, failure::Failure, project::Project},
    input::{Input, Options},
    theme::ThemeFile,
};

/// A project as it was last read.
#[derive(Clone, Debug)]
pub struct Kept {
    project: Project,
    input: Arc<Input>,
    told: Vec<Diagnostic>,
    facts: Remembered,
}

impl Kept {
    /// Reads a project.
    ///
    /// # Errors
    ///
    /// When `content/site.yaml` itself cannot be read.
    pub fn open(project: Project, options: Options) -> Result<Self, Failure> {
        let (Warned { value, told }, facts) = load(&project, options, &Remembered::default())?;
        Ok(Self { project, input: Arc::new(value), told, facts })
    }

    /// What a build of the project starts from.
    #[must_use]
    pub fn input(&self) -> &Arc<Input> {
        &self.input
    }

    /// What there is to tell of its files.
    #[must_use]
    pub fn told(&self) -> &[Diagnostic] {
        &self.told
    }

    /// Reads everything again.
    ///
    /// # Errors
    ///
    /// When `content/site.yaml` itself cannot be read. What was read before stays.
    pub fn reread(&mut self) -> Result<(), Failure> {
        let options = Options { today: today()?, ..self.input.options.clone() };
        let (Warned { mut value, told }, facts) = load(&self.project, options, &self.facts)?;
        share_texts(&mut value, &self.input);
        (self.input, self.told, self.facts) = (Arc::new(value), told, facts);
        Ok(())
    }
}

/// Makes equal texts of two readings one.
fn share_texts(input: &mut Input, before: &Input) {
    share_all(&mut input.sources, &before.sources, |text| text);
    share_all(&mut input.includes, &before.includes, |text| text);
    let (theme, old) = (&mut input.theme, &before.theme);
    let text: fn(&mut ThemeFile) -> &mut Arc<str> = |file| &mut file.text;
    share_all(&mut theme.templates, &old.templates, text);
    share_all(&mut theme.css, &old.css, text);
    share_all(&mut theme.js, &old.js, text);
}

/// Makes equal texts under the same key one.
fn share_all<K: Ord, V: Clone>(
    now: &mut BTreeMap<K, V>,
    before: &BTreeMap<K, V>,
    text_of: impl Fn(&mut V) -> &mut Arc<str>,
) {
    for (key, value) in now {
        let Some(mut old) = before.get(key).cloned() else { continue };
        let (text, old) = (text_of(value), text_of(&mut old));
        if text == old {
            text.clone_from(old);
        }
    }
}
