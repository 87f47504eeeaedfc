//! What the network makes of a token before it looks at its neighbours, kept for tokens met again.
//!
//! Half the words of a text are a few hundred different ones. A slot holds what the first layer makes of a token and the
//! three products the second layer needs of it, so that a word met again costs three additions of rows instead of
//! 220,000 multiplications. When all slots are full, the one whose token was not met for a full round gives way.

use super::strings::HashedMap;

/// Tokens kept. At 96 numbers a token and their products this is 15 MB for each thread that marks.
const SLOTS: usize = 4096;

/// Slots of numbers by token.
pub(super) struct TokenCache {
    /// Numbers of a slot.
    size: usize,
    slots: HashedMap<u32>,
    keys: Vec<u64>,
    numbers: Vec<f32>,
    /// The chunk in which each slot's token was last met; 0 for not since the hand last passed.
    met: Vec<u64>,
    hand: usize,
    chunk: u64,
}

impl TokenCache {
    pub fn new(size: usize) -> Self {
        Self {
            size,
            slots: HashedMap::default(),
            keys: Vec::new(),
            numbers: Vec::new(),
            met: Vec::new(),
            hand: 0,
            chunk: 0,
        }
    }

    /// Begins a chunk of at most half as many tokens as there are slots: none of them gives way before the next begins.
    pub fn begin_chunk(&mut self) {
        self.chunk += 1;
    }

    /// The slot of the token with this key, and whether it is new and has to be filled.
    pub fn slot(&mut self, key: u64) -> (usize, bool) {
        if let Some(slot) = self.slots.get(&key) {
            let slot = *slot as usize;
            self.met[slot] = self.chunk;
            return (slot, false);
        }
        let slot = self.free();
        self.keys[slot] = key;
        self.met[slot] = self.chunk;
        self.slots.insert(key, slot as u32);
        (slot, true)
    }

    /// A slot nobody uses.
    fn free(&mut self) -> usize {
        if self.keys.len() < SLOTS {
            self.keys.push(0);
            self.met.push(0);
            self.numbers.resize(self.numbers.len() + self.size, 0.0);
            return self.keys.len() - 1;
        }
        loop {
            let slot = self.hand;
            self.hand = (self.hand + 1) % SLOTS;
            if self.met[slot] == 0 {
                self.slots.remove(&self.keys[slot]);
                return slot;
            }
            if self.met[slot] != self.chunk {
                self.met[slot] = 0;
            }
        }
    }

    /// The numbers of a slot.
    pub fn numbers(&self, slot: usize) -> &[f32] {
        &self.numbers[slot * self.size..(slot + 1) * self.size]
    }

    /// The numbers of a slot, to fill in.
    pub fn numbers_mut(&mut self, slot: usize) -> &mut [f32] {
        &mut self.numbers[slot * self.size..(slot + 1) * self.size]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_met_stays_and_the_rest_gives_way() {
        let mut cache = TokenCache::new(1);
        cache.begin_chunk();
        assert_eq!(cache.slot(7), (0, true));
        for round in 0..20_u64 {
            cache.begin_chunk();
            let (slot, is_new) = cache.slot(7);
            assert!(!is_new);
            cache.numbers_mut(slot)[0] = 7.0;
            for key in 0..1000 {
                let (other, _) = cache.slot(1000 + round * 1000 + key);
                assert_ne!(other, slot);
                cache.numbers_mut(other)[0] = 1.0;
            }
            assert_eq!(cache.numbers(slot), [7.0]);
        }
        assert_eq!(cache.slots.len(), SLOTS);
    }
}
