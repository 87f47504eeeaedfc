//! Documents of words that mean nothing, with passages planted in two of them each, so that it is known what they share.
//!
//! The words are drawn as words of a language are (few are most of a text), stock phrases recur, some paragraphs stand in
//! many documents, and half of the documents have their lines broken. A passage is edited in its second document: words
//! are replaced, dropped or added; letters are misread; case, quotation marks, dashes and `and` are changed. The same numbers
//! give the same documents.

use std::ops::Range;

/// What to plant, and how to spoil it.
#[derive(Clone, Copy, Debug)]
pub struct Planting {
    /// Number of documents.
    pub documents: usize,
    /// Words of a document, about.
    pub words: usize,
    /// Number of passages, of 12 to 60 words.
    pub passages: usize,
    /// The share of words that are edited: 60 % replaced, 20 % dropped, 20 % with a word added before.
    pub edits: f64,
    /// The share of letters that are misread.
    pub misread: f64,
    /// Where the dice begin.
    pub seed: u64,
}

/// A passage in two documents.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The first document and the bytes in it.
    pub a: (usize, Range<usize>),
    /// The second.
    pub b: (usize, Range<usize>),
}

/// Documents and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The texts.
    pub texts: Vec<String>,
    /// The passages planted.
    pub planted: Vec<Planted>,
    /// Where paragraphs stand that are in many documents.
    pub boilerplate: Vec<(usize, Range<usize>)>,
}

/// Numbers that look like chance (xorshift64*).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| {
            dice.roll();
        });
        dice
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.roll() >> 33) as usize % bound.max(1)
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The length of a document where most are of about so many words and few are much longer: its logarithm is normally
    /// distributed (by Box and Muller's way), with a deviation of a half.
    fn length(&mut self, words: usize) -> usize {
        let (radius, angle) = ((1.0 - self.share()).ln(), self.share());
        let normal = (-2.0 * radius).sqrt() * (std::f64::consts::TAU * angle).cos();
        let length = words as f64 * (0.5 * normal - 0.125).exp();
        (length as usize).max(60)
    }
}

/// The most frequent words.
const SMALL: &str = "the of and to in a that is was he for it with as his on be at by i this had not are but from or have \
    an they which one you were her all she there would their we him been has when who will more no if out so said what up \
    its about into than them can only other new some could time these two may then do first any my now such like our over";

/// Number of distinct words.
const VOCABULARY: usize = 50_000;
const ONSETS: [&str; 24] = [
    "b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "ch", "cr", "fl",
    "gr", "sh", "st", "th",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oo", "ou"];
const CODAS: [&str; 10] = ["", "", "", "n", "r", "s", "t", "l", "m", "nd"];
/// What is read for what: letters that look alike in print.
const MISREAD: [(&str, &str); 19] = [
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("i", "l"),
    ("e", "c"),
    ("c", "e"),
    ("o", "0"),
    ("s", "5"),
    ("h", "b"),
    ("u", "n"),
    ("n", "u"),
    ("t", "f"),
    ("f", "t"),
    ("cl", "d"),
    ("d", "cl"),
    ("a", "o"),
    ("v", "y"),
    ("w", "vv"),
    ("g", "q"),
];
/// What a letter is read for that looks like none of these.
const FREQUENT: [&str; 9] = ["e", "t", "a", "o", "i", "n", "s", "h", "r"];
/// Quotation marks that a passage stands in, or none.
const QUOTES: [(&str, &str); 4] = [("", ""), ("\"", "\""), ("“", "”"), ("‘", "’")];

/// Words by how frequent they are.
struct Words {
    list: Vec<String>,
    /// The share of a text that the words up to each make.
    shares: Vec<f64>,
}

impl Words {
    fn new() -> Self {
        let mut list: Vec<String> = SMALL.split_whitespace().map(str::to_owned).collect();
        let mut known: std::collections::HashSet<String> = list.iter().cloned().collect();
        let mut dice = Dice::new(12_345);
        while list.len() < VOCABULARY {
            let syllables = if list.len() < 400 { 1 } else { [1, 2, 2, 2, 3, 3, 4][dice.below(7)] };
            let mut word = String::new();
            for _ in 0..syllables {
                let coda = if dice.share() < 0.6 { CODAS[dice.below(10)] } else { "" };
                word.extend([ONSETS[dice.below(24)], VOWELS[dice.below(10)], coda]);
            }
            if word.len() > 1 && known.insert(word.clone()) {
                list.push(word);
            }
        }
        let mut total = 0.0;
        let mut shares: Vec<f64> = (1..=list.len())
            .map(|rank| {
                total += 1.0 / (rank as f64).powf(1.05);
                total
            })
            .collect();
        for share in &mut shares {
            *share /= total;
        }
        Self { list, shares }
    }

    fn one(&self, dice: &mut Dice) -> String {
        let share = dice.share();
        let at = self.shares.partition_point(|other| *other < share);
        self.list[at.min(self.list.len() - 1)].clone()
    }

    fn many(&self, dice: &mut Dice, count: usize) -> Vec<String> {
        (0..count).map(|_| self.one(dice)).collect()
    }
}

/// A piece of a document: words with their punctuation, and what it is.
struct Piece {
    words: Vec<String>,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Text,
    Planted(usize),
    Boilerplate,
}

/// Plants passages.
pub fn plant(planting: Planting) -> Corpus {
    let words = Words::new();
    let mut dice = Dice::new(planting.seed);
    let phrases: Vec<Vec<String>> = (0..planting.documents * 3)
        .map(|_| {
            let length = 3 + dice.below(3);
            words.many(&mut dice, length)
        })
        .collect();
    let stream = |dice: &mut Dice, count: usize| {
        let mut text = words.many(dice, count);
        for _ in 0..count / 50 {
            let at = dice.below(text.len());
            // The first phrases are by far the most frequent.
            let phrase = (phrases.len() as f64).powf(dice.share()) as usize - 1;
            text.splice(at..at, phrases[phrase.min(phrases.len() - 1)].iter().cloned());
        }
        text
    };
    let mut inserts: Vec<Vec<Piece>> = (0..planting.documents).map(|_| Vec::new()).collect();
    for number in 0..planting.passages {
        let length = 12 + dice.below(49);
        let passage = sentences(&stream(&mut dice, length), &mut dice);
        let first = dice.below(planting.documents);
        let second = (first + 1 + dice.below(planting.documents - 1)) % planting.documents;
        let edited = edit(&passage, planting, &words, &mut dice);
        for (document, passage) in [(first, passage), (second, edited)] {
            let words = quoted(passage, &mut dice);
            inserts[document].push(Piece { words, what: What::Planted(number) });
        }
    }
    for _ in 0..5 {
        let length = 18 + dice.below(23);
        let paragraph = sentences(&words.many(&mut dice, length), &mut dice);
        for _ in 0..planting.documents / 20 {
            let document = dice.below(planting.documents);
            inserts[document].push(Piece { words: paragraph.clone(), what: What::Boilerplate });
        }
    }
    let mut corpus = Corpus::default();
    let mut places: Vec<Vec<(usize, Range<usize>)>> = vec![Vec::new(); planting.passages];
    for (document, inserts) in inserts.into_iter().enumerate() {
        let mut pieces: Vec<Piece> = Vec::new();
        let length = dice.length(planting.words);
        let each = length / (inserts.len() + 1);
        for insert in inserts {
            pieces.push(Piece {
                words: sentences(&stream(&mut dice, each.max(10)), &mut dice),
                what: What::Text,
            });
            pieces.push(insert);
        }
        pieces
            .push(Piece { words: sentences(&stream(&mut dice, each.max(10)), &mut dice), what: What::Text });
        let (text, spans) = rendered(&pieces, &mut dice);
        for (what, span) in spans {
            match what {
                What::Text => {}
                What::Planted(number) => places[number].push((document, span)),
                What::Boilerplate => corpus.boilerplate.push((document, span)),
            }
        }
        corpus.texts.push(text);
    }
    for place in places {
        if let [a, b] = place.as_slice() {
            corpus.planted.push(Planted { a: a.clone(), b: b.clone() });
        }
    }
    corpus
}

/// Capitals and stops.
fn sentences(words: &[String], dice: &mut Dice) -> Vec<String> {
    let mut text = Vec::with_capacity(words.len());
    let mut left = 0;
    for (at, word) in words.iter().enumerate() {
        let mut word = word.clone();
        if left == 0 {
            left = 6 + dice.below(23);
            word = capitalised(&word);
        }
        left -= 1;
        if left == 0 || at + 1 == words.len() {
            word.push(if dice.below(20) == 0 { '?' } else { '.' });
            left = 0;
        } else if dice.below(15) == 0 {
            word.push(',');
        }
        text.push(word);
    }
    text
}

fn capitalised(word: &str) -> String {
    word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).collect()
}

/// Edits a passage.
fn edit(passage: &[String], planting: Planting, words: &Words, dice: &mut Dice) -> Vec<String> {
    let mut edited = Vec::with_capacity(passage.len());
    for word in passage {
        let stop = word.trim_start_matches(|c: char| c.is_alphanumeric()).to_owned();
        let mut kept = word.clone();
        if dice.share() < planting.edits {
            match dice.below(5) {
                0 => continue,
                1 => edited.push(words.one(dice)),
                _ => kept = words.one(dice) + &stop,
            }
        }
        if planting.misread > 0.0 {
            kept = misread(&kept, planting.misread, dice);
        }
        match dice.below(100) {
            0..3 => kept = kept.to_uppercase(),
            3..5 => kept = capitalised(&kept),
            5 => kept = format!("“{kept}”"),
            6 if dice.below(2) == 0 => kept.push_str(" –"),
            _ if kept == "and" && dice.below(3) == 0 => "&".clone_into(&mut kept),
            _ => {}
        }
        edited.push(kept);
    }
    edited
}

fn misread(word: &str, share: f64, dice: &mut Dice) -> String {
    let mut read = String::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if c.is_ascii_alphabetic() && dice.share() < share {
            match dice.below(20) {
                0..3 => {}
                3..6 => {
                    read.push(' ');
                    read.push(c);
                }
                _ => {
                    let alike: Vec<&(&str, &str)> =
                        MISREAD.iter().filter(|(from, _)| rest.starts_with(from)).collect();
                    let other = (&rest[..length], FREQUENT[dice.below(FREQUENT.len())]);
                    let (from, to) = alike.get(dice.below(alike.len())).copied().copied().unwrap_or(other);
                    length = from.len();
                    read.push_str(to);
                }
            }
        } else {
            read.push(c);
        }
        rest = &rest[length..];
    }
    if read.trim().is_empty() { word.to_owned() } else { read }
}

/// A passage as it is quoted.
fn quoted(mut passage: Vec<String>, dice: &mut Dice) -> Vec<String> {
    let (open, close) = QUOTES[dice.below(QUOTES.len())];
    if let Some(first) = passage.first_mut() {
        first.insert_str(0, open);
    }
    if let Some(last) = passage.last_mut() {
        last.push_str(close);
    }
    passage
}

/// Lays pieces out as a text, and says where each stands.
fn rendered(pieces: &[Piece], dice: &mut Dice) -> (String, Vec<(What, Range<usize>)>) {
    let wrapped = dice.below(2) == 0;
    let (mut text, mut spans) = (String::new(), Vec::new());
    let (mut column, mut sentences) = (0, 3 + dice.below(5));
    for piece in pieces {
        let mut start = None;
        for word in &piece.words {
            if wrapped && column + word.len() > 76 {
                if text.ends_with(' ') {
                    text.pop();
                    text.push('\n');
                }
                column = 0;
            }
            let begin = text.len();
            let half = word.len() / 2;
            if wrapped
                && column > 60
                && word.len() > 7
                && word.bytes().all(|b| b.is_ascii_lowercase())
                && dice.below(20) == 0
            {
                text.push_str(&word[..half]);
                text.push_str("-\n");
                text.push_str(&word[half..]);
                column = 0;
            } else {
                text.push_str(word);
            }
            start.get_or_insert(begin);
            column += word.len() + 1;
            text.push(' ');
            if word.trim_end_matches(['"', '”', '’']).ends_with(['.', '?']) {
                sentences -= 1;
                if sentences == 0 {
                    sentences = 3 + dice.below(5);
                    text.pop();
                    text.push_str("\n\n");
                    column = 0;
                }
            }
        }
        if let Some(start) = start {
            let inside = text[start..].trim_end().len();
            spans.push((piece.what, start..start + inside));
        }
    }
    (text, spans)
}

/// How many of the bytes of a range others cover.
fn covered(range: &Range<usize>, others: impl Iterator<Item = Range<usize>>) -> usize {
    parts_covered(range, others).into_iter().map(|part| part.len()).sum()
}

/// The parts of a range that others cover, in order and apart.
fn parts_covered(range: &Range<usize>, others: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = others
        .map(|other| other.start.max(range.start)..other.end.min(range.end))
        .filter(|part| part.start < part.end)
        .collect();
    parts.sort_by_key(|part| part.start);
    let mut end = range.start;
    for part in &mut parts {
        part.start = part.start.max(end);
        end = end.max(part.end);
    }
    parts.retain(|part| part.start < part.end);
    parts
}

/// A passage found: document and bytes, twice.
pub type Found = ((usize, Range<usize>), (usize, Range<usize>));

/// How well what was found agrees with what was planted.
#[derive(Clone, Copy, Debug)]
pub struct Score {
    /// The share of the characters of planted passages, on both sides, that are found: of letters and digits, since the quotation
    /// marks and stops around a passage are no part of it.
    pub recall: f64,
    /// The share of those characters of passages found, on both sides, that were planted, what is boilerplate left aside.
    pub precision: f64,
    /// The share of planted passages of which at least half is found on both sides.
    pub found: f64,
    /// The share of planted passages of which at least four fifths is found on both sides.
    pub whole: f64,
    /// The share of passages found of which at least half was planted, those in boilerplate left aside.
    pub right: f64,
}

/// Characters that were counted, of how many.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    of: usize,
    are: usize,
}

impl Counted {
    fn share(self) -> f64 {
        self.are as f64 / self.of.max(1) as f64
    }
}

impl Corpus {
    /// Scores passages found.
    pub fn score(&self, found: &[Found]) -> Score {
        let ordered = |one: &(usize, Range<usize>), other: &(usize, Range<usize>)| {
            let (one, other) = (one.clone(), other.clone());
            if (one.0, one.1.start) <= (other.0, other.1.start) { (one, other) } else { (other, one) }
        };
        let found: Vec<Found> = found.iter().map(|(a, b)| ordered(a, b)).collect();
        let planted: Vec<Found> =
            self.planted.iter().map(|planted| ordered(&planted.a, &planted.b)).collect();
        // Those of others that touch both sides of `one`.
        let touching = |one: &Found, others: &[Found]| -> Vec<Found> {
            let same = others.iter().filter(|other| other.0.0 == one.0.0 && other.1.0 == one.1.0);
            let touching = same.filter(|other| {
                covered(&one.0.1, std::iter::once(other.0.1.clone())) > 0
                    && covered(&one.1.1, std::iter::once(other.1.1.clone())) > 0
            });
            touching.cloned().collect()
        };
        // The least share of either side of `one` that those of `others` cover which touch both.
        let share = |one: &Found, others: &[Found]| {
            let touching = touching(one, others);
            let a = covered(&one.0.1, touching.iter().map(|other| other.0.1.clone()));
            let b = covered(&one.1.1, touching.iter().map(|other| other.1.1.clone()));
            (a as f64 / one.0.1.len() as f64).min(b as f64 / one.1.1.len() as f64)
        };
        // The characters on both sides of passages, and how many of them those of `others` cover which touch both.
        let characters = |of: &[&Found], others: &[Found]| {
            let mut counted = Counted::default();
            for one in of {
                let touching = touching(one, others);
                for ((document, range), others) in [
                    (&one.0, touching.iter().map(|other| other.0.1.clone()).collect::<Vec<_>>()),
                    (&one.1, touching.iter().map(|other| other.1.1.clone()).collect()),
                ] {
                    let of_range = |range: Range<usize>| {
                        self.texts[*document][range].chars().filter(|c| c.is_alphanumeric()).count()
                    };
                    counted.of += of_range(range.clone());
                    let parts = parts_covered(range, others.into_iter()).into_iter();
                    counted.are += parts.map(of_range).sum::<usize>();
                }
            }
            counted.share()
        };
        let in_boilerplate = |(document, range): &(usize, Range<usize>)| {
            let here = self
                .boilerplate
                .iter()
                .filter(|(other, _)| other == document)
                .map(|(_, range)| range.clone());
            2 * covered(range, here) >= range.len()
        };
        let shares: Vec<f64> = planted.iter().map(|one| share(one, &found)).collect();
        let counted: Vec<&Found> =
            found.iter().filter(|one| !(in_boilerplate(&one.0) && in_boilerplate(&one.1))).collect();
        let right = counted.iter().filter(|one| share(one, &planted) >= 0.5).count();
        let all = shares.len().max(1) as f64;
        Score {
            recall: characters(&planted.iter().collect::<Vec<_>>(), &found),
            precision: characters(&counted, &planted),
            found: shares.iter().filter(|share| **share >= 0.5).count() as f64 / all,
            whole: shares.iter().filter(|share| **share >= 0.8).count() as f64 / all,
            right: right as f64 / counted.len().max(1) as f64,
        }
    }
}
