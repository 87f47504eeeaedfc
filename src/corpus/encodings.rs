//! The encodings a text can be read in when the one that was told from its bytes is wrong, and where passages stand in
//! the same bytes read in another one.
//!
//! Which encoding somebody has chosen is kept in the label of the document's encoding: `windows-1251 (chosen)`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

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
/// what bytes they were, or the file has become another.
pub fn reread(old: Labelled<'_>, new: Labelled<'_>, passages: &[Span]) -> BTreeMap<Span, Span> {
    let mut bounds: Vec<usize> = passages.iter().flat_map(|span| [span.start, span.end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let places = places(old, new, &bounds).unwrap_or_default();
    let place = |bound: usize| places.get(&bound).copied();
    let found = |span: &Span| Some((*span, Span::new(place(span.start)?, place(span.end)?)));
    passages.iter().filter_map(found).filter(|(_, new)| !new.is_empty()).collect()
}

/// The places of these bounds in the new text, as far as they are certain; none where an encoding is not known.
fn places(old: Labelled<'_>, new: Labelled<'_>, bounds: &[usize]) -> Option<BTreeMap<usize, usize>> {
    let (from, to) = (encoding_of(old.label)?, encoding_of(new.label)?);
    let mut decoder = to.new_decoder_without_bom_handling();
    let (mut places, mut decoded, mut at) = (BTreeMap::new(), String::new(), 0);
    // What is decoded up to here is exactly the bytes up to here; what came after may end inside of a character.
    let (mut exact, mut bytes_since) = (0, Vec::new());
    for bound in bounds {
        let Some(piece) = old.text.get(at..*bound).and_then(|piece| encoded(from, piece)) else { break };
        at = *bound;
        decoded.reserve(decoder.max_utf8_buffer_length(piece.len())?);
        let _ = decoder.decode_to_string(&piece, &mut decoded, false);
        bytes_since.extend_from_slice(&piece);
        if encoded(to, &decoded[exact..]).is_some_and(|bytes| *bytes == *bytes_since) {
            places.insert(*bound, decoded.len());
            exact = decoded.len();
            bytes_since.clear();
        }
    }
    let same = new.text.bytes().zip(decoded.bytes()).take_while(|(one, other)| one == other).count();
    places.retain(|_, place| *place <= same);
    Some(places)
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
        let found = reread(old, new, &[span]);
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
                let found = reread(Labelled { text: &wrongly, label: &label }, new, &[Span::new(start, end)]);
                prop_assert_eq!(found.values().copied().collect::<Vec<_>>(), [span]);
            }
        }
    }
}
