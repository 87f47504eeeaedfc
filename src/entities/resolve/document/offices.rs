//! Offices within one document: which place or body each is for, and which of them a bare `PCC` means.
//!
//! An office is a thing of its own and not its holder. The same title for two places is two offices, and a bare title is
//! never a bridge between them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::acronym::{can_shorten, initials};
use super::super::class::Class;
use super::super::fold::{Folded, Hyphen};
use super::super::lexicon::{is_head, is_of_rank, is_small};
use super::super::office::{self, Office, jurisdiction};
use super::super::reason::How;
use super::draft::{Draft, Head, Link};
use crate::entities::Kind;

/// What is known of one mention of an office.
struct Seen {
    mention: u32,
    title: String,
    of: String,
    /// What it is for, as it is written.
    of_name: String,
    plural: bool,
    /// True when a pronoun alone says what it is for, which no other mention may lean on.
    loose: bool,
}

/// Gives each mention of an office the office it is, by its own words and those around it.
pub(super) fn link(draft: &mut Draft<'_>) {
    let mut seen = read(draft);
    if seen.is_empty() {
        return;
    }
    let long_forms = long_forms(draft);
    let mut abbreviated: Vec<(u32, How)> = Vec::new();
    for one in &mut seen {
        if let Some((long, how)) = long_forms.get(&one.title) {
            abbreviated.push((one.mention, *how));
            one.title.clone_from(long);
        }
    }
    let bare = assign(draft, &seen);
    link_bare(draft, &seen, &bare);
    for (mention, how) in abbreviated {
        // Where a bare title was linked to a place, that is what needs explaining.
        if let Some(head) = draft.head_of[mention as usize]
            && draft.links[mention as usize].is_none()
            && draft.heads[head as usize].up.is_none()
            && draft.heads[head as usize].spellings.len() > 1
        {
            draft.links[mention as usize] = Some(Link { to: head, how });
        }
    }
    draft.offices = long_forms.into_iter().map(|(short, (long, _))| (short, long)).collect();
    draft.offices.sort();
}

/// Reads every mention of an office with what it is for.
fn read(draft: &Draft<'_>) -> Vec<Seen> {
    let mut seen = Vec::new();
    let known = Known::of(draft);
    let mut by_head: FxHashMap<u32, (Office, String)> = FxHashMap::default();
    for (nth, at) in draft.order.iter().enumerate() {
        let Some(head_at) = draft.head_of[*at as usize] else { continue };
        let head = &draft.heads[head_at as usize];
        let (Class::Role, Some(office), None) = (head.class, &head.office, &head.listed) else { continue };
        let (office, mut of_name) = by_head
            .entry(head_at)
            .or_insert_with(|| match leading(draft, &known, head) {
                Some(cut) => {
                    let name = &head.folded;
                    (Office::from_parts(name, cut..name.len(), 0..cut), String::new())
                }
                None => (office.clone(), String::new()),
            })
            .clone();
        let mut of = office.of.clone();
        if of.is_empty()
            && let Some((key, name)) = around(draft, nth)
        {
            (of, of_name) = (key, name);
        }
        let mut loose = false;
        if of.is_empty()
            && let Some((key, name)) = possessed(draft, nth)
        {
            (of, of_name, loose) = (key, name, true);
        }
        let plural = office.plural || (of.is_empty() && is_of_the_class(draft, *at));
        let title = Office { of: of.clone(), plural, ..office.clone() }.title_key();
        seen.push(Seen { mention: *at, title, of, of_name, plural, loose });
    }
    seen
}

/// True where the words around speak of the office as such and not of that of one place: `every PCC`, `PCC elections`.
fn is_of_the_class(draft: &Draft<'_>, at: u32) -> bool {
    let before = draft.before(at, 8).trim_end();
    let word =
        before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    if matches!(word.as_str(), "any" | "each" | "every" | "no" | "all" | "other" | "most") {
        return true;
    }
    let mut after = draft.after(at, 32).trim_start_matches([' ', ')']);
    // The abbreviation may stand between in brackets.
    if let Some((_, rest)) = after.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        after = rest.trim_start();
    }
    let word = after.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "election" | "elections" | "candidate" | "candidates" | "hustings" | "system" | "model")
}

/// What the offices of a document are called and what they are for, as far as their own words say.
#[derive(Default)]
struct Known {
    titles: BTreeSet<String>,
    places: BTreeSet<String>,
}

impl Known {
    fn of(draft: &Draft<'_>) -> Self {
        let mut known = Self::default();
        for office in draft.heads.iter().filter_map(|head| head.office.as_ref()) {
            known.titles.insert(Office { plural: false, ..office.clone() }.title_key());
            if !office.of.is_empty() {
                known.places.insert(office.of.clone());
            }
        }
        known
    }
}

/// How many words at the beginning of an office say what it is for: `Durham PCC`, `Middlesbrough councillor`.
fn leading(draft: &Draft<'_>, known: &Known, head: &Head<'_>) -> Option<usize> {
    let name = &head.folded;
    if head.office.as_ref().is_some_and(|office| !office.of.is_empty()) {
        return None;
    }
    (1..name.len()).rev().find(|cut| {
        let begins = name.word(0);
        if is_small(name.word(*cut)) || is_of_rank(begins) || (*cut == 1 && is_head(begins)) {
            return false;
        }
        let place = name.key_of(0..*cut);
        let named = [Class::Place, Class::Body].iter().any(|class| draft.known(*class, &place).is_some());
        let rest = Office { plural: false, ..Office::from_parts(name, *cut..name.len(), 0..0) };
        let is_known = || known.titles.contains(&rest.title_key());
        let ends_in_acronym = *cut + 1 == name.len() && name.is_acronym(*cut);
        let capital = (0..*cut).all(|at| name.is_capital(at));
        named
            || (known.places.contains(&place) && is_known())
            || (capital && ends_in_acronym && (!name.is_acronym(0) || is_known()))
    })
}

/// What the words around mention number `nth` of the text say it is for: `Cleveland's PCC`, `the ALU president`,
/// `Governor of Texas`.
fn around(draft: &Draft<'_>, nth: usize) -> Option<(String, String)> {
    let at = draft.order[nth];
    let span = draft.span(at);
    let named = |other: u32, between: Option<&str>, joins: &dyn Fn(&str) -> bool| {
        let head = &draft.heads[draft.head_of[other as usize]? as usize];
        let fits = matches!(head.class, Class::Place | Class::Body) && between.is_some_and(joins);
        fits.then(|| place_of(head))
    };
    let before = draft.order[..nth].iter().rev().take(3).find_map(|other| {
        let between = draft.text.get(draft.span(*other).end..span.start);
        named(*other, between, &|between| matches!(between, " " | "'s " | "’s " | "' " | "’ "))
    });
    before.or_else(|| {
        draft.order[nth + 1..].iter().take(3).find_map(|other| {
            let between = draft.text.get(span.end..draft.span(*other).start);
            named(*other, between, &|between| matches!(between, " of " | " for " | " of the " | " for the "))
        })
    })
}

/// What an office is for that a pronoun gives to the organisation named last in the same sentence: `Rovers … their
/// captain`.
fn possessed(draft: &Draft<'_>, nth: usize) -> Option<(String, String)> {
    let at = draft.order[nth];
    let before = draft.before(at, 8).trim_end();
    let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    if !matches!(word, "its" | "their" | "Its" | "Their") {
        return None;
    }
    let start = draft.span(at).start;
    draft.order[..nth].iter().rev().take(8).find_map(|other| {
        let head = &draft.heads[draft.head_of[*other as usize]? as usize];
        let between = draft.text.get(draft.span(*other).end..start)?;
        let same_sentence = between.len() < 200 && !between.contains(['.', '?', '!', '\n']);
        (*head.kind == Kind::Organisation && same_sentence).then(|| place_of(head))
    })
}

/// A place or body as what an office is for: as a key, and as it is written.
fn place_of(head: &Head<'_>) -> (String, String) {
    let name = head.spellings.first().map_or_else(String::new, |first| first.text.to_string());
    (jurisdiction(&head.folded, 0..head.folded.len()), name)
}

/// The long form of each abbreviated office, and how it is known.
fn long_forms(draft: &Draft<'_>) -> FxHashMap<String, (String, How)> {
    let mut by_initials: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut short: BTreeSet<(String, bool)> = BTreeSet::new();
    let mut long = FxHashMap::default();
    for head in &draft.heads {
        let Some(office) = &head.office else { continue };
        let plural = office.plural && office.of.is_empty();
        if let [word] = office.title.as_slice() {
            short.insert((word.clone(), plural));
            continue;
        }
        let name = Folded::of(&office.title.join(" "), Hyphen::Parts);
        for letters in initials(&name) {
            by_initials.entry(letters).or_default().insert(name.key());
        }
        // `Durham PCC`: the acronym may stand nowhere alone.
        if head.folded.len().checked_sub(1).is_some_and(|last| head.folded.is_acronym(last))
            && let Some(word) = office.title.last()
        {
            short.insert((word.clone(), office.plural));
        }
    }
    for (word, plural) in short {
        if let Some(names) = by_initials.get(&word)
            && let Some(name) = names.first().filter(|_| names.len() == 1)
        {
            let mark = if plural { "(s)" } else { "" };
            long.insert(format!("{word}{mark}"), (format!("{name}{mark}"), How::Initials));
        }
    }
    for (short, name) in defined_offices(draft) {
        long.insert(short, (name, How::Defined));
    }
    long
}

/// Offices explained in brackets.
fn defined_offices(draft: &Draft<'_>) -> Vec<(String, String)> {
    super::bodies::defined(draft, Class::Role)
        .into_iter()
        .filter_map(|(short, long)| {
            let office = |at: u32| draft.heads[at as usize].office.as_ref();
            let (short, long) = (office(short)?, office(long)?);
            let name = |office: &Office| Folded::of(&office.title.join(" "), Hyphen::Parts);
            let [word] = short.title.as_slice() else { return None };
            let letters = Folded::of(&word.to_uppercase(), Hyphen::Parts);
            let fits = long.title.len() > 1 && can_shorten(&letters, &name(long));
            fits.then(|| (short.title_key(), long.title_key()))
        })
        .collect()
}

/// Moves every mention to the head of its office; answers the heads of offices without a place.
fn assign(draft: &mut Draft<'_>, seen: &[Seen]) -> Vec<u32> {
    let mut bare = BTreeSet::new();
    let mut moves: Vec<(u32, u32)> = Vec::with_capacity(seen.len());
    for one in seen {
        let Some(own) = draft.head_of[one.mention as usize] else { continue };
        let kind = draft.heads[own as usize].kind;
        let name =
            draft.heads[own as usize].spellings.first().map_or_else(String::new, |one| one.text.to_string());
        let head = draft.head(kind, office::key(&one.title, &one.of), &name);
        if draft.heads[head as usize].of_name.is_empty() {
            draft.heads[head as usize].of_name.clone_from(&one.of_name);
        }
        moves.push((one.mention, head));
        if one.of.is_empty() && !one.plural {
            bare.insert(head);
        }
    }
    draft.reassign(&moves);
    bare.into_iter().collect()
}

/// The offices that the document says somebody holds, by their titles and holders; `None` where it says so of two.
fn held<'s>(draft: &Draft<'_>, seen: &'s [Seen]) -> FxHashMap<(&'s str, u32), Option<u32>> {
    let mut held: FxHashMap<(&str, u32), Option<u32>> = FxHashMap::default();
    for one in seen.iter().filter(|one| !one.of.is_empty() && !one.loose && !one.plural) {
        let (Some(office), Some(holder)) = (draft.head_of[one.mention as usize], holder(draft, one.mention))
        else {
            continue;
        };
        let known = held.entry((&*one.title, holder)).or_insert(Some(office));
        if *known != Some(office) {
            *known = None;
        }
    }
    held
}

/// Whose name stands right after an office: `Durham PCC Ron Hogg`.
fn holder(draft: &Draft<'_>, office: u32) -> Option<u32> {
    let end = draft.span(office).end;
    let next = draft.order.partition_point(|at| draft.span(*at).start < end);
    let name = *draft.order.get(next)?;
    let head = draft.head_of[name as usize]?;
    let between = draft.text.get(end..draft.span(name).start)?;
    let follows = !between.is_empty() && between.chars().all(char::is_whitespace);
    (follows && draft.heads[head as usize].class == Class::Person).then(|| draft.root(head))
}

/// Links bare titles to the office of that title which somebody whose name follows holds, else to the one which the document speaks
/// of most; where it speaks of several as often, each goes to the one named last before it.
fn link_bare(draft: &mut Draft<'_>, seen: &[Seen], bare: &[u32]) {
    let mut placed: BTreeMap<&str, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
    for one in seen.iter().filter(|one| !one.of.is_empty() && !one.loose) {
        if let Some(head) = draft.head_of[one.mention as usize] {
            let offices = placed.entry(one.title.as_str()).or_default();
            offices.entry(head).or_default().push(draft.span(one.mention).start);
        }
    }
    let held = held(draft, seen);
    for at in bare {
        let title = draft.heads[*at as usize].key.clone();
        let Some(offices) = placed.get(&*title) else { continue };
        for mention in draft.heads[*at as usize].mentions.clone() {
            let office = holder(draft, mention).and_then(|holder| held.get(&(&*title, holder)));
            if let Some(Some(office)) = office {
                draft.links[mention as usize] = Some(Link { to: *office, how: How::Holder });
            }
        }
        let most = offices.values().map(Vec::len).max().unwrap_or(0);
        let leading: Vec<(&u32, &Vec<usize>)> =
            offices.iter().filter(|(_, places)| places.len() == most).collect();
        if let [(office, _)] = leading.as_slice() {
            draft.link(*at, **office, How::Office);
            continue;
        }
        let mut places: Vec<(usize, u32)> = leading
            .iter()
            .flat_map(|(office, places)| places.iter().map(|place| (*place, **office)))
            .collect();
        places.sort_unstable();
        for mention in draft.heads[*at as usize].mentions.clone() {
            let before = places.partition_point(|(place, _)| *place < draft.span(mention).start);
            if draft.links[mention as usize].is_some_and(|link| link.how == How::Holder) {
                continue;
            }
            if let Some((_, office)) = before.checked_sub(1).map(|last| places[last]) {
                draft.links[mention as usize] = Some(Link { to: office, how: How::Office });
            }
        }
    }
}
