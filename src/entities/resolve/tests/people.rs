//! People whom initials, titles and given names keep apart, or tell to be one.

use super::{groups, why};

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
