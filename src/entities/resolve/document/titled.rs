//! Whom a title before a bare surname means, of the people who are named in full.
//!
//! A title that fits only one of them is no proof: `Lieutenant Ackroyd` and `Private Ackroyd` are two people, and that one
//! April Ackroyd is named in full makes neither of them her. So the titles that a surname bears in a document are looked at
//! together. Some tell of strangers: people of the surname whom nothing names in full. Where there are such, a title needs
//! more to speak for it.

use super::super::reason::How;
use super::super::titles::Titles;
use super::draft::Link;

/// What can be said of a bare name before looking where it stands.
pub(super) enum Meant {
    /// It is this one.
    One(Link),
    /// It may be any of these; the place decides.
    Any(Vec<(u32, How)>),
    /// That is not to be told.
    Unknown,
}

/// So many strangers of a surname make it likely that `Mrs X` is the wife of one of them, and not the only woman named in full.
const MANY_STRANGERS: usize = 2;

/// One of the people whom a title can be said of.
#[derive(Clone, Copy)]
struct Fit {
    link: Link,
    /// It is known to be a man, or a woman, as the title says; or bears the title, and that is more than `Mr`.
    told: bool,
    /// The title stands before its name in full.
    sure: bool,
}

/// Whom each of `titles`, all that stand before a surname in a document, means of `people`, of whom `bearer` tells what is known.
pub(super) fn meant(
    people: &[(u32, How)],
    bearer: impl Fn(u32) -> Titles,
    titles: &[Titles],
) -> Vec<(Titles, Meant)> {
    let fitting: Vec<Vec<Fit>> = titles.iter().map(|said| fits(people, &bearer, *said)).collect();
    let strangers = if people.is_empty() { 0 } else { strangers(titles, &fitting) };
    titles
        .iter()
        .copied()
        .zip(fitting.iter().map(Vec::as_slice))
        .map(|(said, fits)| (said, one_of(said, fits, strangers)))
        .collect()
}

/// The people of whom a title can be said.
fn fits(people: &[(u32, How)], bearer: impl Fn(u32) -> Titles, said: Titles) -> Vec<Fit> {
    let can_be = |(to, _): &&(u32, How)| !said.conflicts_here(bearer(*to));
    let fit = |(to, how): &(u32, How)| {
        let known = bearer(*to);
        let sure = said.are_borne_by(known);
        let gender = said.gender().is_some() && said.gender() == known.gender();
        Fit { link: Link { to: *to, how: *how }, told: gender || sure && !said.is_plain(), sure }
    };
    people.iter().filter(can_be).map(fit).collect()
}

/// How many people are told of by titles that fit none of those named in full, or that fit them no better than another title
/// which cannot be the same person's.
fn strangers(titles: &[Titles], fitting: &[Vec<Fit>]) -> usize {
    let mut strangers: Vec<Titles> = Vec::new();
    for (said, fits) in titles.iter().zip(fitting) {
        let is_open = !fits.iter().any(|fit| fit.told || fit.sure);
        let is_contested = is_open && titles.iter().any(|other| other.conflicts_here(*said));
        let is_new = strangers.iter().all(|other| other.conflicts_here(*said));
        if (fits.is_empty() || is_contested) && is_new {
            strangers.push(*said);
        }
    }
    strangers.len()
}

/// Which of the people it fits a title means.
fn one_of(said: Titles, fits: &[Fit], strangers: usize) -> Meant {
    let told: Vec<Fit> = fits.iter().filter(|fit| fit.told).copied().collect();
    let only = match (fits, told.as_slice()) {
        ([only], _) | (_, [only]) => Some(*only),
        _ => None,
    };
    match only {
        Some(fit) if fit.sure || strangers == 0 || fit.told && strangers < MANY_STRANGERS => {
            Meant::One(fit.link)
        }
        // A title that nothing confirms is no reason to choose, and one that speaks against all of them is a reason not to.
        None if said.gender().is_none() && strangers == 0 && !fits.is_empty() => {
            Meant::Any(fits.iter().map(|fit| (fit.link.to, fit.link.how)).collect())
        }
        _ => Meant::Unknown,
    }
}
