//! The scorer that goes with the guidelines beside the gold: strict and overlap F1 for each kind and in all.
//!
//! Strict is the same kind (or an accepted one) and the same span (or an accepted one) after both ends are normalised; overlap the
//! same kind and one character in common. What hits an optional mention exactly is ignored.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::{Gold, Predicted};

/// The kinds in the order in which they are listed.
pub const KINDS: [&str; 10] =
    ["PERSON", "ORG", "PLACE", "DATE", "MONEY", "QUANTITY", "ROLE", "PROGRAMME", "LAW", "CONTACT"];

/// Words that are left out at the start of a mention on both sides.
const LEADS: [&[&str]; 37] = [
    &["the"],
    &["a"],
    &["an"],
    &["this"],
    &["that"],
    &["its"],
    &["his"],
    &["her"],
    &["our"],
    &["their"],
    &["all"],
    &["over"],
    &["around"],
    &["about"],
    &["more", "than"],
    &["less", "than"],
    &["nearly"],
    &["almost"],
    &["up", "to"],
    &["some"],
    &["approximately"],
    &["roughly"],
    &["at", "least"],
    &["upwards", "of"],
    &["only"],
    &["just"],
    &["between"],
    &["from"],
    &["under"],
    &["mr"],
    &["mrs"],
    &["ms"],
    &["miss"],
    &["dr"],
    &["sir"],
    &["dame"],
    &["former"],
];

/// Counts for one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub hit: usize,
    pub wrong: usize,
    pub missed: usize,
    pub near: usize,
    pub far: usize,
    pub reached: usize,
    pub unreached: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.hit += other.hit;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.near += other.near;
        self.far += other.far;
        self.reached += other.reached;
        self.unreached += other.unreached;
    }

    /// Strict F1.
    pub fn strict(self) -> f64 {
        f1(ratio(self.hit, self.hit + self.wrong), ratio(self.hit, self.hit + self.missed))
    }

    /// Overlap F1.
    pub fn overlap(self) -> f64 {
        f1(ratio(self.near, self.near + self.far), ratio(self.reached, self.reached + self.unreached))
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// Scores by kind.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub kinds: BTreeMap<String, Counts>,
    /// One line for each fault.
    pub faults: Vec<String>,
}

impl Score {
    /// All kinds together.
    pub fn micro(&self) -> Counts {
        let mut all = Counts::default();
        for counts in self.kinds.values() {
            all.add(*counts);
        }
        all
    }

    /// The counts of one kind.
    pub fn kind(&self, kind: &str) -> Counts {
        self.kinds.get(kind).copied().unwrap_or_default()
    }

    fn at(&mut self, kind: &str) -> &mut Counts {
        self.kinds.entry(kind.to_owned()).or_default()
    }
}

/// Scores what was predicted in one text, given as characters, and adds it to `score`.
pub fn score(text: &[char], gold: &[Gold], predicted: &[Predicted], score: &mut Score, document: &str) {
    let words = |start: usize, end: usize| text[start..end].iter().collect::<String>().replace('\n', " ");
    let mut sorted: Vec<&Predicted> = predicted.iter().collect();
    sorted.sort_by(|a, b| (a.start, a.end, &a.kind).cmp(&(b.start, b.end, &b.kind)));
    let required: Vec<&Gold> = gold.iter().filter(|gold| !gold.optional).collect();
    let optional: Vec<&Gold> = gold.iter().filter(|gold| gold.optional).collect();
    let spans_of = |gold: &Gold| -> BTreeSet<(usize, usize)> {
        std::iter::once((gold.start, gold.end))
            .chain(gold.other_spans.iter().copied())
            .map(|(start, end)| normalised(text, start, end, &gold.kind))
            .collect()
    };
    let required_spans: Vec<_> = required.iter().map(|gold| spans_of(gold)).collect();
    let optional_spans: Vec<_> = optional.iter().map(|gold| spans_of(gold)).collect();
    let mut used = vec![false; required.len()];
    for one in &sorted {
        let span = normalised(text, one.start, one.end, &one.kind);
        let hit = (0..required.len())
            .find(|at| !used[*at] && required[*at].accepts(&one.kind) && required_spans[*at].contains(&span));
        if let Some(at) = hit {
            used[at] = true;
            let counts = score.at(&required[at].kind);
            counts.hit += 1;
            counts.near += 1;
            continue;
        }
        let ignored = (0..optional.len())
            .any(|at| optional[at].accepts(&one.kind) && optional_spans[at].contains(&span));
        if ignored {
            continue;
        }
        score.at(&one.kind).wrong += 1;
        let near = required
            .iter()
            .find(|gold| gold.accepts(&one.kind) && one.start < gold.end && one.end > gold.start);
        match near {
            Some(gold) => score.at(&gold.kind).near += 1,
            None => score.at(&one.kind).far += 1,
        }
        let sign = if near.is_some() { "~wrong" } else { " wrong" };
        score.faults.push(format!(
            "{sign} {document} {} {:?} [{}]",
            one.kind,
            words(one.start, one.end),
            one.source
        ));
    }
    for (at, gold) in required.iter().enumerate() {
        let counts = score.at(&gold.kind);
        counts.missed += usize::from(!used[at]);
        let reached =
            sorted.iter().any(|one| gold.accepts(&one.kind) && one.start < gold.end && one.end > gold.start);
        if reached {
            counts.reached += 1;
        } else {
            counts.unreached += 1;
        }
        if !used[at] {
            let sign = if reached { "~missed" } else { " missed" };
            score.faults.push(format!("{sign} {document} {} {:?}", gold.kind, words(gold.start, gold.end)));
        }
    }
}

/// A mention without what belongs to neither side: space, punctuation, articles, titles, a possessive ending.
fn normalised(text: &[char], start: usize, end: usize, kind: &str) -> (usize, usize) {
    let (mut start, mut end) = (start, end);
    let edge =
        |c: char, front: bool| c.is_whitespace() || "“”\"'‘’*-–,.;:".contains(c) || (front && c == '(');
    while start < end && edge(text[start], true) {
        start += 1;
    }
    while end > start && edge(text[end - 1], false) {
        end -= 1;
    }
    while let Some(after) = lead_end(text, start, end, kind) {
        start = after;
    }
    if end - start >= 2 && matches!(text[end - 2], '\'' | '’') && text[end - 1] == 's' {
        end -= 2;
    } else if end > start && matches!(text[end - 1], '\'' | '’') {
        end -= 1;
    }
    while end > start && (text[end - 1].is_whitespace() || matches!(text[end - 1], ',' | '.' | ';' | ':')) {
        end -= 1;
    }
    (start, end)
}

/// Where the mention goes on after one leading word, if it begins with one.
fn lead_end(text: &[char], start: usize, end: usize, kind: &str) -> Option<usize> {
    let mut leads = LEADS.iter().copied().chain([&["estimated"] as &[&str]]);
    let found = leads.find_map(|lead| matched(text, start, end, lead))?;
    let word: String = text[start..end].iter().take_while(|c| !c.is_whitespace()).collect();
    let kept = kind == "DATE" && matches!(word.to_lowercase().trim(), "this" | "that");
    (found < end && !kept).then_some(found)
}

/// One past the words of `lead`, an optional full stop and the space after them.
fn matched(text: &[char], start: usize, end: usize, lead: &[&str]) -> Option<usize> {
    let mut at = start;
    for (number, word) in lead.iter().enumerate() {
        if number > 0 {
            let space = text[at..end].iter().take_while(|c| c.is_whitespace()).count();
            if space == 0 {
                return None;
            }
            at += space;
        }
        for c in word.chars() {
            if at >= end || !text[at].to_lowercase().eq(c.to_lowercase()) {
                return None;
            }
            at += 1;
        }
    }
    if at < end && text[at] == '.' {
        at += 1;
    }
    let space = text[at..end].iter().take_while(|c| c.is_whitespace()).count();
    (space > 0).then_some(at + space)
}

/// A table of scores, one line a kind.
pub fn table(title: &str, score: &Score, bare: &Score) -> String {
    let mut lines =
        vec![format!("{title}"), "kind         n  strict  overlap   bare strict  bare overlap".to_owned()];
    let mut line = |name: &str, counts: Counts, bare: Counts| {
        lines.push(format!(
            "{name:<10} {:>3}   {:.3}    {:.3}         {:.3}         {:.3}",
            counts.hit + counts.missed,
            counts.strict(),
            counts.overlap(),
            bare.strict(),
            bare.overlap()
        ));
    };
    for kind in KINDS {
        line(kind, score.kind(kind), bare.kind(kind));
    }
    line("micro", score.micro(), bare.micro());
    lines.join("\n")
}
