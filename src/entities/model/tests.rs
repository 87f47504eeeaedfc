//! The model as a whole: odd texts, damaged files, threads.

use std::sync::LazyLock;

use super::*;
use crate::entities::{Label, Margin};

/// The English model that comes with Lectern.
pub(super) fn english() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(BYTES).unwrap());
    &MODEL
}

const BYTES: &[u8] = include_bytes!("../../../assets/entities/english/en.lnm");

#[test]
fn names_are_marked_where_they_stand() {
    let text = "Barry Coppinger met Thérèse in Middlesbrough on 5 May 2016.";
    let marked = english().mark(text);
    let found: Vec<_> = marked.iter().map(|found| (found.span.of(text).unwrap(), found.label)).collect();
    println!("{found:?}");
    assert_eq!(found[0], ("Barry Coppinger", Label::Person));
}

#[test]
fn a_mark_says_how_sure_the_model_was() {
    let marked =
        english().mark("Barry Coppinger lives in London. They drove through Quellbrook with Mowgaz.");
    let of = |label| marked.iter().filter(move |mark| mark.label == label);
    assert!(of(Label::Person).chain(of(Label::GeoPolitical)).any(|mark| mark.margin > Margin::of(5.0)));
    assert!(marked.iter().any(|mark| mark.margin < Margin::of(5.0)));
    assert_eq!((Margin::of(0.04).tenths(), Margin::of(2.5).tenths()), (0, 25));
    assert_eq!(Margin::of(1e9), Margin::MOST);
}
