//! Decisions on entities: what each does, in what order, and that undoing gives back what was.

use proptest::prelude::*;

use super::*;
use crate::entities::Kind;
use crate::entities::resolve::{Entities, Local, link};
use crate::entities::{Mention, Source};
use crate::text::Anchor;
use crate::text::{Span, Text};

const ONE: &str =
    "Barry Coppinger met Ann Smith in Hull. Mr Coppinger and Smith spoke of Hull and of Hull United.";
const TWO: &str = "Coppinger wrote to Jane Smith of Hull Council. Smith did not reply, and Hull was silent.";

/// Every occurrence of these names, as a recogniser of little sense would mark them.
fn recognised(text: &str) -> Vec<Mention> {
    let names = [
        ("Barry Coppinger", Kind::Person),
        ("Ann Smith", Kind::Person),
        ("Jane Smith", Kind::Person),
        ("Hull Council", Kind::Organisation),
        ("Coppinger", Kind::Person),
        ("Smith", Kind::Person),
        ("Hull", Kind::Place),
    ];
    let mut mentions: Vec<Mention> = Vec::new();
    for (name, kind) in names {
        for (at, _) in text.match_indices(name) {
            let span = Span::new(at, at + name.len());
            if mentions.iter().all(|other| !other.span.overlaps(span)) {
                mentions.push(Mention { span, kind: kind.clone(), source: Source::Model, value: None });
            }
        }
    }
    mentions
}

struct Outcome {
    entities: Entities<u8>,
    ruled: Vec<(u8, Ruled)>,
    report: Report,
    settled: Settled<u8>,
}

fn outcome(texts: &[(u8, &str)], decisions: &[Ruling<u8>]) -> Outcome {
    let rulings = Rulings::new(decisions);
    let ruled: Vec<(u8, Ruled)> = texts
        .iter()
        .map(|(id, text)| (*id, rulings.on_mentions(id, &Text::new(*text), &recognised(text))))
        .collect();
    let locals: Vec<Local> =
        texts.iter().zip(&ruled).map(|((_, text), (_, ruled))| Local::of(text, &ruled.mentions)).collect();
    let parts: Vec<(u8, &Local)> = texts.iter().map(|(id, _)| *id).zip(&locals).collect();
    let entities = link(&parts);
    let mut report = Report::new(decisions.len());
    let by_reference: Vec<(u8, &Ruled)> = ruled.iter().map(|(id, ruled)| (*id, ruled)).collect();
    let settled = rulings.on_entities(entities.clone(), &by_reference, &mut report);
    Outcome { entities, ruled, report, settled }
}

fn apply(decisions: &[Ruling<u8>]) -> Outcome {
    outcome(&[(1, ONE), (2, TWO)], decisions)
}

impl Outcome {
    /// The entities as `kind name: mentions`.
    fn list(&self) -> Vec<String> {
        let mut list: Vec<String> = self
            .settled
            .entities
            .entities
            .iter()
            .map(|entity| format!("{} {}: {}", entity.kind.name(), entity.name, entity.occurrences.len()))
            .collect();
        list.sort();
        list
    }

    fn has(&self, line: &str) -> bool {
        self.list().iter().any(|other| other == line)
    }
}

fn named(kind: Kind, name: &str) -> Named {
    Named { kind, name: name.to_owned() }
}

fn person(name: &str) -> Named {
    named(Kind::Person, name)
}

/// The anchor of the `nth` occurrence of words in a text.
fn anchor(text: &str, words: &str, nth: usize) -> Anchor {
    let (at, _) = text.match_indices(words).nth(nth).unwrap();
    Anchor::new(&Text::new(text), Span::new(at, at + words.len())).unwrap()
}

#[test]
fn without_decisions_everything_stays() {
    let outcome = apply(&[]);
    assert_eq!(outcome.settled.entities, outcome.entities);
    assert_eq!(
        outcome.list(),
        [
            "organisation Hull Council: 1",
            "person Ann Smith: 2",
            "person Barry Coppinger: 3",
            "person Jane Smith: 2",
            "place Hull: 4",
        ]
    );
}

#[test]
fn two_entities_become_one() {
    let outcome = apply(&[Ruling::Merge { from: person("Ann Smith"), into: person("Jane Smith") }]);
    assert!(outcome.has("person Jane Smith: 4"), "{:?}", outcome.list());
    let reason = outcome.settled.entities.reason(1, 1).unwrap();
    assert_eq!(reason.to_string(), "you decided it");
    assert_eq!(outcome.report.idle().count(), 0);
}

#[test]
fn a_mention_becomes_an_entity_of_its_own() {
    let decision =
        Ruling::Split { document: 2, anchor: anchor(TWO, "Coppinger", 0), into: person("Jim Coppinger") };
    let outcome = apply(std::slice::from_ref(&decision));
    assert!(outcome.has("person Barry Coppinger: 2") && outcome.has("person Jim Coppinger: 1"));
}

#[test]
fn a_passage_that_was_missed_is_split_off_all_the_same() {
    let into = named(Kind::Organisation, "Hull United");
    let decision = Ruling::Split { document: 1, anchor: anchor(ONE, "Hull United", 0), into };
    let outcome = apply(&[decision]);
    assert!(
        outcome.has("organisation Hull United: 1") && outcome.has("place Hull: 3"),
        "{:?}",
        outcome.list()
    );
}

#[test]
fn renamed_and_retyped_it_is_found_under_both() {
    let outcome = apply(&[
        Ruling::Rename { entity: named(Kind::Place, "Hull"), name: "Kingston upon Hull".into() },
        Ruling::RetypeEntity {
            entity: named(Kind::Place, "kingston upon hull"),
            kind: Kind::Own("city".into()),
        },
        Ruling::Rename { entity: named(Kind::Own("city".into()), "Hull"), name: "The City".into() },
    ]);
    assert!(outcome.has("city The City: 4"), "{:?}", outcome.list());
    // The key stays, so what the window remembers of the entity stays too.
    let key = outcome.entities.entities.iter().find(|entity| *entity.name == *"Hull").unwrap().key;
    assert_eq!(&*outcome.settled.entities.get(key).unwrap().name, "The City");
}

#[test]
fn one_mention_or_all_are_rejected() {
    let one = Ruling::RejectMention { document: 1, anchor: anchor(ONE, "Hull", 0) };
    assert!(apply(&[one]).has("place Hull: 3"));
    let entity = Ruling::RejectEntity { entity: named(Kind::Place, "Hull") };
    assert!(!apply(&[entity]).list().iter().any(|line| line.contains("Hull:")));
    let wording = Ruling::RejectWording { wording: "Smith".into(), kind: None };
    assert!(apply(&[wording]).has("person Ann Smith: 1"));
}

#[test]
fn what_was_missed_is_added_here_or_everywhere() {
    let here = Ruling::AddMention {
        document: 2,
        anchor: anchor(TWO, "silent", 0),
        kind: Kind::Own("mood".into()),
        entity: None,
    };
    assert!(apply(&[here]).has("mood silent: 1"));
    let everywhere = Ruling::AddWording {
        wording: "hull".into(),
        kind: Kind::Organisation,
        entity: Some("Hull Council".into()),
        match_case: false,
    };
    // Every Hull but the one within Hull Council.
    let outcome = apply(&[everywhere]);
    assert!(outcome.has("organisation Hull Council: 5"), "{:?}", outcome.list());
}

#[test]
fn of_two_in_conflict_the_later_holds() {
    let reject = Ruling::RejectEntity { entity: named(Kind::Place, "Hull") };
    let add =
        Ruling::AddMention { document: 1, anchor: anchor(ONE, "Hull", 0), kind: Kind::Place, entity: None };
    assert!(apply(&[reject.clone(), add.clone()]).has("place Hull: 1"));
    assert!(!apply(&[add, reject]).list().iter().any(|line| line.contains("place Hull")));
    let merge = Ruling::Merge { from: person("Ann Smith"), into: person("Jane Smith") };
    let split = Ruling::Split { document: 1, anchor: anchor(ONE, "Ann Smith", 0), into: person("Ann Smith") };
    let apart = apply(&[merge.clone(), split.clone()]);
    assert!(apart.has("person Ann Smith: 1") && apart.has("person Jane Smith: 3"), "{:?}", apart.list());
    assert!(apply(&[split, merge]).has("person Jane Smith: 4"));
}

#[test]
fn a_chain_of_merges_ends_in_one() {
    let outcome = apply(&[
        Ruling::Merge { from: person("Ann Smith"), into: person("Jane Smith") },
        Ruling::Merge { from: person("Jane Smith"), into: person("Barry Coppinger") },
        // Ann Smith is known by that name still, as part of Barry Coppinger.
        Ruling::Rename { entity: person("Ann Smith"), name: "All of them".into() },
    ]);
    assert!(outcome.has("person All of them: 7"), "{:?}", outcome.list());
}

#[test]
fn what_finds_nothing_is_told_and_does_nothing() {
    let outcome = apply(&[
        Ruling::Merge { from: person("Nobody"), into: person("Ann Smith") },
        Ruling::RejectMention { document: 9, anchor: anchor(ONE, "Hull", 0) },
        Ruling::RejectMention { document: 2, anchor: anchor(ONE, "Barry Coppinger", 0) },
    ]);
    assert_eq!(outcome.report.idle().collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(outcome.settled.entities, outcome.entities);
}

#[test]
fn decisions_survive_another_kind_of_the_recogniser() {
    // What another version took for a person is a place in this one.
    let hull = || person("Hull");
    let ship = Kind::Own("ship".into());
    let outcome = apply(&[
        Ruling::RetypeEntity { entity: hull(), kind: ship.clone() },
        Ruling::Rename { entity: named(ship.clone(), "Hull"), name: "HMS Hull".into() },
    ]);
    assert!(outcome.has("ship HMS Hull: 4"), "{:?}", outcome.list());
    assert_eq!(outcome.report.idle().count(), 0);
    assert!(apply(&[Ruling::Rename { entity: hull(), name: "X".into() }]).has("place X: 4"));
    // Nothing goes for a single word, which may be another's.
    assert!(apply(&[Ruling::RejectEntity { entity: hull() }]).has("place Hull: 4"));
    assert_eq!(apply(&[Ruling::RejectEntity { entity: named(ship, "hull") }]).report.idle().count(), 1);
    // A name in full is nobody else's.
    let merge = Ruling::Merge {
        from: named(Kind::Organisation, "Ann Smith"),
        into: named(Kind::Place, "Jane Smith"),
    };
    let outcome = apply(&[merge]);
    assert!(!outcome.list().iter().any(|one| one.contains("Ann Smith")), "{:?}", outcome.list());
    assert!(outcome.list().iter().any(|one| one.starts_with("person Jane Smith")), "{:?}", outcome.list());
}

#[test]
fn a_name_of_two_other_kinds_is_nobodys() {
    let retyped =
        |at| Ruling::RetypeMention { document: 1, anchor: anchor(ONE, "Hull", at), kind: Kind::Organisation };
    // Hull is a place and an organisation here; which of them was a person once is not to be told.
    let outcome = apply(&[retyped(0), Ruling::RejectEntity { entity: person("Hull") }]);
    assert!(outcome.has("organisation Hull: 1") && outcome.has("place Hull: 3"), "{:?}", outcome.list());
    assert_eq!(outcome.report.idle().collect::<Vec<_>>(), [1]);
    // Nor does a decision go over to what bears the name of an entity that an earlier one took away.
    let reject = || Ruling::RejectEntity { entity: named(Kind::Organisation, "Hull") };
    let outcome = apply(&[retyped(0), reject(), reject()]);
    assert!(outcome.has("place Hull: 3"), "{:?}", outcome.list());
}

#[test]
fn decisions_survive_new_documents_and_changed_texts() {
    let decisions = [
        Ruling::Split { document: 1, anchor: anchor(ONE, "Coppinger", 1), into: person("Jim Coppinger") },
        Ruling::Merge { from: person("Ann Smith"), into: person("Jane Smith") },
    ];
    let changed = format!("A new beginning. {ONE}");
    let outcome = outcome(&[(3, "Hull is a town."), (1, &changed), (2, TWO)], &decisions);
    assert!(
        outcome.has("person Jim Coppinger: 1") && outcome.has("person Jane Smith: 4"),
        "{:?}",
        outcome.list()
    );
}

#[test]
fn a_dismissed_pair_is_known_by_its_keys() {
    let outcome = apply(&[Ruling::Dismiss { one: person("Ann Smith"), other: person("Jane Smith") }]);
    let key = |name: &str| EntityKeyOf(&outcome).of(name);
    let (one, other) = (key("Ann Smith"), key("Jane Smith"));
    assert!(outcome.settled.dismissed.contains(&(one.min(other), one.max(other))));
}

struct EntityKeyOf<'a>(&'a Outcome);

impl EntityKeyOf<'_> {
    fn of(&self, name: &str) -> crate::entities::resolve::EntityKey {
        self.0.settled.entities.entities.iter().find(|entity| *entity.name == *name).unwrap().key
    }
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Person),
        Just(Kind::Place),
        Just(Kind::Organisation),
        Just(Kind::Programme),
        Just(Kind::Own("ship".into())),
        Just(Kind::Own("place".into())),
    ]
}

fn any_name() -> impl Strategy<Value = Named> {
    let names = [
        "Barry Coppinger",
        "Coppinger",
        "Smith",
        "Ann Smith",
        "Jane Smith",
        "Hull",
        "Hull Council",
        "New, \"x\"",
    ];
    (any_kind(), prop::sample::select(names.to_vec())).prop_map(|(kind, name)| named(kind, name))
}

fn any_anchor() -> impl Strategy<Value = (u8, Anchor)> {
    let words = ["Barry Coppinger", "Coppinger", "Smith", "Hull", "Hull United", "silent", "met Ann"];
    (1u8..4, prop::sample::select(words.to_vec()), 0usize..3).prop_map(|(document, words, nth)| {
        let text = if document == 1 { ONE } else { TWO };
        // Words of the other text make a decision that finds nothing.
        let text = if text.contains(words) {
            text
        } else {
            [ONE, TWO].into_iter().find(|text| text.contains(words)).unwrap()
        };
        let nth = nth % text.matches(words).count();
        (document, anchor(text, words, nth))
    })
}

fn any_decision() -> impl Strategy<Value = Ruling<u8>> {
    prop_oneof![
        (any_name(), any_name()).prop_map(|(from, into)| Ruling::Merge { from, into }),
        (any_anchor(), any_name()).prop_map(|((document, anchor), into)| Ruling::Split {
            document,
            anchor,
            into
        }),
        (any_name(), any_name()).prop_map(|(entity, name)| Ruling::Rename { entity, name: name.name }),
        (any_name(), any_kind()).prop_map(|(entity, kind)| Ruling::RetypeEntity { entity, kind }),
        (any_anchor(), any_kind()).prop_map(|((document, anchor), kind)| Ruling::RetypeMention {
            document,
            anchor,
            kind
        }),
        any_anchor().prop_map(|(document, anchor)| Ruling::RejectMention { document, anchor }),
        any_name().prop_map(|entity| Ruling::RejectEntity { entity }),
        (any_name(), prop::option::of(any_kind()))
            .prop_map(|(name, kind)| Ruling::RejectWording { wording: name.name, kind }),
        (any_anchor(), any_kind(), prop::option::of(any_name())).prop_map(
            |((document, anchor), kind, name)| {
                Ruling::AddMention { document, anchor, kind, entity: name.map(|name| name.name) }
            }
        ),
        (any_name(), any_kind(), prop::option::of(any_name()), any::<bool>()).prop_map(
            |(wording, kind, name, match_case)| Ruling::AddWording {
                wording: wording.name,
                kind,
                entity: name.map(|name| name.name),
                match_case,
            }
        ),
        (any_name(), any_name()).prop_map(|(one, other)| Ruling::Dismiss { one, other }),
    ]
}

proptest! {
    #[test]
    fn any_decisions_can_be_applied_and_taken_back(
        decisions in prop::collection::vec(any_decision(), 0..8),
        more in prop::collection::vec(any_decision(), 0..4),
    ) {
        let before = apply(&decisions);
        let _ = apply(&[decisions.clone(), more].concat());
        let after = apply(&decisions);
        prop_assert_eq!(&before.settled, &after.settled);
        // Every mention has one owner at most, and what owners say agrees with the entities.
        let entities = &before.settled.entities;
        for entity in &entities.entities {
            let counted: u32 = entity.aliases.iter().map(|alias| alias.count).sum();
            prop_assert_eq!(counted as usize, entity.occurrences.len());
            for one in &entity.occurrences {
                let document = entities.document(*one).unwrap();
                let owner = entities.named_by(document, one.mention as usize).unwrap();
                prop_assert_eq!(owner.key, entity.key);
                prop_assert!(entity.reason(*one).is_some());
            }
        }
    }

    #[test]
    fn the_order_of_documents_does_not_matter(decisions in prop::collection::vec(any_decision(), 0..8)) {
        let one = outcome(&[(1, ONE), (2, TWO), (3, TWO)], &decisions);
        let other = outcome(&[(3, TWO), (1, ONE), (2, TWO)], &decisions);
        prop_assert_eq!(one.settled, other.settled);
        prop_assert_eq!(one.report, other.report);
        prop_assert_eq!(one.ruled.len(), other.ruled.len());
    }

    #[test]
    fn decisions_can_be_kept(decisions in prop::collection::vec(any_decision(), 0..8)) {
        let ron = ron::to_string(&decisions).unwrap();
        prop_assert_eq!(ron::from_str::<Vec<Ruling<u8>>>(&ron).unwrap(), decisions);
    }
}
