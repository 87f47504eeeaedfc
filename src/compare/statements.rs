//! The same statement in other words: clauses of different documents that say much with the same rare words, ranked.
//!
//! A second layer beside shared passages. What is offered here is a suggestion to look at, never a quotation. A clause is
//! a sentence, an item of a list or what stands between semicolons; long ones are read in windows. Two are compared by the
//! stems of their telling words: how much the common ones say, times how alike the two are (cosine). The measure knows
//! nothing of meaning, negation or numbers.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::function_words::FunctionWords;
use super::scripts::Unspaced;
use super::shared::{DocumentNumber, Place, Shared, Watch};
use super::stems::stem;
use super::tokens::Tokens;
use crate::text::numbers::counted;
use crate::text::{Span, Text, sentences};

/// A longer clause is read in windows of so many words.
const WINDOW: usize = 60;
/// Two clauses have so many stems in common.
const FEWEST_STEMS: usize = 4;
/// Which together say so much: the sum of their inverse document frequencies, natural logarithm.
const LEAST_SAID: f32 = 14.0;
/// And are such a share of the stems of the shorter clause.
const LEAST_SHARE: f32 = 0.33;
/// A stem that is in more clauses than this, or this share of them if that is more, says nothing …
const MANY_CLAUSES: usize = 20;
const SHARE_OF_CLAUSES: usize = 33;
/// … and one that is in more than so many says too little to look for others by.
const MOST_CLAUSES: usize = 200;
/// Of one clause no more counterparts are kept.
const MOST_FOR_CLAUSE: usize = 5;
/// Documents read at a time, which bounds the memory that reading takes.
const BATCH: usize = 1024;
/// Of the likeliest so many, those that lie over each other are sorted out …
const MOST_LOOKED_AT: usize = 20_000;
/// … and no more are kept.
const MOST: usize = 10_000;
/// Progress is told of whenever so many clauses have been compared.
const TELL_EVERY: usize = 500;

/// Two clauses that may say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statement {
    /// The clause in the document added first.
    pub a: Place,
    /// The other.
    pub b: Place,
    /// How likely they say the same; compare scores of one corpus only.
    pub score: f32,
    /// How many stems they have in common.
    pub stems: usize,
    /// True when a shared passage covers much of either: then it is the same statement in the same words.
    pub is_shared: bool,
}

/// What was not kept, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Clauses that may say the same as more others than are kept of one.
    pub crowded: usize,
    /// Pairs of clauses beyond the most that are kept.
    pub pairs: usize,
}

impl LeftOut {
    /// What was left out, a sentence for each.
    pub fn sentences(self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.crowded > 0 {
            let clauses = counted(self.crowded, "clause is", "clauses are");
            sentences.push(format!(
                "{clauses} much like more than {MOST_FOR_CLAUSE} others: of each only the {MOST_FOR_CLAUSE} likeliest are listed."
            ));
        }
        if self.pairs > 0 {
            let pairs = counted(self.pairs, "pair of statements is", "pairs of statements are");
            sentences.push(format!("{pairs} not listed: only the likeliest are."));
        }
        sentences
    }
}

/// The statements that documents may share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggested {
    /// The likeliest first.
    pub list: Vec<Statement>,
    /// What was not kept.
    pub left_out: LeftOut,
}

/// A clause and its telling stems, sorted, with no stem twice.
struct Clause {
    place: Place,
    stems: Vec<u32>,
    length: f32,
}

/// For each text so many steps are told of: one when it has been read, one when its clauses have been compared.
pub const STEPS: usize = 2;

/// The statements that documents may share. `shared` are the passages already known.
pub fn statements(texts: &[Text], shared: &Shared, watch: &impl Watch) -> Suggested {
    let (mut clauses, in_clauses) = read(texts, watch);
    let count = clauses.len().max(1);
    let most = (count / SHARE_OF_CLAUSES).max(MANY_CLAUSES);
    let worth: Vec<f32> = in_clauses.iter().map(|times| (count as f32 / *times as f32).ln()).collect();
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); in_clauses.len()];
    for (number, clause) in clauses.iter_mut().enumerate() {
        clause.length = clause.stems.iter().map(|stem| worth[*stem as usize].powi(2)).sum::<f32>().sqrt();
        for stem in &clause.stems {
            let times = in_clauses[*stem as usize] as usize;
            if times > 1 && times <= most.min(MOST_CLAUSES) {
                places[*stem as usize].push(number as u32);
            }
        }
    }
    let (crowded, compared) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut found: Vec<Statement> = (0..clauses.len())
        .into_par_iter()
        .map_init(FxHashMap::default, |candidates, number| {
            if watch.is_cancelled() {
                return Vec::new();
            }
            let mut found = counterparts(&clauses, number, &places, &worth, candidates);
            if found.len() > MOST_FOR_CLAUSE {
                crowded.fetch_add(1, Ordering::Relaxed);
                found.truncate(MOST_FOR_CLAUSE);
            }
            let done = compared.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(TELL_EVERY) || done == count {
                watch.progress(texts.len() + done * texts.len() / count);
            }
            found
        })
        .flatten()
        .collect();
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| (x.a, x.b).cmp(&(y.a, y.b))));
    let mut pairs = found.len().saturating_sub(MOST_LOOKED_AT);
    found.truncate(MOST_LOOKED_AT);
    let mut list = without_repeats(found);
    pairs += list.len().saturating_sub(MOST);
    list.truncate(MOST);
    let covered = Covered::of(shared);
    for statement in &mut list {
        statement.is_shared = covered.has(statement);
    }
    Suggested { list, left_out: LeftOut { crowded: crowded.into_inner(), pairs } }
}

/// The clauses of all texts, and in how many clauses each stem is.
fn read(texts: &[Text], watch: &impl Watch) -> (Vec<Clause>, Vec<u32>) {
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut in_clauses: Vec<u32> = Vec::new();
    let mut all = Vec::new();
    for (batch, texts) in texts.chunks(BATCH).enumerate() {
        if watch.is_cancelled() {
            break;
        }
        let read: Vec<Vec<(Span, Vec<String>)>> = texts.par_iter().map(clauses).collect();
        for (document, clauses) in read.into_iter().enumerate() {
            let document = DocumentNumber((batch * BATCH + document) as u32);
            for (span, stems) in clauses {
                let mut stems: Vec<u32> = stems
                    .into_iter()
                    .map(|stem| {
                        let next = numbers.len() as u32;
                        *numbers.entry(stem).or_insert(next)
                    })
                    .collect();
                stems.sort_unstable();
                stems.dedup();
                in_clauses.resize(numbers.len(), 0);
                for stem in &stems {
                    in_clauses[*stem as usize] += 1;
                }
                all.push(Clause { place: Place { document, span }, stems, length: 0.0 });
            }
        }
        watch.progress(batch * BATCH + texts.len());
    }
    (all, in_clauses)
}

/// The clauses of a text with the stems of their telling words.
fn clauses(text: &Text) -> Vec<(Span, Vec<String>)> {
    let mut words: Vec<(Span, String)> = Vec::new();
    let mut times: FxHashMap<String, u32> = FxHashMap::default();
    let mut tokens = Tokens::of(text);
    while let Some(token) = tokens.read() {
        words.push((token.span, tokens.form().to_owned()));
        *times.entry(tokens.form().to_owned()).or_default() += 1;
    }
    let function_words = FunctionWords::of(times.iter().map(|(form, times)| (form.as_str(), *times)));
    let body = text.as_str();
    let mut clauses = Vec::new();
    let mut from = 0;
    for sentence in sentences::sentences_in(text, Span::new(0, text.len())) {
        while words.get(from).is_some_and(|(span, _)| span.start < sentence.start) {
            from += 1;
        }
        let to = from + words[from..].partition_point(|(span, _)| span.start < sentence.end);
        for item in words[from..to].chunk_by(|(one, _), (next, _)| !parts_items(&body[one.end..next.start])) {
            // Windows overlap by half, so that no statement is cut by both.
            let mut start = 0;
            loop {
                let window = &item[start..item.len().min(start + WINDOW)];
                let span = Span::new(window[0].0.start, window[window.len() - 1].0.end);
                clauses.push((span, stems(window, function_words)));
                if start + WINDOW >= item.len() {
                    break;
                }
                start += WINDOW / 2;
            }
        }
        from = to;
    }
    clauses
}

/// The stems of the telling words among some words; in scripts without spaces of what is about a word.
fn stems(words: &[(Span, String)], function_words: FunctionWords) -> Vec<String> {
    let stem_at = |at: usize| {
        let (_, form) = &words[at];
        let Some(script) = Unspaced::of_word(form) else {
            let is_telling = form.chars().nth(1).is_some() && !function_words.contains(form);
            return is_telling.then(|| stem(form));
        };
        let word = words.get(at..at + script.in_word())?;
        let is_of_one_script = word.iter().all(|(_, form)| Unspaced::of_word(form) == Some(script));
        is_of_one_script.then(|| word.iter().map(|(_, form)| form.as_str()).collect())
    };
    (0..words.len()).filter_map(stem_at).collect()
}

/// True for what stands between two items of a list.
fn parts_items(between: &str) -> bool {
    between.contains([';', '•', '\u{f0b7}', '·', '▪', '◦', '‣'])
        || between.contains("\n- ")
        || between.contains("\n* ")
}

/// The clauses that may say the same as one, of documents after its own, the likeliest first.
fn counterparts(
    clauses: &[Clause],
    number: usize,
    places: &[Vec<u32>],
    worth: &[f32],
    candidates: &mut FxHashMap<u32, u32>,
) -> Vec<Statement> {
    let clause = &clauses[number];
    candidates.clear();
    for stem in &clause.stems {
        let places = &places[*stem as usize];
        let after =
            places.partition_point(|place| clauses[*place as usize].place.document <= clause.place.document);
        for other in &places[after..] {
            *candidates.entry(*other).or_default() += 1;
        }
    }
    let mut found: Vec<Statement> = candidates
        .iter()
        // Some of the stems in common may be too frequent to be looked for.
        .filter(|(_, count)| **count >= 2)
        .filter_map(|(other, _)| {
            let other = &clauses[*other as usize];
            let common: Vec<f32> =
                common(&clause.stems, &other.stems).map(|stem| worth[stem as usize]).collect();
            let stems = common.iter().filter(|worth| **worth > 0.0).count();
            let said: f32 = common.iter().sum();
            let shorter = clause.stems.len().min(other.stems.len());
            if stems < FEWEST_STEMS || said < LEAST_SAID || (stems as f32) < LEAST_SHARE * shorter as f32 {
                return None;
            }
            let cosine =
                common.iter().map(|worth| worth * worth).sum::<f32>() / (clause.length * other.length);
            Some(Statement { a: clause.place, b: other.place, score: said * cosine, stems, is_shared: false })
        })
        .collect();
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| x.b.cmp(&y.b)));
    found
}

/// The numbers in both of two sorted lists.
fn common<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut at = 0;
    a.iter().copied().filter(move |number| {
        while b.get(at).is_some_and(|other| other < number) {
            at += 1;
        }
        b.get(at) == Some(number)
    })
}

/// Drops what lies over a better one on both sides: the windows of long clauses do.
fn without_repeats(found: Vec<Statement>) -> Vec<Statement> {
    let mut kept: Vec<Statement> = Vec::new();
    let mut by_pair: FxHashMap<(DocumentNumber, DocumentNumber), Vec<usize>> = FxHashMap::default();
    for statement in found {
        let pair = by_pair.entry((statement.a.document, statement.b.document)).or_default();
        let repeats = pair.iter().any(|other| {
            let other: &Statement = &kept[*other];
            other.a.span.overlaps(statement.a.span) && other.b.span.overlaps(statement.b.span)
        });
        if !repeats {
            pair.push(kept.len());
            kept.push(statement);
        }
    }
    kept
}

/// The passages known already, by the documents they are in.
struct Covered<'s> {
    shared: &'s Shared,
    pairs: FxHashMap<(DocumentNumber, DocumentNumber), Vec<(Span, Span)>>,
}

impl<'s> Covered<'s> {
    fn of(shared: &'s Shared) -> Self {
        let mut pairs: FxHashMap<_, Vec<(Span, Span)>> = FxHashMap::default();
        for passage in shared.passages.iter().filter(|passage| passage.kind.is_shown()) {
            pairs
                .entry((passage.a.document, passage.b.document))
                .or_default()
                .push((passage.a.span, passage.b.span));
        }
        Self { shared, pairs }
    }

    fn has(&self, statement: &Statement) -> bool {
        let (a, b) = (statement.a, statement.b);
        let half = |passage: Span, clause: Span| {
            passage.intersection(clause).is_some_and(|both| 2 * both.len() >= clause.len())
        };
        let passages = self.pairs.get(&(a.document, b.document)).map_or(&[][..], Vec::as_slice);
        // What stands in very many documents is not listed for any two of them.
        let in_cluster = |cluster: u32, clause: Place| {
            let places = self.shared.clusters[cluster as usize].places_in(clause.document);
            places.iter().any(|place| half(place.span, clause.span))
        };
        passages.iter().any(|(on_a, on_b)| half(*on_a, a.span) && half(*on_b, b.span))
            || self
                .shared
                .common
                .between(a.document, b.document)
                .any(|stands| in_cluster(stands.cluster, a) && in_cluster(stands.cluster, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::shared::{Index, Unwatched};

    const SEEDS: [&str; 5] = [
        include_str!("../../seeds/000_4e812daf8748d4c8.txt"),
        include_str!("../../seeds/001_a98fec2cc0c96cbb.txt"),
        include_str!("../../seeds/002_34bc9215cb2cc781.txt"),
        include_str!("../../seeds/003_4f5b7c68318dca81.txt"),
        include_str!("../../seeds/004_9c1c8d0c7ef6620a.txt"),
    ];

    /// Words of statements that a careful reader finds in two documents of the bundled corpus.
    const RIGHT: [(&str, &str); 18] = [
        ("My office, as with", "My office, as with"),
        ("short term transitory", "short term transitory"),
        ("storage capacity limits", "storage capacity limits"),
        ("right and proper", "right and proper"),
        ("mundane, logistical", "mundane, logistical"),
        ("secure emails", "secure emails"),
        ("retained and can be", "retained and can be"),
        ("quit the PCC role", "has resigned from his role"),
        ("Everyone Matters", "Everyone Matters"),
        ("Strategic Hate Crime", "Strategic Hate Crime"),
        ("serious and organised crime", "serious and organised"),
        ("asylum seeker", "Asylum Seeker"),
        ("good practice across Cleveland in supporting asylum seeker", "Cleveland-wide asylum seeker good"),
        ("Safety Initiatives Fund", "Safety Initiatives Fund"),
        ("Community Safety Hub", "Community Safety Hub"),
        ("anti-slavery", "Anti-Slavery"),
        ("Victim Care", "Victim Care"),
        ("Transforming", "Transforming"),
    ];

    fn found() -> (Vec<Text>, Vec<Statement>) {
        let texts: Vec<Text> = SEEDS.map(Text::new).into();
        let shared = Index::of(&texts).shared(&Unwatched);
        let found = statements(&texts, &shared, &Unwatched);
        assert_eq!(found.left_out, LeftOut::default());
        (texts, found.list)
    }

    fn is_right(texts: &[Text], statement: &Statement) -> bool {
        let words = |place: Place| texts[place.document.0 as usize].slice(place.span).replace(" \n", " ");
        let (a, b) = (words(statement.a), words(statement.b));
        RIGHT.iter().any(|(one, other)| a.contains(one) && b.contains(other))
    }

    #[test]
    fn nine_of_the_first_ten_are_the_same_statement() {
        let (texts, found) = found();
        // What is a shared passage already is not shown.
        let shown: Vec<&Statement> = found.iter().filter(|statement| !statement.is_shared).take(10).collect();
        let right = shown.iter().filter(|statement| is_right(&texts, statement)).count();
        assert!(shown.len() == 10 && right >= 9, "{right}");
    }

    #[test]
    fn nearly_all_that_a_reader_finds_is_offered() {
        let (texts, found) = found();
        let offered = RIGHT.iter().filter(|(one, other)| {
            found.iter().any(|statement| {
                let words =
                    |place: Place| texts[place.document.0 as usize].slice(place.span).replace(" \n", " ");
                words(statement.a).contains(one) && words(statement.b).contains(other)
            })
        });
        assert!(offered.count() >= 15);
        assert!(found.len() < 60);
    }

    #[test]
    fn none_lies_over_a_better_one() {
        let (_, found) = found();
        for (at, one) in found.iter().enumerate() {
            assert!(one.a.document < one.b.document);
            for other in &found[..at] {
                let over = one.a.document == other.a.document
                    && one.b.document == other.b.document
                    && one.a.span.overlaps(other.a.span)
                    && one.b.span.overlaps(other.b.span);
                assert!(!over && other.score >= one.score);
            }
        }
    }

    #[test]
    fn copies_without_number_stay_bounded() {
        let texts: Vec<Text> = vec![Text::new(SEEDS[4]); 150];
        let shared = Shared::default();
        let found = statements(&texts, &shared, &Unwatched);
        let LeftOut { crowded, pairs } = found.left_out;
        assert!(found.list.len() <= MOST && crowded > 300 && pairs > 1_000, "{crowded} {pairs}");
        let told = found.left_out.sentences();
        assert!(
            told[0].ends_with(
                "clauses are much like more than 5 others: of each only the 5 likeliest are listed."
            )
        );
        assert!(told[1].ends_with("pairs of statements are not listed: only the likeliest are."), "{told:?}");
        assert_eq!(statements(&[], &shared, &Unwatched), Suggested::default());
        assert!(LeftOut::default().sentences().is_empty());
    }

    #[test]
    fn how_far_it_has_come_is_told_from_reading_to_the_last_clause() {
        struct Told(std::sync::Mutex<Vec<usize>>);
        impl Watch for Told {
            fn progress(&self, done: usize) {
                self.0.lock().unwrap().push(done);
            }
        }
        let texts: Vec<Text> = SEEDS.map(Text::new).into();
        let told = Told(std::sync::Mutex::default());
        statements(&texts, &Shared::default(), &told);
        let told = told.0.into_inner().unwrap();
        assert_eq!((told[0], told.iter().max()), (texts.len(), Some(&(STEPS * texts.len()))), "{told:?}");
    }

    #[test]
    fn what_stands_in_very_many_documents_is_not_offered_as_other_words() {
        let clause = "Whoever finds seven silver keys should carry them quietly across the frozen river before dawn, and hide \
                      every brass lantern beneath crooked timbers while nobody counts the barrels behind the old chapel walls, \
                      where forty soldiers once slept under wet canvas and waited for orders that never reached the valley";
        // Others besides, or what is in every second clause would be no clue.
        let other = |n: usize| -> String {
            let sentence = |of: usize| format!("Clerk w{n}x{of} saw v{n}x{of}, u{n}x{of} and t{n}x{of}. ");
            (0..40).map(sentence).collect()
        };
        let texts: Vec<Text> = (0..70).map(|n| Text::new(format!("{}\n\n{clause}.\n", other(n)))).collect();
        let shared = Index::of(&texts).shared(&Unwatched);
        assert_eq!(shared.left_out.beside_first, 1);
        let found = statements(&texts, &shared, &Unwatched);
        let is_clause = |it: &&Statement| texts[it.a.document.0 as usize].slice(it.a.span).contains("keys");
        let clauses: Vec<&Statement> = found.list.iter().filter(is_clause).collect();
        assert!(clauses.len() > 70 && clauses.iter().all(|it| it.is_shared), "{}", clauses.len());
    }

    #[test]
    fn scripts_without_spaces_have_statements_too() {
        let texts = [
            "市长在周二的会议上宣布旧市场大厅将改建成公共图书馆。天气晴朗。",
            "去年下了很多雨。周二的会议上市长表示要把旧市场大厅改建成图书馆。",
            "港口的渔船今天没有出海。\n农民在田里收割水稻。\n医院新来了三位医生。\n火车晚点了两个小时。\n孩子们放学后去河边玩耍。\n商店\
             门口排起了长队。\n邮递员送来一封旧信。\n老师批改作业到深夜。\n工人们正在修理大桥。\n渔夫卖掉了所有的鱼。\n法官推迟了开庭时间。\n\
             画家在广场上写生。\n记者询问了几名目击者。\n面包师清晨就起床。\n园丁给花浇水。",
        ];
        let texts: Vec<Text> = texts.map(Text::new).into();
        let found = statements(&texts, &Shared::default(), &Unwatched).list;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            texts[0].slice(found[0].a.span).contains("图书馆")
                && texts[1].slice(found[0].b.span).contains("图书馆")
        );
    }
}
