//! Whether a name of one word is a person's, a body's or a place's, where a model has marked it: all that speaks for each is
//! put on a scale.
//!
//! A model tells a name by itself and its neighbours, and often hardly prefers one kind to the next
//! ([`crate::entities::Margin`]). Here everything that bears on the name counts ([`super::signs`]), over all places of the
//! document where it stands; where it stands for itself counts twice, so that a Bolton may speak at Bolton.

use std::collections::HashMap;

use super::board::{Board, Find};
use super::located::is_located;
use super::signs::{People, Scale, weigh};
use crate::entities::{Kind, Source};

/// The name of this rule.
pub const NAME: &str = "weighing";

/// A kind takes the place of the one a name was given only if it weighs so much more.
const LEAST: i32 = 5;

/// Gives names the kind for which most speaks.
pub fn weighing(board: &mut Board<'_, '_>) {
    let page = board.page;
    let people = People::on(board);
    let mut weighed: Vec<(usize, Scale)> = Vec::new();
    let mut sums: HashMap<&str, Scale> = HashMap::new();
    for number in 0..board.numbers() {
        let Some(find) = board.find(number).filter(|find| is_doubtful(find)) else { continue };
        let Some(mark) = board.mark_at(find.from) else { continue };
        let scale = weigh(board, find.from, mark, &people);
        weighed.push((number, scale));
        sums.entry(page.word(find.from)).or_default().add(scale);
    }
    for (number, here) in weighed {
        let Some(find) = board.find(number) else { continue };
        let mut scale = sums.get(page.word(find.from)).copied().unwrap_or_default();
        scale.add(here);
        let kind = scale.heaviest();
        // `in Nelson, Lancashire`: where a model and the words around agree on a place, it is one.
        let is_settled = find.kind == Kind::Place && is_located(page, find.from, find.to);
        if kind == find.kind || is_settled || scale.of(&kind) - scale.of(&find.kind) < LEAST {
            continue;
        }
        if let Some(find) = board.find_mut(number) {
            find.kind = kind;
            find.source = Source::Rule(NAME);
        }
    }
}

/// True for a name of one word that nothing but a model has told.
pub fn is_doubtful(find: &Find) -> bool {
    find.to - find.from == 1
        && matches!(find.kind, Kind::Person | Kind::Organisation | Kind::Place)
        && find.source == Source::Model
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::found_beside_with;
    use crate::entities::rules::{KnownNames, Rules, consistency, marks};
    use crate::entities::{Label, Margin};

    /// What the names in `text` are taken for where a model called them `label` and was sure by so much.
    fn kinds(text: &str, names: &[(&str, Label)], margin: f32) -> Vec<(String, Kind)> {
        let all = found_beside_with(text, names, Margin::of(margin), |board| {
            marks(board, Rules::ALL);
            weighing(board);
        });
        all.into_iter().map(|(words, kind, _)| (words, kind)).collect()
    }

    #[test]
    fn what_a_model_doubts_goes_to_what_most_speaks_for() {
        for (text, label, kind) in [
            ("They went on to Quellia and back", Label::Person, Kind::Place),
            ("It was paid for by Quellgaz with a loan", Label::Person, Kind::Organisation),
            ("the loan that Quellgaz's lenders made", Label::GeoPolitical, Kind::Organisation),
            ("Then Trevor said no", Label::Organisation, Kind::Person),
            ("Then we left for Florence with him", Label::Organisation, Kind::Place),
            ("They set out for Quellrow with him", Label::Organisation, Kind::Place),
        ] {
            let name =
                text.split(|c: char| !c.is_alphabetic()).find(|word| word.len() > 6 || *word == "Trevor");
            let all = kinds(text, &[(name.unwrap(), label)], 0.4);
            assert_eq!(all[0].1, kind, "{text}");
        }
    }

    #[test]
    fn what_it_is_sure_of_stays() {
        let all = kinds("They went on to Quellia and back", &[("Quellia", Label::Person)], 12.0);
        assert_eq!(all[0].1, Kind::Person);
    }

    #[test]
    fn all_places_where_a_name_stands_are_weighed_together() {
        let names = [("Quella,", Label::Organisation), ("Quella.", Label::Person)];
        let all = kinds("near Avola, Quella, and in Quella. Then Quella left.", &names, 0.6);
        assert_eq!(all[0].1, all[1].1);
    }

    #[test]
    fn what_is_weighed_may_still_be_somebodys_surname() {
        let names = [
            ("Quellory Bolton", Label::Person),
            ("Bolton on", Label::GeoPolitical),
            ("Bolton,", Label::Person),
            ("Bolton's", Label::Person),
        ];
        let text =
            "Quellory Bolton spoke. We met at Bolton on Monday. It was paid by Bolton, and Bolton's men";
        let all = found_beside_with(text, &names, Margin::of(0.4), |board| {
            marks(board, Rules::ALL);
            weighing(board);
            consistency(board, &KnownNames::default());
        });
        let kinds: Vec<_> = all.iter().map(|(words, kind, _)| (words.as_str(), kind.clone())).collect();
        let person = |words| (words, Kind::Person);
        assert_eq!(
            kinds,
            [person("Quellory Bolton"), ("Bolton", Kind::Place), person("Bolton"), person("Bolton"),]
        );
    }
}
