//! What holds whatever is written.

use std::collections::BTreeSet;

use diglot::{
    ledger::{Ledger, Seal, Sealed, read, write},
    path::ProjectPath,
    translation::{PairId, State},
};
use proptest::prelude::*;

use super::{Desk, tiles};

/// A change to a text of paragraphs.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    Add(usize, String),
    Move(usize, usize),
    Reword(usize, String),
    Join(usize),
}

impl Edit {
    fn apply(&self, blocks: &mut Vec<String>) {
        let n = blocks.len();
        match self {
            Self::Add(at, text) => blocks.insert(at % (n + 1), text.clone()),
            _ if n == 0 => {}
            Self::Remove(at) => drop(blocks.remove(at % n)),
            Self::Move(from, to) => {
                let block = blocks.remove(from % n);
                blocks.insert(to % n, block);
            }
            Self::Reword(at, text) => blocks[at % n] = format!("{} {text}", blocks[at % n]),
            Self::Join(at) if at % n + 1 < n => {
                let next = blocks.remove(at % n + 1);
                blocks[at % n] = format!("{} {next}", blocks[at % n]);
            }
            Self::Join(_) => {}
        }
    }
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let words = || "[a-f]{1,3}( [a-f]{1,3}){0,5}";
    let edit = prop_oneof![
        any::<usize>().prop_map(Edit::Remove),
        (any::<usize>(), words()).prop_map(|(at, text)| Edit::Add(at, text)),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Edit::Move(from, to)),
        (any::<usize>(), words()).prop_map(|(at, text)| Edit::Reword(at, text)),
        any::<usize>().prop_map(Edit::Join),
    ];
    proptest::collection::vec(edit, 0..8)
}

fn blocks() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("(## )?[a-f]{1,3}( [a-f]{1,3}){0,6}", 0..10)
}

fn text(blocks: &[String]) -> String {
    blocks.join("\n\n")
}

/// The same ledger, written and read again.
fn again(ledger: &Ledger) -> Ledger {
    let file = ProjectPath::new("content/_sync/zh/one.yaml").unwrap();
    let read = read(&file, &write(ledger));
    assert_eq!(read.told, []);
    read.value.unwrap()
}

/// The seals of the original's blocks that stand there once.
fn lone_seals(desk: &Desk) -> BTreeSet<Seal> {
    let seals: Vec<Seal> = Sealed::all(&desk.left).iter().map(Sealed::seal).collect();
    seals.iter().filter(|seal| is_lone(&seals, seal)).copied().collect()
}

fn is_lone(seals: &[Seal], seal: &Seal) -> bool {
    seals.iter().filter(|other| *other == seal).count() == 1
}

proptest! {
    #[test]
    fn any_edits_leave_the_ledger_whole(
        original in blocks(), translation in blocks(), left in edits(), right in edits(), even_unchanged: bool,
    ) {
        let (mut original, mut translation) = (original, translation);
        let mut desk = Desk::new(&text(&original), &text(&translation));
        let mut ledger = again(&desk.begin());
        for step in 0..left.len().max(right.len()) {
            let before: Vec<(PairId, Vec<Seal>)> =
                ledger.records.iter().map(|record| (record.id.clone(), record.source.clone())).collect();
            let told: Vec<Seal> = before.iter().flat_map(|(_, seals)| seals.iter().copied()).collect();
            left.get(step).inspect(|edit| edit.apply(&mut original));
            right.get(step).inspect(|edit| edit.apply(&mut translation));
            let was_lone = lone_seals(&desk);
            desk = Desk::new(&text(&original), &text(&translation));
            let pairs = desk.pairs(Some(&ledger));
            tiles(&pairs, desk.left.len(), desk.right.len());

            // Every id that still has its block: one that is there once, before and after,
            // and that no other record tells of.
            let stays_lone = &was_lone & &lone_seals(&desk);
            let sealed = Sealed::all(&desk.left);
            for (id, seals) in before {
                if let [seal] = seals[..] && stays_lone.contains(&seal) && is_lone(&told, &seal) {
                    let pair = pairs.iter().find(|pair| pair.id == id);
                    let pair = pair.unwrap_or_else(|| panic!("`{id}` is lost"));
                    prop_assert!(sealed[pair.left.clone()].iter().any(|it| it.seal() == seal), "`{}` has another block", id);
                }
            }
            ledger = again(&desk.accept(&ledger, None, even_unchanged).ledger);
            tiles(&desk.pairs(Some(&ledger)), desk.left.len(), desk.right.len());
        }
        let accepted = desk.accept(&ledger, None, true).ledger;
        let is_open = |state| !matches!(state, State::Missing | State::Removed);
        for pair in desk.pairs(Some(&accepted)).iter().filter(|pair| is_open(pair.state)) {
            prop_assert!(pair.state.follows() || !pair.state.counts(), "{:?} was accepted", pair);
        }
        prop_assert_eq!(&desk.accept(&accepted, None, true).ledger, &accepted);
    }

    #[test]
    fn a_rewrapped_original_changes_nothing(original in blocks(), translation in blocks()) {
        let desk = Desk::new(&text(&original), &text(&translation));
        let ledger = desk.begin();
        let wrapped: Vec<String> = original
            .iter()
            .map(|block| if block.starts_with('#') { block.clone() } else { block.replace(' ', "\n") })
            .collect();
        prop_assert_eq!(Desk::new(&text(&wrapped), &text(&translation)).pairs(Some(&ledger)), desk.pairs(Some(&ledger)));
    }
}
