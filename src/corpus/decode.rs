//! Bytes to text: telling the encoding, decoding, and making line ends LF.
//!
//! Nothing else is altered: no Unicode normalisation, no trimming, no mending. Where bytes are damaged, U+FFFD stands
//! in their place and the encoding's label says so.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, ISO_8859_2, WINDOWS_1250, WINDOWS_1252};

use super::encodings::Chosen;
use super::kind;
use super::problem::ProblemKind;

/// A text and the encoding it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with LF line ends and no byte-order mark.
    pub text: String,
    /// The encoding in words: `UTF-8`, `UTF-16LE with BOM`, `windows-1252 (detected)`, `UTF-8, damaged in 2 places`.
    pub encoding: String,
}

/// How the bytes of a file stand for characters, for the encodings decoded here and not by `encoding_rs`.
#[derive(Clone, Copy)]
enum Unicode {
    Utf8,
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

impl Unicode {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// Decodes, with U+FFFD for each damaged place, and counts those places.
    fn decode(self, bytes: &[u8]) -> (String, usize) {
        match self {
            Self::Utf8 => utf8(bytes),
            Self::Utf16Le => utf16(bytes, u16::from_le_bytes),
            Self::Utf16Be => utf16(bytes, u16::from_be_bytes),
            Self::Utf32Le => utf32(bytes, u32::from_le_bytes),
            Self::Utf32Be => utf32(bytes, u32::from_be_bytes),
        }
    }
}

/// Byte-order marks; UTF-32LE's begins with UTF-16LE's and so comes before it.
const MARKS: [(&[u8], Unicode); 5] = [
    (b"\xef\xbb\xbf", Unicode::Utf8),
    (b"\xff\xfe\0\0", Unicode::Utf32Le),
    (b"\0\0\xfe\xff", Unicode::Utf32Be),
    (b"\xff\xfe", Unicode::Utf16Le),
    (b"\xfe\xff", Unicode::Utf16Be),
];

/// Makes text of a file's bytes, in the encoding that was chosen, else in the one they tell.
///
/// # Errors
/// When the bytes are no text: data, a kind of file known by name, or in an encoding that cannot be told or is not the one
/// chosen.
pub fn decode(bytes: Vec<u8>, chosen: Option<Chosen>) -> Result<Decoded, ProblemKind> {
    if bytes.is_empty() {
        return Err(ProblemKind::Empty);
    }
    if let Some(kind) = kind::by_magic(&bytes) {
        return Err(ProblemKind::OtherKind(kind));
    }
    let (text, encoding) = match chosen {
        Some(chosen) => chosen_characters(&bytes, chosen)?,
        None => characters(bytes)?,
    };
    if is_data(&text) {
        return Err(ProblemKind::Binary);
    }
    Ok(Decoded { text: with_lf(text), encoding })
}

/// The characters the bytes stand for in an encoding that somebody has chosen, and its label.
fn chosen_characters(bytes: &[u8], chosen: Chosen) -> Result<(String, String), ProblemKind> {
    let (text, damage) = chosen.decode(bytes);
    if is_bearable(damage, &text) {
        Ok((text, labelled(&chosen.label(), damage)))
    } else {
        Err(ProblemKind::NotIn(chosen.name()))
    }
}

/// The characters the bytes stand for, and the label of their encoding.
fn characters(bytes: Vec<u8>) -> Result<(String, String), ProblemKind> {
    for (mark, unicode) in MARKS {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let (text, damage) = unicode.decode(rest);
            if is_bearable(damage, &text) {
                return Ok((text, labelled(&format!("{} with BOM", unicode.name()), damage)));
            }
        }
    }
    if bytes.contains(&0) {
        let bytes = match with_stray_nuls(bytes) {
            Ok(text) => return Ok(text),
            Err(bytes) => bytes,
        };
        let unicode = utf16_by_nuls(&bytes).ok_or(ProblemKind::Binary)?;
        let (text, damage) = unicode.decode(&bytes);
        let is_text = damage == 0 && !text.contains(is_odd_control);
        return if is_text {
            Ok((text, format!("{} (detected)", unicode.name())))
        } else {
            Err(ProblemKind::Binary)
        };
    }
    if let Some(text) = iso_2022_jp(&bytes) {
        return Ok((text, "ISO-2022-JP (detected)".to_owned()));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, Unicode::Utf8.name().to_owned())),
        Err(error) => error.into_bytes(),
    };
    if is_damaged_utf8(&bytes) {
        let (text, damage) = utf8(&bytes);
        return Ok((text, labelled(Unicode::Utf8.name(), damage)));
    }
    legacy(&bytes)
}

/// UTF-8 with a few NULs in it, as scanning leaves them: each is a damaged place. Otherwise the bytes again.
fn with_stray_nuls(bytes: Vec<u8>) -> Result<(String, String), Vec<u8>> {
    let nuls = bytes.iter().filter(|byte| **byte == 0).count();
    let text = String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes)?;
    if is_bearable(nuls, &text) {
        Ok((text, labelled(Unicode::Utf8.name(), nuls)))
    } else {
        Err(text.into_bytes())
    }
}

fn labelled(encoding: &str, damage: usize) -> String {
    match damage {
        0 => encoding.to_owned(),
        1 => format!("{encoding}, damaged in 1 place"),
        many => format!("{encoding}, damaged in {many} places"),
    }
}

/// True when a text with so many damaged places is still worth reading: at most one in twenty characters.
fn is_bearable(damage: usize, text: &str) -> bool {
    damage == 0 || damage * 20 <= text.chars().count()
}

fn utf8(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut damage = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            damage += 1;
        }
    }
    (text, damage)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, usize) {
    let (units, rest) = bytes.as_chunks();
    let mut damage = 0;
    let mut text: String = char::decode_utf16(units.iter().map(|pair| unit(*pair)))
        .map(|decoded| {
            decoded.unwrap_or_else(|_| {
                damage += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
        damage += 1;
    }
    (text, damage)
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> (String, usize) {
    let (units, rest) = bytes.as_chunks();
    let mut damage = 0;
    let mut text: String = units
        .iter()
        .map(|four| {
            char::from_u32(unit(*four)).unwrap_or_else(|| {
                damage += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
        damage += 1;
    }
    (text, damage)
}

/// UTF-16 without a byte-order mark shows by its NULs: the high bytes of Latin letters, spaces and line ends, all on
/// one side of the pairs. Letters of ASCII on both sides are another text, with a stray NUL in it.
fn utf16_by_nuls(bytes: &[u8]) -> Option<Unicode> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let printable = bytes.iter().filter(|byte| matches!(byte, b' '..=b'~')).count();
    if !rest.is_empty() || printable > bytes.len() / 4 * 3 {
        return None;
    }
    let nuls = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    match (nuls(0), nuls(1)) {
        (0, 1..) => Some(Unicode::Utf16Le),
        (1.., 0) => Some(Unicode::Utf16Be),
        _ => None,
    }
}

/// ISO-2022-JP is ASCII bytes only, told by its escapes and by decoding without a fault.
fn iso_2022_jp(bytes: &[u8]) -> Option<String> {
    let escapes = || bytes.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@"));
    if !bytes.contains(&0x1b) || !bytes.is_ascii() || !escapes() {
        return None;
    }
    ISO_2022_JP.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// True for UTF-8 in which a few places are broken (cut off, pasted together): where whole characters of several
/// bytes far outnumber the broken places. In the older encodings such characters come about only by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let is_cut_off_at_the_end = chunks.peek().is_none()
            && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        if !chunk.invalid().is_empty() && !is_cut_off_at_the_end {
            broken += 1;
        }
    }
    whole > 0 && whole >= broken * 8
}

/// How much of a text the detector is shown, from the first line that is not ASCII.
const SHOWN_TO_DETECTOR: usize = 1 << 20;

/// One of the encodings from before Unicode, told by what its letters would spell.
fn legacy(bytes: &[u8]) -> Result<(String, String), ProblemKind> {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let line = bytes[..first].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let shown = &bytes[line..bytes.len().min(first + SHOWN_TO_DETECTOR)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(shown, shown.len() == bytes.len() - line);
    let guess: &'static Encoding = detector.guess(None, Utf8Detection::Deny);
    let encoding = if is_pounds_only(bytes, guess) { WINDOWS_1252 } else { guess };
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let damage =
        if had_errors { text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() } else { 0 };
    if !is_bearable(damage, &text) {
        return Err(ProblemKind::Undecodable(encoding.name()));
    }
    Ok((text, labelled(&format!("{} (detected)", encoding.name()), damage)))
}

/// True when a guess of a Central European encoding rests on pound signs alone.
///
/// The byte of `£` is `Ł` there, and the detector prefers the letter; before a figure it is money. `£200` must not
/// become `Ł200`.
fn is_pounds_only(bytes: &[u8], guess: &'static Encoding) -> bool {
    const POUND: u8 = 0xa3;
    if guess != WINDOWS_1250 && guess != ISO_8859_2 {
        return false;
    }
    let one =
        |encoding: &'static Encoding, byte: u8| encoding.decode_without_bom_handling(&[byte]).0.into_owned();
    let mut differs = [false; 256];
    for byte in 0x80..=0xff {
        differs[usize::from(byte)] = one(guess, byte) != one(WINDOWS_1252, byte);
    }
    let is_money = |byte: u8, next: u8| byte == POUND && next.is_ascii() && !next.is_ascii_alphabetic();
    let nexts = bytes.iter().skip(1).chain([&b' ']);
    bytes.contains(&POUND)
        && bytes.iter().zip(nexts).all(|(byte, next)| !differs[usize::from(*byte)] || is_money(*byte, *next))
}

/// True when too many characters are controls that no text has: more than three, and more than one in fifty.
fn is_data(text: &str) -> bool {
    // Counted in bytes, many at a time, since this looks at every text that is read.
    let bytes = text.as_bytes();
    let mut controls =
        bytes.iter().filter(|byte| byte.is_ascii() && is_odd_control(char::from(**byte))).count();
    if !text.is_ascii() {
        // The controls beyond ASCII are two bytes long, the first of which is 0xC2.
        let beyond = |two: &&[u8]| two[0] == 0xc2 && is_odd_control(char::from(two[1]));
        controls += bytes.windows(2).filter(beyond).count();
    }
    controls > 3 && controls * 50 > text.chars().count()
}

/// True for controls other than tabs, line and page ends, terminal escapes and the end mark of DOS texts.
fn is_odd_control(c: char) -> bool {
    let is_usual = matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{1a}' | '\u{1b}' | '\u{85}');
    c.is_control() && !is_usual
}

/// CRLF and lone CR as LF.
fn with_lf(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut lines = String::with_capacity(text.len());
    for (index, piece) in text.split('\r').enumerate() {
        if index > 0 && !piece.starts_with('\n') {
            lines.push('\n');
        }
        lines.push_str(piece);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_JP, EUC_KR, GBK, IBM866, KOI8_R, SHIFT_JIS, WINDOWS_1251};
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes.to_vec(), None).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn encoded(text: &str, unicode: Unicode) -> Vec<u8> {
        let units = text.encode_utf16();
        match unicode {
            Unicode::Utf8 => text.as_bytes().to_vec(),
            Unicode::Utf16Le => units.flat_map(u16::to_le_bytes).collect(),
            Unicode::Utf16Be => units.flat_map(u16::to_be_bytes).collect(),
            Unicode::Utf32Le => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
            Unicode::Utf32Be => text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
        }
    }

    #[test]
    fn an_encoding_that_was_chosen_is_taken_at_its_word() {
        let chosen = |name: &str, bytes: &[u8]| decode(bytes.to_vec(), Chosen::named(name));
        let koi8 = b"\xee\xc5\xd4.\r\n";
        assert_eq!(
            chosen("KOI8-R", koi8),
            Ok(Decoded { text: "Нет.\n".into(), encoding: "KOI8-R (chosen)".into() })
        );
        assert_eq!(chosen("windows-1251", koi8).unwrap().text, "оЕФ.\n");
        assert_eq!(chosen("UTF-8", b"\xef\xbb\xbfone").unwrap().text, "one", "a mark is no character");
        assert_eq!(chosen("UTF-8", b"\xee\xc5\xd4"), Err(ProblemKind::NotIn("UTF-8")));
    }

    #[test]
    fn marks_are_no_characters() {
        for (mark, unicode) in MARKS {
            let mut bytes = mark.to_vec();
            bytes.extend(encoded("née\u{feff}日👩🏽‍🚀", unicode));
            assert_eq!(read(&bytes), ("née\u{feff}日👩🏽‍🚀".to_owned(), format!("{} with BOM", unicode.name())));
        }
    }

    #[test]
    fn utf16_without_a_mark() {
        for unicode in [Unicode::Utf16Le, Unicode::Utf16Be] {
            let bytes = encoded("Letter to the Mayor\r\nnée 日本\n", unicode);
            let expected =
                ("Letter to the Mayor\nnée 日本\n".to_owned(), format!("{} (detected)", unicode.name()));
            assert_eq!(read(&bytes), expected);
        }
    }

    #[test]
    fn line_ends_become_lf_and_nothing_else_changes() {
        assert_eq!(read(b"a\r\nb\rc\nd\r\r\ne\r").0, "a\nb\nc\nd\n\ne\n");
        let odd = "e\u{301} ﬁ \u{2028} \u{a0} \t\u{ad}\u{200b}";
        assert_eq!(read(odd.as_bytes()).0, odd);
    }

    #[test]
    fn older_encodings_are_detected() {
        let cases = [
            ("“Café” – naïve façade, 5 £ déjà vu à l’été", WINDOWS_1252, "windows-1252"),
            ("Příliš žluťoučký kůň úpěl ďábelské ódy, říká", ISO_8859_2, "ISO-8859-2"),
            ("Съешь же ещё этих мягких французских булок, да выпей чаю", WINDOWS_1251, "windows-1251"),
            // KOI8-U holds every letter of KOI8-R and differs only in box-drawing characters.
            ("Съешь же ещё этих мягких французских булок, да выпей чаю", KOI8_R, "KOI8-U"),
            ("Съешь же ещё этих мягких французских булок, да выпей чаю", IBM866, "IBM866"),
            ("吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。", SHIFT_JIS, "Shift_JIS"),
            ("吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。", EUC_JP, "EUC-JP"),
            (
                "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。",
                ISO_2022_JP,
                "ISO-2022-JP",
            ),
            ("人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心", GBK, "GBK"),
            ("人人生而自由,在尊嚴和權利上一律平等。他們賦有理性和良心", BIG5, "Big5"),
            ("모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어", EUC_KR, "EUC-KR"),
        ];
        for (text, encoding, name) in cases {
            let (bytes, _, unmappable) = encoding.encode(text);
            assert!(!unmappable, "{name}");
            assert_eq!(read(&bytes), (text.to_owned(), format!("{name} (detected)")));
        }
    }

    #[test]
    fn pounds_are_money_and_polish_stays_polish() {
        let pounds = WINDOWS_1252.encode("The grant was £200,000 in 2019 – and £18m was refused.").0;
        assert!(read(&pounds).0.contains("£200,000"));
        assert_eq!(read(&pounds).1, "windows-1252 (detected)");
        let polish = WINDOWS_1250.encode("Łódź jest miastem; mógł być „ładny” i żółty.").0;
        assert_eq!(read(&polish).1, "windows-1250 (detected)");
    }

    #[test]
    fn the_encoding_is_told_even_when_the_first_letter_comes_late() {
        let mut bytes = b"plain words\n".repeat(200_000);
        bytes.extend_from_slice(&KOI8_R.encode("Съешь же ещё этих мягких французских булок\n").0);
        assert_eq!(read(&bytes).1, "KOI8-U (detected)");
    }

    #[test]
    fn a_few_broken_places_are_shown_and_counted() {
        let mut bytes = "“Quoted” – naïve – words – façade – and more – “again”".as_bytes().to_vec();
        bytes.insert(3, 0xff);
        let (text, encoding) = read(&bytes);
        assert!(text.starts_with("“\u{fffd}Quoted”"));
        assert_eq!(encoding, "UTF-8, damaged in 1 place");
        let cut_off = &"a long day at the café"[..].as_bytes()["a long day at the caf".len() - 3..];
        assert_eq!(read(&[cut_off, b" \xc3\xa9\xc3"].concat()).1, "UTF-8, damaged in 1 place");
    }

    #[test]
    fn a_stray_nul_does_not_cost_the_whole_text() {
        for text in [
            "A page of a book that was scanned\0 and read by a machine.",
            "一九四一年十二月八日 晴れ\0 のち曇り、風強し。海は荒れた。",
        ] {
            assert_eq!(read(text.as_bytes()), (text.to_owned(), "UTF-8, damaged in 1 place".to_owned()));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(Vec::new(), None), Err(ProblemKind::Empty));
        for stray in [&b"te\0xt with \0 in it"[..], b"te\0xts with \0 in it", b"\0\x01\x02\x03", b"\0\0"] {
            assert_eq!(decode(stray.to_vec(), None), Err(ProblemKind::Binary), "{stray:?}");
        }
        assert_eq!(decode((1..=255).collect(), None), Err(ProblemKind::Binary));
        let pdf = decode(b"%PDF-1.7\nall of it ASCII".to_vec(), None).unwrap_err();
        assert!(pdf.to_string().starts_with("This is a PDF;"), "{pdf}");
    }

    /// Texts as documents have them: no controls but tabs and line ends.
    fn document_text() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![
                Just('\r'),
                Just('\n'),
                Just('\t'),
                any::<char>().prop_filter("control", |c| !c.is_control())
            ],
            1..200,
        )
        .prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_and_no_text_has_cr(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(decoded) = decode(bytes, None) {
                prop_assert!(!decoded.text.contains('\r'));
            }
        }

        #[test]
        fn texts_come_back_as_they_were(text in document_text()) {
            let expected = text.replace("\r\n", "\n").replace('\r', "\n");
            for (mark, unicode) in MARKS {
                let bytes = [mark, &encoded(&text, unicode)].concat();
                prop_assert_eq!(decode(bytes, None).map(|decoded| decoded.text), Ok(expected.clone()));
            }
            prop_assume!(!text.starts_with('\u{feff}') && kind::by_magic(text.as_bytes()).is_none());
            prop_assert_eq!(decode(text.into_bytes(), None).map(|decoded| decoded.text), Ok(expected));
        }
    }
}
