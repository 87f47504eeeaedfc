//! The slow scan: every rule of the query language in the plainest way there is, character by character, with no index, no
//! cache, no cleverness. It shares with the program only what lies below search: paragraphs, sentences, the hyphens
//! that broke a word, and the stemmers.

use lectern::project::DocumentId;
use lectern::search::query::Layer;
use lectern::search::{Hit, HitKind, Language, Layers, Scope};
use lectern::text::reading::hyphens_to_hide;
use lectern::text::sentences::sentences_in;
use lectern::text::{Span, Text};
use regex::RegexBuilder;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::asked::Asked;

/// Characters as they run on, each with the bytes it stands for.
type Flow = Vec<(char, Span)>;

/// A range of characters of the flow, and the bytes it stands for.
struct Unit {
    from: usize,
    to: usize,
    original: Span,
}

/// A word: its characters in the flow.
#[derive(Clone, Copy)]
struct Word {
    from: usize,
    to: usize,
}

/// A text being searched.
struct Page<'a> {
    flow: Flow,
    words: Vec<Word>,
    language: Option<Language>,
    layers: &'a dyn Layers,
    document: DocumentId,
}

/// Every hit in a text, in order.
pub fn hits(
    text: &Text,
    language: Option<Language>,
    layers: &dyn Layers,
    document: DocumentId,
    asked: &Asked,
    scope: Scope,
) -> Vec<Hit> {
    let (flow, paragraphs) = run_on(text);
    let words = words(&flow);
    let units: Vec<Unit> = match scope {
        Scope::Document => {
            let original = Span::new(0, text.len()).trimmed(text.as_str());
            vec![Unit { from: 0, to: flow.len(), original }]
        }
        Scope::Paragraph => paragraphs,
        Scope::Sentence => paragraphs
            .iter()
            .flat_map(|paragraph| sentences_in(text, paragraph.original))
            .map(|sentence| {
                let from = flow.iter().position(|(_, span)| span.start >= sentence.start && !span.is_empty());
                let to = flow.iter().rposition(|(_, span)| span.end <= sentence.end && !span.is_empty());
                Unit { from: from.unwrap(), to: to.unwrap() + 1, original: sentence }
            })
            .collect(),
    };
    let page = Page { flow, words, language, layers, document };
    let mut hits: Vec<Hit> = units.iter().flat_map(|unit| page.hits(asked, unit)).collect();
    hits.sort();
    hits.dedup();
    hits
}

/// The text as it runs on, and its paragraphs.
fn run_on(text: &Text) -> (Flow, Vec<Unit>) {
    let body = text.as_str();
    let char_at = |at: usize| body[at..].chars().next().unwrap();
    let structure = text.structure();
    let mut units = Vec::new();
    if !structure.is_hard_wrapped() {
        let flow: Flow = body.char_indices().map(|(at, c)| (c, Span::new(at, at + c.len_utf8()))).collect();
        for paragraph in structure.paragraphs() {
            let from = flow.iter().position(|(_, span)| span.start == paragraph.span.start).unwrap();
            let to = flow.iter().position(|(_, span)| span.end == paragraph.span.end).unwrap() + 1;
            units.push(Unit { from, to, original: paragraph.span });
        }
        return (flow, units);
    }
    assert!(structure.furniture().is_empty(), "page furniture is not made here");
    let hidden = hyphens_to_hide(text);
    let mut flow: Flow = Vec::new();
    for paragraph in structure.paragraphs() {
        let from = flow.len();
        let mut at = paragraph.span.start;
        while at < paragraph.span.end {
            let c = char_at(at);
            let space: usize = body[at..].chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
            if space > 0 && body[at..at + space].contains('\n') {
                let before = body[..at].chars().next_back().unwrap();
                let two_before = body[..at].chars().rev().nth(1).is_some_and(char::is_alphanumeric);
                let after = char_at(at + space).is_alphanumeric();
                let was_hidden = before == '-' && hidden.contains(&(at - 1));
                if !(was_hidden || before == '-' && two_before && after) {
                    flow.push((' ', Span::new(at, at + space)));
                }
                at += space;
                continue;
            }
            if !hidden.contains(&at) {
                flow.push((c, Span::new(at, at + c.len_utf8())));
            }
            at += c.len_utf8();
        }
        units.push(Unit { from, to: flow.len(), original: paragraph.span });
        flow.push(('\n', Span::new(paragraph.span.end, paragraph.span.end)));
    }
    (flow, units)
}

fn is_alone(c: char) -> bool {
    matches!(c, '一'..='鿿' | '가'..='힣')
}

/// Letters and digits with the marks on them; in scripts without spaces each character.
fn words(flow: &Flow) -> Vec<Word> {
    let is_part = |at: usize| {
        let c = flow[at].0;
        (c.is_alphanumeric() && !is_alone(c)) || is_combining_mark(c)
    };
    // A soft hyphen is part of a word where a word goes on after it.
    let goes_on = |at: usize| {
        let next = (at..flow.len()).find(|next| flow[*next].0 != '\u{ad}');
        next.filter(|next| is_part(*next))
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < flow.len() {
        let from = at;
        let c = flow[at].0;
        at += 1;
        if is_alone(c) {
            while at < flow.len() && is_combining_mark(flow[at].0) {
                at += 1;
            }
        } else if c.is_alphanumeric() && !is_combining_mark(c) {
            while let Some(next) = goes_on(at) {
                at = next + 1;
            }
        } else {
            continue;
        }
        words.push(Word { from, to: at });
    }
    words
}

/// Without case and accents.
fn folded(word: &str) -> String {
    let plain: String = word
        .replace('\u{ad}', "")
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .collect();
    plain.replace('ß', "ss").nfc().collect()
}

fn as_written(word: &str) -> String {
    word.replace('\u{ad}', "").nfc().collect()
}

fn stemmed(language: Option<Language>, form: &str) -> String {
    language.map_or_else(|| form.to_owned(), |language| language.stemmer().stem(form).into_owned())
}

/// What one word must be.
#[derive(Clone)]
enum Wanted {
    Any,
    Stem(String),
    Form(String),
    Written(String),
    Wild(Vec<char>),
    Fuzzy(Vec<char>, usize),
}

/// The words that a run of characters without spaces is.
fn split(run: &str, wanted: &dyn Fn(&str) -> Wanted) -> Vec<Wanted> {
    let flow: Flow = run.chars().map(|c| (c, Span::default())).collect();
    let text = |word: &Word| flow[word.from..word.to].iter().map(|(c, _)| *c).collect::<String>();
    words(&flow).iter().map(|word| wanted(&text(word))).collect()
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
    fn text(&self, from: usize, to: usize) -> String {
        self.flow[from..to].iter().map(|(c, _)| *c).collect()
    }

    fn original(&self, from: usize, to: usize) -> Span {
        Span::new(self.flow[from].1.start, self.flow[to - 1].1.end)
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
            Asked::Tag => {
                let passages = self.layers.passages(Layer::Tag, "red").unwrap()(self.document);
                let touching = passages.into_iter().filter(|span| span.overlaps(unit.original));
                some(touching.map(|span| Hit { span, kind: HitKind::Passage }).collect())
            }
            Asked::Title(words) => {
                let title: Flow =
                    self.layers.title(self.document).chars().map(|c| (c, Span::default())).collect();
                let found = words_of(&title);
                let wanted: Vec<Wanted> = words.iter().map(|word| exact(word)).collect();
                holds(
                    found.windows(wanted.len()).any(|window| {
                        window.iter().zip(&wanted).all(|(word, wanted)| fits(None, wanted, word))
                    }),
                )
            }
            Asked::Kind(kind) => {
                let value = self.layers.attribute(self.document, "kind").unwrap_or_default();
                let pattern: Vec<char> = kind.chars().collect();
                holds(!value.is_empty() && wild_fits(&pattern, &value.chars().collect::<Vec<_>>()))
            }
            Asked::Date(_, overlaps) => holds(*overlaps),
            Asked::Expression(pattern) => some(self.matches(pattern, unit)),
            Asked::Word(word) => some(self.phrase(&split(word, &|word| Wanted::Stem(folded(word))), unit)),
            Asked::Exact(word) => some(self.phrase(&split(word, &|word| Wanted::Form(folded(word))), unit)),
            Asked::Written(word) => {
                some(self.phrase(&split(word, &|word| Wanted::Written(as_written(word))), unit))
            }
            Asked::Wild(word) => some(self.phrase(&[wild(word)], unit)),
            Asked::Fuzzy(word, edits) => {
                some(self.phrase(&[Wanted::Fuzzy(folded(word).chars().collect(), *edits)], unit))
            }
            Asked::Phrase(words) => some(self.phrase(&all_exact(words), unit)),
            Asked::Near(words, others) => some(self.near(&all_exact(words), *others, unit)),
        }
    }

    fn matches(&self, pattern: &str, unit: &Unit) -> Vec<Hit> {
        let regex = RegexBuilder::new(pattern).case_insensitive(true).multi_line(true).build().unwrap();
        let text = self.text(unit.from, unit.to);
        let at = |byte: usize| unit.from + text[..byte].chars().count();
        regex
            .find_iter(&text)
            .filter(|found| !found.is_empty())
            .map(|found| self.original(at(found.start()), at(found.end())))
            .filter(|span| !span.is_empty())
            .map(|span| Hit { span, kind: HitKind::Words })
            .collect()
    }

    /// The words of the text that lie in a unit.
    fn words_in(&self, unit: &Unit) -> Vec<Word> {
        self.words.iter().copied().filter(|word| unit.from <= word.from && word.to <= unit.to).collect()
    }

    fn is(&self, word: Word, wanted: &Wanted) -> bool {
        fits(self.language, wanted, &self.text(word.from, word.to))
    }

    fn phrase(&self, wanted: &[Wanted], unit: &Unit) -> Vec<Hit> {
        self.words_in(unit)
            .windows(wanted.len())
            .filter(|window| window.iter().zip(wanted).all(|(word, wanted)| self.is(*word, wanted)))
            .map(|window| self.hit(window))
            .collect()
    }

    fn hit(&self, window: &[Word]) -> Hit {
        Hit { span: self.original(window[0].from, window[window.len() - 1].to), kind: HitKind::Words }
    }

    fn near(&self, wanted: &[Wanted], others: usize, unit: &Unit) -> Vec<Hit> {
        let words = self.words_in(unit);
        let has_all = |from: usize, to: usize| {
            from < to && to - from <= wanted.len() + others && self.can_share(&words[from..to], wanted)
        };
        let mut hits = Vec::new();
        for from in 0..words.len() {
            for to in from + 1..=words.len() {
                if has_all(from, to) && !has_all(from + 1, to) && !has_all(from, to - 1) {
                    hits.push(self.hit(&words[from..to]));
                }
            }
        }
        hits
    }

    /// True when each of `wanted` can have a word of its own.
    fn can_share(&self, words: &[Word], wanted: &[Wanted]) -> bool {
        let Some((first, rest)) = wanted.split_first() else { return true };
        (0..words.len()).any(|at| {
            let others: Vec<Word> = [&words[..at], &words[at + 1..]].concat();
            self.is(words[at], first) && self.can_share(&others, rest)
        })
    }
}

fn words_of(flow: &Flow) -> Vec<String> {
    words(flow).iter().map(|word| flow[word.from..word.to].iter().map(|(c, _)| *c).collect()).collect()
}

fn wild(word: &str) -> Wanted {
    Wanted::Wild(
        word.split_inclusive(['*', '?']).flat_map(|part| folded(part).chars().collect::<Vec<_>>()).collect(),
    )
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
        Wanted::Stem(wanted) => stemmed(language, wanted) == stemmed(language, &form),
        Wanted::Form(wanted) => *wanted == form,
        Wanted::Written(wanted) => *wanted == as_written(word),
        Wanted::Wild(pattern) => wild_fits(pattern, &letters),
        Wanted::Fuzzy(wanted, edits) => {
            // Longer words are too far away for the definition to be followed to its end.
            wanted.len().abs_diff(letters.len()) <= *edits
                && letters.len() < 10
                && distance(wanted, &letters) <= *edits
        }
    }
}
