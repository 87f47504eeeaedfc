//! People whom initials, titles and given names keep apart, or tell to be one.

use std::collections::HashSet;

use super::super::{EntityKey, suggest};
use super::{groups, resolved, why};

/// The groups of these texts that have `name` in them.
fn of(name: &str, texts: &[&str]) -> Vec<String> {
    groups(texts).into_iter().filter(|group| group.contains(name)).collect()
}

#[test]
fn an_initial_is_a_given_names_and_no_surnames() {
    let text =
        "Signed by [p|J. Whitlock] and [p|R. Green]. It was [p|Jenkins] who objected; [p|Rotherham] did not.";
    assert_eq!(groups(&[text]).len(), 4, "{:?}", groups(&[text]));
    let text = "Signed by [p|J. Whitlock] and [p|R. Green]. Then [p|John] rose, and [p|Ruth] sat down.";
    assert_eq!(groups(&[text]).len(), 2, "{:?}", groups(&[text]));
    assert_eq!(why(&[text], 0, 2), "fits the initial of J. Whitlock, in the same document");
}

#[test]
fn a_knight_is_no_mister() {
    let text = "Sir [p|Percy Whitlock], M.P., opened the bazaar. Mr. [p|P. Whitlock], the Clerk, took the minutes. \
                Mr. [p|Whitlock] thanked Sir [p|Percy].";
    assert_eq!(
        groups(&[text]),
        ["P. Whitlock: P. Whitlock×1, Whitlock×1", "Percy Whitlock: Percy Whitlock×1, Percy×1"]
    );
    // A knight may have been called Mr before, in another text.
    let texts = ["Sir [p|Percy Whitlock] spoke.", "Mr [p|P. Whitlock] spoke."];
    assert_eq!(groups(&texts).len(), 1);
}

#[test]
fn no_woman_is_a_mister() {
    let text = "[p|April Hughes] came to tea. Mr [p|Hughes] stayed at home.";
    assert_eq!(groups(&[text]).len(), 2, "{:?}", groups(&[text]));
    let text = "[p|Chantelle Begum] was present. Mr [p|Begum], the landlord, denied it.";
    assert_eq!(groups(&[text]).len(), 2, "{:?}", groups(&[text]));
    let texts = ["Mr [p|G. Booth] reported. Mr [p|Booth] replied. Miss [p|Booth] spoke.", "[p|Booth] sat."];
    assert_eq!(of("Booth", &texts), ["Booth: Booth×1", "G. Booth: Booth×2, G. Booth×1"]);
    let texts = ["Mr [p|P. Whitlock] spoke.", "[p|Paula Whitlock] spoke."];
    assert_eq!(groups(&texts).len(), 2);
}

#[test]
fn a_rank_keeps_two_of_one_surname_apart() {
    let text = "[p|April Ackroyd] came to tea. Lieutenant [p|Ackroyd] is to marry. Private [p|Ackroyd], no relation, \
                lost a foot. Lieutenant [p|Ackroyd] wept. She became Mrs [p|Ackroyd].";
    assert_eq!(
        groups(&[text]),
        ["Ackroyd: Ackroyd×1", "Ackroyd: Ackroyd×1", "Ackroyd: Ackroyd×2", "April Ackroyd: April Ackroyd×1",]
    );
    let text = "[p|April Hughes] came to tea. Mr [p|Hughes] stayed. Captain [p|Hughes] of the brig sailed.";
    assert_eq!(groups(&[text]).len(), 3, "{:?}", groups(&[text]));
    let text = "Mr [p|Thomas Ackroyd] married. Private [p|Ackroyd] was killed. Mrs [p|Ackroyd] never saw [p|Ackroyd] \
                again. Lieutenant [p|Ackroyd] wrote.";
    assert_eq!(groups(&[text]).len(), 4, "{:?}", groups(&[text]));
    // In other documents too.
    let texts = ["Captain [p|Hughes] sailed.", "Private [p|Hughes] fell."];
    assert_eq!(groups(&texts).len(), 2, "{:?}", groups(&texts));
    let texts = ["Captain [p|John Hughes] sailed.", "Private [p|Hughes] fell.", "Captain [p|Hughes] came."];
    assert_eq!(of("John", &texts), ["John Hughes: Hughes×1, John Hughes×1"]);
}

#[test]
fn a_rank_that_nothing_speaks_against_is_no_other_person() {
    let text = "[p|John Hughes] joined the army. Captain [p|Hughes] sailed. Mr [p|Hughes] is at home.";
    assert_eq!(of("John", &[text]), ["John Hughes: Hughes×1, John Hughes×1"], "{:?}", groups(&[text]));
    let text = "Sgt [p|Ian Raine] spoke. Sergeant [p|Raine] left. Mr [p|Raine] came back. [p|Raine] sat.";
    assert_eq!(groups(&[text]).len(), 1, "{:?}", groups(&[text]));
    let texts = ["Captain [p|Hughes] sailed.", "[p|Hughes] came home."];
    assert_eq!(groups(&texts).len(), 1, "{:?}", groups(&texts));
    let text = "[p|Hillary Rodham] and her husband; Mr [p|Rodham] and Mrs [p|Rodham].";
    assert_eq!(groups(&[text]).len(), 2, "{:?}", groups(&[text]));
}

#[test]
fn of_several_the_one_who_bears_the_title_is_meant() {
    let text =
        "DC [p|Susan Wright] was with PC [p|Stephen Wright]. PC [p|Wright] knocked. DC [p|Wright] went in.";
    assert_eq!(
        groups(&[text]),
        ["Stephen Wright: Stephen Wright×1, Wright×1", "Susan Wright: Susan Wright×1, Wright×1"]
    );
    let text = "Councillor [p|J. W. Hargreaves] and Dr. [p|Joan Hargreaves] came. Dr. [p|Hargreaves] spoke.";
    assert_eq!(of("Joan", &[text]), ["Joan Hargreaves: Hargreaves×1, Joan Hargreaves×1"]);
}

/// What is offered to be merged in these texts, and why.
fn offered(texts: &[&str]) -> Vec<String> {
    let entities = resolved(texts);
    let name = |key: EntityKey| entities.get(key).unwrap().name.to_string();
    let offers = suggest(&entities, &HashSet::<(EntityKey, EntityKey)>::new());
    offers
        .iter()
        .map(|offer| format!("{} + {}: {}", name(offer.one), name(offer.other), offer.likeness))
        .collect()
}

#[test]
fn who_is_said_to_be_promoted_is_one_person() {
    for text in [
        "Sergeant [p|Ackroyd] led the patrol and was promoted in May. Lieutenant [p|Ackroyd] wrote home.",
        "Sergeant [p|Ackroyd] led the patrol. In May he was promoted lieutenant. Lieutenant [p|Ackroyd] wrote home.",
        "PC [p|Hughes] (later Sergeant [p|Hughes]) knocked. Sergeant [p|Hughes] spoke.",
        "Sergeant [p|Ackroyd], as he then was, led it. In June Captain [p|Ackroyd] wrote home.",
        "Sergeant [p|Ackroyd] fell ill. The then Sergeant [p|Ackroyd] is gone; Captain [p|Ackroyd] wrote.",
        "Lieutenant (formerly Sergeant) [p|Ackroyd] wrote. Sergeant [p|Ackroyd] had led it. Lieutenant [p|Ackroyd] came.",
        "PC [p|Hughes] knocked. PC [p|Hughes] became Sergeant [p|Hughes] in 1922. Sergeant [p|Hughes] left.",
        "Mr [p|Cole] joined up. Mr [p|Cole], later Captain [p|Cole], sailed. Captain [p|Cole] died.",
    ] {
        assert_eq!(groups(&[text]).len(), 1, "{text}: {:?}", groups(&[text]));
    }
    let text = "Sergeant [p|Ackroyd] was promoted. Lieutenant [p|Ackroyd] wrote home.";
    assert_eq!(why(&[text], 0, 0), "same name");
    assert_eq!(why(&[text], 0, 1), "Ackroyd at another rank, as this document says");
}

#[test]
fn a_rank_beside_a_full_name_is_its_bearers() {
    let text = "Inspector [p|Jane Cole], now Superintendent, spoke. Superintendent [p|Cole] left. Inspector [p|Cole] was brief.";
    assert_eq!(groups(&[text]), ["Jane Cole: Cole×2, Jane Cole×1"]);
    let text = "Sergeant [p|John Ackroyd] led. Sergeant [p|Ackroyd] fell ill. Lieutenant [p|John Ackroyd] came back. \
                Lieutenant [p|Ackroyd] wrote.";
    assert_eq!(groups(&[text]), ["John Ackroyd: Ackroyd×2, John Ackroyd×2"]);
    let text = "DC [p|Susan Wright] saw it. PC [p|Stephen Wright], later promoted sergeant, ran. Sergeant [p|Wright] rose. \
                DC [p|Wright] sat. PC [p|Wright] stood.";
    assert_eq!(
        groups(&[text]),
        ["Stephen Wright: Stephen Wright×1, Wright×2", "Susan Wright: Susan Wright×1, Wright×1"]
    );
}

#[test]
fn a_promotion_of_somebody_else_joins_nobody() {
    for text in [
        "Sergeant [p|Ackroyd] and Lieutenant [p|Ackroyd] were promoted.",
        "Sergeant [p|Ackroyd] was promoted by Lieutenant [p|Ackroyd].",
        "Sergeant [p|Ackroyd] was not promoted. Lieutenant [p|Ackroyd] wrote.",
        "Sergeant [p|Ackroyd] was promoted. Private [p|Ackroyd] wrote.",
        "Sergeant [p|Ackroyd] promoted good order. Lieutenant [p|Ackroyd] wrote.",
        "Sergeant [p|Ackroyd] came, then Lieutenant [p|Ackroyd] came. He was promoted captain.",
        "PC [p|Hughes] now saw Sergeant [p|Hughes].",
        "PC [p|Hughes] became Sergeant [p|Hughes]'s friend.",
        "Miss [p|Booth] was promoted. Mr [p|Booth], later Captain, wrote.",
    ] {
        assert_eq!(groups(&[text]).len(), 2, "{text}: {:?}", groups(&[text]));
    }
    let text = "Sergeant [p|John Ackroyd] led. Lieutenant [p|Paul Ackroyd] slept. Sergeant [p|Ackroyd] was promoted. \
                Lieutenant [p|Ackroyd] wrote.";
    assert_eq!(
        groups(&[text]),
        ["John Ackroyd: Ackroyd×1, John Ackroyd×1", "Paul Ackroyd: Ackroyd×1, Paul Ackroyd×1"]
    );
}

#[test]
fn two_ranks_that_nothing_joins_are_offered() {
    let why = "they have one surname and two ranks, which one person may have had";
    let text = "Sergeant [p|Ackroyd] led the patrol. Lieutenant [p|Ackroyd] wrote home.";
    assert_eq!(offered(&[text]), [format!("Ackroyd + Ackroyd: {why}")]);
    let text = "Sergeant [p|John Ackroyd] led the patrol. Lieutenant [p|Ackroyd] wrote home.";
    assert_eq!(offered(&[text]), [format!("Ackroyd + John Ackroyd: {why}")]);
    let text = "Mr [p|Doyle] came. Mrs [p|Doyle] spoke.";
    assert_eq!(offered(&[text]), [] as [String; 0]);
}

#[test]
fn the_promotion_of_somebody_elses_brother_is_nobodys_own() {
    for text in [
        "Sergeant [p|Ackroyd] stood down. His brother was promoted to inspector. Inspector [p|Ackroyd] came.",
        "Corporal [p|Ackroyd] wrote that his brother had been promoted to sergeant. Sergeant [p|Ackroyd] fell.",
    ] {
        assert_eq!(groups(&[text]).len(), 2, "{:?}", groups(&[text]));
    }
    let own = "Sergeant [p|Ackroyd] stood down. He was promoted to inspector. Inspector [p|Ackroyd] came.";
    assert_eq!(groups(&[own]).len(), 1, "{:?}", groups(&[own]));
}
