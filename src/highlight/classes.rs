//! Which class a scope gets.
//!
//! Floor 2.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// What a scope says of the words in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They have this class, unless a scope within says otherwise.
    Class(Class),
    /// They have this class, whatever is said within.
    All(Class),
    /// They have none, whatever stands around them.
    Plain,
}

impl Verdict {
    /// What counts where one scope says this and a scope within it says `within`.
    pub(super) fn and(self, within: Option<Self>) -> Self {
        match self {
            Self::All(_) => self,
            Self::Class(_) | Self::Plain => within.unwrap_or(self),
        }
    }
}

/// A class, by the letter after `dg-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class(pub(super) &'static str);

/// What is said of scopes that begin so; the longest beginning counts. Scopes that none
/// fits say nothing, and what stands around them decides.
#[rustfmt::skip]
const RULES: &[(&str, Verdict)] = &[
    // Code within a string or within a page of markup is code again.
    ("source", Verdict::Plain), ("text", Verdict::Plain), ("meta.interpolation", Verdict::Plain),
    ("meta.template.expression", Verdict::Plain), ("meta.group.expansion", Verdict::Plain),
    ("invalid", Verdict::Plain),

    ("comment", Verdict::All(Class("c"))), ("markup.quote", C), ("meta.separator", C),
    ("string", S), ("markup.raw", S), ("markup.underline.link", S),
    ("storage.type.string", S), ("keyword.other.template", S),
    ("string.unquoted", Verdict::Plain), ("string.name.value", Verdict::Plain),
    ("constant.character.escape", E), ("constant.other.placeholder", E), ("keyword.other.substitution", E),
    ("punctuation.section.interpolation", E), ("punctuation.definition.template-expression", E),

    ("constant", N), ("support.constant", N), ("entity.name.constant", N), ("keyword.other.unit", N),
    ("storage.type.numeric", N), ("constant.other.object.key", Verdict::Plain),
    ("keyword", K), ("storage", K), ("variable.language", K), ("storage.type.keyword", K),
    ("storage.type.go", T),

    ("entity.name.function", F), ("variable.function", F), ("support.function", F),
    ("entity.name", T), ("entity.other.inherited-class", T), ("support.type", T), ("support.class", T),
    ("entity.name.namespace", Verdict::Plain),
    ("entity.other.attribute-name", A), ("meta.annotation", A), ("variable.annotation", A),
    ("entity.name.macro", M), ("support.macro", M), ("meta.preprocessor", M), ("entity.name.function.preprocessor", M),
    ("entity.name.tag", G),
    ("entity.name.label", L), ("storage.modifier.lifetime", L), ("entity.name.lifetime", L),
    ("entity.name.other.anchor", L),
    ("entity.name.section", B), ("entity.section", B), ("entity.name.table", B), ("markup.heading", B),
    ("meta.diff.header", B), ("meta.diff.range", B),
    ("meta.mapping.key.json", Verdict::All(Class("y"))), ("support.type.property-name", Y),
    ("support.type.custom-property", Y), ("entity.name.tag.yaml", Y), ("entity.name.tag.toml", Y),
    ("keyword.name.ini", Y),
    ("variable", Verdict::Plain), ("support.variable", Verdict::Plain),
    ("punctuation.definition.variable", Verdict::Plain),

    ("markup.inserted", I), ("markup.deleted", D),
];

const A: Verdict = Verdict::Class(Class("a"));
const B: Verdict = Verdict::Class(Class("b"));
const C: Verdict = Verdict::Class(Class("c"));
const D: Verdict = Verdict::Class(Class("d"));
const E: Verdict = Verdict::Class(Class("e"));
const F: Verdict = Verdict::Class(Class("f"));
const G: Verdict = Verdict::Class(Class("g"));
const I: Verdict = Verdict::Class(Class("i"));
const K: Verdict = Verdict::Class(Class("k"));
const L: Verdict = Verdict::Class(Class("l"));
const M: Verdict = Verdict::Class(Class("m"));
const N: Verdict = Verdict::Class(Class("n"));
const S: Verdict = Verdict::Class(Class("s"));
const T: Verdict = Verdict::Class(Class("t"));
const Y: Verdict = Verdict::Class(Class("y"));

/// [`RULES`] with their scopes made once, the longest first.
static BY_LENGTH: LazyLock<Vec<(Scope, Verdict)>> = LazyLock::new(|| {
    let scope = |selector| Scope::new(selector).expect("the rules hold scopes of at most eight parts");
    let mut rules: Vec<_> = RULES.iter().map(|(selector, verdict)| (scope(selector), *verdict)).collect();
    rules.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    rules
});

/// What a scope says; `None` when it says nothing.
pub(super) fn verdict(scope: Scope) -> Option<Verdict> {
    BY_LENGTH.iter().find(|(rule, _)| rule.is_prefix_of(scope)).map(|(_, verdict)| *verdict)
}
