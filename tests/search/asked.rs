//! Random texts and queries that have a chance of finding something in them.

use lectern::text::Text;
use proptest::prelude::*;

/// A query as the tests know it.
#[derive(Clone, Debug)]
pub enum Asked {
    Word(String),
    Exact(String),
    Written(String),
    Wild(String),
    Fuzzy(String, usize),
    /// Words side by side; `*` is any word.
    Phrase(Vec<String>),
    Near(Vec<String>, usize),
    Expression(String),
    Tag,
    Title(Vec<String>),
    Kind(String),
    Date(&'static str, bool),
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Not(Box<Asked>),
}

impl Asked {
    /// As a user would type it.
    pub fn written(&self) -> String {
        let join = |parts: &[Asked], with: &str| {
            format!("({})", parts.iter().map(Self::written).collect::<Vec<_>>().join(with))
        };
        match self {
            Self::Word(word) | Self::Wild(word) => word.clone(),
            Self::Exact(word) => format!("={word}"),
            Self::Written(word) => format!("=={word}"),
            Self::Fuzzy(word, edits) => format!("{word}~{edits}"),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Near(words, others) => format!("\"{}\"~{others}", words.join(" ")),
            Self::Expression(pattern) => format!("/{pattern}/"),
            Self::Tag => "tag:red".to_owned(),
            Self::Title(words) => format!("title:\"{}\"", words.join(" ")),
            Self::Kind(kind) => format!("kind:{kind}"),
            Self::Date(range, _) => format!("date:{range}"),
            Self::And(parts) => join(parts, if parts.len() % 2 == 0 { " " } else { " AND " }),
            Self::Or(parts) => join(parts, " OR "),
            Self::Not(part) => {
                let sign = if matches!(**part, Self::Word(_)) { "-" } else { "NOT " };
                format!("{sign}{}", part.written())
            }
        }
    }
}

/// Words that texts and queries are made of: forms of one word, accents, capitals, scripts, numbers.
const WORDS: [&str; 30] = [
    "police",
    "Police",
    "policed",
    "policing",
    "officer",
    "officers",
    "complaint",
    "complained",
    "red",
    "the",
    "of",
    "Zoë",
    "zoe",
    "ZOE\u{308}",
    "école",
    "ecole",
    "Straße",
    "strasse",
    "fi\u{ad}re",
    "ﬁre",
    "12",
    "2",
    "5m",
    "警察",
    "警察官",
    "官",
    "경찰이",
    "е\u{301}лка",
    "ёлка",
    "a",
];

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned)
}

fn wild() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "pol*",
        "*ed",
        "offic?r",
        "offi*s",
        "?he",
        "*a*",
        "z?e",
        "stra*e",
        "complain*",
        "??",
        "1?",
        "é*",
        "p*l*c*g",
    ])
    .prop_map(str::to_owned)
}

fn pattern() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "pol[a-z]+",
        "officers? of",
        "the\\s+\\w+",
        "(?-i)Police",
        "e.",
        "red|the",
        "\\bof\\b",
        "[^a-z ]+",
        "x*",
        "complain(t|ed)",
        "^\\w+",
        "\\w+$",
        "警.",
        "police officers",
        "o.*e",
        "d\\. ?t",
    ])
    .prop_map(str::to_owned)
}

fn in_phrase() -> impl Strategy<Value = String> {
    prop_oneof![6 => word(), 1 => wild(), 1 => Just("*".to_owned())]
}

fn leaf() -> impl Strategy<Value = Asked> {
    prop_oneof![
        4 => word().prop_map(Asked::Word),
        1 => Just(Asked::Word("well-known".to_owned())),
        1 => Just(Asked::Word("don't".to_owned())),
        2 => word().prop_map(Asked::Exact),
        2 => word().prop_map(Asked::Written),
        2 => wild().prop_map(Asked::Wild),
        2 => (prop::sample::select(vec!["police", "offcier", "pollice", "zoé", "te", "complant"]), 1usize..3)
            .prop_map(|(word, edits)| Asked::Fuzzy(word.to_owned(), edits)),
        3 => (word(), prop::collection::vec(in_phrase(), 1..3)).prop_map(|(first, mut rest)| {
            rest.insert(0, first);
            Asked::Phrase(rest)
        }),
        3 => (prop::collection::vec(prop_oneof![4 => word(), 1 => wild()], 1..4), 0usize..4)
            .prop_map(|(words, others)| Asked::Near(words, others)),
        2 => pattern().prop_map(Asked::Expression),
        2 => Just(Asked::Tag),
        1 => prop::collection::vec(prop::sample::select(vec!["the", "annual", "rep*", "zoe", "lettre", "a"]), 1..3)
            .prop_map(|words| Asked::Title(words.into_iter().map(str::to_owned).collect())),
        1 => prop::sample::select(vec!["letter", "let*", "report"]).prop_map(|kind| Asked::Kind(kind.to_owned())),
        1 => prop::sample::select(vec![("2019", true), ("2019-09-10..", true), ("..2018", false), ("2020", false)])
            .prop_map(|(range, holds)| Asked::Date(range, holds)),
    ]
}

/// Any query.
pub fn asked() -> impl Strategy<Value = Asked> {
    leaf().prop_recursive(3, 10, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 2..4).prop_map(Asked::And),
            prop::collection::vec(part.clone(), 2..4).prop_map(Asked::Or),
            part.prop_map(|part| Asked::Not(Box::new(part))),
        ]
    })
}

/// So many texts of a few lines.
pub fn texts(count: usize) -> impl Strategy<Value = Vec<Text>> {
    let piece = prop_oneof![
        12 => word(),
        1 => Just("don't".to_owned()),
        1 => Just("well-known".to_owned()),
        1 => "[a-eé ]{0,6}",
    ];
    let gap = prop::sample::select(vec![" ", " ", " ", " ", " ", ". ", ", ", "\n", "\n\n", "-", "  "]);
    let text = prop::collection::vec((piece, gap), 0..24).prop_map(|pieces| {
        Text::new(pieces.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect::<String>())
    });
    prop::collection::vec(text, count..=count)
}

/// A text whose lines were broken at a fixed width, words with them.
pub fn wrapped() -> impl Strategy<Value = Text> {
    let piece = prop_oneof![20 => word(), 1 => Just("well-known".to_owned()), 1 => Just("said.".to_owned())];
    (prop::collection::vec((piece, 0usize..40), 90..140), 60usize..72).prop_map(|(words, width)| {
        let mut body = String::new();
        let mut column = 0;
        for (word, chance) in words {
            let length = word.chars().count();
            if chance == 0 && column > 20 {
                body.push_str("\n\n");
                column = 0;
            } else if column + length > width {
                // Some words are broken in two.
                if chance < 12 && length > 5 && word.is_ascii() {
                    for part in [&word[..3], "-\n", &word[3..], " "] {
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
        Text::new(body)
    })
}
