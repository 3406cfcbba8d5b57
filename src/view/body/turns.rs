//! Turns of a conversation: who speaks, since when, and what is said.
//!
//! Floor 3.

use crate::{
    doc::Turn,
    front_matter::{Role, Timecode},
};

use super::Writer;

impl Writer<'_> {
    /// A turn: the name and the time in one line, then the words. A name that was just
    /// read is only heard.
    pub(super) fn turn(&mut self, turn: &Turn) {
        self.turn_head(turn);
        self.flow(&turn.blocks);
        self.tag("</div></div>");
    }

    /// Opens a turn with who speaks and since when.
    pub(super) fn turn_head(&mut self, turn: &Turn) {
        self.tag("<div class=\"dg-turn\"");
        if self.may_have(&turn.id) {
            self.attribute("id", turn.id.as_str());
        }
        if let Some(role) = turn.speaker.as_ref().and_then(|speaker| speaker.role) {
            self.attribute("data-role", role_name(role));
        }
        self.tag("><p class=\"dg-turn-who\">");
        if let Some(speaker) = &turn.speaker {
            self.tag(if turn.is_continued { "<b class=\"dg-vh\">" } else { "<b>" });
            self.text(&speaker.name);
            self.tag("</b> ");
        }
        if let Some(time) = turn.time {
            self.time_of_turn(time);
        }
        if !self.body.ids.are_second() {
            self.link_to_turn(turn);
        }
        self.tag("</p><div class=\"dg-turn-say\">");
    }

    /// Opens the rest of a turn of which a part was written before: the speaker is heard
    /// again, and seen no more.
    pub(super) fn turn_rest(&mut self, turn: &Turn) {
        self.tag("<div class=\"dg-turn\"");
        if let Some(role) = turn.speaker.as_ref().and_then(|speaker| speaker.role) {
            self.attribute("data-role", role_name(role));
        }
        self.tag("><p class=\"dg-turn-who\">");
        if let Some(speaker) = &turn.speaker {
            self.tag("<b class=\"dg-vh\">");
            self.text(&speaker.name);
            self.tag("</b>");
        }
        self.tag("</p><div class=\"dg-turn-say\">");
    }

    /// The time at which a turn begins: a link when there is something to play.
    fn time_of_turn(&mut self, time: Timecode) {
        let shown = String::from(time);
        let Some(moment) = self.surroundings.moment(time) else {
            self.tag("<span class=\"dg-turn-time\">");
            self.text(&shown);
            self.tag("</span> ");
            return;
        };
        // What is heard holds what is seen.
        let label = self.surroundings.word("timecode").replace("{time}", &shown);
        self.tag("<a class=\"dg-turn-time\"");
        self.attribute("href", &moment.href);
        if moment.is_external {
            self.tag(" rel=\"noopener\"");
        } else {
            self.attribute("data-t", &time.0.to_string());
        }
        self.attribute("aria-label", &label);
        self.tag(">");
        self.text(&shown);
        self.tag("</a> ");
    }

    /// The link by which readers share the turn.
    fn link_to_turn(&mut self, turn: &Turn) {
        let label = format!("# {}", self.surroundings.word("link-to-turn"));
        self.tag("<a class=\"dg-anchor\"");
        self.attribute("href", &format!("#{}", turn.id.fragment()));
        self.attribute("aria-label", &label);
        self.tag(">#</a>");
    }
}

/// The value of `data-role`.
fn role_name(role: Role) -> &'static str {
    match role {
        Role::Host => "host",
        Role::Guest => "guest",
    }
}
