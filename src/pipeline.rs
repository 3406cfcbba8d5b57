//! The whole program from top to bottom: input in, site out.
//!
//! Floor 4. Touches no file and no clock: equal inputs make equal sites.

use crate::{diag::Warned, input::Input, memo::Memory, site::Site};

/// Builds the site.
///
/// When anything told has the level of an error, the site is not fit to publish.
#[must_use]
pub fn build(_input: &Input, _memory: &Memory) -> Warned<Site> {
    todo!()
}
