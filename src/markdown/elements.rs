//! What HTML says of its elements, as far as an author's HTML must be kept from breaking
//! the page around it.
//!
//! Floor 2. Tables from the HTML standard, "The elements of HTML" and "Optional tags".

/// Elements that may stand in a page's text.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "button",
    "canvas",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "map",
    "mark",
    "math",
    "menu",
    "meter",
    "nav",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "search",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Elements that have no end tag.
const VOID: &[&str] = &["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr", "param"];

/// Elements of the page as a whole, or that would change how all of it is read. They are
/// left out, what they hold is not.
const OF_THE_PAGE: &[&str] = &["base", "body", "frame", "frameset", "head", "html", "link", "meta", "noframes"];

/// Elements before which an open `p` ends by itself.
const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "table",
    "ul",
    "summary",
];

/// Attributes that any element may have.
const GLOBAL_ATTRIBUTES: &[&str] =
    &["class", "dir", "hidden", "id", "lang", "role", "tabindex", "title", "translate", "slot"];

/// Attributes by which old HTML told how things look. Themes find them as `data-…`.
const OF_LOOKS: &[&str] = &[
    "align",
    "background",
    "bgcolor",
    "border",
    "bordercolor",
    "cellpadding",
    "cellspacing",
    "clear",
    "color",
    "compact",
    "face",
    "frameborder",
    "hspace",
    "marginheight",
    "marginwidth",
    "noshade",
    "nowrap",
    "valign",
    "vspace",
];

/// Whether HTML has this element. Names with `-` are always the author's to give.
pub(super) fn is_known(name: &str) -> bool {
    name.contains('-') || KNOWN.contains(&name)
}

pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

pub(super) fn is_of_the_page(name: &str) -> bool {
    OF_THE_PAGE.contains(&name)
}

/// Where an element of the page as a whole may stand instead.
pub(super) fn way_out(name: &str) -> Option<String> {
    let is_of_head = matches!(name, "base" | "link" | "meta");
    is_of_head.then(|| "what all pages need in their head goes into the theme".to_owned())
}

/// Whether what this element holds is for the browser and not the reader, and forbidden by
/// the page's security policy.
pub(super) fn is_forbidden(name: &str) -> bool {
    matches!(name, "script" | "style")
}

/// Whether elements of other languages begin here, with rules of their own.
pub(super) fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

/// Whether the start of `next` ends an open `open` that has no end tag.
pub(super) fn ends(next: &str, open: &str) -> bool {
    match open {
        "p" => ENDS_PARAGRAPH.contains(&next),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot" | "thead"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot" | "thead"),
        "thead" | "tbody" | "tfoot" => matches!(next, "tbody" | "tfoot" | "thead"),
        "option" => matches!(next, "option" | "optgroup"),
        "optgroup" => next == "optgroup",
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        "colgroup" | "caption" => matches!(next, "thead" | "tbody" | "tfoot" | "tr" | "colgroup"),
        _ => false,
    }
}

/// Whether any element may have this attribute.
pub(super) fn is_global(attribute: &str) -> bool {
    attribute.starts_with("data-") || attribute.starts_with("aria-") || GLOBAL_ATTRIBUTES.contains(&attribute)
}

/// Whether this attribute only tells how things look. `border` and `color` of drawings are
/// not meant.
pub(super) fn is_of_looks(attribute: &str) -> bool {
    OF_LOOKS.contains(&attribute)
}
