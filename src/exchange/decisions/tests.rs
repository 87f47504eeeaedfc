//! Decisions written to a table and read again, and what is said of a spoilt one.

use proptest::prelude::*;

use super::*;
use crate::exchange::{Format, Options, sheet};
use crate::project::{
    DocumentId, FigurePlace, Kind, Measure, Named, NamedTopic, Project, Ruling, TopicDecision,
    TopicDecisionId, TopicRuling,
};

fn csv_of(table: sheet::Sheet) -> String {
    String::from_utf8(sheet::export(table, Format::Csv, &Options::default()).unwrap().bytes).unwrap()
}

#[test]
fn a_spoilt_file_says_which_lines() {
    let (decisions, bad) =
        entities::from_csv::<u8>("decision,kind,name,to_name\nrename,person,A,B\nfly,,,\nrename,person,,C\n");
    assert_eq!(decisions.len(), 1);
    let sentences: Vec<String> = bad.iter().map(ToString::to_string).collect();
    assert_eq!(sentences, ["Line 3: “fly” is no decision.", "Line 4: the name is missing."]);
    assert_eq!(entities::from_csv::<u8>("name\nx").1.len(), 1);
}

#[test]
fn a_spoilt_file_of_decisions_on_figures_says_which_lines() {
    let text = "number,decision,kind,name,part,to_name\n1,rename,count,meetings,,Meetings\n2,fly,count,a,,\n\
                3,merge,count,a,from,b\n4,rename,size,a,,b\n5,split,,,,x\n6,dismiss,money,costs,,\n\
                6,rename,money,costs,,x\n";
    let (rulings, bad) = topics::from_csv(text);
    assert!(matches!(rulings.as_slice(), [TopicRuling::Rename { .. }]), "{rulings:?}");
    let sentences: Vec<String> = bad.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "Line 3: “fly” is no decision on figures.",
            "Line 4: a merge needs lines of the topic that goes and of the other.",
            "Line 5: “size” is no kind of figure.",
            "Line 6: a split needs a figure.",
            "Line 8: the lines of one decision say both “dismiss” and “rename”.",
        ]
    );
}

/// Words as they stand in texts, formulas and quotation marks among them.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé ,\"'\n]{1,12}",
        Just("=1+1".to_owned()),
        Just("-5".to_owned()),
        Just("'=x".to_owned()),
        Just("@here".to_owned()),
    ]
}

fn anchor() -> impl Strategy<Value = Anchor> {
    (0_usize..99, 0_usize..9, words(), words(), words()).prop_map(|(start, length, exact, prefix, suffix)| {
        Anchor { start, end: start + length, exact, prefix, suffix }
    })
}

fn named() -> impl Strategy<Value = Named> {
    let kinds = prop::sample::select(vec![Kind::Person, Kind::Place, Kind::Own("place".into())]);
    (kinds, words()).prop_map(|(kind, name)| Named { kind, name })
}

fn ruling() -> impl Strategy<Value = Ruling<u8>> {
    prop_oneof![
        (named(), named()).prop_map(|(from, into)| Ruling::Merge { from, into }),
        (0_u8..9, anchor(), named()).prop_map(|(document, anchor, into)| Ruling::Split {
            document,
            anchor,
            into
        }),
        (named(), words()).prop_map(|(entity, name)| Ruling::Rename { entity, name }),
        (0_u8..9, anchor()).prop_map(|(document, anchor)| Ruling::RejectMention { document, anchor }),
        (words(), prop::option::of(Just(Kind::Place)))
            .prop_map(|(wording, kind)| Ruling::RejectWording { wording, kind }),
        (words(), prop::option::of(words()), any::<bool>()).prop_map(|(wording, entity, match_case)| {
            Ruling::AddWording { wording, kind: Kind::Person, entity, match_case }
        }),
        (named(), named()).prop_map(|(one, other)| Ruling::Dismiss { one, other }),
    ]
}

fn place() -> impl Strategy<Value = FigurePlace> {
    (0_u8..3, anchor())
        .prop_map(|(document, anchor)| FigurePlace { document: DocumentId::derived(&[document]), anchor })
}

fn topic() -> impl Strategy<Value = NamedTopic> {
    let measure = prop::sample::select(Measure::ALL.to_vec());
    (measure, prop_oneof![Just(String::new()), words()], prop::collection::vec(place(), 0..3))
        .prop_map(|(measure, name, figures)| NamedTopic { measure, name, figures })
}

fn topic_ruling() -> impl Strategy<Value = TopicRuling> {
    prop_oneof![
        (topic(), topic()).prop_map(|(from, into)| TopicRuling::Merge { from, into }),
        (prop::collection::vec(place(), 1..3), prop::option::of(words()))
            .prop_map(|(figures, name)| TopicRuling::Split { figures, name }),
        (topic(), words()).prop_map(|(topic, name)| TopicRuling::Rename { topic, name }),
        topic().prop_map(|topic| TopicRuling::Dismiss { topic }),
    ]
}

proptest! {
    #[test]
    fn decisions_on_entities_can_be_carried(rulings in prop::collection::vec(ruling(), 0..8)) {
        let read = entities::from_csv::<u8>(&csv_of(entities::sheet(&rulings)));
        prop_assert_eq!(read, (rulings, Vec::new()));
    }

    #[test]
    fn decisions_on_figures_can_be_carried(rulings in prop::collection::vec(topic_ruling(), 0..8)) {
        let mut project = Project::new();
        for (rank, ruling) in (1..).zip(rulings.clone()) {
            let id = TopicDecisionId::derived(&[rank as u8]);
            project.topics.insert(id, TopicDecision { id, rank, ruling });
        }
        prop_assert_eq!(topics::from_csv(&csv_of(topics::sheet(&project))), (rulings, Vec::new()));
    }
}
