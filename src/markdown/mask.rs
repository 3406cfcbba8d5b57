//! Hides from the Markdown parser what it does not know: `:::` containers, shortcodes, and
//! signs that it would take for those of definitions and formulas.
//!
//! Each is replaced by a text of the same length that the parser reads as something
//! harmless, so no offset moves; the builder finds by its place what is to be there:
//!
//! | in the source | shown to the parser |
//! | --- | --- |
//! | a line `:::note`, `:::`, `{% name() %}`, `{% end %}` | a thematic break, `___` and spaces: it ends a paragraph, a table and a definition as the line must, and stays within its quotation or list item |
//! | `{{ name() }}` | a word of a control character, so that emphasis and table cells around it hold, and no address or tag forms |
//! | a line that begins `:smile:` | the control character for its first colon, since only `: text` is a definition |
//! | a `$` of no formula | the control character |
//!
//! What is code, a tag, a formula or an address must stay as it is, and in HTML that stands
//! among blocks all but calls. Only the parser knows which is which, so a text with
//! candidates is parsed once more beforehand.
//!
//! Floor 2.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag as BlockTag, TagEnd};

use super::{
    MAX_DEPTH,
    cjk::is_escaped,
    container::{self, Fence, Opening},
    dollars, html_text,
    include::{self, Misspelt},
    shortcode::{self, Call, Fault, Tag},
    told::Told,
};
use crate::{diag::Code, span::Span};

/// Stands for what is hidden in running text: one byte long, a letter to the rules of
/// emphasis, and allowed in no address, tag or name.
pub(super) const FILLER: char = '\u{1}';

/// Something hidden.
#[derive(Debug)]
pub(super) struct Mask {
    /// Where it stands, in the chapter's text.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) kind: MaskKind,
}

/// What was hidden.
#[derive(Debug)]
pub(super) enum MaskKind {
    /// A call within a line.
    Call(Call),
    /// A `:::` line that opens a container. Its ranges are in the chapter's text.
    Container(Opening),
    /// `{% name() %}`.
    Open(Call),
    /// The end of what the mask of this number opens.
    Close(usize),
    /// A colon or dollar sign that is text.
    Sign,
}

/// A text with what was hidden in it.
pub(super) struct Masked<'a> {
    /// As long as the chapter's text.
    pub(super) text: Cow<'a, str>,
    /// Ascending, without overlaps.
    pub(super) masks: Vec<Mask>,
}

/// Hides what the parser does not know.
pub(super) fn mask<'a>(text: &'a str, options: Options, told: &mut Told<'_>) -> Masked<'a> {
    let has_math = options.contains(Options::ENABLE_MATH) && dollars::are_in(text);
    let mut candidates = candidates(text);
    if candidates.is_empty() && !has_math {
        return Masked { text: Cow::Borrowed(text), masks: Vec::new() };
    }
    // Formulas are looked for in what would be running text without them.
    let Ranges { plain, html, code } = ranges(text, options - Options::ENABLE_DEFINITION_LIST - Options::ENABLE_MATH);
    if has_math {
        candidates.extend(dollars::alone(text, &plain));
        candidates.sort_unstable();
    }
    let mut finder = Finder { text, told, masks: Vec::new(), open: Vec::new(), done: 0 };
    let is_in = |ranges: &[Range<usize>], at: usize| {
        let idx = ranges.partition_point(|range| range.end <= at);
        ranges.get(idx).is_some_and(|range| range.start <= at)
    };
    for at in candidates {
        if at >= finder.done && is_in(&plain, at) {
            finder.candidate(at);
        } else if at >= finder.done && is_in(&html, at) {
            finder.in_html(at);
        } else if is_in(&code, at) {
            finder.in_code(at);
        }
    }
    let masks = finder.masks;
    let text = if masks.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(hidden(text, &masks)) };
    Masked { text, masks }
}

/// Where something may stand that the parser does not know, ascending. Cheap, and wrong
/// rather too often than too rarely.
fn candidates(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_candidate = |at: &usize| match (bytes[*at], bytes.get(at + 1)) {
        (b'{', Some(b'{' | b'%')) => true,
        (b':', Some(following)) => !matches!(following, b' ' | b'\t' | b'\r' | b'\n') && begins_line(text, *at),
        _ => false,
    };
    memchr::memchr2_iter(b'{', b':', bytes).filter(is_candidate).collect()
}

/// Whether only indentation, quote marks and list markers stand before `at` in its line.
fn begins_line(text: &str, at: usize) -> bool {
    let is_marker = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9');
    let before = text.as_bytes()[..at].iter().rev().find(|byte| !is_marker(byte));
    before.is_none_or(|byte| *byte == b'\n')
}

/// The parts of a text that are running text, ascending.
#[derive(Default)]
struct Ranges {
    /// To the parser.
    plain: Vec<Range<usize>>,
    /// In HTML that stands among blocks.
    html: Vec<Range<usize>>,
    /// No running text: that of code blocks.
    code: Vec<Range<usize>>,
}

/// What of the text is running text.
fn ranges(text: &str, options: Options) -> Ranges {
    let mut ranges = Ranges::default();
    let (mut is_verbatim, mut is_code) = (false, false);
    let mut html: Option<Vec<Range<usize>>> = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(BlockTag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if is_code => ranges.code.push(range),
            // The text of `<https://…>` is its address.
            Event::Start(BlockTag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => is_verbatim = true,
            Event::End(TagEnd::Link) => is_verbatim = false,
            Event::Start(BlockTag::HtmlBlock) => html = Some(Vec::new()),
            Event::End(TagEnd::HtmlBlock) => {
                ranges.html.extend(html_text::ranges(text, &html.take().unwrap_or_default()));
            }
            Event::Html(_) | Event::Text(_) if html.is_some() => html.iter_mut().for_each(|it| it.push(range.clone())),
            Event::Text(_) if !is_verbatim => match ranges.plain.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => ranges.plain.push(range),
            },
            _ => {}
        }
    }
    ranges
}

/// The text with its masks in place.
fn hidden(text: &str, masks: &[Mask]) -> String {
    let mut hidden = String::with_capacity(text.len());
    for Mask { range, kind } in masks {
        hidden.push_str(&text[hidden.len()..range.start]);
        let (start, filler) = match kind {
            MaskKind::Call(_) | MaskKind::Sign => ("", FILLER),
            MaskKind::Container(_) | MaskKind::Open(_) | MaskKind::Close(_) => ("___", ' '),
        };
        hidden.push_str(start);
        hidden.extend(std::iter::repeat_n(filler, range.len() - start.len()));
    }
    hidden.push_str(&text[hidden.len()..]);
    hidden
}

/// Goes through the candidates in order.
struct Finder<'a, 'o, 't> {
    text: &'a str,
    told: &'t mut Told<'o>,
    masks: Vec<Mask>,
    /// What is open: the number of its mask, and its colons (0 for a shortcode).
    open: Vec<(usize, usize)>,
    /// Where the last thing found ends.
    done: usize,
}

impl Finder<'_, '_, '_> {
    fn candidate(&mut self, at: usize) {
        if is_escaped(self.text.as_bytes(), at) {
            return;
        }
        if self.text.as_bytes()[at] == b'$' {
            self.push(at..at + 1, MaskKind::Sign);
        } else if self.text.as_bytes()[at] == b':' {
            self.colons(at);
        } else if let Some(read) = shortcode::tag(self.text, at) {
            match read {
                Ok((tag, end)) => self.tag(at..end, tag),
                Err(Fault { range, message }) => {
                    let help = "write `\\{{` or `\\{%` when no shortcode is meant".to_owned();
                    self.told.tell(Code::InvalidShortcode, Span::new(range), message, Some(help));
                }
            }
        } else {
            self.misspelt(at, ", or `\\{{` when no include is meant");
        }
    }

    /// A brace in a code block, which may show any call: what mdBook takes for an include was
    /// meant as one where it is a line by itself.
    fn in_code(&mut self, at: usize) {
        let (before, after) = self.text.split_at(at);
        let begins =
            before.rsplit('\n').next().is_none_or(|line| line.chars().all(|it| matches!(it, '>' | ' ' | '\t')));
        let call = after.lines().next().and_then(|line| line.trim_end().strip_prefix("{{")?.strip_suffix("}}"));
        if begins && call.is_some_and(include::is_of_mdbook) {
            self.misspelt(at, "");
        }
    }

    /// Tells of what reads like an include and is none; `otherwise` says what to do if none
    /// was meant.
    fn misspelt(&mut self, at: usize, otherwise: &str) {
        if self.text[at..].starts_with("{{")
            && let Some(Misspelt { range, right }) = include::misspelt(self.text, at)
        {
            let message = "this is no include and is shown as text";
            let help = format!("write `{right}` in one line{otherwise}");
            self.done = range.end;
            self.told.tell(Code::MisspeltInclude, Span::new(range), message, Some(help));
        }
    }

    /// A brace in HTML that stands among blocks, where a call within a line may be.
    fn in_html(&mut self, at: usize) {
        if is_escaped(self.text.as_bytes(), at) {
            return;
        }
        match shortcode::tag(self.text, at) {
            Some(Ok((Tag::Call(call), end))) => {
                // A blank line ends the block.
                if !self.text[at..end].lines().any(|line| line.trim().is_empty()) {
                    self.push(at..end, MaskKind::Call(call));
                }
            }
            Some(Ok((Tag::Open(_), end))) => {
                let message = "a shortcode with a body does not begin within HTML";
                let help = "leave a blank line before it".to_owned();
                self.told.tell(Code::InvalidShortcode, Span::new(at..end), message, Some(help));
            }
            Some(Err(Fault { range, message })) => {
                let help = "write `&#123;{` or `&#123;%` when no shortcode is meant".to_owned();
                self.told.tell(Code::InvalidShortcode, Span::new(range), message, Some(help));
            }
            Some(Ok((Tag::End, _))) | None => {}
        }
    }

    /// A line that begins with a colon.
    fn colons(&mut self, at: usize) {
        let line = &self.text[at..self.line_end(at)];
        match container::fence(line) {
            Some(Fence::Open(opening)) => {
                let shift = |range: Range<usize>| at + range.start..at + range.end;
                let (name, title) = (shift(opening.name), shift(opening.title));
                let n_colons = opening.n_colons;
                self.open(at..at + line.len(), n_colons, MaskKind::Container(Opening { name, title, ..opening }));
            }
            Some(Fence::Close { n_colons }) => self.close_container(at..at + line.len(), n_colons),
            // `:--|` is the second line of a table.
            None if line.bytes().all(|byte| matches!(byte, b':' | b'-' | b'|' | b' ' | b'\t' | b'\r')) => {}
            None => self.push(at..at + 1, MaskKind::Sign),
        }
    }

    /// Closes the innermost container with as many colons, else with fewer.
    fn close_container(&mut self, range: Range<usize>, n_colons: usize) {
        let innermost = |is_it: &dyn Fn(usize) -> bool| self.open.iter().rposition(|(_, open)| is_it(*open));
        let found = innermost(&|open| open == n_colons).or_else(|| innermost(&|open| 0 < open && open < n_colons));
        let Some(depth) = found else {
            let span = Span::new(range.start..range.start + n_colons);
            let message = "this closes no container and is shown as text";
            self.told.tell(Code::UnclosedContainer, span, message, None);
            return self.push(range.start..range.start + 1, MaskKind::Sign);
        };
        let start = self.outdented(range.start, self.masks[self.open[depth].0].range.start);
        self.close(start..range.end, depth);
    }

    /// Where a closing line begins that stands at `at`, its opening line at `opening`.
    ///
    /// Formatters move a line that follows a list to where the list's text begins. It
    /// closes the container all the same, and the list with it.
    fn outdented(&self, at: usize, opening: usize) -> usize {
        let indent = |at: usize| at - self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let n_deeper = indent(at).saturating_sub(indent(opening));
        let is_blank = self.text.as_bytes()[at - indent(at)..at].iter().all(|byte| *byte == b' ');
        if is_blank { at - n_deeper } else { at }
    }

    /// A tag of a shortcode.
    fn tag(&mut self, range: Range<usize>, tag: Tag) {
        if let Tag::Call(call) = tag {
            return self.push(range, MaskKind::Call(call));
        }
        let after = &self.text[range.end..self.line_end(range.end)];
        if !begins_line(self.text, range.start) || !after.trim().is_empty() {
            let message = "a shortcode with a body stands on lines of its own";
            return self.told.tell(Code::InvalidShortcode, Span::new(range), message, None);
        }
        match tag {
            Tag::Call(call) | Tag::Open(call) => self.open(range, 0, MaskKind::Open(call)),
            Tag::End => {
                let Some(depth) = self.open.iter().rposition(|(_, n_colons)| *n_colons == 0) else {
                    let message = "`{% end %}` ends no shortcode";
                    return self.told.tell(Code::InvalidShortcode, Span::new(range), message, None);
                };
                self.close(range, depth);
            }
        }
    }

    /// Opens a container or shortcode, unless too many are open.
    fn open(&mut self, range: Range<usize>, n_colons: usize, kind: MaskKind) {
        if self.open.len() < MAX_DEPTH {
            self.open.push((self.masks.len(), n_colons));
            self.push(range, kind);
        } else {
            let message = format!("containers and shortcodes are nested deeper than {MAX_DEPTH}");
            self.told.tell(Code::NestedTooDeep, Span::new(range), message, None);
        }
    }

    /// Closes what is open at this depth, and whatever was opened in it.
    fn close(&mut self, range: Range<usize>, depth: usize) {
        let (idx, _) = self.open[depth];
        self.open.truncate(depth);
        self.push(range, MaskKind::Close(idx));
    }

    fn push(&mut self, range: Range<usize>, kind: MaskKind) {
        self.done = range.end;
        self.masks.push(Mask { range, kind });
    }

    /// Where the line that holds `at` ends, its line break left out.
    fn line_end(&self, at: usize) -> usize {
        let end = memchr::memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |newline| at + newline);
        if self.text[at..end].ends_with('\r') { end - 1 } else { end }
    }
}
