//! Ranks that one person had one after the other: `Sergeant Ackroyd was promoted`, `PC Hughes (later Sergeant Hughes)`.
//!
//! Two ranks keep two people of a surname apart, unless the document says that they are one's: it gives both to one name in
//! full, or tells of the promotion. What it says so is read here, and the titles of all that bear either become both. Nothing is
//! concluded from what is merely likely; that is offered by [`super::super::suggest`].

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::class::Class;
use super::super::lexicon::Gender;
use super::super::titles::Titles;
use super::draft::{Draft, Link};
use crate::entities::resolve::How;
use crate::entities::rules::lexicon::{LEXICON, Traits};

/// What is said after a name of its bearer's rank stands within so many bytes.
const LONGEST_SAID: usize = 240;

/// Between a word of change and the rank stand no more words than these: `promoted on 4 May 1916 to the rank of lieutenant`.
const MOST_FILLERS: usize = 8;

/// Of a surname with more ranks than these in a document, nothing is read.
const MOST_TITLES: usize = 16;

/// The mentions that bear another rank than the one their bearer is first named with.
pub(super) struct Careers(FxHashSet<u32>);

/// A mention of a surname with a title.
struct Borne {
    mention: u32,
    head: u32,
    titles: Titles,
    start: usize,
    end: usize,
    /// Where the title before it begins.
    titled_from: usize,
}

/// What a text says of the rank, or the noble title, of somebody it has just named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// This one too; true where it stands right before the next name.
    Also(Titles, bool),
    /// A higher one, later.
    Higher,
    /// A lower one.
    Lower,
    /// Another one at another time.
    Other,
}

/// Reads the careers that a document tells of these names, and gives every mention all titles that its bearer had.
pub(super) fn read(draft: &mut Draft<'_>, people: &[u32]) -> Careers {
    let mut families: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for at in people {
        if let Some(person) = &draft.heads[*at as usize].person {
            families.entry(person.surname.clone()).or_default().push(*at);
        }
    }
    let mut careers = Careers(FxHashSet::default());
    let names = names_in_order(draft);
    let mut families: Vec<_> = families.into_iter().collect();
    families.sort_unstable();
    for (_, family) in families {
        careers.read_family(draft, &family, &names);
    }
    careers
}

/// The mentions of people in the order of the text.
fn names_in_order(draft: &Draft<'_>) -> Vec<u32> {
    let is_person = |at: &u32| {
        draft.head_of[*at as usize].is_some_and(|head| draft.heads[head as usize].class == Class::Person)
    };
    draft.order.iter().copied().filter(is_person).collect()
}

impl Careers {
    /// Says of what is left of the surname `at` why mentions under another rank belong to it.
    pub(super) fn explain(&self, draft: &mut Draft<'_>, mentions: &[u32]) {
        for mention in mentions.iter().filter(|mention| self.0.contains(mention)) {
            if draft.links[*mention as usize].is_none()
                && let Some(to) = draft.head_of[*mention as usize]
            {
                draft.links[*mention as usize] = Some(Link { to, how: How::OtherRank });
            }
        }
    }

    fn read_family(&mut self, draft: &mut Draft<'_>, family: &[u32], names: &[u32]) {
        let (borne, mut pairs) = borne(draft, family);
        let mut all: Vec<Titles> = Vec::new();
        for one in &borne {
            if !all.contains(&one.titles) {
                all.push(one.titles);
            }
        }
        let differ = |one: Titles| all.iter().any(|other| can_be_career(one, *other));
        if all.len() > MOST_TITLES || pairs.is_empty() && !all.iter().any(|one| differ(*one)) {
            return;
        }
        read_full(draft, family, &mut pairs);
        for one in &borne {
            read_around(draft, names, &borne, one, &mut pairs);
        }
        let mut careers: Vec<Titles> = Vec::new();
        for (one, other, head) in pairs {
            if is_ones(draft, family, &borne, (one, other), head) {
                let mut both = one.and(other);
                careers.retain(|known| {
                    let is_same = known.shares(both);
                    both = if is_same { both.and(*known) } else { both };
                    !is_same
                });
                careers.push(both);
            }
        }
        for career in careers {
            self.apply(draft, &borne, career);
        }
    }

    /// Gives all titles of a career to whatever bears one of them.
    fn apply(&mut self, draft: &mut Draft<'_>, borne: &[Borne], career: Titles) {
        let mut first = None;
        for one in borne.iter().filter(|one| one.titles.shares(career)) {
            if one.titles.conflicts_here(*first.get_or_insert(one.titles)) {
                self.0.insert(one.mention);
            }
            let said = &mut draft.title_of[one.mention as usize];
            *said = said.and(career);
            let titles = &mut draft.heads[one.head as usize].titles;
            *titles = titles.and(career);
        }
    }
}

/// Titles of one person, by the name that says so.
type Pair = (Titles, Titles, u32);

/// The mentions of a family that bear titles, in the order of the text, and what brackets within those titles say: `Lieutenant
/// (then Sergeant) Ackroyd`.
fn borne(draft: &mut Draft<'_>, family: &[u32]) -> (Vec<Borne>, Vec<Pair>) {
    let (mut borne, mut pairs) = (Vec::new(), Vec::new());
    for head in family {
        for mention in draft.heads[*head as usize].mentions.clone() {
            let span = draft.span(mention);
            let before = &draft.text[..span.start];
            if draft.title_of[mention as usize].is_empty()
                && let Some((outer, inner)) = bracketed(before)
            {
                draft.title_of[mention as usize] = outer.and(inner);
                pairs.push((outer, inner, *head));
            }
            let titles = draft.title_of[mention as usize];
            if !titles.is_empty() {
                let trimmed = before.trim_end_matches([' ', '\u{a0}', '.']);
                let titled_from = trimmed.trim_end_matches(char::is_alphabetic).len();
                let (start, end) = (span.start, span.end);
                borne.push(Borne { mention, head: *head, titles, start, end, titled_from });
            }
        }
    }
    borne.sort_by_key(|one| (one.start, one.mention));
    (borne, pairs)
}

/// `Lieutenant (then Sergeant)` at the end of a text.
fn bracketed(before: &str) -> Option<(Titles, Titles)> {
    let (outer, inner) = before.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let (cue, title) = inner.trim_end_matches('.').split_once(' ')?;
    let last = |words: &str| {
        let word = words.trim_end_matches([' ', '.']).rsplit(|c: char| !c.is_alphabetic()).next()?;
        Titles::of_word(&word.to_lowercase())
    };
    is_time(cue).then(|| last(outer).zip(last(title)))?
}

/// A name in full that bears several ranks is one person's.
fn read_full(draft: &Draft<'_>, family: &[u32], pairs: &mut Vec<Pair>) {
    for head in family {
        let record = &draft.heads[*head as usize];
        if !record.person.as_ref().is_some_and(super::super::person::Person::is_full) {
            continue;
        }
        let mut said: Vec<Titles> = Vec::new();
        for mention in &record.mentions {
            let titles = draft.title_of[*mention as usize];
            if !said.contains(&titles) {
                pairs.extend(
                    said.iter().filter(|one| can_be_career(**one, titles)).map(|one| (*one, titles, *head)),
                );
                said.push(titles);
            }
        }
    }
}

/// What is said right after a name, or right before its title.
fn read_around(draft: &Draft<'_>, names: &[u32], borne: &[Borne], one: &Borne, pairs: &mut Vec<Pair>) {
    let next = names.partition_point(|name| draft.span(*name).start < one.end);
    let next = names.get(next).copied();
    let limit = draft.text.floor_char_boundary((one.end + LONGEST_SAID).min(draft.text.len()));
    let end = next.map_or(limit, |next| draft.span(next).start.min(limit)).max(one.end);
    let bearer = draft.heads[one.head as usize].bearer().gender();
    let after = after(&draft.text[one.end..end], bearer);
    let before = before(&draft.text[..one.titled_from]);
    for said in after.into_iter().chain(before) {
        let is_of_family = || {
            next.is_some_and(|next| {
                let rest = &draft.text[draft.span(next).end..];
                borne.iter().any(|other| other.mention == next)
                    && !rest.starts_with("'s")
                    && !rest.starts_with("’s")
            })
        };
        if matches!(said, Said::Also(_, true)) && !is_of_family() {
            continue;
        }
        let fits = |other: &&Borne| {
            can_be_career(one.titles, other.titles)
                && match said {
                    Said::Also(titles, _) => titles.shares(other.titles),
                    Said::Higher => other.start > one.start && other.titles.outranks(one.titles),
                    Said::Lower => one.titles.outranks(other.titles),
                    Said::Other => true,
                }
        };
        let mut fitting = borne.iter().filter(fits).map(|other| other.titles);
        if let Some(first) = fitting.next()
            && fitting.all(|other| other == first)
        {
            pairs.push((one.titles, first, one.head));
        }
    }
}

/// True when one person may have had the two one after the other, and that needs to be said.
fn can_be_career(one: Titles, other: Titles) -> bool {
    one.conflicts_here(other) && !one.is_other_gender_than(other)
}

/// True when nothing in the document speaks against the two titles' being those of one bearer of the name `head`.
fn is_ones(draft: &Draft<'_>, family: &[u32], borne: &[Borne], titles: (Titles, Titles), head: u32) -> bool {
    let both = titles.0.and(titles.1);
    let person = |at: u32| draft.heads[at as usize].person.as_ref().filter(|person| person.is_full());
    let same = |a: u32, b: u32| {
        a == b || person(a).zip(person(b)).is_some_and(|(a, b)| a.abbreviates(b) || b.abbreviates(a))
    };
    let bearers: Vec<u32> = family
        .iter()
        .copied()
        .filter(|at| *at == head || draft.heads[*at as usize].titles.shares(both))
        .filter(|at| person(*at).is_some())
        .collect();
    let first = if person(head).is_some() { Some(head) } else { bearers.first().copied() };
    first.is_none_or(|first| bearers.iter().all(|at| same(first, *at)))
        && !borne.windows(2).any(|pair| are_two(draft, &pair[0], &pair[1], titles))
}

/// True when one sentence names the bearers of the two titles, and not as one who was the other.
fn are_two(draft: &Draft<'_>, one: &Borne, other: &Borne, titles: (Titles, Titles)) -> bool {
    let has = |first: Titles, second: Titles| one.titles.shares(first) && other.titles.shares(second);
    if !(has(titles.0, titles.1) || has(titles.1, titles.0)) || !can_be_career(one.titles, other.titles) {
        return false;
    }
    let Some(between) = draft.text.get(one.end..other.titled_from) else { return true };
    let is_one_sentence = !between.contains(['.', ';', '!', '?', '\n']);
    let up_to_name = draft.text.get(one.end..other.start).unwrap_or(between);
    let is_told = matches!(after(up_to_name, None), Some(Said::Also(_, true)));
    is_one_sentence && !is_told
}

/// A word with its place.
type Word<'a> = (usize, &'a str);

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                words.push((start, &text[start..at]));
                from = None;
            }
            _ => {}
        }
    }
    words
}

/// What is said in the words between a name and the next, of a bearer of whom it may be known that it is a man or a woman.
fn after(text: &str, bearer: Option<Gender>) -> Option<Said> {
    let text = text.split("\n\n").next().unwrap_or(text);
    let words = words(text);
    let first = words.first()?;
    let opening = text[..first.0].trim();
    if matches!(opening, "(" | "," | "–" | "—" | "-") {
        let low: Vec<String> = words.iter().take(4).map(|word| word.1.to_lowercase()).collect();
        if let [a, he, then, was] = low.as_slice()
            && a == "as"
            && matches!(he.as_str(), "he" | "she")
            && then == "then"
            && was == "was"
        {
            return Some(Said::Other);
        }
        if is_time(&low[0])
            && let Some(said) = rank_after(text, &words, 1)
            // `Sergeant A, then Lieutenant A` is a list.
            && !(low[0] == "then" && opening == "," && matches!(said, Said::Also(_, true)))
        {
            return Some(said);
        }
    }
    (0..words.len()).find_map(|nth| change(text, &words, nth, bearer))
}

/// What the word `nth` says, if it is one of change and said of who was named before.
fn change(text: &str, words: &[Word<'_>], nth: usize, bearer: Option<Gender>) -> Option<Said> {
    let word = words[nth].1.to_lowercase();
    let previous = |back: usize| nth.checked_sub(back).map_or(String::new(), |at| words[at].1.to_lowercase());
    let passive = || {
        matches!(
            previous(1).as_str(),
            "was"
                | "been"
                | "being"
                | "is"
                | "got"
                | "newly"
                | "since"
                | "soon"
                | "duly"
                | "then"
                | "later"
                | "just"
        ) || nth == 0 && text[..words[0].0].contains([',', '('])
    };
    let said = match word.as_str() {
        "promoted" if passive() => rank_after(text, words, nth + 1).unwrap_or(Said::Higher),
        "promotion" if matches!(previous(1).as_str(), "his" | "her" | "of") => {
            rank_after(text, words, nth + 1).unwrap_or(Said::Higher)
        }
        "demoted" if passive() => rank_after(text, words, nth + 1).unwrap_or(Said::Lower),
        "appointed" | "commissioned" | "gazetted" | "made" | "reduced" if passive() => {
            rank_after(text, words, nth + 1)?
        }
        "became" | "become" => rank_after(text, words, nth + 1)?,
        "knighted" if passive() => Said::Also(Titles::of_word("sir")?, false),
        _ => return None,
    };
    let is_denied = (1..=4).any(|back| {
        matches!(
            previous(back).as_str(),
            "not" | "never" | "should" | "would" | "could" | "might" | "if" | "unless" | "nearly" | "refused"
        )
    });
    (!is_denied && is_of_the_named(text, words, nth, bearer)).then_some(said)
}

/// True where the word `nth` is in the sentence of the name, or in a later one that begins by speaking of him or her.
fn is_of_the_named(text: &str, words: &[Word<'_>], nth: usize, bearer: Option<Gender>) -> bool {
    let start = words[nth].0;
    let sentence = text[..start].rfind(['.', '!', '?', ';']).map_or(0, |end| end + 1);
    let before = || words[..nth].iter().filter(|word| word.0 >= sentence).map(|word| word.1.to_lowercase());
    // `His brother was promoted`.
    let is_promotion = words[nth].1.eq_ignore_ascii_case("promotion");
    if !is_promotion && before().any(|word| matches!(word.as_str(), "his" | "her")) {
        return false;
    }
    let pronouns = before().filter_map(|word| match word.as_str() {
        "he" | "his" => Some(Gender::Male),
        "she" | "her" => Some(Gender::Female),
        _ => None,
    });
    let pronouns: Vec<Gender> = pronouns.collect();
    let fits = pronouns.iter().all(|pronoun| bearer.is_none_or(|bearer| bearer == *pronoun));
    fits && (sentence == 0 || !pronouns.is_empty())
}

/// What is said right before a title: `the then`, `former`, `newly promoted`.
fn before(text: &str) -> Option<Said> {
    let from = text.floor_char_boundary(text.len().saturating_sub(32));
    let text = text[from..].trim_end_matches([' ', '-', '\n']);
    let mut back = text.rsplit(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    let (last, earlier) = (back.next()?, back.next().unwrap_or_default());
    match last.as_str() {
        "then" if earlier == "the" => Some(Said::Other),
        "former" | "formerly" => Some(Said::Other),
        "promoted" if matches!(earlier.as_str(), "newly" | "recently" | "just" | "freshly") => {
            Some(Said::Lower)
        }
        _ => None,
    }
}

/// True for a word that says that a rank was another's at another time.
fn is_time(word: &str) -> bool {
    matches!(
        word,
        "later"
            | "now"
            | "then"
            | "afterwards"
            | "subsequently"
            | "eventually"
            | "formerly"
            | "previously"
            | "lately"
    )
}

/// The rank that these words come to, past what may stand between: `to the rank of acting lieutenant`.
fn rank_after(text: &str, words: &[Word<'_>], from: usize) -> Option<Said> {
    let mut found = None;
    for at in from..words.len().min(from + MOST_FILLERS) {
        let (start, word) = words[at];
        let gap =
            at.checked_sub(1).map_or("", |before| &text[words[before].0 + words[before].1.len()..start]);
        let low = word.to_lowercase();
        if !gap.chars().all(|c| matches!(c, ' ' | '-' | '\n' | '\u{a0}')) {
            break;
        }
        match Titles::of_word(&low) {
            Some(title) => {
                // A lieutenant colonel is a colonel, and a sergeant major a sergeant.
                let is_major = low == "major" && found.is_some();
                found = if is_major { found } else { Some((title, start + word.len())) };
            }
            None if found.is_some() || !is_filler(&low) => break,
            None => {}
        }
    }
    // Who became Mrs Ackroyd was married.
    let (title, end) = found.filter(|(title, _)| !title.is_plain())?;
    let is_last = text[end..].trim_matches(['.', ' ', '\n', '\u{a0}']).is_empty();
    Some(Said::Also(title, is_last))
}

/// True for a word that may stand between one of change and the rank.
fn is_filler(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
        || LEXICON.traits(word).any(Traits::MONTH)
        || matches!(
            word,
            "to" | "the"
                | "rank"
                | "of"
                | "a"
                | "an"
                | "as"
                | "in"
                | "on"
                | "from"
                | "temporary"
                | "temp"
                | "acting"
                | "full"
                | "detective"
                | "chief"
                | "staff"
                | "lance"
                | "second"
                | "brevet"
                | "flight"
                | "police"
        )
}
