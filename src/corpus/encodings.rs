//! The encodings a text can be read in when the one that was told from its bytes is wrong, and where passages stand in
//! the same bytes read in another one.
//!
//! Which encoding somebody has chosen is kept in the label of the document's encoding: `windows-1251 (chosen)`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

use crate::text::Span;

/// The encodings that are offered, by the names of the Encoding Standard, each with what is written in it.
pub const OFFERED: [(&str, &str); 25] = [
    ("UTF-8", "Unicode, the usual one"),
    ("UTF-16LE", "Unicode, as old Windows programs write it"),
    ("UTF-16BE", "Unicode, the other way round"),
    ("windows-1252", "Western European"),
    ("macintosh", "Western European, on old Macs"),
    ("ISO-8859-15", "Western European, with €"),
    ("windows-1250", "Central European"),
    ("ISO-8859-2", "Central European, on old Unix"),
    ("windows-1251", "Cyrillic"),
    ("KOI8-R", "Russian"),
    ("KOI8-U", "Ukrainian"),
    ("IBM866", "Cyrillic, under DOS"),
    ("windows-1253", "Greek"),
    ("windows-1254", "Turkish"),
    ("windows-1255", "Hebrew"),
    ("windows-1256", "Arabic"),
    ("windows-1257", "Baltic"),
    ("windows-1258", "Vietnamese"),
    ("windows-874", "Thai"),
    ("gb18030", "Chinese, simplified"),
    ("Big5", "Chinese, traditional"),
    ("Shift_JIS", "Japanese"),
    ("EUC-JP", "Japanese, on old Unix"),
    ("ISO-2022-JP", "Japanese, in old mails"),
    ("EUC-KR", "Korean"),
];

/// What the label of an encoding says that somebody has chosen.
const CHOSEN: &str = "(chosen)";

/// An encoding that somebody has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen(&'static Encoding);

impl Chosen {
    /// The encoding of this name, if it is offered.
    pub fn named(name: &str) -> Option<Self> {
        let (name, _) = OFFERED.iter().find(|(offered, _)| offered.eq_ignore_ascii_case(name))?;
        Encoding::for_label(name.as_bytes()).map(Self)
    }

    /// The encoding that the label of a document says was chosen.
    pub fn of_label(label: &str) -> Option<Self> {
        if label.contains(CHOSEN) { Self::named(name_in(label)) } else { None }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// True when the label of a document says that it is read in this one already, chosen or not.
    pub fn is_in(self, label: &str) -> bool {
        encoding_of(label) == Some(self.0)
    }

    /// Its label in a document that is read in it.
    pub(super) fn label(self) -> String {
        format!("{} {CHOSEN}", self.name())
    }

    /// Decodes, with U+FFFD for each damaged place, and counts those places.
    pub(super) fn decode(self, bytes: &[u8]) -> (String, usize) {
        let (text, is_damaged) = self.0.decode_with_bom_removal(bytes);
        let damage = if is_damaged { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
        (text.into_owned(), damage)
    }
}

/// The name of the encoding in a label: of `UTF-16LE with BOM` and of `windows-1252 (detected), damaged in 1 place`.
fn name_in(label: &str) -> &str {
    label.split([' ', ',']).next().unwrap_or(label)
}

/// A text with the label of the encoding it was read in.
#[derive(Clone, Copy, Debug)]
pub struct Labelled<'a> {
    /// The text.
    pub text: &'a str,
    /// The label.
    pub label: &'a str,
}

/// Where these passages of a text stand when the very bytes they were read from are read in another encoding. A passage
/// is left out where that cannot be said exactly: its ends would lie inside of a character, its characters do not say
/// what bytes they were, or the file has become another. Once `cancel` is set, all are.
pub fn reread(
    old: Labelled<'_>,
    new: Labelled<'_>,
    passages: &[Span],
    cancel: &AtomicBool,
) -> BTreeMap<Span, Span> {
    let mut bounds: Vec<usize> = passages.iter().flat_map(|span| [span.start, span.end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    // What stands for damaged bytes does not say which they were: the other text does, if it has them undamaged.
    let is_damaged = old.text.contains(char::REPLACEMENT_CHARACTER);
    let places_by = if is_damaged { places_by_new } else { places_by_old };
    let places = places_by(old, new, &bounds, cancel).unwrap_or_default();
    let place = |bound: usize| places.get(&bound).copied();
    let found = |span: &Span| Some((*span, Span::new(place(span.start)?, place(span.end)?)));
    passages.iter().filter_map(found).filter(|(_, new)| !new.is_empty()).collect()
}

/// The places of these bounds in the new text by the bytes of the old one, as far as they are certain; none where an
/// encoding is not known.
fn places_by_old(
    old: Labelled<'_>,
    new: Labelled<'_>,
    bounds: &[usize],
    cancel: &AtomicBool,
) -> Option<BTreeMap<usize, usize>> {
    let from = encoding_of(old.label)?;
    let mut decoding = Decoding::new(encoding_of(new.label)?);
    let (mut places, mut at) = (BTreeMap::new(), 0);
    for bound in bounds {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        let Some(piece) = old.text.get(at..*bound).and_then(|piece| encoded(from, piece)) else { break };
        at = *bound;
        decoding.take(&piece)?;
        if decoding.is_between_characters() {
            places.insert(*bound, decoding.text.len());
        }
    }
    let same = length_of_same_start(new.text, &decoding.text);
    places.retain(|_, place| *place <= same);
    Some(places)
}

/// As [`places_by_old`], by the bytes of the new text.
fn places_by_new(
    old: Labelled<'_>,
    new: Labelled<'_>,
    bounds: &[usize],
    cancel: &AtomicBool,
) -> Option<BTreeMap<usize, usize>> {
    let to = encoding_of(new.label)?;
    let mut decoding = Decoding::new(encoding_of(old.label)?);
    let (mut places, mut at) = (BTreeMap::new(), 0);
    let mut bounds = bounds.iter().copied().peekable();
    for letter in new.text.split_inclusive(|_| true).chain([""]) {
        if cancel.load(Ordering::Relaxed) {
            return None;
        }
        while bounds.next_if(|bound| *bound < decoding.text.len()).is_some() {}
        if decoding.is_between_characters() && bounds.peek() == Some(&decoding.text.len()) {
            places.entry(decoding.text.len()).or_insert(at);
        }
        let Some(piece) = encoded(to, letter) else { break };
        decoding.take(&piece)?;
        at += letter.len();
    }
    let same = length_of_same_start(old.text, &decoding.text);
    places.retain(|bound, _| *bound <= same);
    Some(places)
}

fn length_of_same_start(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

/// Bytes that are decoded piece by piece.
struct Decoding {
    encoding: &'static Encoding,
    decoder: Decoder,
    /// How many bytes were taken.
    taken: usize,
    /// How many units of UTF-16 the text has.
    units: usize,
    text: String,
}

impl Decoding {
    fn new(encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { encoding, decoder, taken: 0, units: 0, text: String::new() }
    }

    /// Decodes some more; `None` when that would be too much for this machine.
    fn take(&mut self, piece: &[u8]) -> Option<()> {
        let before = self.text.len();
        self.text.reserve(self.decoder.max_utf8_buffer_length(piece.len())?);
        let _ = self.decoder.decode_to_string(piece, &mut self.text, false);
        self.taken += piece.len();
        self.units += self.text[before..].chars().map(char::len_utf16).sum::<usize>();
        Some(())
    }

    /// True when the text is all that the bytes say, damaged or not: the last of them do not begin a character.
    fn is_between_characters(&self) -> bool {
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            return 2 * self.units == self.taken;
        }
        self.decoder.latin1_byte_compatible_up_to(&[]).is_some()
    }
}

fn encoding_of(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name_in(label).as_bytes())
}

/// The bytes a text is in an encoding; none when it has a character that the encoding has not.
fn encoded<'a>(encoding: &'static Encoding, text: &'a str) -> Option<Cow<'a, [u8]>> {
    let units = |bytes: fn(u16) -> [u8; 2]| Cow::Owned(text.encode_utf16().flat_map(bytes).collect());
    if encoding == UTF_16LE {
        return Some(units(u16::to_le_bytes));
    }
    if encoding == UTF_16BE {
        return Some(units(u16::to_be_bytes));
    }
    let (bytes, _, has_others) = encoding.encode(text);
    if has_others { None } else { Some(bytes) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_encoding_that_is_offered_is_known_and_keeps_its_choice_in_its_label() {
        for (name, _) in OFFERED {
            let chosen = Chosen::named(name).unwrap();
            assert_eq!(chosen.name(), name);
            assert_eq!(Chosen::of_label(&chosen.label()), Some(chosen));
            assert_eq!(Chosen::of_label(&format!("{}, damaged in 2 places", chosen.label())), Some(chosen));
        }
        for label in ["windows-1252 (detected)", "UTF-8", "UTF-32LE with BOM (chosen)", ""] {
            assert_eq!(Chosen::of_label(label), None, "{label}");
        }
    }

    fn moved(old: Labelled<'_>, new: Labelled<'_>, words: &str) -> Option<String> {
        let start = old.text.find(words)?;
        let span = Span::new(start, start + words.len());
        let found = reread(old, new, &[span], &AtomicBool::new(false));
        found.get(&span).map(|span| new.text[span.range()].to_owned())
    }

    #[test]
    fn passages_are_found_by_the_bytes_they_were_read_from() {
        let bytes = "один два три".as_bytes();
        let (wrong, _) = Chosen::named("windows-1251").unwrap().decode(bytes);
        let right = Labelled { text: "один два три", label: "UTF-8 (chosen)" };
        let old = Labelled { text: &wrong, label: "windows-1251 (detected)" };
        let (two, _) = Chosen::named("windows-1251").unwrap().decode("два".as_bytes());
        assert_eq!(moved(old, right, &two).as_deref(), Some("два"));
        // Half of a character is no character.
        let half: String = two.chars().take(3).collect();
        assert_eq!(moved(old, right, &half), None);
        // Back again, and nothing where the file has become another or the encoding is not known.
        assert_eq!(moved(right, old, "три").map(|it| it.chars().count()), Some(6));
        let other = Labelled { text: "два", ..right };
        assert_eq!(moved(old, other, &two), None);
        assert_eq!(moved(Labelled { label: "unknown", ..old }, right, &two), None);
    }

    #[test]
    fn damage_in_either_text_leaves_passages_behind_it_where_they_are() {
        let bytes = [b"one t\xe9o thr\xe9e ", "четыре".as_bytes(), b" five"].concat();
        let read = |name: &str| Chosen::named(name).unwrap().decode(&bytes).0;
        let (damaged, whole, wide) = (read("UTF-8"), read("windows-1252"), read("UTF-16LE"));
        let damaged = Labelled { text: &damaged, label: "UTF-8, damaged in 2 places" };
        let whole = Labelled { text: &whole, label: "windows-1252 (chosen)" };
        let four = Chosen::named("windows-1252").unwrap().decode("четыре".as_bytes()).0;
        for (old, new, was, is) in [
            (damaged, whole, "one", "one"),
            (damaged, whole, "thr\u{fffd}e", "thrée"),
            (damaged, whole, "четыре", four.as_str()),
            (damaged, whole, "five", "five"),
            (whole, damaged, "téo", "t\u{fffd}o"),
            (whole, damaged, &four, "четыре"),
            (whole, damaged, "five", "five"),
        ] {
            assert_eq!(moved(old, new, was).as_deref(), Some(is), "{was}");
        }
        // In units of two bytes, only what begins and ends with one of them.
        let wide = Labelled { text: &wide, label: "UTF-16LE (chosen)" };
        assert!(moved(whole, wide, "on").is_some());
        assert_eq!(moved(whole, wide, "one"), None);
        // Whoever stops it is told of none.
        let one = Span::new(0, 3);
        for (old, new) in [(damaged, whole), (whole, damaged)] {
            assert!(reread(old, new, &[one], &AtomicBool::new(true)).is_empty());
        }
    }

    proptest! {
        #[test]
        fn a_passage_of_whole_characters_is_always_found(
            text in "[a-zА-яё ]{1,40}",
            (one, other) in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (*one.get(&bounds), *other.get(&bounds));
            prop_assume!(a != b);
            let span = Span::new(a.min(b), a.max(b));
            let new = Labelled { text: &text, label: "UTF-8 (chosen)" };
            for name in ["UTF-16LE", "UTF-16BE", "windows-1251", "KOI8-R", "IBM866"] {
                let chosen = Chosen::named(name).unwrap();
                let Some(bytes) = encoded(chosen.0, &text) else { continue };
                let (as_read, _) = chosen.decode(&bytes);
                prop_assert_eq!(&as_read, &text);
                // The same bytes, taken for UTF-8's neighbour that knows every byte.
                let wrong = Chosen::named("KOI8-R").unwrap();
                let (wrongly, _) = wrong.decode(text.as_bytes());
                let start = wrong.decode(&text.as_bytes()[..span.start]).0.len();
                let end = wrong.decode(&text.as_bytes()[..span.end]).0.len();
                let label = wrong.label();
                let old = Labelled { text: &wrongly, label: &label };
                let found = reread(old, new, &[Span::new(start, end)], &AtomicBool::new(false));
                prop_assert_eq!(found.values().copied().collect::<Vec<_>>(), [span]);
            }
        }
    }
}
