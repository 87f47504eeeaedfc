//! Random texts that queries have a chance of finding something in: prose, lines broken at a width, pages with headers.

use lectern::search::Language;
use lectern::text::Text;
use proptest::prelude::*;

/// Words that belong together: forms of one word, the same word written in several ways, words a few letters apart; with the
/// language that has them.
const KIN: [(Option<Language>, &[&str]); 28] = [
    (Some(Language::English), &["police", "Police", "policed", "policing"]),
    (Some(Language::English), &["officer", "officers", "complaint", "complained"]),
    (Some(Language::English), &["protect", "protected", "overcome", "interpol", "redoffice", "policeled"]),
    (Some(Language::French), &["policière", "policiers", "policiere", "POLICIER"]),
    (Some(Language::French), &["première", "premier", "arrêtée", "arrêter", "arreter"]),
    (Some(Language::Portuguese), &["informação", "informações", "informacao", "falávamos", "falar"]),
    (Some(Language::Spanish), &["comían", "comer", "COMÍAN", "hablábamos", "hablar"]),
    (Some(Language::Turkish), &["kızlar", "KIZ", "kız", "kizlar"]),
    (Some(Language::Romanian), &["informaţii", "informaţie", "informatie"]),
    (Some(Language::Hungarian), &["almát", "alma", "almat"]),
    (Some(Language::German), &["Häuser", "Haus", "hauser", "Straße", "strasse"]),
    (Some(Language::Russian), &["полицейский", "полицейские", "е\u{301}лка", "ёлка", "йо"]),
    (Some(Language::Greek), &["αστυνομικός", "αστυνομικοί", "αστυνομικοσ"]),
    (Some(Language::Swedish), &["flickorna", "flickor", "år", "årens"]),
    (Some(Language::Danish), &["børnene", "børn", "bornene"]),
    (Some(Language::Norwegian), &["bøkene", "bøker", "bokene"]),
    (Some(Language::Finnish), &["kylässä", "kylä", "kylassa"]),
    (Some(Language::Dutch), &["gewerkt", "werken", "officieren", "officier"]),
    (Some(Language::Italian), &["città", "citta", "parlò", "parlare"]),
    (Some(Language::Arabic), &["الكتاب", "كتاب", "كِتاب"]),
    (Some(Language::Tamil), &["புத்தகங்கள்", "புத்தகம்"]),
    (None, &["Zoë", "zoe", "ZOE\u{308}", "école", "ecole"]),
    (None, &["fi\u{ad}re", "ﬁre", "fire"]),
    (None, &["警察", "警察官", "官", "경찰이"]),
    (None, &["警察官警察", "警察警官察", "察官"]),
    (None, &["ｶﾞｽ", "ガス", "スガ"]),
    (None, &["mən", "mn", "kɔ", "k", "a", "12", "2", "5m"]),
    (None, &["к\u{306}нига", "к\u{306}н", "кн"]),
];

/// What texts and queries of one case are made of.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    words: Vec<&'static str>,
    language: Option<Language>,
}

/// A few words that are in every vocabulary, and two or three families.
pub fn vocabulary() -> impl Strategy<Value = Vocabulary> {
    prop::sample::subsequence(KIN.to_vec(), 2..4).prop_shuffle().prop_map(|kin| {
        let common = ["police", "officers", "the", "of", "red"];
        let words = kin.iter().flat_map(|(_, words)| words.iter()).copied().chain(common).collect();
        Vocabulary { words, language: kin[0].0 }
    })
}

impl Vocabulary {
    /// Any of its words.
    pub fn word(&self) -> BoxedStrategy<String> {
        prop::sample::select(self.words.clone()).prop_map(str::to_owned).boxed()
    }

    /// Mostly the language of its words; any other, or none.
    pub fn language(&self) -> BoxedStrategy<Option<Language>> {
        let all: Vec<Option<Language>> = Language::all().map(Some).collect();
        let ours = Just(self.language);
        prop_oneof![6 => ours, 1 => Just(None), 3 => prop::sample::select(all)].boxed()
    }
}

/// A text of a few lines.
pub fn lines(word: BoxedStrategy<String>) -> BoxedStrategy<Text> {
    let piece = prop_oneof![
        12 => word,
        1 => Just("don't".to_owned()),
        1 => Just("well-known".to_owned()),
        1 => "[a-eé ]{0,6}",
    ];
    let gap = prop::sample::select(vec![" ", " ", " ", " ", " ", ". ", ", ", "\n", "\n\n", "-", "-\n", "  "]);
    prop::collection::vec((piece, gap), 0..24)
        .prop_map(|pieces| {
            Text::new(pieces.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect::<String>())
        })
        .boxed()
}

/// Words of a text whose lines were broken at a fixed width, each with a chance.
fn pieces(
    word: BoxedStrategy<String>,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<(String, usize)>> {
    let piece = prop_oneof![
        20 => word,
        1 => Just("well-known".to_owned()),
        1 => Just("pro-test".to_owned()),
        1 => Just("said.".to_owned()),
        // Seldom twice in a text, so that nothing tells whether a hyphen only broke them.
        3 => "(protect|overcome|undone|office|police)(red|led|al|ing|ment|s)",
    ];
    prop::collection::vec((piece, 0usize..40), count)
}

/// Breaks lines at a width, and words with them.
fn broken(words: Vec<(String, usize)>, width: usize, breaks_paragraphs: bool) -> String {
    let mut body = String::new();
    let mut column = 0;
    for (word, chance) in words {
        let length = word.chars().count();
        if chance == 0 && column > 20 && breaks_paragraphs {
            body.truncate(body.trim_end().len());
            body.push_str("\n\n");
            column = 0;
        } else if column + length > width {
            // Some words are broken in two, scripts without spaces anywhere.
            let is_alone = word.starts_with(['警', 'ガ']);
            if (chance < 12 && length > 5 && word.is_ascii()) || is_alone {
                let at = word.char_indices().nth(if is_alone { 1 } else { 3 }).map_or(1, |(at, _)| at);
                let sign = if is_alone { "\n" } else { "-\n" };
                for part in [&word[..at], sign, &word[at..], " "] {
                    body.push_str(part);
                }
                column = length - 2;
                continue;
            }
            body.truncate(body.trim_end().len());
            body.push('\n');
            column = 0;
        }
        body.push_str(&word);
        body.push(' ');
        column += length + 1;
    }
    body
}

/// A text whose lines were broken at a fixed width, long enough for that to be seen.
pub fn wrapped(word: BoxedStrategy<String>) -> BoxedStrategy<Text> {
    (pieces(word, 90..140), 60usize..72)
        .prop_map(|(words, width)| Text::new(broken(words, width, true)))
        .boxed()
}

/// The same in a few lines, which stand for themselves.
pub fn few_wrapped(word: BoxedStrategy<String>) -> BoxedStrategy<Text> {
    (pieces(word, 8..30), 28usize..60)
        .prop_map(|(words, width)| Text::new(broken(words, width, true)))
        .boxed()
}

/// A wrapped text on pages, each with its number between blank lines.
pub fn paged(word: BoxedStrategy<String>) -> BoxedStrategy<Text> {
    let made = (pieces(word, 100..150), 60usize..72, 3usize..6).prop_map(|(words, width, per_page)| {
        let mut body = String::new();
        for (number, line) in broken(words, width, false).lines().enumerate() {
            if number > 0 && number.is_multiple_of(per_page) {
                let page = format!("\nPage {} of the police\n\n", number / per_page);
                body.push_str(&page);
            }
            body.push_str(line.trim_end());
            body.push('\n');
        }
        Text::new(body)
    });
    made.boxed()
}

/// Any of them.
pub fn any_text(word: BoxedStrategy<String>) -> BoxedStrategy<Text> {
    prop_oneof![
        6 => lines(word.clone()),
        2 => few_wrapped(word.clone()),
        1 => wrapped(word.clone()),
        1 => paged(word),
    ]
    .boxed()
}
