//! Where passages begin and end.

use super::*;

const FUNCTION_WORDS: [&str; 10] = ["the", "of", "and", "to", "in", "that", "was", "for", "on", "with"];

/// Other words, every second a function word, beginning with the `first` of these.
fn noise(own: usize, first: usize) -> String {
    let words = made_up(400, own);
    let words = words.split_whitespace().enumerate();
    let pairs: Vec<String> =
        words.map(|(at, word)| format!("{} {word} ", FUNCTION_WORDS[(at + first) % 10])).collect();
    pairs.concat()
}

/// What is found in the first of two texts that both have a passage, so many words of which are others in the second, and behind
/// another word `of`.
fn found_in_first(others: usize) -> (String, String) {
    let said = made_up(25, 5_000);
    let said: Vec<&str> = said.split_whitespace().collect();
    let mut edited = said.clone();
    for at in [3, 8, 12, 16, 20].into_iter().take(others) {
        edited[at] = ["walnut", "chestnut", "almond", "hazelnut", "pistachio"][at % 5];
    }
    let text = |own: usize, said: &[&str], other: &str| {
        Text::new(format!("{}{} {other} of {}", noise(own, own), said.join(" "), noise(own + 1, own)))
    };
    let texts = [text(10, &said, "walrus"), text(13, &edited, "ocelot")];
    let found = shared(&texts);
    assert_eq!(found.passages.len(), 1, "{found:?}");
    (texts[0].slice(found.passages[0].a.span).to_owned(), said.join(" "))
}

#[test]
fn a_passage_is_followed_behind_words_that_differ_as_many_of_its_own_do() {
    let (found, said) = found_in_first(5);
    assert_eq!(found, said + " walrus of");
    let (found, said) = found_in_first(0);
    assert_eq!(found, said, "beyond a plain copy chance brings `of` together");
}

#[test]
fn a_passage_is_not_followed_behind_furniture_or_into_another_paragraph() {
    let said = made_up(25, 5_000);
    let said = said.trim();
    let edited = said.split(' ').enumerate().map(|(at, word)| if at % 5 == 3 { "walnut" } else { word });
    let edited = edited.collect::<Vec<_>>().join(" ");
    let furniture = "\n\nHide Ad\n\n";
    for between in ["\n\nof ", "\n\nHide Ad\n\nof "] {
        let texts = [
            Text::new(format!("{}{said} walrus of {}", noise(10, 0), noise(11, 0))),
            Text::new(format!(
                "{}{edited} ocelot{between}{}{furniture}{}{furniture}",
                noise(13, 3),
                noise(14, 3),
                noise(16, 3)
            )),
        ];
        let found = shared(&texts);
        let words: Vec<&str> = found.passages.iter().map(|passage| texts[0].slice(passage.a.span)).collect();
        assert_eq!(words, [said], "{between:?}");
    }
}
