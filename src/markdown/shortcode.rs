//! Reads a shortcode call: `{{ name(key="value", n=1, on=true, list=["a", "b"]) }}`, and
//! `{% name() %}` … `{% end %}` for one with a body.
//!
//! Only a name followed by `(` is a call, so that texts about other template languages
//! may show `{{ count }}` or `{% if %}` as they are.
//!
//! A text given as `src`, `poster` or `href` is an address, by its name alone: what it leads
//! to is found and checked as that of a picture or link of the text.
//!
//! Floor 2. Knows neither where calls may stand nor which shortcodes there are.

use std::ops::Range;

use crate::doc::{LinkRole, Value};

/// How deep lists may be nested in lists.
const MAX_DEPTH: usize = 16;

/// How many arguments a call may have.
const MAX_ARGS: usize = 64;

/// A call as read.
#[derive(Debug, PartialEq)]
pub(super) struct Call {
    /// The shortcode's name.
    pub(super) name: Box<str>,
    /// The arguments, in the order written.
    pub(super) args: Vec<(Box<str>, Value)>,
    /// Those of them that are addresses, in the same order.
    pub(super) addresses: Vec<Address>,
}

/// An argument that is an address.
#[derive(Debug, PartialEq)]
pub(super) struct Address {
    /// Which of the arguments it is.
    pub(super) arg: usize,
    /// What it is for.
    pub(super) role: LinkRole,
    /// Where it stands, without its quotes.
    pub(super) range: Range<usize>,
}

/// What stands between `{{` and `}}` or `{%` and `%}`.
#[derive(Debug, PartialEq)]
pub(super) enum Tag {
    /// `{{ name() }}`.
    Call(Call),
    /// `{% name() %}`.
    Open(Call),
    /// `{% end %}`.
    End,
}

/// A call that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where, in the text given.
    pub(super) range: Range<usize>,
    /// What is wrong, for the author.
    pub(super) message: String,
}

/// Reads the tag that begins at byte `at` of `text`, and where it ends; `None` when what
/// begins there is no tag of ours.
pub(super) fn tag(text: &str, at: usize) -> Option<Result<(Tag, usize), Fault>> {
    let (is_block, close) = match text.get(at..at + 2)? {
        "{{" => (false, "}}"),
        "{%" => (true, "%}"),
        _ => return None,
    };
    let mut reader = Reader { text, at: at + 2 };
    reader.space();
    let name = reader.name()?;
    reader.space();
    if is_block && name == "end" && reader.rest().starts_with(close) {
        return Some(Ok((Tag::End, reader.at + close.len())));
    }
    if !reader.take("(") {
        return None;
    }
    Some(reader.call(name, close).map(|call| {
        let tag = if is_block { Tag::Open(call) } else { Tag::Call(call) };
        (tag, reader.at)
    }))
}

/// A place in the text that moves on.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// The arguments and the end of a call whose `(` has been read.
    fn call(&mut self, name: &str, close: &str) -> Result<Call, Fault> {
        let mut args: Vec<(Box<str>, Value)> = Vec::new();
        let mut addresses = Vec::new();
        self.separated(")", |reader| {
            let start = reader.at;
            let key = reader.name().ok_or_else(|| reader.fault("the name of an argument is expected here"))?;
            if args.iter().any(|(earlier, _)| **earlier == *key) {
                let range = start..reader.at;
                return Err(Fault { range, message: format!("`{key}` is given twice") });
            }
            if args.len() == MAX_ARGS {
                return Err(reader.fault(&format!("a call has at most {MAX_ARGS} arguments")));
            }
            reader.space();
            if !reader.take("=") {
                return Err(reader.fault(&format!("`=` and a value are expected after `{key}`")));
            }
            reader.space();
            let start = reader.at;
            let value = reader.value(0)?;
            if let Some(role) = role(key, &value) {
                addresses.push(Address { arg: args.len(), role, range: start + 1..reader.at - 1 });
            }
            args.push((key.into(), value));
            Ok(())
        })?;
        self.space();
        if !self.take(close) {
            return Err(self.fault(&format!("`{close}` is expected here")));
        }
        Ok(Call { name: name.into(), args, addresses })
    }

    /// Items between commas up to `close`; a comma may stand behind the last.
    fn separated(&mut self, close: &str, mut item: impl FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        loop {
            self.space();
            if self.take(close) {
                return Ok(());
            }
            item(self)?;
            self.space();
            if !self.take(",") && !self.rest().starts_with(close) {
                return Err(self.fault(&format!("`,` or `{close}` is expected here")));
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        match self.rest().as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => self.string(*quote).map(|text| Value::Text(text.into())),
            Some(b'[') if depth < MAX_DEPTH => {
                self.at += 1;
                let mut values = Vec::new();
                self.separated("]", |reader| {
                    values.push(reader.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Value::List(values))
            }
            _ => self.word(),
        }
    }

    /// A string in quotes; `\` takes a sign behind it as it is, and `\n` is a line break.
    fn string(&mut self, quote: u8) -> Result<String, Fault> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let Some(found) = memchr::memchr2(quote, b'\\', rest.as_bytes()) else {
                self.at = start;
                return Err(self.fault("this text has no closing quote"));
            };
            text.push_str(&rest[..found]);
            self.at += found + 1;
            if rest.as_bytes()[found] == quote {
                return Ok(text);
            }
            match self.rest().chars().next() {
                Some('n') => text.push('\n'),
                Some(letter) if letter.is_ascii_alphanumeric() => {
                    let message = format!("`\\{letter}` means nothing; a backslash is written `\\\\`");
                    return Err(self.fault(&message));
                }
                escaped => text.extend(escaped),
            }
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
    }

    /// A number, `true` or `false`.
    fn word(&mut self) -> Result<Value, Fault> {
        let rest = self.rest();
        let end =
            rest.find(|letter: char| !(letter.is_alphanumeric() || "+-._".contains(letter))).unwrap_or(rest.len());
        let word = &rest[..end];
        let value = match word {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            // Words such as `inf` and `NaN` are numbers only to Rust.
            word if !word.contains(|letter: char| letter.is_ascii_digit()) => None,
            word => word.parse().map(Value::Integer).or_else(|_| word.parse().map(Value::Float)).ok(),
        };
        value
            .ok_or_else(|| Fault {
                range: self.at..self.at + end,
                message: "a value is text in quotes, a number, `true`, `false` or a list in `[` and `]`".to_owned(),
            })
            .inspect(|_| self.at += end)
    }

    /// A name: a letter or `_`, then letters, digits, `_` and `-`.
    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let is_start = rest.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        let is_inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
        let end = rest.find(|letter| !is_inside(letter)).unwrap_or(rest.len());
        self.at += if is_start { end } else { 0 };
        is_start.then_some(&rest[..end])
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_here = self.rest().starts_with(sign);
        self.at += if is_here { sign.len() } else { 0 };
        is_here
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn fault(&self, message: &str) -> Fault {
        Fault {
            range: self.at..self.text.ceil_char_boundary((self.at + 1).min(self.text.len())),
            message: message.to_owned(),
        }
    }
}

/// What the address is for that an argument gives; `None` for one that gives no address.
fn role(key: &str, value: &Value) -> Option<LinkRole> {
    let Value::Text(text) = value else { return None };
    match key {
        _ if text.trim().is_empty() => None,
        "src" | "poster" => Some(LinkRole::Show),
        "href" => Some(LinkRole::Follow),
        _ => None,
    }
}
