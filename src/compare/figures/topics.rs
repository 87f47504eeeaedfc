//! Figures that seem to count the same, brought together across documents and within one.
//!
//! Two figures of one kind may count the same when their noun phrases share the first or the last word and enough else is
//! shared that is rare among the words around figures. Clusters are made of the best pairs first, and two are joined only
//! when at least half of their figures are paired, so that no chain of chance likenesses grows. Figures that stand against
//! each other in a shared passage are paired for certain. Where the words around two figures are the same, as in a bulletin
//! that comes every day, they count the same however often that sentence is written; it is then compared with others once. Of a
//! very short sentence that holds only where its words hardly stand around other figures: `7 members present`, but not `two
//! people arrested`.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::aligned::Aligned;
use super::frames::Frames;
use super::left_out::FiguresLeftOut;
use super::verdict::{Judged, Report, Verdict, verdict};
use super::{Figure, Measure, Reported, units};
use crate::compare::shared::Watch;

/// What shared words must say at the least, as a multiple of the logarithm of the number of figures …
const LEAST_SAID: f32 = 1.6;
/// … but no less than this.
const LEAST_OF_FEW: f32 = 6.0;
/// In few documents a word is rarer than it seems: so many figures are thought of that do not have it.
const UNSEEN: u32 = 50;
/// What it says that two values are the same.
const SAME_VALUE: f32 = 1.5;
/// Values that differ by a greater factor are one topic only when twice as much is shared.
const MOST_DRIFT: f64 = 2.0;
/// Of figures that count the same thing, more than this are not paired each with each.
pub(super) const MOST_ALIKE: usize = 300;
/// Sentences are the same when so many words around two figures are, and no more than one in so many is not.
pub(super) const LEAST_FRAME: usize = 3;
const OTHER_ONE_IN: usize = 5;
/// Where no more than one in so many is another, values may differ by any factor.
const NEAR_ONE_IN: usize = 4;
/// What stands against each other in a shared passage.
const CERTAIN: f32 = 1e6;

/// A figure by its document and its place among the document's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureAt {
    /// The document, an index into what was given.
    pub document: usize,
    /// The figure, an index into the document's figures.
    pub figure: usize,
}

/// Figures that seem to count the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// What is counted, in the words of most of the figures.
    pub name: String,
    /// What kind of figures they are.
    pub measure: Measure,
    /// The figures, by date and place.
    pub figures: Vec<FigureAt>,
    /// In how many documents.
    pub documents: usize,
    /// How the values differ.
    pub verdict: Verdict,
    /// How many of the values were not looked at to tell that, since there are too many.
    pub values_left_out: usize,
    /// How sure it is that they count the same; compare within one corpus only.
    pub strength: f32,
    /// True for one that a person does not want to see.
    pub is_dismissed: bool,
    /// The rulings that made it what it is, as indices into those that were applied.
    pub rulings: Vec<usize>,
}

/// The topics of a corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topics {
    /// Those that differ first, then by the number of documents and how sure they are.
    pub list: Vec<Topic>,
    /// What was not looked at.
    pub left_out: FiguresLeftOut,
    /// How many pairs of figures were held against each other: what bringing them together costs. It grows with the number of
    /// figures, each of which is held against a few hundred others at most, and not with its square.
    pub weighed: usize,
}

impl Topics {
    /// Those found before, without the figures that are gone, when somebody has stopped looking for others.
    #[must_use]
    pub fn when_stopped(&self, reported: &[Reported]) -> Self {
        let is_there =
            |at: &FigureAt| reported.get(at.document).is_some_and(|it| at.figure < it.figures.len());
        let left = |known: &Topic| {
            let figures: Vec<FigureAt> = known.figures.iter().copied().filter(is_there).collect();
            if figures.len() == known.figures.len() {
                return Some(known.clone());
            }
            (figures.len() > 1).then(|| topic(reported, figures, known.strength))
        };
        let mut list: Vec<Topic> = self.list.iter().filter_map(left).collect();
        in_order(&mut list);
        Self {
            list,
            left_out: FiguresLeftOut { was_stopped: true, ..self.left_out.clone() },
            ..Self::default()
        }
    }
}

/// The topics of a corpus; `None` once it was stopped.
pub fn topics(reported: &[Reported], aligned: &[Aligned], watch: &impl Watch) -> Option<Topics> {
    let figures: Vec<FigureAt> = reported
        .iter()
        .enumerate()
        .flat_map(|(document, reported)| {
            (0..reported.figures.len()).map(move |figure| FigureAt { document, figure })
        })
        .collect();
    let at = |at: FigureAt| &reported[at.document].figures[at.figure];
    let mut frames = Frames::of(&figures, at, watch)?;
    let of_first = |figure: &u32| at(figures[*figure as usize]);
    let weights = Weights::of(frames.first.iter().map(of_first));
    let parted = frames.part(|first| weights.says_little(of_first(&first)));
    let weights = if parted { Weights::of(frames.first.iter().map(of_first)) } else { weights };
    let Alike { groups, crowded } = Alike::of(&frames.first, &figures, at, &weights);
    let mut links = certain_links(&figures, &frames, aligned);
    links.extend(likely_links(&groups, &figures, at, &weights, watch)?);
    let weighed = groups.iter().map(|group| group.len() * group.len().saturating_sub(1) / 2).sum();
    drop(groups);
    links.par_sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then_with(|| (x.1, x.2).cmp(&(y.1, y.2))));
    links.dedup_by_key(|link| (link.1, link.2));
    let clusters = clusters(figures.len(), &links, watch)?;
    let of_cluster = |(firsts, strength): (Vec<u32>, f32)| {
        let members: Vec<FigureAt> = firsts
            .into_iter()
            .flat_map(|first| frames.members(first))
            .map(|member| figures[*member as usize])
            .collect();
        // What stands once in one frame is no topic.
        let is_topic = members.len() > 1 && !watch.is_cancelled();
        is_topic.then(|| topic(reported, members, strength.max(weights.least)))
    };
    let mut list: Vec<Topic> = clusters.into_par_iter().filter_map(of_cluster).collect();
    if watch.is_cancelled() {
        return None;
    }
    in_order(&mut list);
    let crowded = crowded.iter().map(|first| frames.members(*first).len()).sum();
    let left_out = FiguresLeftOut { crowded, ..FiguresLeftOut::reading(reported) };
    Some(Topics { list, left_out, weighed })
}

/// How sure it is that two figures, the first in their words, count the same.
type Link = (f32, u32, u32);

/// The links of figures that stand against each other in shared passages.
fn certain_links(figures: &[FigureAt], frames: &Frames, aligned: &[Aligned]) -> Vec<Link> {
    let first_of = |at: &FigureAt| {
        let number = figures.binary_search(at).ok()?;
        Some(frames.first_of(number as u32))
    };
    let link = |(one, other): &Aligned| Some((CERTAIN, first_of(one)?, first_of(other)?));
    aligned.iter().filter_map(link).filter(|(_, one, other)| one != other).collect()
}

/// The links of figures that are alike, group by group; `None` once it was stopped.
fn likely_links<'f>(
    groups: &[Vec<u32>],
    figures: &[FigureAt],
    at: impl Fn(FigureAt) -> &'f Figure + Sync,
    weights: &Weights<'f>,
    watch: &impl Watch,
) -> Option<Vec<Link>> {
    let of_group = |group: &Vec<u32>| {
        if watch.is_cancelled() {
            return None;
        }
        let mut links: Vec<Link> = Vec::new();
        for (place, one) in group.iter().enumerate() {
            for other in &group[place + 1..] {
                let (x, y) = (figures[*one as usize], figures[*other as usize]);
                let same_sentence = x.document == y.document && at(x).sentence == at(y).sentence;
                if let Some(score) = weights.link(at(x), at(y), same_sentence) {
                    links.push((score, *one, *other));
                }
            }
        }
        Some(links)
    };
    let links: Option<Vec<Vec<Link>>> = groups.par_iter().map(of_group).collect();
    Some(links?.into_iter().flatten().collect())
}

/// Puts topics in the order in which they are listed.
pub(super) fn in_order(topics: &mut [Topic]) {
    topics.sort_by(|x, y| {
        let rank = |topic: &Topic| (!topic.verdict.differs(), std::cmp::Reverse(topic.documents.min(2)));
        rank(x)
            .cmp(&rank(y))
            .then_with(|| y.documents.cmp(&x.documents))
            .then_with(|| y.strength.total_cmp(&x.strength))
            .then_with(|| x.figures.cmp(&y.figures))
    });
}

/// True for one step in so many that somebody who waits is asked then whether they still do.
pub(super) fn is_due(step: usize) -> bool {
    step.is_multiple_of(1_024)
}

/// Figures, by their number, that may count the same.
struct Alike {
    /// Those that share kind and the first or last word of their phrase, each group in order.
    groups: Vec<Vec<u32>>,
    /// Those of which so many share it that not each was held against each.
    crowded: FxHashSet<u32>,
}

impl Alike {
    fn of<'f>(
        wanted: &[u32],
        figures: &[FigureAt],
        at: impl Fn(FigureAt) -> &'f Figure,
        weights: &Weights<'f>,
    ) -> Self {
        let mut groups: FxHashMap<(Measure, &str, &str), Vec<u32>> = FxHashMap::default();
        for number in wanted {
            let figure = at(figures[*number as usize]);
            if figure.measure == Measure::Ordinal {
                continue;
            }
            let ends = [figure.nouns.first(), figure.nouns.last()];
            let dimension = dimension(figure);
            for (side, stem) in ends.into_iter().flatten().enumerate() {
                if side == 0 || figure.nouns.len() > 1 {
                    groups.entry((figure.measure, dimension, stem)).or_default().push(*number);
                }
            }
        }
        // Of what is counted everywhere, only what shares the rarest word around it as well is compared.
        let mut narrow: FxHashMap<(Measure, &str, &str), Vec<u32>> = FxHashMap::default();
        let mut crowded = FxHashSet::default();
        groups.retain(|(measure, _, stem), group| {
            if group.len() <= MOST_ALIKE {
                return true;
            }
            crowded.extend(group.iter().copied());
            for number in group.iter() {
                let figure = at(figures[*number as usize]);
                let others = figure.nouns.iter().chain(&figure.context).filter(|other| other != stem);
                let rarest = others.max_by(|x, y| weights.of_stem(x).total_cmp(&weights.of_stem(y)));
                if let Some(rarest) = rarest {
                    narrow.entry((*measure, stem, rarest)).or_default().push(*number);
                }
            }
            false
        });
        let mut groups: Vec<Vec<u32>> = groups.into_values().chain(narrow.into_values()).collect();
        for group in &mut groups {
            group.sort_unstable();
            group.dedup();
            group.truncate(MOST_ALIKE);
        }
        groups.sort_unstable();
        Self { groups, crowded }
    }
}

/// What a figure measures, where it is told in a unit; only figures of one dimension are compared.
fn dimension(figure: &Figure) -> &'static str {
    let unit = if figure.measure == Measure::Count { units::of(&figure.unit) } else { None };
    unit.map_or("", |unit| unit.dimension.name())
}

/// How much a figure says, in the unit of its dimension.
fn amount(figure: &Figure) -> f64 {
    let unit = if figure.measure == Measure::Count { units::of(&figure.unit) } else { None };
    unit.map_or(figure.value, |unit| unit.in_base(figure.value))
}

/// How many words around a figure are known by their stems.
fn stems(figure: &Figure) -> usize {
    figure.nouns.len() + figure.context.len()
}

/// How much the words around figures say.
struct Weights<'f> {
    stems: FxHashMap<&'f str, f32>,
    least: f32,
}

impl<'f> Weights<'f> {
    fn of(figures: impl Iterator<Item = &'f Figure>) -> Self {
        let mut times: FxHashMap<&str, u32> = FxHashMap::default();
        let mut count = 0u32;
        for figure in figures {
            count += 1;
            let mut stems: Vec<&str> =
                figure.nouns.iter().chain(&figure.context).map(String::as_str).collect();
            stems.sort_unstable();
            stems.dedup();
            for stem in stems {
                *times.entry(stem).or_default() += 1;
            }
        }
        let all = (count + UNSEEN) as f32;
        let stems = times.into_iter().map(|(stem, times)| (stem, (all / times as f32).ln())).collect();
        Self { stems, least: (LEAST_SAID * all.ln()).max(LEAST_OF_FEW) }
    }

    fn of_stem(&self, stem: &str) -> f32 {
        self.stems.get(stem).copied().unwrap_or_default()
    }

    fn said<'s>(&self, stems: impl Iterator<Item = &'s String>) -> f32 {
        stems.map(|stem| self.of_stem(stem)).sum()
    }

    /// True where the words around a figure are few, and say so little that others may have them by chance.
    fn says_little(&self, figure: &Figure) -> bool {
        let said = 2.0 * self.said(figure.nouns.iter()) + self.said(figure.context.iter());
        stems(figure) < LEAST_FRAME && said < self.least
    }

    /// How sure it is that two figures count the same, if it is likely at all.
    fn link(&self, x: &Figure, y: &Figure, same_sentence: bool) -> Option<f32> {
        let (dimension, other_dimension) = (dimension(x), dimension(y));
        if !x.is_of_one_kind(y) || dimension != other_dimension {
            return None;
        }
        let is_other_currency = x.measure == Measure::Money && x.unit != y.unit;
        let (in_x, in_y) = (amount(x), amount(y));
        let same_value = (in_x - in_y).abs() <= 1e-9 * in_x.abs().max(in_y.abs()) && !is_other_currency;
        if same_sentence && !same_value {
            return None;
        }
        let nouns: Vec<&String> = x.nouns.iter().filter(|stem| y.nouns.contains(stem)).collect();
        let around =
            |figure: &Figure, stem: &String| figure.nouns.contains(stem) || figure.context.contains(stem);
        let context: Vec<&String> = x
            .nouns
            .iter()
            .chain(&x.context)
            .filter(|stem| around(y, stem) && !nouns.contains(stem))
            .collect();
        let enough = match x.measure {
            Measure::Ordinal => false,
            Measure::Money => nouns.len() + context.len() >= 3,
            Measure::Percent | Measure::Duration | Measure::Age => nouns.len() >= 2 || context.len() >= 2,
            // What is measured, no unit says.
            Measure::Count if !dimension.is_empty() => !nouns.is_empty() && nouns.len() + context.len() >= 2,
            // What is counted, the last word says: seven areas are no more or less than three offices.
            Measure::Count if same_value => true,
            Measure::Count => x.nouns.last() == y.nouns.last() && (nouns.len() >= 2 || !context.is_empty()),
        };
        let (shared, all) = (nouns.len() + context.len(), stems(x).max(stems(y)));
        let same_frame =
            !nouns.is_empty() && shared >= LEAST_FRAME && all.saturating_sub(shared) * OTHER_ONE_IN <= all;
        // All but a word or two of a short sentence, too.
        let near_frame =
            !nouns.is_empty() && shared >= LEAST_FRAME && all.saturating_sub(shared) * NEAR_ONE_IN <= all;
        let same = if same_value { SAME_VALUE } else { 0.0 };
        let score = 2.0 * self.said(nouns.iter().copied()) + self.said(context.into_iter()) + same;
        let (less, more) = (in_x.abs().min(in_y.abs()), in_x.abs().max(in_y.abs()));
        let far = !same_value && more > MOST_DRIFT * less && !near_frame;
        if is_other_currency && !near_frame && nouns.len() < 2 {
            return None;
        }
        let needed = if far { 2.0 * self.least } else { self.least };
        (enough && (same_frame || score >= needed)).then_some(score)
    }
}

/// Joins figures by the best links first; answers with the clusters, each with its best link; `None` once it was stopped.
fn clusters(figures: usize, links: &[Link], watch: &impl Watch) -> Option<Vec<(Vec<u32>, f32)>> {
    let linked: FxHashSet<(u32, u32)> =
        links.iter().map(|(_, one, other)| (*one.min(other), *one.max(other))).collect();
    let mut of: Vec<u32> = (0..figures as u32).collect();
    let mut members: Vec<Vec<u32>> = (0..figures as u32).map(|figure| vec![figure]).collect();
    let mut strength = vec![0.0f32; figures];
    // Two that were not joined are looked at again only when one of them has grown.
    let mut apart: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    for (step, (score, one, other)) in links.iter().enumerate() {
        if is_due(step) && watch.is_cancelled() {
            return None;
        }
        let (a, b) = (of[*one as usize] as usize, of[*other as usize] as usize);
        let (a, b) = (a.min(b), a.max(b));
        let sizes = (members[a].len(), members[b].len());
        if a == b || apart.get(&(a, b)) == Some(&sizes) {
            continue;
        }
        let crossing = members[a].iter().flat_map(|x| members[b].iter().map(move |y| (*x.min(y), *x.max(y))));
        let joined = crossing.filter(|pair| linked.contains(pair)).count();
        if 2 * joined < sizes.0 * sizes.1 {
            apart.insert((a, b), sizes);
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        for figure in &moved {
            of[*figure as usize] = a as u32;
        }
        members[a].extend(moved);
        strength[a] = strength[a].max(strength[b]).max(*score);
    }
    let clusters = members.into_iter().zip(strength).map(|(mut members, strength)| {
        members.sort_unstable();
        (members, strength)
    });
    Some(clusters.collect())
}

/// A topic of these figures, which are of one kind.
pub fn topic(reported: &[Reported], mut figures: Vec<FigureAt>, strength: f32) -> Topic {
    let date = |at: &FigureAt| reported[at.document].date.as_deref();
    figures.sort_by(|x, y| (date(x), *x).cmp(&(date(y), *y)));
    let reports: Vec<Report<'_>> = figures
        .iter()
        .map(|at| Report {
            document: at.document,
            date: date(at),
            figure: &reported[at.document].figures[at.figure],
        })
        .collect();
    let mut documents: Vec<usize> = figures.iter().map(|at| at.document).collect();
    documents.sort_unstable();
    documents.dedup();
    let Judged { verdict, left_out } = verdict(&reports);
    Topic {
        name: name(&reports),
        measure: reports.first().map_or(Measure::Count, |report| report.figure.measure),
        documents: documents.len(),
        verdict,
        values_left_out: left_out,
        strength,
        figures,
        is_dismissed: false,
        rulings: Vec::new(),
    }
}

/// What most of the figures count, in small letters unless it is written otherwise; of two as frequent the shorter, and of two
/// as long the one that comes first.
fn name(reports: &[Report<'_>]) -> String {
    let mut times: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for (at, report) in reports.iter().enumerate() {
        let phrase = report.figure.phrase.split_whitespace().collect::<Vec<_>>().join(" ");
        times.entry(phrase).or_insert((0, at)).0 += 1;
    }
    let best = times.into_iter().min_by_key(|(phrase, (times, first))| {
        (phrase.is_empty(), std::cmp::Reverse(*times), phrase.len(), *first)
    });
    best.map(|(phrase, _)| phrase).unwrap_or_default()
}
