//! Scripts, and how much a letter of each says.
//!
//! A translation is longer or shorter than its original by what their scripts need for the
//! same thought. Counting every text in what an English letter says makes the lengths of
//! any two languages comparable without a table of pairs.
//!
//! Floor 2.

/// The scripts that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Indic,
    Thai,
    Han,
    Kana,
    Hangul,
    Other,
    /// Digits, signs and punctuation.
    None,
}

impl Script {
    /// How many there are.
    pub(super) const N: usize = 12;

    /// All of them, in order.
    pub(super) const ALL: [Self; Self::N] = [
        Self::Latin,
        Self::Cyrillic,
        Self::Greek,
        Self::Arabic,
        Self::Hebrew,
        Self::Indic,
        Self::Thai,
        Self::Han,
        Self::Kana,
        Self::Hangul,
        Self::Other,
        Self::None,
    ];

    /// The script of a character.
    pub(super) fn of(letter: char) -> Self {
        if letter.is_ascii() {
            return if letter.is_ascii_alphabetic() { Self::Latin } else { Self::None };
        }
        match letter as u32 {
            // What a text is full of is asked first.
            0x4E00..=0x9FFF | 0x3005 | 0x3007 | 0x3400..=0x4DBF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD => Self::Han,
            0x2000..=0x206F | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20 => Self::None,
            0xC0..=0x24F | 0x1E00..=0x1EFF | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F => Self::Cyrillic,
            0x590..=0x5FF => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Self::Arabic,
            0x900..=0xDFF => Self::Indic,
            0xE00..=0xEFF => Self::Thai,
            0x3041..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9D => Self::Kana,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            _ if letter.is_alphabetic() => Self::Other,
            _ => Self::None,
        }
    }

    /// What a letter of the script says, in English letters: the average over translated
    /// manuals of how many bytes the same text takes, by the bytes of a letter.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Latin | Self::None | Self::Other => 1.0,
            Self::Cyrillic => 1.02,
            Self::Greek => 0.95,
            Self::Arabic => 1.3,
            Self::Hebrew => 1.35,
            Self::Indic => 1.05,
            Self::Thai => 1.1,
            Self::Han => 3.0,
            Self::Kana => 1.75,
            Self::Hangul => 2.2,
        }
    }

    /// The bit of the script in a set of them.
    pub(super) fn bit(self) -> u16 {
        1 << (self as u16)
    }
}
