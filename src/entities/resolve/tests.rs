//! Linking: which names are one entity, and which are not.

mod people;

use std::collections::HashSet;

use super::*;
use crate::entities::{Kind, Source};
use crate::text::Span;

/// A text with its mentions written in: `[person|Barry Coppinger]`.
fn marked(text: &str) -> (String, Vec<Mention>) {
    let (mut plain, mut mentions, mut rest) = (String::new(), Vec::new(), text);
    while let Some(open) = rest.find('[') {
        plain.push_str(&rest[..open]);
        let close = rest[open..].find(']').unwrap() + open;
        let (kind, words) = rest[open + 1..close].split_once('|').unwrap();
        let kind = match kind {
            "p" => Kind::Person,
            "o" => Kind::Organisation,
            "x" => Kind::Programme,
            "l" => Kind::Place,
            "r" => Kind::Role,
            "w" => Kind::Law,
            other => Kind::named(other),
        };
        let span = Span::new(plain.len(), plain.len() + words.len());
        mentions.push(Mention { span, kind, source: Source::Model, value: None });
        plain.push_str(words);
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    (plain, mentions)
}

fn resolved(texts: &[&str]) -> Entities<usize> {
    let texts: Vec<(String, Vec<Mention>)> = texts.iter().map(|text| marked(text)).collect();
    let documents: Vec<Document<'_, usize>> =
        texts.iter().enumerate().map(|(id, (text, mentions))| Document { id, text, mentions }).collect();
    resolve(&documents)
}

/// The entities as their name and their spellings.
fn groups(texts: &[&str]) -> Vec<String> {
    let mut groups: Vec<String> = resolved(texts)
        .entities
        .iter()
        .map(|entity| {
            let mut aliases: Vec<String> =
                entity.aliases.iter().map(|alias| format!("{}×{}", alias.text, alias.count)).collect();
            aliases.sort();
            format!("{}: {}", entity.name, aliases.join(", "))
        })
        .collect();
    groups.sort();
    groups
}

fn why(texts: &[&str], document: usize, mention: usize) -> String {
    resolved(texts).reason(document, mention).unwrap().to_string()
}

#[test]
fn parts_of_a_name_in_one_document() {
    let text = "[p|Ruth Okafor] spoke. Ms [p|Okafor] left. [p|Ruth] came back. [p|R. Okafor] signed.";
    assert_eq!(groups(&[text]), ["Ruth Okafor: Okafor×1, R. Okafor×1, Ruth Okafor×1, Ruth×1"]);
    assert_eq!(why(&[text], 0, 1), "surname of Ruth Okafor, in the same document");
    assert_eq!(why(&[text], 0, 2), "first name of Ruth Okafor, in the same document");
    assert_eq!(why(&[text], 0, 3), "another form of the name Ruth Okafor, in the same document");
}

#[test]
fn two_of_one_surname_stay_apart_and_the_last_named_is_meant() {
    let text = "[p|Ravi Patel] spoke at length about the roof and the cost of mending it. [p|Patel] sat down. Then \
                [p|Nisha Patel] rose to answer him, and the hall grew quiet. [p|Patel] was brief.";
    assert_eq!(groups(&[text]), ["Nisha Patel: Nisha Patel×1, Patel×1", "Ravi Patel: Patel×1, Ravi Patel×1"]);
}

#[test]
fn a_surname_after_two_named_together_stays_alone() {
    let text = "[p|Ravi Patel] and [p|Nisha Patel] came. [p|Patel] spoke.";
    assert_eq!(groups(&[text]), ["Nisha Patel: Nisha Patel×1", "Patel: Patel×1", "Ravi Patel: Ravi Patel×1"]);
}

#[test]
fn titles_tell_two_apart() {
    let text = "[p|Mary Doyle] and [p|Paul Doyle] came. Mrs [p|Doyle] spoke, then Mr [p|Doyle].";
    assert_eq!(groups(&[text]), ["Mary Doyle: Doyle×1, Mary Doyle×1", "Paul Doyle: Doyle×1, Paul Doyle×1"]);
    let text = "Mrs [p|Doyle] spoke, then Mr [p|Doyle].";
    assert_eq!(groups(&[text]), ["Doyle: Doyle×1", "Doyle: Doyle×1"]);
    // No Mrs can be a man who is the only one of the name.
    let text = "Mr [p|Kim Doyle] came. Mrs [p|Doyle] spoke.";
    assert_eq!(groups(&[text]), ["Doyle: Doyle×1", "Kim Doyle: Kim Doyle×1"]);
}

#[test]
fn a_surname_alone_finds_the_only_bearer_in_other_documents() {
    let both = ["[p|Ruth Okafor] spoke.", "Later [p|Okafor] left."];
    assert_eq!(groups(&both), ["Ruth Okafor: Okafor×1, Ruth Okafor×1"]);
    assert_eq!(why(&both, 1, 0), "surname of Ruth Okafor, in other documents");
    let three = ["[p|Ruth Okafor] spoke.", "Later [p|Okafor] left.", "[p|Ben Okafor] too."];
    assert_eq!(groups(&three).len(), 3);
    // A given name alone is nobody's surname.
    let given = ["[p|John Barry] spoke.", "[p|Barry Cole] left.", "[p|Barry] came."];
    assert_eq!(groups(&given).len(), 3);
}

#[test]
fn father_and_son_stay_apart() {
    let text = "[p|John Wigglesworth] the elder and [p|John Wigglesworth] the younger came, with [p|Ann Wigglesworth].";
    assert_eq!(
        groups(&[text]),
        [
            "Ann Wigglesworth: Ann Wigglesworth×1",
            "John Wigglesworth the elder: John Wigglesworth×1",
            "John Wigglesworth the younger: John Wigglesworth×1"
        ]
    );
    // Other documents know them by what they are called there.
    let both = [text, "[p|John Wigglesworth, Jr] left."];
    assert_eq!(groups(&both).len(), 3, "{:?}", groups(&both));
    let text = "[p|Joey Kelly] came with [p|Joey Kelly] senior, who sat by [p|Sam Hall], senior partner.";
    assert_eq!(groups(&[text]).len(), 3);
    let text = "[p|George Herbert Walker Bush] was the father of [p|George W. Bush].";
    assert_eq!(groups(&[text]).len(), 2);
}

#[test]
fn acronyms_explained_guessed_and_misspelt() {
    let text = "The [o|River Basin Authority] ([o|RBA]) met. [o|RBA] staff agreed.";
    assert_eq!(groups(&[text]), ["River Basin Authority: RBA×2, River Basin Authority×1"]);
    assert_eq!(why(&[text], 0, 1), "abbreviation of River Basin Authority, explained in the text");
    // Another document need not explain it again.
    let both = [text, "[o|RBA] is silent."];
    assert_eq!(groups(&both), ["River Basin Authority: RBA×3, River Basin Authority×1"]);
    let slip = "[o|National Society of Church Bell Ringers] said. [o|NSCRB] did not.";
    assert_eq!(
        why(&[slip], 0, 1),
        "initials of National Society of Church Bell Ringers but for one letter, in the same document"
    );
    // Two that it may stand for are none.
    let two = "[o|River Basin Authority], [o|Royal Bell Association] and [o|RBA].";
    assert_eq!(groups(&[two]).len(), 3);
}

#[test]
fn short_forms_of_organisations() {
    let text = "[o|Nordhavn Shipping Ltd] grew. [o|Nordhavn] hired. [o|Nordhavn Shipping] sold. The [o|Company] bought.";
    assert_eq!(groups(&[text]).len(), 1);
    let whole = "[o|Durham University] and [o|Durham University Hospital].";
    assert_eq!(groups(&[whole]).len(), 2);
    let generic = "[o|Vale Trust] and [o|Moor Trust] met. The [o|Trust] agreed.";
    assert_eq!(groups(&[generic]).len(), 3);
    let only = "[o|Vale Trust] met. The [o|Trust] agreed.";
    assert_eq!(why(&[only], 0, 1), "stands for Vale Trust, the only one in this document");
    let scheme = "The [x|Safe Harbour scheme] and [x|Safe Harbour].";
    assert_eq!(groups(&[scheme]), ["Safe Harbour: Safe Harbour scheme×1, Safe Harbour×1"]);
}

#[test]
fn a_bare_office_is_no_bridge_between_two() {
    let texts = [
        "[l|Durham]'s [r|Mayor] spoke in [l|Durham]. The [r|Mayor] left.",
        "The [r|Mayor of Hull] spoke in [l|Hull]. The [r|Mayor] left.",
        "A [r|Mayor] without a town.",
    ];
    assert_eq!(
        groups(&texts),
        [
            "Durham: Durham×2",
            "Hull: Hull×1",
            "Mayor (Durham): Mayor×2",
            "Mayor of Hull: Mayor of Hull×1, Mayor×1",
            "Mayor: Mayor×1",
        ]
    );
    assert_eq!(why(&texts, 1, 2), "short for Mayor of Hull, which this document speaks of most or last");
    // A document that speaks of the town means its mayor.
    let near = ["The [r|Mayor of Hull] spoke.", "In [l|Hull] the [r|Mayor] left; [l|Hull] slept."];
    assert_eq!(why(&near, 1, 1), "short for Mayor of Hull, whose place this document speaks of most");
}

#[test]
fn offices_and_their_abbreviations() {
    let text = "[r|Police and Crime Commissioner for Kent] and the [r|PCC]; [r|PCCs] elsewhere, [l|Surrey]'s [r|PCC].";
    assert_eq!(
        groups(&[text]),
        [
            "PCC (Surrey): PCC×1",
            "PCCs: PCCs×1",
            "Police and Crime Commissioner for Kent: PCC×1, Police and Crime Commissioner for Kent×1",
            "Surrey: Surrey×1",
        ]
    );
}

#[test]
fn an_office_may_begin_with_its_place() {
    let text = "[r|Kent Police and Crime Commissioner], the [r|Police and Crime Commissioner for Kent], [r|Deputy PCC]";
    assert_eq!(groups(&[text]).len(), 2, "{:?}", groups(&[text]));
    let deputy = "[r|Mayor of Hull] and the [r|Deputy Mayor], [r|Chief Executive] and [r|Executive]";
    assert_eq!(groups(&[deputy]).len(), 4, "{:?}", groups(&[deputy]));
    let apart = ["the [r|Sheriff of Kent]", "the [r|Kent Sheriff]"];
    assert_eq!(groups(&apart).len(), 1, "{:?}", groups(&apart));
}

#[test]
fn kinds_never_mix_but_for_bodies_and_programmes() {
    assert_eq!(groups(&["[l|Washington] and [p|Washington]"]).len(), 2);
    let entities = resolved(&["[x|Horizon] and [o|Horizon], [o|Horizon]"]);
    assert_eq!(entities.entities.len(), 1);
    assert_eq!(entities.entities[0].kind, Kind::Organisation);
}

#[test]
fn places_and_laws_in_full_and_short() {
    assert_eq!(groups(&["[l|Stockton-on-Tees] is [l|Stockton]."]).len(), 1);
    assert_eq!(groups(&["[l|Duluth, Minnesota] is [l|Duluth]."]).len(), 1);
    assert_eq!(groups(&["[l|UK] and [l|United Kingdom]"]).len(), 1);
    assert_eq!(groups(&["[l|York] and [l|New York]"]).len(), 2);
    assert_eq!(groups(&["[w|Water Act 2016], the [w|Water Act], and the [w|Act]"]).len(), 1);
    assert_eq!(groups(&["[w|Water Act 2016], [w|Water Act 1991], the [w|Water Act]"]).len(), 3);
}

#[test]
fn slips_of_the_pen() {
    assert_eq!(
        why(&["[x|Cleveland Divert], [x|Cleveland Divert]", "[x|Clevelend Divert]"], 1, 0),
        "spelt almost the same as Cleveland Divert"
    );
    // What is said in short is no vote for a misspelling of the whole.
    let texts = ["[x|Cleveland Divert]", "[x|Clevelend Divert], [x|Divert] and [x|Divert]"];
    assert!(groups(&texts)[0].starts_with("Cleveland Divert: "), "{:?}", groups(&texts));
    // Of two as common the one whose words other names have is right.
    let texts = ["[x|Ashingtan Divert]", "[x|Ashington Divert]", "[l|Ashington]"];
    assert!(groups(&texts).iter().any(|group| group.starts_with("Ashington Divert: ")));
    assert_eq!(groups(&["[o|Section 21 Group], [o|Section 31 Group]"]).len(), 2);
    assert_eq!(groups(&["[p|Maria Fernandez], [p|Mario Fernandez]"]).len(), 2);
    assert_eq!(groups(&["[p|Ann Fernandez], [p|Ann Fernandes]"]).len(), 1);
}

#[test]
fn dates_and_sums_by_their_value() {
    let mention = |start, end, kind: Kind, value: &str| Mention {
        span: Span::new(start, end),
        kind,
        source: Source::Rule("date"),
        value: Some(value.into()),
    };
    let text = "2 May 2019, May 2nd, 2019, £1m, £1,000,000";
    let mentions = [
        mention(0, 10, Kind::Date, "2019-05-02"),
        mention(12, 25, Kind::Date, "2019-05-02"),
        mention(27, 30, Kind::Money, "GBP 1000000"),
        mention(32, 43, Kind::Money, "GBP 1000000"),
    ];
    let entities = resolve(&[Document { id: 1, text, mentions: &mentions }]);
    assert_eq!(entities.entities.len(), 2);
    assert_eq!(entities.reason(1, 0).unwrap().how, How::SameValue);
}

#[test]
fn a_list_gives_its_aliases_one_name() {
    let mention = |start, end| Mention {
        span: Span::new(start, end),
        kind: Kind::Own("ship".into()),
        source: Source::List("ships".into()),
        value: Some("Jeanie Johnston".into()),
    };
    let entities = resolve(&[Document {
        id: 1,
        text: "the JJ, the barque",
        mentions: &[mention(4, 6), mention(12, 18)],
    }]);
    assert_eq!(&*entities.entities[0].name, "Jeanie Johnston");
    assert_eq!(entities.reason(1, 0).unwrap().to_string(), "stands in your list for Jeanie Johnston");
}

#[test]
fn mentions_outside_the_text_are_left_out() {
    let mention = Mention { span: Span::new(1, 99), kind: Kind::Place, source: Source::Model, value: None };
    let entities = resolve(&[Document { id: 1, text: "é", mentions: &[mention] }]);
    assert!(entities.entities.is_empty() && entities.named_by(1, 0).is_none());
}

#[test]
fn an_entity_keeps_its_key_while_its_name_stays() {
    let key = |texts: &[&str]| resolved(texts).named_by(0, 0).unwrap().key;
    let one = "[p|Ruth Okafor] of the [o|River Basin Authority]";
    assert_eq!(key(&[one]), key(&[one, "[p|Okafor] again", "[p|Ben Lee]"]));
    assert_eq!(key(&[one]), EntityKey::of(&Kind::Person, "Ruth Okafor"));
    assert_ne!(key(&["[p|Okafor]"]), key(&["[p|Okafor]", one]));
}

#[test]
fn what_looks_the_same_is_suggested_unless_dismissed() {
    let texts = [
        "[p|Bob Marsh] and [p|Robert Marsh], [p|J. Lee], [p|John Lee], [p|Jane Lee]",
        "[o|Caldera] fell.",
        "[o|Caldera Mining Group] rose; [l|Caldera] too.",
    ];
    let entities = resolved(&texts);
    let found = suggest(&entities, &HashSet::new());
    let name = |key| entities.get(key).unwrap().name.to_string();
    let lines: Vec<String> = found
        .iter()
        .map(|pair| format!("{} = {}: {} ({})", name(pair.one), name(pair.other), pair.likeness, pair.score))
        .collect();
    let has = |one: &str, other: &str, why: &str| {
        lines.iter().any(|line| line.contains(one) && line.contains(other) && line.contains(why))
    };
    assert!(has("Bob Marsh", "Robert Marsh", "familiar"), "{lines:#?}");
    assert!(has("J. Lee", "John Lee", "initial fits"), "{lines:#?}");
    assert!(has("Caldera", "Caldera Mining Group", "part of"), "{lines:#?}");
    assert!(has("Caldera", "Caldera", "different kinds"), "{lines:#?}");
    let dismissed: HashSet<_> =
        found.iter().map(|pair| (pair.one.min(pair.other), pair.one.max(pair.other))).collect();
    assert!(suggest(&entities, &dismissed).is_empty());
}

/// The pairs of names that are proposed to be one.
fn proposed(texts: &[&str]) -> Vec<(String, String)> {
    let entities = resolved(texts);
    let name = |key| entities.entities.iter().find(|entity| entity.key == key).unwrap().name.to_string();
    suggest(&entities, &HashSet::<(EntityKey, EntityKey)>::new())
        .iter()
        .map(|pair| (name(pair.one), name(pair.other)))
        .collect()
}

#[test]
fn father_and_son_of_one_name_stay_apart_and_are_not_proposed() {
    let both = "[p|John Adams] and his son [p|John Quincy Adams] came. Then [p|John Quincy Adams] left.";
    let lives = "[p|John Adams] (1735–1826) sat. [p|John Quincy Adams] (1767–1848) stood.";
    for text in [both, lives] {
        assert_eq!(groups(&[text]).len(), 2, "{text}");
        assert_eq!(proposed(&[text]), [], "{text}");
        // What one document tells apart another does not join.
        assert_eq!(groups(&[text, "[p|John Adams] spoke."]).len(), 2, "{text}");
    }
    let one = "[p|John Quincy Adams] came. Later [p|John Adams] left.";
    assert_eq!(groups(&[one]).len(), 1);
}

#[test]
fn generations_are_neither_merged_nor_proposed() {
    for text in [
        "[p|Smith] senior, who came, and [p|Smith] junior, who left.",
        "[p|John Smith II] met [p|John Smith III] there.",
        "[p|John Smith] Jr. came. [p|John Smith] Sr. left.",
        "[p|Thomas Kay] the elder, of Leeds. [p|Thomas Kay] the younger, of Hull.",
    ] {
        assert_eq!(groups(&[text]).len(), 2, "{text}");
        assert_eq!(proposed(&[text]), [], "{text}");
    }
}

#[test]
fn middle_names_that_do_not_go_together_are_not_proposed() {
    assert_eq!(proposed(&["[p|George W. Bush] came.", "[p|George Herbert Bush] came."]), []);
}

#[test]
fn small_words_do_not_part_a_name() {
    let texts = [
        "The [x|Howard League for Penal Reform Award] and the [x|Howard League Penal Reform Award].",
        "The [o|Office of PCC] said.",
        "The [o|Office of the PCC] wrote. [o|Office of the PCC], and the [o|Trust of Leeds].",
        "The [o|Trust for Leeds] met.",
    ];
    let groups = groups(&texts);
    assert_eq!(
        groups[0],
        "Howard League for Penal Reform Award: Howard League Penal Reform Award×1, Howard League for Penal Reform Award×1"
    );
    assert_eq!(groups[1], "Office of the PCC: Office of PCC×1, Office of the PCC×2");
    assert_eq!(groups.len(), 4);
    assert_eq!(why(&texts, 1, 0), "the same as Office of the PCC but for small words");
}

#[test]
fn a_name_is_called_by_its_place_or_after_it() {
    let texts = [
        "At the [x|Hartlepool Waterfront Festival] it rained.",
        "[l|Hartlepool]'s [x|Waterfront Festival] is next. The [x|Waterfront Festival] was.",
    ];
    let festival = groups(&texts).into_iter().find(|group| group.contains("Waterfront")).unwrap();
    assert_eq!(
        festival,
        "Hartlepool Waterfront Festival: Hartlepool Waterfront Festival×1, Waterfront Festival×2"
    );
    assert_eq!(why(&texts, 1, 1), "short for Hartlepool Waterfront Festival, in other documents");
    let texts = [texts[0], texts[1], "[l|Durham]'s [x|Waterfront Festival] is another."];
    assert_eq!(groups(&texts).iter().filter(|group| group.contains("Waterfront")).count(), 2);
}

#[test]
fn an_office_within_a_name_may_be_short() {
    let texts = [
        "The [o|Office of the Police and Crime Commissioner] of the [r|Police and Crime Commissioner] ([r|PCC]).",
        "The [o|Office of the PCC] said.",
    ];
    assert_eq!(groups(&texts).iter().filter(|group| group.starts_with("Office")).count(), 1);
    assert_eq!(
        why(&texts, 1, 0),
        "short for Office of the Police and Crime Commissioner, in other documents"
    );
}

#[test]
fn a_bare_office_is_its_holders() {
    let texts = [
        "The [r|Durham PCC] [p|Ron Hogg] and [l|Cleveland]'s [r|PCC] met. [l|Cleveland]'s [r|PCC] sat. Then \
        [r|PCC] [p|Ron Hogg] and the [r|PCC] left.",
    ];
    let offices: Vec<String> = groups(&texts).into_iter().filter(|group| group.contains("PCC×")).collect();
    assert_eq!(offices, ["Durham PCC: Durham PCC×1, PCC×1", "PCC (Cleveland): PCC×3"]);
    assert_eq!(why(&texts, 0, 6), "short for Durham PCC, whose holder is named here");
}

#[test]
fn a_subject_is_no_short_form_of_a_strategy_on_it() {
    let texts = [
        "[x|Serious Violence] and the [x|Serious Violence Prevention Strategy], [x|Recovering Together] and the [x|Recovering Together Scheme].",
    ];
    assert_eq!(groups(&texts).len(), 3);
}

#[test]
fn a_date_is_shown_with_its_year() {
    let text = "It was yesterday morning.";
    let span = Span::new(7, 24);
    let mentions =
        [Mention { span, kind: Kind::Date, source: Source::Model, value: Some("2020-09-07".into()) }];
    let entities = resolve(&[Document { id: 0, text, mentions: &mentions }]);
    assert_eq!(&*entities.entities[0].name, "7 September 2020");
    assert_eq!(&*entities.entities[0].aliases[0].text, "yesterday morning");
}

#[test]
fn a_code_is_named_with_and_without_what_it_is_of() {
    let texts = ["The [w|Victims' Code of Practice] and the [w|Victims Code]."];
    assert_eq!(groups(&texts), ["Victims' Code of Practice: Victims Code×1, Victims' Code of Practice×1"]);
}
