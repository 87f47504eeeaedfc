//! Cuts a text into tokens exactly as spaCy does for the model's language.
//!
//! Text is cut at white space; a single space vanishes, any other run of white space is a token. Each piece between is
//! looked up among the special cases, else prefixes and suffixes are peeled off and the rest is split at infixes, unless
//! it is a web address. Then special cases broken by that are put together again ([`sequences`]). Of all this a
//! token remembers only where it stands, its string's id and the norm a special case gave it.
//!
//! Most pieces have been seen before: a [`Room`] keeps how a piece was cut, so that in running text a token costs one
//! hash and one look-up. Pieces of letters alone, or digits alone, which no expression of the model can match (the
//! converter has proved it), are never taken apart. One difference from spaCy: where a piece of more than
//! [`LONGEST`] bytes has to be taken apart, it is cut first, for spaCy's way takes quadratic time.

mod affixes;
mod sequences;

use affixes::Affixes;
use sequences::{Found, Sequences, choose};

use super::ModelError;
use super::characters::Characters;
use super::file::{ModelFile, Part};
use super::strings::{HashedMap, Strings, hash64};

/// Bytes of a piece that is taken apart as a whole.
pub(super) const LONGEST: usize = 4096;

/// Bytes of a piece worth remembering.
const MEMORABLE: usize = 64;

/// Parts of pieces remembered; then all is forgotten.
const MEMORY: usize = 1 << 16;

/// Letters beyond this code point are taken apart the slow way; the converter's proof goes no further.
const PLAIN: u32 = 0x250;

/// Tokens made at a time.
const BATCH: usize = 1024;

/// Tokens held back at most to wait for the end of special cases that overlap without end.
const PATIENCE: usize = 1 << 16;

/// A token: where it stands in the text and what the model asks about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Id of its text.
    pub id: u64,
    /// Id of its norm, if a special case gives one; else 0.
    pub norm: u64,
    /// White space.
    pub is_space: bool,
    /// A special case over several tokens may begin here.
    may_begin_sequence: bool,
}

impl Token {
    /// The token's own text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A token of a piece, from the piece's first byte on.
#[derive(Clone, Copy)]
struct PieceToken {
    start: u32,
    end: u32,
    id: u64,
    norm: u64,
    is_space: bool,
    may_begin_sequence: bool,
}

/// A token of a special case.
struct RuleToken {
    bytes: usize,
    norm: u64,
}

/// A special case: what it is for, and its tokens.
struct Rule {
    of: Box<str>,
    tokens: Vec<RuleToken>,
}

/// The tokeniser of a model.
pub(super) struct Tokeniser {
    affixes: Affixes,
    /// By the hash of what they are for.
    rules: HashedMap<Rule>,
    longest_rule: usize,
    sequences: Sequences,
    keeps_letters: bool,
    keeps_digits: bool,
}

/// Room to work in, and what is remembered from one text to the next.
#[derive(Default)]
pub(super) struct Room {
    /// By the hash of the piece: the place of its tokens in `tokens`.
    known: HashedMap<(u32, u32)>,
    tokens: Vec<PieceToken>,
    suffixes: Vec<(usize, usize)>,
    infixes: Vec<(usize, usize)>,
    found: Vec<Found>,
    taken: Vec<bool>,
    mended: Vec<Token>,
}

impl Tokeniser {
    pub fn read(file: &ModelFile<'_>) -> Result<Self, ModelError> {
        let mut part = file.part("TOKN")?;
        let flags = part.u8()?;
        let affixes = Affixes::read(&mut part, flags & 4 != 0)?;
        let rules = part.list(rule)?;
        let sequences = Sequences::read(&mut part)?;
        part.end()?;
        Ok(Self {
            affixes,
            longest_rule: rules.iter().map(|rule| rule.of.len()).max().unwrap_or(0),
            rules: rules.into_iter().map(|rule| (hash64(rule.of.as_bytes()), rule)).collect(),
            sequences,
            keeps_letters: flags & 1 != 0,
            keeps_digits: flags & 2 != 0,
        })
    }

    /// The special case for exactly this string.
    fn rule(&self, string: &str) -> Option<&Rule> {
        if string.len() > self.longest_rule {
            return None;
        }
        self.rules.get(&hash64(string.as_bytes())).filter(|rule| *rule.of == *string)
    }

    /// True when no expression can match anywhere in `piece`.
    fn is_plain(&self, piece: &str, characters: &Characters) -> bool {
        let letters = || piece.chars().all(|c| u32::from(c) < PLAIN && characters.is_letter(c));
        let digits = || piece.bytes().all(|byte| byte.is_ascii_digit());
        (self.keeps_letters && letters()) || (self.keeps_digits && digits())
    }
}

/// Reads a special case whose tokens make up the whole of what it is for.
fn rule(part: &mut Part<'_>) -> Result<Rule, ModelError> {
    let of: Box<str> = part.text()?.into();
    let tokens = part.list(|part| Ok(RuleToken { bytes: part.u32()? as usize, norm: part.u64()? }))?;
    let mut at = 0;
    for token in &tokens {
        at = token
            .bytes
            .checked_add(at)
            .filter(|at| of.is_char_boundary(*at))
            .ok_or_else(|| part.damaged())?;
    }
    let is_whole = at == of.len() && tokens.iter().all(|token| token.bytes > 0);
    if is_whole { Ok(Rule { of, tokens }) } else { Err(part.damaged()) }
}

/// The tokens of a text, made as they are asked for.
pub(super) struct Tokens<'a> {
    tokeniser: &'a Tokeniser,
    characters: &'a Characters,
    strings: &'a Strings,
    text: &'a str,
    /// Where in the text the next piece begins.
    at: usize,
    /// The end of a long piece that is being cut.
    long_end: usize,
    /// Tokens not yet taken away.
    made: Vec<Token>,
    /// How many of them are as they will stay.
    settled: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(
        tokeniser: &'a Tokeniser,
        characters: &'a Characters,
        strings: &'a Strings,
        text: &'a str,
    ) -> Self {
        Self { tokeniser, characters, strings, text, at: 0, long_end: 0, made: Vec::new(), settled: 0 }
    }

    /// At least `count` tokens if the text has as many left, and whether these are all.
    pub fn ahead(&mut self, count: usize, room: &mut Room) -> (&[Token], bool) {
        let mut step = BATCH;
        while self.settled < count && !self.is_finished() {
            let goal = self.made.len() + step;
            while self.made.len() < goal && self.at < self.text.len() {
                self.next_piece(room);
            }
            self.settle(room);
            step *= 2;
        }
        (&self.made[..self.settled], self.is_finished())
    }

    /// Takes away the first `count` tokens.
    pub fn advance(&mut self, count: usize) {
        self.made.drain(..count);
        self.settled -= count;
    }

    fn is_finished(&self) -> bool {
        self.at >= self.text.len() && self.settled == self.made.len()
    }

    /// Makes the tokens of the next run of white space or of what is not white space, or of the next part of a long one.
    fn next_piece(&mut self, room: &mut Room) {
        let (text, start) = (self.text, self.at);
        let goes_on = start < self.long_end;
        let (mut end, is_space) = if goes_on { (self.long_end, false) } else { self.run(start) };
        if !is_space
            && end - start > LONGEST
            && (goes_on || !self.tokeniser.is_plain(&text[start..end], self.characters))
        {
            self.long_end = end;
            end = text.floor_char_boundary(start + LONGEST);
        }
        // A run of white space after a word gives its first space away.
        let swallowed = usize::from(is_space && start > 0 && text.as_bytes()[start] == b' ');
        self.at = end;
        if start + swallowed < end {
            self.piece(start + swallowed, end, is_space, room);
        }
    }

    /// The end of the run of white space, or not, that begins at `start`.
    fn run(&self, start: usize) -> (usize, bool) {
        let mut rest = self.text[start..].char_indices();
        let is_space = rest.next().is_some_and(|(_, c)| self.characters.is_space(c));
        let end = rest.find(|(_, c)| self.characters.is_space(*c) != is_space);
        (end.map_or(self.text.len(), |(at, _)| start + at), is_space)
    }

    /// Makes the tokens of a piece, from memory if it has been seen.
    fn piece(&mut self, start: usize, end: usize, is_space: bool, room: &mut Room) {
        let piece = &self.text[start..end];
        let hash = hash64(piece.as_bytes());
        let (from, to) = match room.known.get(&hash) {
            Some(kept) => *kept,
            None => self.cut(piece, hash, is_space, room),
        };
        let made = room.tokens[from as usize..to as usize].iter().map(|token| Token {
            start: start + token.start as usize,
            end: start + token.end as usize,
            id: token.id,
            norm: token.norm,
            is_space: token.is_space,
            may_begin_sequence: token.may_begin_sequence,
        });
        self.made.extend(made);
    }

    /// Cuts a piece not seen before; gives the place of its tokens in `room.tokens`, and remembers it.
    fn cut(&self, piece: &str, hash: u64, is_space: bool, room: &mut Room) -> (u32, u32) {
        if room.tokens.len() > MEMORY {
            room.tokens.clear();
            room.known.clear();
        }
        let from = room.tokens.len() as u32;
        if is_space && self.tokeniser.rule(piece).is_none() {
            self.push(piece, 0, piece.len(), 0, true, room);
        } else {
            self.split(piece, 0, piece.len(), room);
        }
        let place = (from, room.tokens.len() as u32);
        if piece.len() <= MEMORABLE {
            room.known.insert(hash, place);
        }
        place
    }

    /// Adds one token of `piece`.
    fn push(&self, piece: &str, start: usize, end: usize, norm: u64, is_space: bool, room: &mut Room) {
        let string = &piece[start..end];
        room.tokens.push(PieceToken {
            start: start as u32,
            end: end as u32,
            id: self.strings.id(string),
            norm,
            is_space,
            may_begin_sequence: self.tokeniser.sequences.may_begin(hash64(string.as_bytes())),
        });
    }

    /// Adds the tokens of `piece[start..end]`: peels prefixes and suffixes off until a special case or nothing is left
    /// to peel, and then sees to the middle.
    fn split(&self, piece: &str, mut start: usize, mut end: usize, room: &mut Room) {
        let Tokeniser { affixes, .. } = self.tokeniser;
        room.suffixes.clear();
        while start < end {
            let word = &piece[start..end];
            if self.tokeniser.rule(word).is_some()
                || self.tokeniser.is_plain(word, self.characters)
                || affixes.keeps_whole(word)
            {
                break;
            }
            let prefix = affixes.prefix(word);
            let is_rule = |word: &str| self.tokeniser.rule(word).is_some();
            if prefix > 0 && is_rule(&word[prefix..]) {
                self.push(piece, start, start + prefix, 0, false, room);
                start += prefix;
                break;
            }
            let suffix = affixes.suffix(&word[prefix..]);
            if suffix > 0 && is_rule(&word[..word.len() - suffix]) {
                room.suffixes.push((end - suffix, end));
                end -= suffix;
                break;
            }
            if prefix > 0 {
                self.push(piece, start, start + prefix, 0, false, room);
                start += prefix;
            }
            if suffix > 0 {
                room.suffixes.push((end - suffix, end));
                end -= suffix;
            }
            if prefix + suffix == 0 {
                break;
            }
        }
        if start < end {
            self.middle(piece, start, end, room);
        }
        while let Some((start, end)) = room.suffixes.pop() {
            self.push(piece, start, end, 0, false, room);
        }
    }

    /// Adds the tokens of what is left without prefixes and suffixes.
    fn middle(&self, piece: &str, start: usize, end: usize, room: &mut Room) {
        let word = &piece[start..end];
        if let Some(rule) = self.tokeniser.rule(word) {
            let mut at = start;
            for token in &rule.tokens {
                // A special case may be white space.
                let is_space = piece[at..at + token.bytes].chars().all(|c| self.characters.is_space(c));
                self.push(piece, at, at + token.bytes, token.norm, is_space, room);
                at += token.bytes;
            }
            return;
        }
        let affixes = &self.tokeniser.affixes;
        let mut infixes = std::mem::take(&mut room.infixes);
        infixes.clear();
        let is_one = self.tokeniser.is_plain(word, self.characters)
            || affixes.keeps_whole(word)
            || affixes.is_address(word);
        if !is_one {
            affixes.infixes(word, &mut infixes);
        }
        let mut at = start;
        // An infix at the very start splits nothing off.
        for (from, to) in
            infixes.iter().map(|(from, to)| (start + from, start + to)).filter(|(from, _)| *from > start)
        {
            if from > at {
                self.push(piece, at, from, 0, false, room);
            }
            if to > from {
                self.push(piece, from, to, 0, false, room);
            }
            at = to;
        }
        if at < end {
            self.push(piece, at, end, 0, false, room);
        }
        room.infixes = infixes;
    }

    /// Puts special cases together again as far as that can be told, and settles the tokens so far.
    fn settle(&mut self, room: &mut Room) {
        let sequences = &self.tokeniser.sequences;
        let open = &self.made[self.settled..];
        sequences.find(self.text, open, &mut room.found);
        let mut sure = open.len();
        if self.at < self.text.len() {
            sure = sure.saturating_sub(sequences.reach());
            if open.len() < PATIENCE {
                for row in room.found.iter().rev() {
                    if row.first < sure && sure < row.end() {
                        sure = row.first;
                    }
                }
            }
        }
        room.found.retain(|row| row.end() <= sure);
        if room.found.is_empty() {
            self.settled += sure;
            return;
        }
        choose(&mut room.found, &mut room.taken);
        let (from, sure) = (self.settled, self.settled + sure);
        room.mended.clear();
        let mut at = from;
        for row in &room.found {
            let (first, end) = (from + row.first, from + row.end());
            room.mended.extend_from_slice(&self.made[at..first]);
            self.mend(first, end, &mut room.mended);
            at = end;
        }
        room.mended.extend_from_slice(&self.made[at..sure]);
        self.settled = from + room.mended.len();
        self.made.splice(from..sure, room.mended.drain(..));
    }

    /// The tokens for `self.made[first..end]`: those of the special case for all they cover, else they themselves.
    fn mend(&self, first: usize, end: usize, mended: &mut Vec<Token>) {
        let old = &self.made[first..end];
        let (start, stop) = (old[0].start, old[old.len() - 1].end);
        let Some(rule) = self.text.get(start..stop).and_then(|covered| self.tokeniser.rule(covered)) else {
            mended.extend_from_slice(old);
            return;
        };
        let mut at = start;
        for token in &rule.tokens {
            let end = at + token.bytes;
            let string = &self.text[at..end];
            mended.push(Token {
                start: at,
                end,
                id: self.strings.id(string),
                norm: token.norm,
                is_space: string.chars().all(|c| self.characters.is_space(c)),
                may_begin_sequence: false,
            });
            at = end;
        }
    }
}
