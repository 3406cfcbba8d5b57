//! Many lists of numbers that grow by turns.
//!
//! An index counts some hundred thousand terms, most of which a few sections have, and
//! some thousands. So lists are chains of short blocks, which lie in rooms that are filled
//! one after the other: none is ever moved, and a list of one entry takes a block.
//!
//! Floor 3.

use super::wire::{leb128, size};

/// How many bytes a block holds.
const BLOCK_BYTES: usize = 12;

/// How many blocks there is room for at a time.
const ROOM_BLOCKS: usize = 4096;

/// The block that there is not.
const NONE: u32 = u32::MAX;

/// The blocks of all lists.
#[derive(Debug, Default)]
pub(super) struct Chains {
    /// Each of [`ROOM_BLOCKS`], but for the last. One vector would be there twice whenever it
    /// moves to where it has more room.
    rooms: Vec<Vec<Block>>,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    bytes: [u8; BLOCK_BYTES],
    next: u32,
}

/// One of the lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    first: u32,
    last: u32,
    /// How much of the last block is filled.
    n_filled: u8,
}

impl Default for Chain {
    fn default() -> Self {
        Self { first: NONE, last: NONE, n_filled: 0 }
    }
}

impl Chains {
    /// Adds a number at the end of a list, as LEB128.
    ///
    /// # Panics
    ///
    /// When all lists together have more than four thousand million blocks.
    pub(super) fn push(&mut self, chain: &mut Chain, number: u32) {
        leb128(number, |byte| self.push_byte(chain, byte));
    }

    fn push_byte(&mut self, chain: &mut Chain, byte: u8) {
        if chain.last == NONE || usize::from(chain.n_filled) == BLOCK_BYTES {
            let number = self.new_block();
            match self.block_mut(chain.last) {
                Some(last) => last.next = number,
                None => chain.first = number,
            }
            (chain.last, chain.n_filled) = (number, 0);
        }
        let last = self.block_mut(chain.last).expect("the last block of a chain was made");
        last.bytes[usize::from(chain.n_filled)] = byte;
        chain.n_filled += 1;
    }

    /// Makes a block and gives its number.
    fn new_block(&mut self) -> u32 {
        if self.rooms.last().is_none_or(|room| room.len() == ROOM_BLOCKS) {
            self.rooms.push(Vec::with_capacity(ROOM_BLOCKS));
        }
        let n_full = self.rooms.len() - 1;
        let room = self.rooms.last_mut().expect("there is one now");
        let number = size(n_full * ROOM_BLOCKS + room.len());
        room.push(Block { bytes: [0; BLOCK_BYTES], next: NONE });
        number
    }

    fn block(&self, number: u32) -> Option<&Block> {
        self.rooms.get(number as usize / ROOM_BLOCKS)?.get(number as usize % ROOM_BLOCKS)
    }

    fn block_mut(&mut self, number: u32) -> Option<&mut Block> {
        self.rooms.get_mut(number as usize / ROOM_BLOCKS)?.get_mut(number as usize % ROOM_BLOCKS)
    }

    /// Puts the bytes of a list into `bytes`, whose room is used again.
    pub(super) fn read(&self, chain: Chain, bytes: &mut Vec<u8>) {
        bytes.clear();
        let mut number = chain.first;
        while let Some(block) = self.block(number) {
            bytes.extend_from_slice(&block.bytes);
            number = block.next;
        }
        let n_empty = if chain.first == NONE { 0 } else { BLOCK_BYTES - usize::from(chain.n_filled) };
        bytes.truncate(bytes.len() - n_empty);
    }
}
