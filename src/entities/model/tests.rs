//! The model as a whole: odd texts, damaged files, threads.

use std::sync::LazyLock;

use super::*;

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
    assert_eq!(found[0], ("Barry Coppinger", crate::entities::Label::Person));
}
