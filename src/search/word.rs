//! Compares words: forms of one word, and slips of the pen.
//!
//! The index holds words as they are written, so that code is found to the letter. Forms
//! are compared when a query asks, by endings alone and in English alone; a word of another
//! language seldom has these endings, and where it has, it loses them in both places.

/// What remains of a word without its ending: `borrow` of `borrowing`, `clos` of `closes`.
/// Only comparable with what remains of another word.
#[must_use]
pub fn stem(word: &str) -> &str {
    let is_plain = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_plain {
        return word;
    }
    let stem = without_ending(word);
    stem.strip_suffix(['e', 'y', 'i']).unwrap_or(stem)
}

/// The endings of inflection.
fn without_ending(word: &str) -> &str {
    let n = word.len();
    if let Some(rest) = word.strip_suffix("ies").filter(|_| n > 4) {
        return rest;
    }
    if let Some(rest) = word.strip_suffix("ing").filter(|_| n > 5).or_else(|| word.strip_suffix("ed").filter(|_| n > 4))
    {
        return single(rest);
    }
    let is_hissed = ["ses", "xes", "zes", "hes"].iter().any(|ending| word.ends_with(ending));
    if n > 4 && is_hissed {
        return &word[..n - 2];
    }
    match word.strip_suffix('s') {
        Some(rest) if !rest.ends_with('s') => rest,
        _ => word,
    }
}

/// `run` of `runn`: a letter that was doubled before an ending. Those that words end in
/// doubled by themselves stay.
fn single(word: &str) -> &str {
    let bytes = word.as_bytes();
    match bytes {
        [.., before, last] if bytes.len() > 3 && before == last && !b"lsz".contains(last) => &word[..word.len() - 1],
        _ => word,
    }
}

/// Whether two words differ by one slip: a letter too many, too few, another, or two
/// neighbours in each other's place.
#[must_use]
pub fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match (short, long) {
        ([], _) => true,
        ([a, b, short @ ..], [c, d, long @ ..]) if a == d && b == c && short == long => true,
        ([_, rest @ ..], [_, others @ ..]) if short.len() == long.len() => rest == others,
        _ => short == &long[1..],
    }
}
