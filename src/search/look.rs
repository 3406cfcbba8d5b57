//! How many texts a query has read, and which.

use super::index::LARGE;

/// How many files a query asks for.
const MOST: usize = 15;

/// How many a first look asks for, which leaves some to the look at how parts meet.
const FIRST: usize = 9;

/// How many times results are read.
const MAX_ROUNDS: usize = 3;
const MAX_ROUNDS_OF_COPIED: usize = 9;

/// How the texts of candidates are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// With some files left for a look at how parts meet.
    First,
    /// With all the files that a query asks for.
    Bounded,
    /// The same, in order, and with more while nothing is found as it was typed.
    Last,
    /// The same, whatever else is found: what was copied out of a text is there.
    Copied,
}

impl Look {
    /// For so many parts of which it is not known how they meet. Who types a few words wants
    /// those, wherever they stand; many were copied, and ask for many chunks.
    pub(super) fn of(n_parts: usize) -> Self {
        if (2..=4).contains(&n_parts) { Self::Bounded } else { Self::Last }
    }

    /// For how parts meet, in a book of so many sections: words apart from one another are not
    /// read for without end in a large one.
    pub(super) fn of_seams(is_copied: bool, n_sections: u32) -> Self {
        if is_copied {
            Self::Copied
        } else if (n_sections as usize) < LARGE {
            Self::Last
        } else {
            Self::Bounded
        }
    }

    pub(super) fn n_files(self) -> usize {
        if self == Self::First { FIRST } else { MOST }
    }

    /// How many times results are read: again for those that did not bear out the query, and
    /// more often for what was copied.
    pub(super) fn n_rounds(self) -> usize {
        if self == Self::Copied { MAX_ROUNDS_OF_COPIED } else { MAX_ROUNDS }
    }

    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Last | Self::Copied)
    }
}
