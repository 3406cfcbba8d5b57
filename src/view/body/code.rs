//! Listings.
//!
//! Floor 3.

use crate::doc::CodeBlock;

use super::Writer;

impl Writer<'_> {
    /// A listing under a bar with its title, or else its language, and its buttons.
    pub(super) fn code(&mut self, code: &CodeBlock) {
        let listing = self.surroundings.code(code);
        let caption = code.info.title.as_deref().unwrap_or(&listing.language);
        self.tag("<figure class=\"dg-code\"");
        self.given_id();
        self.tag("><div class=\"dg-code-top\"><span");
        if code.info.title.is_some() {
            self.tag(" class=\"dg-code-title\" translate=\"no\"");
        }
        self.tag(">");
        self.text(caption);
        self.tag("</span>");
        if listing.n_hidden > 0 {
            self.button("dg-unfold", "hidden-lines", "unfold", " aria-pressed=\"false\"");
        }
        self.button("dg-copy", "copy-code", "copy", "");
        self.tag("</div><pre");
        // What is wider scrolls sideways, so that the keyboard must reach it. Narrower listings
        // fit, and would only be one more stop.
        if listing.n_columns > self.body.code_columns {
            let name = match code.info.title.as_deref() {
                Some(title) => title,
                None => self.surroundings.word("code"),
            };
            self.tag(" tabindex=\"0\" role=\"group\"");
            self.attribute("aria-label", name);
        }
        self.tag("><code");
        if !code.info.language.is_empty() {
            self.attribute("class", &format!("language-{}", code.info.language));
        }
        self.tag(" translate=\"no\">");
        self.tag(&listing.html);
        self.tag("</code></pre></figure>");
    }

    /// A button that the script answers; without script it is not shown.
    fn button(&mut self, class: &str, word: &str, icon: &str, state: &str) {
        self.tag("<button type=\"button\" class=\"dg-btn ");
        self.tag(class);
        self.tag("\" data-needs-js");
        self.tag(state);
        self.attribute("aria-label", self.surroundings.word(word));
        self.tag(">");
        self.tag(self.surroundings.icon(icon));
        self.tag("</button>");
    }
}
