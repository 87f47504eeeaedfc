//! People whom initials and given names keep apart, or tell to be one.

use super::{groups, why};

#[test]
fn an_initial_is_a_given_names_and_no_surnames() {
    let text =
        "Signed by [p|J. Whitlock] and [p|R. Green]. It was [p|Jenkins] who objected; [p|Rotherham] did not.";
    assert_eq!(groups(&[text]).len(), 4, "{:?}", groups(&[text]));
    let text = "Signed by [p|J. Whitlock] and [p|R. Green]. Then [p|John] rose, and [p|Ruth] sat down.";
    assert_eq!(groups(&[text]).len(), 2, "{:?}", groups(&[text]));
    assert_eq!(why(&[text], 0, 2), "fits the initial of J. Whitlock, in the same document");
}
