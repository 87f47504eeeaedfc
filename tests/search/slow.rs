//! The slow scan: every rule of the query language in the plainest way there is, character by character, with no index, no
//! cache, no cleverness. It shares with the program only what lies below search: passages, sentences, the hyphens
//! that may have broken a word, and the stemmers.

use lectern::search::query::Layer;
use lectern::search::{Hit, HitKind, Language, Scope};
use lectern::text::sentences::sentences_of;
use lectern::text::{Span, Text};
use regex::RegexBuilder;
use unicode_normalization::char::is_combining_mark;

use crate::asked::Asked;
use crate::slow_reading::{
    Flow, Part, Reading, Unit, Word, as_written, folded, run_on, stems, without_accents, words,
};
use crate::world::{CODERS, ENTITIES, Known, Mark, TAGS};

/// A text being searched.
struct Page<'a> {
    /// The text, then each passage that is read again.
    readings: Vec<Reading>,
    language: Option<Language>,
    known: &'a Known,
}

/// Every hit in a text, in order.
pub fn hits(text: &Text, language: Option<Language>, known: &Known, asked: &Asked, scope: Scope) -> Vec<Hit> {
    let (readings, paragraphs) = run_on(text);
    let units: Vec<Unit> = match scope {
        Scope::Document => {
            let original = Span::new(0, text.len()).trimmed(text.as_str());
            let part = |reading: usize| Part { reading, from: 0, to: readings[reading].flow.len() };
            vec![Unit { parts: (0..readings.len()).map(part).collect(), original, is_furniture: false }]
        }
        Scope::Paragraph => paragraphs,
        Scope::Sentence => paragraphs
            .into_iter()
            .flat_map(|paragraph| {
                if paragraph.is_furniture {
                    return vec![paragraph];
                }
                let sentences = sentences_of(text, paragraph.original).into_iter();
                sentences.map(|sentence| narrowed(&readings, &paragraph, sentence)).collect()
            })
            .collect(),
    };
    let page = Page { readings, language, known };
    let mut hits: Vec<Hit> = units.iter().flat_map(|unit| page.hits(asked, unit)).collect();
    hits.sort();
    hits.dedup();
    hits
}

/// The part of a paragraph that is a sentence.
fn narrowed(readings: &[Reading], paragraph: &Unit, sentence: Span) -> Unit {
    let part = |part: &Part| {
        let chars = &readings[part.reading].flow[part.from..part.to];
        let from =
            chars.iter().position(|(_, span)| span.start >= sentence.start && !span.is_empty()).unwrap();
        let to = chars.iter().rposition(|(_, span)| span.end <= sentence.end && !span.is_empty()).unwrap();
        Part { reading: part.reading, from: part.from + from, to: part.from + to + 1 }
    };
    Unit { parts: paragraph.parts.iter().map(part).collect(), original: sentence, is_furniture: false }
}

/// What one word must be.
#[derive(Clone)]
enum Wanted {
    Any,
    Stem(String),
    Form(String),
    Written(String),
    Wild(Vec<char>),
    WrittenWild(Vec<char>),
    Fuzzy(Vec<char>, usize),
}

/// The words that a run of characters without spaces is.
fn split(run: &str, wanted: &dyn Fn(&str) -> Wanted) -> Vec<Wanted> {
    words_of(run).iter().map(|word| wanted(word)).collect()
}

fn words_of(text: &str) -> Vec<String> {
    let flow: Flow = text.chars().map(|c| (c, Span::default())).collect();
    words(&flow, &[]).iter().map(|word| flow[word.from..word.to].iter().map(|(c, _)| *c).collect()).collect()
}

fn wild_fits(pattern: &[char], word: &[char]) -> bool {
    match pattern.split_first() {
        None => word.is_empty(),
        Some(('*', rest)) => (0..=word.len()).any(|skipped| wild_fits(rest, &word[skipped..])),
        Some(('?', rest)) => !word.is_empty() && wild_fits(rest, &word[1..]),
        Some((c, rest)) => word.first() == Some(c) && wild_fits(rest, &word[1..]),
    }
}

/// The optimal string alignment distance, by its definition.
fn distance(a: &[char], b: &[char]) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([a_rest @ .., x], [b_rest @ .., y]) => {
            let mut least = (distance(a_rest, b_rest) + usize::from(x != y))
                .min(distance(a_rest, b) + 1)
                .min(distance(a, b_rest) + 1);
            if let ([a_rest @ .., x1, x2], [b_rest @ .., y1, y2]) = (a, b)
                && x1 == y2
                && x2 == y1
            {
                least = least.min(distance(a_rest, b_rest) + 1);
            }
            least
        }
    }
}

impl Page<'_> {
    fn text(&self, part: Part) -> String {
        self.readings[part.reading].flow[part.from..part.to].iter().map(|(c, _)| *c).collect()
    }

    fn original(&self, reading: usize, from: usize, to: usize) -> Span {
        let flow = &self.readings[reading].flow;
        Span::new(flow[from].1.start, flow[to - 1].1.end)
    }

    fn hits(&self, asked: &Asked, unit: &Unit) -> Vec<Hit> {
        let Some(found) = self.satisfying(asked, unit) else { return Vec::new() };
        if found.is_empty() {
            return vec![Hit { span: unit.original, kind: HitKind::Unit }];
        }
        let has_words = found.iter().any(|hit| hit.kind == HitKind::Words);
        found.into_iter().filter(|hit| !has_words || hit.kind == HitKind::Words).collect()
    }

    /// What satisfies the query in a unit; `None` when nothing does.
    fn satisfying(&self, asked: &Asked, unit: &Unit) -> Option<Vec<Hit>> {
        let some = |hits: Vec<Hit>| (!hits.is_empty()).then_some(hits);
        let holds = |holds: bool| holds.then(Vec::new);
        match asked {
            Asked::And(parts) => {
                let found: Option<Vec<Vec<Hit>>> =
                    parts.iter().map(|part| self.satisfying(part, unit)).collect();
                found.map(|found| found.concat())
            }
            Asked::Or(parts) => {
                let found: Vec<Vec<Hit>> =
                    parts.iter().filter_map(|part| self.satisfying(part, unit)).collect();
                (!found.is_empty()).then(|| found.concat())
            }
            Asked::Not(part) => holds(self.satisfying(part, unit).is_none()),
            Asked::Layer(layer, name) => {
                let passages = carrying(self.known, *layer, name);
                let touching = passages.into_iter().filter(|span| span.overlaps(unit.original));
                some(touching.map(|span| Hit { span, kind: HitKind::Passage }).collect())
            }
            Asked::Title(words) => {
                let wanted: Vec<Wanted> = words.iter().map(|word| exact(word)).collect();
                holds(has_words(self.known.title, &wanted))
            }
            Asked::Attribute(name, value) => {
                let has = |(other, _): &&(&str, &str)| other.to_lowercase() == *name;
                let attribute = self.known.attributes.iter().find(has);
                holds(attribute.is_some_and(|(_, has)| !has.trim().is_empty() && value_fits(value, has)))
            }
            Asked::Date(range) => {
                let date = self.known.attributes.iter().find(|(name, _)| *name == "date");
                holds(date.is_some_and(|(_, date)| overlaps(range, date)))
            }
            Asked::Expression(pattern, plain) => {
                some(in_readings(unit, &|part| self.matches(pattern, plain.as_deref(), part)))
            }
            Asked::Near(words, others) => {
                some(in_readings(unit, &|part| self.near(&all_exact(words), *others, part)))
            }
            words => some(in_readings(unit, &|part| self.phrase(&wanted(words), part))),
        }
    }

    fn matches(&self, pattern: &str, plain: Option<&str>, part: Part) -> Vec<Hit> {
        let regex = RegexBuilder::new(plain.unwrap_or(pattern))
            .case_insensitive(true)
            .multi_line(true)
            .build()
            .unwrap();
        let flow = &self.readings[part.reading].flow[part.from..part.to];
        let flow = if plain.is_some() { flow_without_accents(flow) } else { flow.to_vec() };
        let text: String = flow.iter().map(|(c, _)| *c).collect();
        let at = |byte: usize| text[..byte].chars().count();
        regex
            .find_iter(&text)
            .filter(|found| !found.is_empty())
            .map(|found| Span::new(flow[at(found.start())].1.start, flow[at(found.end()) - 1].1.end))
            .filter(|span| !span.is_empty())
            .map(|span| Hit { span, kind: HitKind::Words })
            .collect()
    }

    /// The words of a reading that lie in a part of it, by their groups.
    fn groups_in(&self, part: Part) -> Vec<Vec<Word>> {
        let words = self.readings[part.reading].words.iter().copied();
        let inside: Vec<Word> = words.filter(|word| part.from <= word.from && word.to <= part.to).collect();
        inside.chunk_by(|a, b| a.group == b.group).map(<[Word]>::to_vec).collect()
    }

    fn is(&self, reading: usize, word: Word, wanted: &Wanted) -> bool {
        fits(self.language, wanted, &self.text(Part { reading, from: word.from, to: word.to }))
    }

    fn phrase(&self, wanted: &[Wanted], part: Part) -> Vec<Hit> {
        let is_all = |window: &&[Word]| {
            window.iter().zip(wanted).all(|(word, wanted)| self.is(part.reading, *word, wanted))
        };
        let groups = self.groups_in(part);
        let windows = groups.iter().flat_map(|words| words.windows(wanted.len()));
        windows.filter(is_all).map(|window| self.hit(part.reading, window)).collect()
    }

    fn hit(&self, reading: usize, window: &[Word]) -> Hit {
        let span = self.original(reading, window[0].from, window[window.len() - 1].to);
        Hit { span, kind: HitKind::Words }
    }

    fn near(&self, wanted: &[Wanted], others: usize, part: Part) -> Vec<Hit> {
        let mut hits = Vec::new();
        for words in self.groups_in(part) {
            let has_all = |from: usize, to: usize| {
                from < to
                    && to - from <= wanted.len() + others
                    && self.can_share(part.reading, &words[from..to], wanted)
            };
            for from in 0..words.len() {
                for to in from + 1..=words.len() {
                    if has_all(from, to) && !has_all(from + 1, to) && !has_all(from, to - 1) {
                        hits.push(self.hit(part.reading, &words[from..to]));
                    }
                }
            }
        }
        hits
    }

    /// True when each of `wanted` can have a word of its own.
    fn can_share(&self, reading: usize, words: &[Word], wanted: &[Wanted]) -> bool {
        let fits: Vec<Vec<bool>> = wanted
            .iter()
            .map(|wanted| words.iter().map(|word| self.is(reading, *word, wanted)).collect())
            .collect();
        let mut owners = vec![None; words.len()];
        (0..wanted.len()).all(|one| finds_word(&fits, one, &mut owners, &mut vec![false; words.len()]))
    }
}

/// Gives `one` of those who want a word a word that fits; where all are taken, an owner may find another (Kuhn 1955).
fn finds_word(fits: &[Vec<bool>], one: usize, owners: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for word in 0..owners.len() {
        if tried[word] || !fits[one][word] {
            continue;
        }
        tried[word] = true;
        if owners[word].is_none_or(|owner| finds_word(fits, owner, owners, tried)) {
            owners[word] = Some(one);
            return true;
        }
    }
    false
}

/// Characters without accents, each with what it stands for: a letter takes its marks along.
fn flow_without_accents(flow: &[(char, Span)]) -> Flow {
    let mut found: Flow = Vec::new();
    let mut at = 0;
    while at < flow.len() {
        let marks = flow[at + 1..].iter().take_while(|(c, _)| is_combining_mark(*c)).count();
        let cluster = &flow[at..=at + marks];
        at += marks + 1;
        let letters: String = cluster.iter().map(|(c, _)| *c).collect();
        let without = without_accents(&letters);
        if without == letters {
            found.extend_from_slice(cluster);
        } else {
            let span = Span::new(cluster[0].1.start, cluster[marks].1.end);
            found.extend(without.chars().map(|c| (c, span)));
        }
    }
    found
}

/// True when there is anything that a query names, in any document.
pub fn is_there(known: &[Known], layer: Layer, name: &str) -> bool {
    match layer {
        Layer::Tag => !tags_named(name).is_empty(),
        Layer::Coder => CODERS.iter().any(|coder| is_coder(coder, name)),
        Layer::Memo => true,
        Layer::Entity | Layer::Type => {
            known.iter().flat_map(|known| &known.named).any(|(_, entity)| is_entity(*entity, layer, name))
        }
    }
}

/// What is found in the first reading, and of what is found in the others what stands where nothing was found there.
fn in_readings(unit: &Unit, find: &dyn Fn(Part) -> Vec<Hit>) -> Vec<Hit> {
    let first = find(unit.parts[0]);
    let again = unit.parts[1..].iter().flat_map(|part| find(*part));
    let others: Vec<Hit> =
        again.filter(|hit| first.iter().all(|other| !other.span.overlaps(hit.span))).collect();
    [first, others].concat()
}

/// Whether any document has an attribute of this name.
pub fn has_attribute(known: &[Known], name: &str) -> bool {
    known.iter().flat_map(|known| &known.attributes).any(|(other, _)| other.eq_ignore_ascii_case(name))
}

/// The passages of a document that carry what is named.
fn carrying(known: &Known, layer: Layer, name: &str) -> Vec<Span> {
    let marked = |wanted: &dyn Fn(&Mark) -> bool| -> Vec<Span> {
        known.marks.iter().filter(|mark| wanted(mark)).map(|mark| mark.span).collect()
    };
    match layer {
        Layer::Tag => {
            let tags = tags_named(name);
            marked(&|mark| mark.tags.iter().any(|tag| tags.contains(tag)))
        }
        Layer::Coder => marked(&|mark| is_coder(&CODERS[mark.coder], name)),
        Layer::Memo => {
            let words: Vec<Wanted> = name.split_whitespace().map(exact).collect();
            marked(&|mark| has_words(mark.memo, &words))
        }
        Layer::Entity | Layer::Type => {
            let named = known.named.iter().filter(|(_, entity)| is_entity(*entity, layer, name));
            named.map(|(span, _)| *span).collect()
        }
    }
}

/// The tags with a name or a path, and all below them.
fn tags_named(name: &str) -> Vec<usize> {
    let name = name.replace('›', ">");
    let is_named = |levels: &[&str]| {
        value_fits(&name, levels[levels.len() - 1]) || value_fits(&name, &levels.join(" > "))
    };
    let is_below = |levels: &[&str]| TAGS.iter().any(|above| is_named(above) && levels.starts_with(above));
    (0..TAGS.len()).filter(|tag| is_below(TAGS[*tag])).collect()
}

fn is_coder((name, initials): &(&str, &str), wanted: &str) -> bool {
    value_fits(wanted, name) || value_fits(wanted, initials)
}

fn is_entity(entity: usize, layer: Layer, wanted: &str) -> bool {
    let (names, kind) = ENTITIES[entity];
    if layer == Layer::Type {
        value_fits(wanted, kind)
    } else {
        names.iter().any(|name| value_fits(wanted, name))
    }
}

/// True when a whole value, its runs of blanks as one, is what is wanted.
fn value_fits(wanted: &str, value: &str) -> bool {
    let one_blank = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = |value: &str| folded(&one_blank(value)).chars().collect::<Vec<_>>();
    wild_fits(&letters(wanted), &letters(value))
}

/// True when the words stand side by side in a short text.
fn has_words(text: &str, wanted: &[Wanted]) -> bool {
    words_of(text)
        .windows(wanted.len())
        .any(|window| window.iter().zip(wanted).all(|(word, wanted)| fits(None, wanted, word)))
}

/// True when a time and a date, each a year, a month or a day, have a day in common.
fn overlaps(range: &str, date: &str) -> bool {
    // As people write them.
    let date = match date {
        "18 September 2019" => "2019-09-18",
        "29.2.2020" => "2020-02-29",
        date => date,
    };
    let is_date = date.split('-').all(|part| part.parse::<u32>().is_ok());
    let first = |date: &str| format!("{date}{}", &"0000-01-01"[date.len()..]);
    let last = |date: &str| format!("{date}{}", &"9999-12-31"[date.len()..]);
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    is_date && (from.is_empty() || first(from) <= last(date)) && (to.is_empty() || first(date) <= last(to))
}

/// The words that stand side by side in what is asked.
fn wanted(asked: &Asked) -> Vec<Wanted> {
    match asked {
        Asked::Word(word) => split(word, &|word| Wanted::Stem(word.to_owned())),
        Asked::Exact(word) => split(word, &|word| Wanted::Form(folded(word))),
        Asked::Written(word) => split(word, &|word| Wanted::Written(as_written(word))),
        Asked::Wild(word) => vec![wild(word)],
        Asked::WrittenWild(word) => vec![written_wild(word)],
        Asked::Fuzzy(word, edits) => vec![Wanted::Fuzzy(folded(word).chars().collect(), *edits)],
        Asked::Phrase(words, _) => all_exact(words),
        Asked::WrittenPhrase(words) => {
            let of = |word: &String| match word.as_str() {
                "*" => vec![Wanted::Any],
                word if word.contains(['*', '?']) => vec![written_wild(word)],
                word => split(word, &|word| Wanted::Written(as_written(word))),
            };
            words.iter().flat_map(of).collect()
        }
        other => panic!("{other:?} is no words"),
    }
}

/// Letters in some form, wildcards as they are.
fn pattern(word: &str, form: fn(&str) -> String) -> Vec<char> {
    let part = |part: &str| {
        let letters = part.trim_end_matches(['*', '?']);
        format!("{}{}", form(letters), &part[letters.len()..])
    };
    word.split_inclusive(['*', '?']).map(part).collect::<String>().chars().collect()
}

fn wild(word: &str) -> Wanted {
    Wanted::Wild(pattern(word, folded))
}

fn written_wild(word: &str) -> Wanted {
    Wanted::WrittenWild(pattern(word, as_written))
}

fn exact(word: &str) -> Wanted {
    match word {
        "*" => Wanted::Any,
        _ if word.contains(['*', '?']) => wild(word),
        _ => Wanted::Form(folded(word)),
    }
}

fn all_exact(words: &[String]) -> Vec<Wanted> {
    let of = |word: &String| {
        if word.contains(['*', '?']) {
            vec![exact(word)]
        } else {
            split(word, &|word| Wanted::Form(folded(word)))
        }
    };
    words.iter().flat_map(of).collect()
}

fn fits(language: Option<Language>, wanted: &Wanted, word: &str) -> bool {
    let form = folded(word);
    let letters: Vec<char> = form.chars().collect();
    match wanted {
        Wanted::Any => true,
        Wanted::Stem(wanted) => {
            let ours = stems(language, word);
            stems(language, wanted).iter().any(|stem| ours.contains(stem))
        }
        Wanted::Form(wanted) => *wanted == form,
        Wanted::Written(wanted) => *wanted == as_written(word),
        Wanted::Wild(pattern) => wild_fits(pattern, &letters),
        Wanted::WrittenWild(pattern) => wild_fits(pattern, &as_written(word).chars().collect::<Vec<_>>()),
        Wanted::Fuzzy(wanted, edits) => {
            // Longer words are too far away for the definition to be followed to its end.
            wanted.len().abs_diff(letters.len()) <= *edits
                && letters.len() < 10
                && distance(wanted, &letters) <= *edits
        }
    }
}
