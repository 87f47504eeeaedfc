//! The part of random work that settles what names, figures and searches are: records that stand beside the annotations.
//!
//! What is said of an entity or a topic as a whole needs to have them found first, which takes long; here what is said is
//! about passages, words, lists and kinds, and about topics by the figures they are told by.

use super::{Deed, pick, place, some_document};
use crate::project::naming::{ListedName, Wanted};
use crate::project::{
    Decision, FigurePlace, Kind, ListId, Measure, NameList, NamedTopic, OwnKind, Project, SavedSearch, Scope,
    TagColour,
};
use crate::text::Anchor;
use crate::workbench::{Asked, Command, EntityCommand, FigureCommand, SearchCommand, Workbench};

/// The names of searches that are saved here begin so; others are left alone.
const SAVED: &str = "Saved";

/// How many kinds of this work there are.
pub(super) const KINDS: u8 = 7;

/// What is to be done, by one of the kinds of this work; `None` where there is nothing to do it to.
pub(super) fn command(bench: &Workbench, (kind, a, b, c): Deed) -> Option<Command> {
    match kind {
        0 => decision_on_a_passage(bench, (a, b, c)).map(Command::Entities),
        1 => Some(Command::Entities(decision_on_words(bench, (a, b, c)))),
        2 => Some(Command::Entities(list(bench, (a, b, c)))),
        3 => Some(Command::Entities(own_kind(bench, (a, b, c)))),
        4 => search(bench, (a, b, c)).map(Command::Search),
        5 => topic(bench, (a, b, c)).map(Command::Figures),
        _ => tag_all(bench, (a, b, c)),
    }
}

/// What a project hashes to, the same for the same records; but for searches that were saved by another program.
pub fn state_of(project: &Project) -> String {
    let mut project = project.clone();
    let ours = |search: &SavedSearch| search.name.starts_with(SAVED);
    project.searches = project.searches.into_iter().filter(|(_, search)| ours(search)).collect();
    blake3::hash(format!("{project:?}").as_bytes()).to_string()
}

/// One of the kinds there are, or one of two of the user's own.
fn kind(number: u8) -> Kind {
    match number % 4 {
        0 => Kind::Person,
        1 => Kind::Place,
        2 => Kind::Own("Vessel".into()),
        _ => Kind::Own("Sort “b”".into()),
    }
}

fn name(number: u16) -> String {
    format!("Ann Reader {}", number % 5)
}

fn decision_on_a_passage(bench: &Workbench, (a, b, c): (u16, u16, u8)) -> Option<EntityCommand> {
    let (document, span) = place(bench, a, b, c % 20)?;
    Some(match c % 4 {
        0 => EntityCommand::Split { places: vec![(document, span)], kind: kind(c / 4), name: name(b) },
        1 => EntityCommand::RetypeMention { document, span, kind: kind(c / 4) },
        2 => EntityCommand::RejectMention { document, span },
        _ => {
            let name = (c % 3 > 0).then(|| name(b));
            EntityCommand::AddMention { document, span, kind: kind(c / 4), name }
        }
    })
}

fn decision_on_words(bench: &Workbench, (a, b, c): (u16, u16, u8)) -> EntityCommand {
    let decided = |decision: &Decision| decision.id;
    match c % 4 {
        0 => EntityCommand::RejectWording(name(b)),
        1 | 2 => {
            let named = (c % 3 > 0).then(|| name(a));
            EntityCommand::AddWording { wording: name(b), kind: kind(c / 4), name: named }
        }
        _ => {
            let decisions = bench.project().decisions.values().skip(usize::from(a % 7));
            EntityCommand::TakeBack(decisions.take(usize::from(b % 3)).map(decided).collect())
        }
    }
}

fn list(bench: &Workbench, (a, b, c): (u16, u16, u8)) -> EntityCommand {
    let there = pick(bench.project().lists.keys(), a);
    match there {
        Some(list) if c % 4 == 0 => EntityCommand::RemoveList(list),
        there => {
            let names = (0..b % 4).map(|number| ListedName {
                name: name(number + a),
                kind: (number % 2 == 1).then(|| kind(c)),
                aliases: (0..number).map(|alias| format!("A. R. {alias}")).collect(),
            });
            let (match_case, inflected) = (b % 2 == 0, b % 3 == 0);
            let wanted = match c % 5 {
                0 => Wanted::Pattern(format!("no\\. {}\\d+", b % 9)),
                _ => Wanted::Names { names: names.collect(), match_case, inflected },
            };
            let id = there.filter(|_| c % 4 < 3).unwrap_or_else(ListId::new);
            EntityCommand::PutList(NameList {
                id,
                name: format!("List {}", b % 5),
                kind: kind(c),
                active: c % 2 == 0,
                wanted,
            })
        }
    }
}

fn own_kind(bench: &Workbench, (a, b, c): (u16, u16, u8)) -> EntityCommand {
    match pick(bench.project().kinds.keys(), a) {
        Some(kind) if c % 3 == 0 => EntityCommand::RemoveKind(kind),
        _ => EntityCommand::PutKind(OwnKind::new(kind(2 + c % 2).name(), TagColour::nth(b.into()))),
    }
}

fn search(bench: &Workbench, (a, b, c): (u16, u16, u8)) -> Option<SearchCommand> {
    let searches = bench.project().searches.values();
    let ours: Vec<_> =
        searches.filter(|search| search.name.starts_with(SAVED)).map(|search| search.id).collect();
    let some = pick(ours.iter(), a);
    match c % 4 {
        0 => some.map(SearchCommand::Delete),
        1 => some.map(|search| SearchCommand::Rename { search, name: format!("{SAVED} {}", b % 20) }),
        _ => {
            let query = format!("\"word {}\" OR harvest*", b % 9);
            let scope = [Scope::Document, Scope::Paragraph, Scope::Sentence][usize::from(c % 3)];
            let within = some_document(bench, a).filter(|_| c % 5 == 0);
            let asked = Asked { query, scope, within };
            Some(SearchCommand::Save { name: format!("{SAVED} {}", b % 20), asked })
        }
    }
}

fn topic(bench: &Workbench, (a, b, c): (u16, u16, u8)) -> Option<FigureCommand> {
    let figure = |number: u16| {
        let (document, span) = place(bench, a.wrapping_add(number), b.wrapping_add(number * 17), c % 9)?;
        let anchor = Anchor::new(&bench.text(document)?, span)?;
        Some(FigurePlace { document, anchor })
    };
    let measure = Measure::ALL[usize::from(c) % Measure::ALL.len()];
    let topic = |number: u16| {
        let figures: Vec<FigurePlace> = (number..=number + b % 2).filter_map(figure).collect();
        NamedTopic { measure, name: format!("topic {}", (a + number) % 6), figures }
    };
    Some(match c % 5 {
        0 => FigureCommand::Merge { from: vec![topic(0)], into: topic(3) },
        1 => FigureCommand::Split {
            figures: vec![figure(0)?],
            name: (b % 2 == 0).then(|| format!("topic {}", b % 6)),
        },
        2 => FigureCommand::Rename { topic: topic(0), name: format!("topic {}", b % 6) },
        3 => FigureCommand::Dismiss(vec![topic(0)]),
        _ => {
            let decisions = bench.project().topics.keys().skip(usize::from(a % 5));
            FigureCommand::TakeBack(decisions.take(usize::from(b % 3)).copied().collect())
        }
    })
}

fn tag_all(bench: &Workbench, (a, b, c): (u16, u16, u8)) -> Option<Command> {
    let places = (0..=u16::from(c % 6)).filter_map(|number| {
        place(bench, a.wrapping_add(number), b.wrapping_add(number * 31), c.wrapping_add(number as u8))
    });
    let passages: Vec<_> = places.collect();
    let path = vec!["All".to_owned(), format!("All {}", c % 3)];
    (!passages.is_empty()).then_some(Command::TagAll { passages, path })
}
