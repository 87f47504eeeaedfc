//! Organisations, programmes, places and laws within one document: acronyms, short forms, and `the Trust`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::super::acronym::{can_shorten, initials, is_slip, plain_initials, slip_forms};
use super::super::almost;
use super::super::class::Class;
use super::super::fold::Folded;
use super::super::lexicon::{heads_meant, is_by_water, is_head, is_legal_form, is_of, usual_long_forms};
use super::super::reason::How;
use super::super::wording::{with_place, without_small_words};
use super::draft::Draft;
use super::short::{ByPart, one_of};
use crate::entities::Kind;

/// Names of more words than these have no short forms that are looked for.
const MOST_WORDS: usize = 12;

/// A short form has at least this many letters.
const LEAST_LETTERS: usize = 3;

/// Links the names of each class.
pub(super) fn link(draft: &mut Draft<'_>) {
    for class in [Class::Body, Class::Place, Class::Law] {
        link_slips(draft, class);
        link_small_words(draft, class);
        link_placed(draft, class);
        link_whole(draft, class);
        link_defined(draft, class);
        link_initials(draft, class);
        if class == Class::Body {
            link_short(draft, class);
        }
        link_generic(draft, class);
    }
}

/// Links slips of the pen.
fn link_slips(draft: &mut Draft<'_>, class: Class) {
    let heads = draft.unlinked(class);
    let keys: Vec<&str> = heads.iter().map(|at| &*draft.heads[*at as usize].key).collect();
    let mut links = Vec::new();
    for (a, b) in almost::pairs(&keys) {
        let (a, b) = (heads[a as usize], heads[b as usize]);
        let (one, other) = (&draft.heads[a as usize], &draft.heads[b as usize]);
        let counts = (one.mentions.len(), other.mentions.len());
        if one.kind == other.kind && almost::is_slip(&one.folded, &other.folded, counts) {
            let a_is_slip = (counts.0, &other.key) < (counts.1, &one.key);
            links.push(if a_is_slip { (a, b) } else { (b, a) });
        }
    }
    for (slip, right) in links {
        draft.link(slip, right, How::SpeltAlmost);
    }
}

/// Links names that are the same but for small words, the rarer to the commoner.
fn link_small_words(draft: &mut Draft<'_>, class: Class) {
    let mut by_words: BTreeMap<(String, &Kind), Vec<u32>> = BTreeMap::new();
    for at in draft.unlinked(class) {
        let head = &draft.heads[at as usize];
        if let Some(words) = without_small_words(&head.folded) {
            by_words.entry((words, head.kind)).or_default().push(at);
        }
    }
    for mut same in by_words.into_values().filter(|same| same.len() > 1) {
        same.sort_by_key(|at| {
            let head = &draft.heads[*at as usize];
            (Reverse(head.mentions.len()), Reverse(head.folded.len()), *at)
        });
        for at in &same[1..] {
            draft.link(*at, same[0], How::SmallWords);
        }
    }
}

/// Links a name before which its place stands to the name that has the place in it: `Hartlepool's Waterfront Festival`.
fn link_placed(draft: &mut Draft<'_>, class: Class) {
    let placed = placed(draft, class);
    for (at, key) in &placed {
        if let Some(long) = draft.known(class, key) {
            draft.link(*at, long, How::ShortForm);
        }
    }
    draft.placed.extend(placed);
}

/// The names of a class before which their place stands, with the key of both together.
fn placed(draft: &Draft<'_>, class: Class) -> Vec<(u32, String)> {
    let mut found: Vec<(u32, String)> = Vec::new();
    let heads = |at: u32| draft.head_of[at as usize].map(|head| (head, &draft.heads[head as usize]));
    for pair in draft.order.windows(2) {
        let (Some((_, place)), Some((at, head))) = (heads(pair[0]), heads(pair[1])) else { continue };
        if place.class != Class::Place || head.class != class || head.folded.len() < 2 {
            continue;
        }
        let between = draft.text.get(draft.span(pair[0]).end..draft.span(pair[1]).start);
        if matches!(between, Some("'s " | "’s "))
            && let (Some(place), Some(name)) = (place.spellings.first(), head.spellings.first())
        {
            found.push((at, with_place(&place.text, &name.text)));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Links names that are whole without something at their end: a legal form, a generic word in small letters, a year, a
/// region after a comma, the river a town lies by.
fn link_whole(draft: &mut Draft<'_>, class: Class) {
    let heads = draft.unlinked(class);
    let mut by_stem = ByPart::default();
    for at in &heads {
        for stem in stems(class, &draft.heads[*at as usize].folded) {
            if draft.known(class, &stem).is_some() {
                by_stem.add(stem, *at);
            }
        }
    }
    for at in &heads {
        let key = draft.heads[*at as usize].key.clone();
        if let Some(long) = by_stem.one(draft, &key, *at) {
            // Of `Coastal Watch scheme` and `Coastal Watch` the second is the name; of `X Ltd` and `X` the first.
            if class != Class::Law && has_small_end(&draft.heads[long as usize].folded) {
                draft.link(long, *at, How::ShortForm);
            } else {
                draft.link(*at, long, How::ShortForm);
            }
        }
    }
}

/// True when a name ends with a generic word in small letters.
pub(in super::super) fn has_small_end(name: &Folded) -> bool {
    name.len() > 1 && !name.is_capital(name.len() - 1) && name.is_capital(0)
}

/// A name without what may be left out at its end, as keys.
pub(in super::super) fn stems(class: Class, name: &Folded) -> Vec<String> {
    let mut stems = Vec::new();
    let mut end = name.len();
    while end > 1 && class == Class::Body && is_legal_form(name.word(end - 1)) {
        end -= 1;
    }
    if end < name.len() {
        stems.push(name.key_of(0..end));
    }
    let mut capital = name.len();
    while capital > 1 && !name.is_capital(capital - 1) {
        capital -= 1;
    }
    if name.is_capital(0) && capital < name.len() && (capital > 1 || name.len() == 2) {
        stems.push(name.key_of(0..capital));
    }
    if class == Class::Law && name.len() > 1 && is_year(name.last()) {
        stems.push(name.key_of(0..name.len() - 1));
    }
    // `Victims' Code of Practice` is the Victims' Code.
    let of_practice = ["practice", "conduct"].contains(&name.last()) && name.len() > 3;
    if class == Class::Law && of_practice && name.word(name.len() - 2) == "of" {
        stems.push(name.key_of(0..name.len() - 2));
    }
    if class == Class::Place {
        if name.before_comma() > 0 && name.before_comma() < name.len() {
            stems.push(name.key_of(0..name.before_comma()));
        }
        if let Some(water) = (1..name.len().saturating_sub(1)).find(|at| is_by_water(name.word(*at))) {
            stems.push(name.key_of(0..water));
        }
    }
    stems.retain(|stem| stem.chars().count() >= LEAST_LETTERS);
    stems
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// Links abbreviations that the text explains: `Long Name (LN)`, `LN (Long Name)`.
fn link_defined(draft: &mut Draft<'_>, class: Class) {
    for (short, long) in defined(draft, class) {
        draft.link(short, long, How::Defined);
    }
}

/// The heads of a class of which one stands in brackets after the other and can shorten it, the shorter first.
pub(super) fn defined(draft: &Draft<'_>, class: Class) -> Vec<(u32, u32)> {
    // What ends where: of several names that end together the longest is explained.
    let mut ending: FxHashMap<usize, u32> = FxHashMap::default();
    for at in draft.order.iter().rev() {
        if draft.head_of[*at as usize].is_some_and(|head| draft.heads[head as usize].class == class) {
            ending.insert(draft.span(*at).end, *at);
        }
    }
    let mut found = Vec::new();
    for second in &draft.order {
        let Some(first) = bracketed(draft, *second).and_then(|end| ending.get(&end)) else { continue };
        let (Some(one), Some(other)) = (draft.head_of[*first as usize], draft.head_of[*second as usize])
        else {
            continue;
        };
        let (a, b) = (&draft.heads[one as usize], &draft.heads[other as usize]);
        if b.class != class || one == other {
            continue;
        }
        if can_shorten(&b.folded, &a.folded) {
            found.push((other, one));
        } else if a.folded.is_one_acronym() && can_shorten(&a.folded, &b.folded) {
            found.push((one, other));
        }
    }
    found
}

/// Where what is before the bracket ends, if a mention stands in brackets: `Long Name ("LN")`.
fn bracketed(draft: &Draft<'_>, at: u32) -> Option<usize> {
    let start = draft.span(at).start;
    let near = draft.before(at, 24);
    let opened = near.trim_end_matches(is_quote);
    let opened = ["the ", "or ", "now "].iter().find_map(|word| opened.strip_suffix(word)).unwrap_or(opened);
    let before = opened.trim_end_matches(is_quote).strip_suffix('(')?.trim_end();
    let closes = draft.after(at, 8).trim_start_matches(is_quote).starts_with([')', ',', ';']);
    closes.then(|| start - (near.len() - before.len()))
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»')
}

/// Links acronyms to the one name in the document that has these initials.
fn link_initials(draft: &mut Draft<'_>, class: Class) {
    let acronyms: Vec<u32> = draft
        .unlinked(class)
        .into_iter()
        .filter(|at| draft.heads[*at as usize].folded.is_one_acronym())
        .collect();
    if acronyms.is_empty() {
        return;
    }
    let mut by_initials = ByPart::default();
    let mut by_slip = ByPart::default();
    for at in draft.unlinked(class) {
        let name = &draft.heads[at as usize].folded;
        for form in plain_initials(name).iter().flat_map(|letters| slip_forms(letters)) {
            by_slip.add(form, at);
        }
        for acronym in initials(name) {
            if draft.known(class, &acronym).is_some() {
                by_initials.add(acronym, at);
            }
        }
        for long in usual_long_forms(&draft.heads[at as usize].key) {
            if let Some(long) = draft.known(class, long) {
                draft.link(at, long, How::UsualAbbreviation);
            }
        }
    }
    for at in acronyms {
        let acronym = draft.heads[at as usize].folded.word(0).to_owned();
        if let Some(long) = by_initials.one(draft, &acronym, at) {
            draft.link(at, long, How::Initials);
            continue;
        }
        let near: Vec<u32> = slip_forms(&acronym)
            .iter()
            .flat_map(|form| by_slip.get(form).iter().copied())
            .filter(|long| {
                let letters = plain_initials(&draft.heads[*long as usize].folded);
                letters.is_some_and(|letters| is_slip(&acronym, &letters))
            })
            .collect();
        if draft.heads[at as usize].folded.is_all_capitals()
            && by_initials.get(&acronym).is_empty()
            && let Some(long) = one_of(draft, near.into_iter())
        {
            draft.link(at, long, How::InitialsAlmost);
        }
    }
}

/// Links first and last words of a name to it: `Bluenose` of Bluenose Terminals, `Rovers` of Port Elizabeth Rovers.
fn link_short(draft: &mut Draft<'_>, class: Class) {
    let heads = draft.unlinked(class);
    let mut by_start = ByPart::default();
    let mut by_end = ByPart::default();
    let mut part = String::new();
    for at in &heads {
        let name = &draft.heads[*at as usize].folded;
        if (2..=MOST_WORDS).contains(&name.len()) {
            for cut in 1..name.len() {
                for (parts, range) in [(&mut by_start, 0..cut), (&mut by_end, cut..name.len())] {
                    name.key_into(&mut part, range);
                    // Only what is a name here by itself will be asked for.
                    if draft.known(class, &part).is_some() {
                        parts.add(part.clone(), *at);
                    }
                }
            }
        }
    }
    for at in &heads {
        let head = &draft.heads[*at as usize];
        // What stands only within other names is a thing of its own, or it would not have been marked there.
        if head.nested || head.key.chars().count() < LEAST_LETTERS || !head.folded.is_capital(0) {
            continue;
        }
        let is_whole = is_head(head.folded.last());
        let is_generic = head.folded.len() == 1 && is_whole;
        let (key, kind) = (head.key.clone(), head.kind);
        let words = head.folded.len();
        let of_kind = |heads: &[u32]| -> Vec<u32> {
            let fits = |other: &u32| *other != *at && draft.heads[*other as usize].kind == kind;
            heads.iter().copied().filter(fits).collect()
        };
        let mut starts = if is_whole { Vec::new() } else { of_kind(by_start.get(&key)) };
        starts.retain(|long| !is_of_a_subject(&draft.heads[*long as usize].folded, words));
        let ends = if is_generic { Vec::new() } else { of_kind(by_end.get(&key)) };
        if let Some(long) = one_of(draft, starts.into_iter().chain(ends)) {
            draft.link(*at, long, How::ShortForm);
        }
    }
}

/// True for a name whose first words are the subject of what it names: `Serious Violence` is none of the Serious Violence
/// Prevention Strategy, as `Coastal Watch` is of the Coastal Watch Programme.
fn is_of_a_subject(name: &Folded, words: usize) -> bool {
    let planned =
        matches!(name.last(), "strategy" | "plan" | "policy" | "fund" | "manager" | "report" | "review");
    planned && words > 1 && name.len() >= words + 2
}

/// Links `the Trust` and the like to the one name in the document with that head.
fn link_generic(draft: &mut Draft<'_>, class: Class) {
    let heads = draft.unlinked(class);
    let generic: Vec<u32> = heads.iter().copied().filter(|at| is_generic(draft, *at)).collect();
    if generic.is_empty() {
        return;
    }
    let mut by_head = ByPart::default();
    for at in &heads {
        let name = &draft.heads[*at as usize].folded;
        if name.len() > 1 {
            by_head.add(head_of(name).to_owned(), *at);
        }
    }
    for at in generic {
        let word = draft.heads[at as usize].folded.word(0).to_owned();
        let kind = draft.heads[at as usize].kind;
        let of_kind = |part: &str| -> Vec<u32> {
            by_head
                .get(part)
                .iter()
                .copied()
                .filter(|other| draft.heads[*other as usize].kind == kind)
                .collect()
        };
        let meant: Vec<u32> = heads_meant(&word).iter().flat_map(|head| of_kind(head)).collect();
        let found = of_kind(&word).into_iter().chain(meant);
        if let Some(long) = one_of(draft, found) {
            draft.link(at, long, How::Generic);
        }
    }
}

/// True for a bare head word that is spoken of as known: `the Trust`, `our Council`.
fn is_generic(draft: &Draft<'_>, at: u32) -> bool {
    let head = &draft.heads[at as usize];
    head.folded.len() == 1
        && is_head(head.folded.word(0))
        && head.folded.is_capital(0)
        && head.mentions.iter().any(|mention| {
            let own = draft.span(*mention).of(draft.text).unwrap_or_default();
            let before = draft.before(*mention, 8).trim_end();
            let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
            let said = own.split_whitespace().next().unwrap_or_default();
            [word, said].iter().any(|word| {
                ["the", "this", "our", "its", "their"].iter().any(|known| word.eq_ignore_ascii_case(known))
            })
        })
}

/// The word that says what a named thing is: the last before `of`, `for`, …, else the last that is no year.
fn head_of(name: &Folded) -> &str {
    if is_year(name.last()) {
        return name.word(name.len().saturating_sub(2));
    }
    match (1..name.len()).find(|at| is_of(name.word(*at))) {
        Some(of) => name.word(of - 1),
        None => name.last(),
    }
}
