//! Reads HTML token by token, each with its range of the text.
//!
//! Floor 2. Knows no Markdown.

use html5gum::{DefaultEmitter, State, Token, Tokenizer};

/// The tokens of a piece of HTML, in order. O(length).
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut tokenizer = Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span());
    std::iter::from_fn(move || {
        let Ok(token) = tokenizer.next()?;
        if let Token::StartTag(tag) = &token
            && let Some(state) = state_within(&tag.name)
        {
            tokenizer.set_state(state);
        }
        Some(token)
    })
}

/// How the content of an element is read where that is not as HTML. What stands in a
/// `<noscript>` is HTML: pages are read without script too.
fn state_within(name: &[u8]) -> Option<State> {
    html5gum::naive_next_state(name).filter(|_| name != b"noscript")
}
