//! Random queries of every kind.

use lectern::search::query::Layer;
use proptest::prelude::*;

use crate::slow_reading::without_accents;

/// A query as the tests know it.
#[derive(Clone, Debug)]
pub enum Asked {
    Word(String),
    Exact(String),
    Written(String),
    Wild(String),
    WrittenWild(String),
    Fuzzy(String, usize),
    /// Words side by side, as typed between quotation marks; `*` is any word.
    Phrase(Vec<String>, Marks),
    /// The same as written.
    WrittenPhrase(Vec<String>),
    Near(Vec<String>, usize),
    /// An expression, and what it is without accents; `None` where accents count.
    Expression(String, Option<String>),
    Layer(Layer, String),
    Title(Vec<String>),
    Attribute(&'static str, String),
    Date(String),
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Not(Box<Asked>),
}

/// What stands before and after a phrase.
#[derive(Clone, Copy, Debug)]
pub enum Marks {
    Plain,
    Curly,
    Exact,
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
            Self::Written(word) | Self::WrittenWild(word) => format!("=={word}"),
            Self::Fuzzy(word, edits) => format!("{word}~{edits}"),
            Self::Phrase(words, Marks::Plain) => format!("\"{}\"", words.join(" ")),
            Self::Phrase(words, Marks::Curly) => format!("“{}”", words.join(" ")),
            Self::Phrase(words, Marks::Exact) => format!("=\"{}\"", words.join(" ")),
            Self::WrittenPhrase(words) => format!("==\"{}\"", words.join(" ")),
            Self::Near(words, others) => format!("\"{}\"~{others}", words.join(" ")),
            Self::Expression(pattern, _) => format!("/{pattern}/"),
            Self::Layer(layer, name) => field(layer.word(), name),
            Self::Title(words) => format!("title:\"{}\"", words.join(" ")),
            Self::Attribute(name, value) => field(name, value),
            Self::Date(range) => format!("date:{range}"),
            Self::And(parts) => join(parts, if parts.len() % 2 == 0 { " " } else { " AND " }),
            Self::Or(parts) => join(parts, " OR "),
            Self::Not(part) => {
                let sign = if matches!(**part, Self::Word(_)) { "-" } else { "NOT " };
                format!("{sign}{}", part.written())
            }
        }
    }

    /// Every part that looks for something.
    pub fn each_leaf(&self, visit: &mut dyn FnMut(&Asked)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each_leaf(visit)),
            Self::Not(part) => part.each_leaf(visit),
            leaf => visit(leaf),
        }
    }
}

/// A field with its value, in quotation marks where it needs them.
fn field(name: &str, value: &str) -> String {
    if value.contains(' ') { format!("{name}:\"{value}\"") } else { format!("{name}:{value}") }
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
        "?*",
        "к\u{306}*",
        "к\u{306}н?га",
        "*ère",
        "inform*",
        "mə?",
        "?",
        "*tect",
        "e\u{301}*e",
    ])
    .prop_map(str::to_owned)
}

fn expression() -> impl Strategy<Value = Asked> {
    let same = [
        "pol[a-z]+",
        "officers? of",
        "the\\s+\\w+",
        "e.",
        "red|the",
        "\\bof\\b",
        "[^a-z ]+",
        "x*",
        "complain(t|ed)",
        "^\\w+",
        "\\w+$",
        "警.",
        "警察官",
        "police officers",
        "protect",
        "o.*e",
        "d\\. ?t",
        "zoe|ecole",
        "strasse",
        "premiere",
    ]
    .map(|pattern| (pattern, Some(pattern)));
    let mut all = same.to_vec();
    all.extend([
        ("école", Some("ecole")),
        ("[éx]co", Some("[ex]co")),
        ("Straße", Some("strasse")),
        ("zo\\x{eb}", Some("zoe")),
        ("к\u{306}н", Some("к\u{306}н")),
        ("(?-i)Police", None),
        ("(?-i)Zoë|red", None),
        ("(?-i:é)cole", None),
    ]);
    prop::sample::select(all)
        .prop_map(|(pattern, plain)| Asked::Expression(pattern.to_owned(), plain.map(str::to_owned)))
}

fn in_phrase(word: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    prop_oneof![6 => word, 1 => wild(), 1 => Just("*".to_owned())]
}

/// Words side by side, the first of them a word.
fn phrase(word: BoxedStrategy<String>) -> impl Strategy<Value = Vec<String>> {
    (word.clone(), prop::collection::vec(in_phrase(word), 1..3)).prop_map(|(first, mut rest)| {
        rest.insert(0, first);
        rest
    })
}

fn layer() -> impl Strategy<Value = Asked> {
    let of = |layer, names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        prop::sample::select(names).prop_map(move |name| Asked::Layer(layer, name))
    };
    prop_oneof![
        of(
            Layer::Tag,
            &[
                "policing",
                "POLICING",
                "Policing > Complaints",
                "policing › complaints",
                "compl*",
                "*",
                "upheld",
                "praise",
                "pr?ise",
                "*ing",
                "blame"
            ]
        ),
        of(Layer::Coder, &["ab", "Ana Bel", "ana*", "zoe", "Zoë", "*", "nobody"]),
        of(
            Layer::Memo,
            &["certain", "is this", "doubt*", "*", "Is  this", "* certain", "this c?rtain", "nothing"]
        ),
        of(Layer::Entity, &["zoe", "ZOË", "Barry*", "barry coppinger", "Bar?y", "coppinger", "*", "nobody"]),
        of(Layer::Type, &["person", "p*", "place", "*", "thing"]),
    ]
}

fn condition() -> impl Strategy<Value = Asked> {
    let title = prop::sample::select(vec!["the", "annual", "rep*", "rep?rt", "zoe", "lettre", "a", "*"]);
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let value = |name, values: Vec<&'static str>| {
        prop::sample::select(values).prop_map(move |value| Asked::Attribute(name, value.to_owned()))
    };
    let date = prop::sample::select(vec![
        "2019",
        "2019-09",
        "2019-09-18",
        "2019-09-10..",
        "..2018",
        "2020",
        "2018..2019",
        "2019-09-19..2019-09-20",
        "2020-02-29",
        "2020-02..2020-03",
        "..2019-09-17",
        "2021..",
    ]);
    prop_oneof![
        2 => prop::collection::vec(title, 1..3).prop_map(move |words| Asked::Title(owned(words))),
        2 => value("kind", vec!["letter", "LET*", "report", "press release", "press *", "press", "p*e", "ete", "*"]),
        1 => value("place", vec!["york", "new york", "*york", "y?rk"]),
        2 => date.prop_map(|range| Asked::Date(range.to_owned())),
    ]
}

fn leaf(word: &BoxedStrategy<String>) -> impl Strategy<Value = Asked> + use<> {
    let word = || word.clone();
    let fuzzy =
        vec!["police", "offcier", "pollice", "zoé", "te", "complant", "mən", "йо", "kɔ", "mn", "k", "haus"];
    prop_oneof![
        5 => word().prop_map(Asked::Word),
        1 => Just(Asked::Word("well-known".to_owned())),
        1 => Just(Asked::Word("don't".to_owned())),
        2 => word().prop_map(Asked::Exact),
        2 => word().prop_map(Asked::Written),
        2 => wild().prop_map(Asked::Wild),
        1 => wild().prop_map(Asked::WrittenWild),
        2 => (prop::sample::select(fuzzy), 1usize..3)
            .prop_map(|(word, edits)| Asked::Fuzzy(word.to_owned(), edits)),
        3 => (phrase(word()), prop::sample::select(vec![Marks::Plain, Marks::Plain, Marks::Curly, Marks::Exact]))
            .prop_map(|(words, marks)| Asked::Phrase(words, marks)),
        1 => phrase(word()).prop_map(Asked::WrittenPhrase),
        3 => (prop::collection::vec(prop_oneof![4 => word(), 1 => wild()], 1..4), 0usize..4)
            .prop_map(|(words, others)| Asked::Near(words, others)),
        1 => (word(), 2usize..5, 0usize..4)
            .prop_map(|(word, times, others)| Asked::Near(vec![word; times], others)),
        2 => expression(),
        1 => word().prop_map(|word| Asked::Expression(word.clone(), Some(without_accents(&word)))),
        3 => layer(),
        2 => condition(),
    ]
}

/// Any query.
pub fn asked(word: &BoxedStrategy<String>) -> impl Strategy<Value = Asked> + use<> {
    leaf(word).prop_recursive(3, 10, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 2..4).prop_map(Asked::And),
            prop::collection::vec(part.clone(), 2..4).prop_map(Asked::Or),
            part.prop_map(|part| Asked::Not(Box::new(part))),
        ]
    })
}
