//! Counts and percentages with what they count: `39 face-to-face interventions`, `640 cubic metres`, `11.5 per cent`.

use super::board::Board;
use super::labels::is_label;
use super::lexicon::{LEXICON, Traits};
use super::numbers::{self, Number};
use super::tokens::{Page, Shape};
use crate::entities::{Kind, Label};

/// The name of this rule.
pub const NAME: &str = "quantities";

/// No more words than these stand between a number and the noun it counts.
const LONGEST_PHRASE: usize = 5;

/// Claims the quantities.
pub fn quantities(board: &mut Board<'_, '_>) {
    let page = board.page;
    let mut at = 0;
    while at < page.len() {
        let found = if board.is_free(at) { quantity_at(board, at) } else { None };
        match found {
            Some((to, value)) if board.claim_valued(at, to, Kind::Quantity, NAME, Some(&value)) => at = to,
            _ => at += 1,
        }
    }
}

/// The quantity that begins at `at`: one past its last token, and its value.
fn quantity_at(board: &Board<'_, '_>, at: usize) -> Option<(usize, String)> {
    let page = board.page;
    if let Some(half) = half_of_a_unit(page, at) {
        return Some(half);
    }
    let written = page.is(at, Traits::NUMBER_WORD)
        || numbers::begins_with_article(page, at)
        || numbers::begins_with_part(page, at)
        || (page.get(at).shape != Shape::Number && page.low(at).contains('-'));
    if page.get(at).shape != Shape::Number && !written {
        return None;
    }
    if let Some(found) = range_at(board, at) {
        return Some(found);
    }
    let Some(number) = numbers::number(page, at) else { return counted_compound(page, at) };
    if is_label(page, at, number.to) {
        return None;
    }
    if is_bearing(page, at, number.to) {
        return None;
    }
    if let Some(to) = degrees(page, number.to) {
        return Some((to, format!("{} degrees", numbers::plain(number.value))));
    }
    if let Some((to, share)) = percent(page, number.to) {
        return Some((to, format!("{} %", numbers::plain(number.value * share))));
    }
    // `one sees`: a verb, since one counts nothing in the plural.
    if number.written && number.value <= 1.0 && page.low(number.to).ends_with('s') {
        return None;
    }
    // `one of two halves`: which, and not how many.
    let whole = |at: usize| numbers::number(page, at).is_some_and(|whole| whole.written);
    let is_one = number.written && number.value <= 1.0 && page.low(number.to) == "of" && whole(number.to + 1);
    let of_one =
        number.written && page.low(at.wrapping_sub(1)) == "of" && page.low(at.wrapping_sub(2)) == "one";
    if is_one || of_one {
        return None;
    }
    let value = numbers::plain(number.value);
    if let Some((to, of)) = one_in(board, number) {
        return Some((to, format!("{value} in {of}")));
    }
    if let Some(to) = part_of(board, number.to) {
        let noun = page.word(to - 1);
        return Some((to, format!("{value} {noun}")));
    }
    match phrase_end(board, number.to) {
        Some(to) => {
            let mut unit = String::new();
            page.phrase(number.to, to, &mut unit);
            Some((to, format!("{value} {unit}")))
        }
        // `one in a million`
        None => (!numbers::begins_with_article(page, at) && is_bare_count(board, at, number))
            .then_some((number.to, value)),
    }
}

/// A range with what it counts: `6-8%`, `4 to 6 residents`, `between 30 and 40 children`.
fn range_at(board: &Board<'_, '_>, at: usize) -> Option<(usize, String)> {
    let page = board.page;
    let range = numbers::range(page, at).filter(|range| board.all_free(at, range.to))?;
    if is_label(page, at, range.to) {
        return None;
    }
    if let Some((to, share)) = percent(page, range.to) {
        return Some((to, format!("{} %", range.times(share).plain())));
    }
    if let Some(to) = phrase_end(board, range.to) {
        let mut unit = String::new();
        page.phrase(range.to, to, &mut unit);
        return Some((to, format!("{} {unit}", range.plain())));
    }
    // Without a noun only a model tells an amount from a score or the number of a thing.
    let marked = board.mark_at(at).is_some_and(|mark| {
        mark.to == range.to && matches!(mark.label, Label::Cardinal | Label::Quantity | Label::Percent)
    });
    let spelt_out = range.to > at + 1;
    (marked && spelt_out).then(|| (range.to, range.plain()))
}

/// `31%`, `58 per cent`, `7.4 pct`, `two percentage points`, `25 basis points`: one past it, and how much of a hundredth one is.
fn percent(page: &Page<'_>, at: usize) -> Option<(usize, f64)> {
    if page.sign(at, '%') {
        return Some((at + 1, 1.0));
    }
    let (to, share) = match page.low(at) {
        "percent" | "pct" | "percentage" if page.low(at + 1) == "points" || page.low(at + 1) == "point" => {
            (at + 2, 1.0)
        }
        "percent" | "pct" => (at + 1, 1.0),
        "per" if page.low(at + 1) == "cent" => (at + 2, 1.0),
        "basis" if page.low(at + 1) == "points" => (at + 2, 0.01),
        _ => return None,
    };
    Some((to, share))
}

/// `101.4°`, `38.5 °C`: one past the sign and the letter of the scale.
fn degrees(page: &Page<'_>, at: usize) -> Option<usize> {
    let scale = page.glued(at + 1) && matches!(page.word(at + 1), "C" | "F");
    (page.sign(at, '°') && page.follows(at)).then(|| at + 1 + usize::from(scale))
}

/// `51° 30' N.`: where a ship is, or where she heads for.
fn is_bearing(page: &Page<'_>, at: usize, to: usize) -> bool {
    let compass = |at: usize| {
        let word = page.word(at).trim_end_matches('.');
        page.follows(at)
            && !word.is_empty()
            && word.len() < 4
            && word.chars().all(|c| matches!(c, 'N' | 'S' | 'E' | 'W'))
    };
    let sign = page.sign(to, '°');
    let next = to + 1;
    let minutes =
        matches!(page.get(to).shape, Shape::Sign('\'' | '′' | '’')) && page.sign(at.wrapping_sub(1), '°');
    sign && page.follows(to) && (compass(next) || page.get(next).shape == Shape::Number && page.follows(next))
        || minutes
}

/// `half a pint`, `half an acre`.
fn half_of_a_unit(page: &Page<'_>, at: usize) -> Option<(usize, String)> {
    let unit = at + 2;
    let half = page.low(at) == "half" && matches!(page.low(at + 1), "a" | "an") && page.follows(unit);
    (half && page.is(unit, Traits::UNIT)).then(|| (unit + 1, format!("0.5 {}", page.low(unit))))
}

/// `78-strong`, `10,000-seat`: a number and its unit in one word.
fn counted_compound(page: &Page<'_>, at: usize) -> Option<(usize, String)> {
    // `12.4pc`, `130bp`
    let share = match numbers::split_digits(page.low(at)) {
        Some((count, "pc" | "pct")) => Some(count),
        Some((count, "bp")) => Some(count / 100.0),
        _ => None,
    };
    if let Some(share) = share {
        return Some((at + 1, format!("{} %", numbers::plain(share))));
    }
    // `40ft`, `12kg`
    if let Some((count, unit)) = numbers::split_digits(page.low(at))
        && unit.len() > 1
        && LEXICON.traits(unit).any(Traits::UNIT)
        && page.word(at).ends_with(|c: char| c.is_ascii_lowercase())
    {
        return Some((at + 1, format!("{} {unit}", numbers::plain(count))));
    }
    let (count, unit) = page.low(at).split_once('-')?;
    let count = numbers::small(count).or_else(|| {
        numbers::split_digits(count).filter(|(_, rest)| rest.is_empty()).map(|(count, _)| count)
    })?;
    let fits = matches!(
        unit,
        "strong"
            | "seat"
            | "bed"
            | "seater"
            | "acre"
            | "mile"
            | "metre"
            | "meter"
            | "foot"
            | "km"
            | "tonne"
            | "ton"
            | "page"
            | "storey"
            | "member"
            | "man"
            | "mm"
            | "kg"
            | "inch"
            | "person"
    );
    fits.then(|| (at + 1, format!("{} {unit}", numbers::plain(count))))
}

/// `one in four committee members`, `two in five`: a share of so many; one past it, and of how many.
fn one_in(board: &Board<'_, '_>, number: Number) -> Option<(usize, String)> {
    let page = board.page;
    let whole = numbers::number(page, number.to + 1).filter(|whole| {
        page.low(number.to) == "in"
            && page.follows(number.to + 1)
            && whole.written == number.written
            && number.value < whole.value
            && whole.value <= 1000.0
    })?;
    let to = phrase_end(board, whole.to).unwrap_or(whole.to);
    // `one in 2017 and`, `six in ten seconds`
    let timed = page.is(whole.to, Traits::TIME_UNIT) || super::years::year(page, number.to + 1).is_some();
    (!timed).then(|| (to, numbers::plain(whole.value)))
}

/// `four of 19 sites`, `14 of the 19 platforms`.
fn part_of(board: &Board<'_, '_>, of: usize) -> Option<usize> {
    let page = board.page;
    if page.low(of) != "of" {
        return None;
    }
    let whole = of + 1 + usize::from(page.low(of + 1) == "the");
    let number = numbers::number(page, whole)?;
    phrase_end(board, number.to).or(Some(number.to))
}

/// One past the noun that a number before `from` counts.
fn phrase_end(board: &Board<'_, '_>, from: usize) -> Option<usize> {
    let page = board.page;
    let mut at = from;
    while at < from + LONGEST_PHRASE && page.follows(at) && board.is_free(at) {
        let token = page.get(at);
        let word = page.low(at);
        match token.shape {
            Shape::Lower => {
                if at == from && token.traits.any(Traits::UNIT) {
                    return Some(after_unit(page, at));
                }
                if token.traits.any(Traits::FUNCTION)
                    && !matches!(
                        word,
                        "other"
                            | "more"
                            | "own"
                            | "used"
                            | "lost"
                            | "paid"
                            | "set"
                            | "last"
                            | "further"
                            | "first"
                            | "held"
                            | "made"
                    )
                {
                    return None;
                }
                if is_noun(page, at) && !continues_as_adjective(page, at) {
                    return Some(after_members(page, at));
                }
            }
            Shape::Capital | Shape::Capitals => {
                // A unit of capitals, `250 MB`, or a word with a capital that names nothing: `500 Police officers`.
                if at == from && token.traits.any(Traits::UNIT) && token.shape == Shape::Capitals {
                    return Some(at + 1);
                }
                if token.begins || token.traits.any(Traits::MONTH | Traits::WEEKDAY | Traits::HONORIFIC) {
                    return None;
                }
                let named = matches!(
                    board.label_at(at),
                    Some(Label::Person | Label::GeoPolitical | Label::Facility | Label::Location)
                ) || token.traits.any(Traits::PLACE)
                    || (board.label_at(at) == Some(Label::Organisation)
                        && token.shape == Shape::Capital
                        && page.capital(at + 1));
                if named {
                    return None;
                }
                let plural_short = token.shape == Shape::Capital
                    && page.word(at).ends_with('s')
                    && page.word(at)[..page.word(at).len() - 1].chars().all(char::is_uppercase);
                if plural_short {
                    return Some(at + 1);
                }
                let more =
                    page.get(at + 1).shape == Shape::Lower && page.follows(at + 1) && is_noun(page, at + 1);
                if is_noun(page, at) && !page.capital(at + 1) && !more {
                    return Some(at + 1);
                }
            }
            Shape::Mixed if at == from && token.traits.any(Traits::UNIT) => return Some(at + 1),
            Shape::Sign('&') => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// With what people are members of: `4 members of the public`, `12 members of staff`.
fn after_members(page: &Page<'_>, at: usize) -> usize {
    let of = at + 1;
    let end = of + 1 + usize::from(page.low(of + 1) == "the");
    let told = page.low(at) == "members" && page.low(of) == "of" && page.follows(end);
    if told && matches!(page.low(end), "public" | "staff") { end + 1 } else { of }
}

/// With the second word of a unit: `640 cubic metres`, `12 nautical miles`, `37 degrees Celsius`.
fn after_unit(page: &Page<'_>, at: usize) -> usize {
    let next = at + 1;
    // `6 ft 2 in`, `13 stone 4`
    let smaller = match page.low(at) {
        "ft" | "feet" | "foot" => &["in", "ins", "inches", "inch"] as &[&str],
        "stone" => &["lb", "lbs", "pounds"],
        "lb" | "lbs" => &["oz", "ounces"],
        _ => &[],
    };
    let unit = next + 1;
    if page.get(next).shape == Shape::Number
        && page.follows(next)
        && page.follows(unit)
        && smaller.contains(&page.low(unit))
    {
        return unit + 1;
    }
    // `612 mg/L`
    let per = page.sign(next, '/')
        && page.glued(next)
        && page.glued(next + 1)
        && (page.is(next + 1, Traits::UNIT) || matches!(page.word(next + 1), "h" | "s"));
    if per {
        return next + 2;
    }
    let goes_on = page.follows(next)
        && (matches!(page.low(at), "cubic" | "square" | "sq" | "nautical" | "metric")
            && page.is(next, Traits::UNIT)
            || matches!(page.low(at), "degrees" | "degree")
                && matches!(page.low(next), "celsius" | "fahrenheit" | "c" | "f"));
    if goes_on { next + 1 } else { next }
}

/// True for a word that a number above one can count.
fn is_noun(page: &Page<'_>, at: usize) -> bool {
    let word = page.low(at);
    if page.is(at, Traits::PLURAL) {
        return true;
    }
    word.len() > 2
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("ous")
        && !word.ends_with("'s")
        && !page.is(at, Traits::FALSE_PLURAL | Traits::FUNCTION)
}

/// A mass noun before another plural is no end: `700 police officers`, `three head coaches`.
fn continues_as_adjective(page: &Page<'_>, at: usize) -> bool {
    let next = at + 1;
    page.is(at, Traits::PLURAL)
        && page.follows(next)
        && page.get(next).shape == Shape::Lower
        && is_noun(page, next)
        && matches!(
            page.low(at),
            "police"
                | "staff"
                | "head"
                | "data"
                | "media"
                | "series"
                | "fish"
                | "poor"
                | "homeless"
                | "dead"
                | "people"
                | "crew"
        )
}

/// True for a number that counts something although no noun follows it: `a target of twelve`, `not 68`.
fn is_bare_count(board: &Board<'_, '_>, at: usize, number: Number) -> bool {
    let page = board.page;
    let marked = matches!(board.label_at(at), Some(Label::Cardinal | Label::Quantity | Label::Percent));
    let one = number.value <= 1.0 && number.written;
    let decimal = page.word(at).contains('.') && !number.multiplied;
    let figures = page.get(at).shape == Shape::Number;
    // A number on a line of its own is that of a page or table.
    let alone = page.get(at).opens && !page.follows(number.to);
    // Digits glued to a word or another sign belong to it.
    let joined = page.glued(number.to)
        && !matches!(
            page.get(number.to).shape,
            Shape::Sign('.' | ',' | ';' | ':' | ')' | '?' | '!' | '’' | '”' | '"' | '\'')
        );
    // So many digits without a comma are the number of something.
    let long = figures && page.word(at).len() > 4 && page.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let first_zero = figures && page.word(at).starts_with('0') && number.value >= 1.0;
    let version = figures && at > 0 && page.capital(at - 1) && page.follows(at) && !page.get(at - 1).begins;
    let written_alone = number.written && number.value <= 10.0 && page.get(at).begins;
    let part = page.low(number.to) == "of";
    // `from nine a year to two`
    let paced = matches!(page.low(number.to), "a" | "an" | "per" | "each")
        && page.is(number.to + 1, Traits::TIME_UNIT)
        && matches!(page.low(at.wrapping_sub(1)), "from" | "to" | "averaged" | "averaging" | "about");
    (marked || paced || number.multiplied || page.word(at).contains(','))
        && !(part
            || long
            || one
            || alone
            || joined
            || first_zero
            || version
            || written_alone
            || (decimal && !marked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::rules::board::testing::{found, found_beside};

    fn read(text: &str) -> Vec<(String, String)> {
        found(text, quantities).into_iter().map(|(words, _, value)| (words, value)).collect()
    }

    #[track_caller]
    fn one(text: &str, words: &str, value: &str) {
        assert_eq!(read(text), [(words.to_owned(), value.to_owned())]);
    }

    #[test]
    fn a_number_takes_what_it_counts() {
        one(
            "made 39 face-to-face interventions in",
            "39 face-to-face interventions",
            "39 face-to-face interventions",
        );
        one("has taken 500 Police officers off", "500 Police officers", "500 police officers");
        one("that 50 PCSOs went", "50 PCSOs", "50 pcsos");
        one("averages 640 cubic metres.", "640 cubic metres", "640 cubic metres");
        one("shipped 2.1 million units of", "2.1 million units", "2100000 units");
        one("than 60,000 patients were", "60,000 patients", "60000 patients");
        one("a 78-strong street", "78-strong", "78 strong");
        one("at four of 19 sites. Under", "four of 19 sites", "4 sites");
        one("rose by 11.5 per cent over", "11.5 per cent", "11.5 %");
        one("fell 7.4 pct to", "7.4 pct", "7.4 %");
        one("cut by 25 basis points on", "25 basis points", "0.25 %");
        one("with 250 MB of", "250 MB", "250 mb");
        one("averaged 570,000 bpd in", "570,000 bpd", "570000 bpd");
        one("that sixty-two jobs would", "sixty-two jobs", "62 jobs");
        one("a fever of 38.5 °C or more", "38.5 °C", "38.5 degrees");
        one("took half a pint of", "half a pint", "0.5 pint");
        one("times by 6-8%. Work", "6-8%", "6-8 %");
        one("where 4 to 6 residents fell", "4 to 6 residents", "4-6 residents");
        one("teaches between 30 and 40 children in", "30 and 40 children", "30-40 children");
        one("plans 35–40 flats, and", "35–40 flats", "35-40 flats");
        one("backlog at between 15 and 20 per cent.", "15 and 20 per cent", "15-20 %");
    }

    #[test]
    fn entries_parts_and_ages_are_no_counts() {
        assert!(
            read("3.1 Beaker, silver\npart two. One of two halves, and children under five: none").is_empty()
        );
        one("Height 14.2 cm. It", "14.2 cm", "14.2 cm");
        one("up 12.4pc; it", "12.4pc", "12.4 %");
        one("widened by 130bp to", "130bp", "1.3 %");
        one("with a hundred and ten men in", "a hundred and ten men", "110 men");
        one("at a level 2.86 m above", "2.86 m", "2.86 m");
        one("a 40ft container, in", "40ft", "40 ft");
        one("was 6 ft 2 in tall", "6 ft 2 in", "6 ft 2 in");
        assert!(read("wind force 7, p < 0.05, lat. 51° 30' N., course N. 40° E. on 5G").is_empty());
        one("with 4 members of the public.", "4 members of the public", "4 members of the public");
        one("fell from nine a year in", "nine", "9");
        assert_eq!(read("with two children under five cars").len(), 2);
    }

    #[test]
    fn a_number_that_counts_nothing_is_no_quantity() {
        assert_eq!(read("they won 2-1 at plot 14 of house 9, in regulation 4 to 6 of"), []);
        assert_eq!(read("from the top one sees as far as the sea"), []);
        assert_eq!(read("3. Risks\nsection 4 of port 5432, one of us. Version 4.0 of Park 2"), []);
        let bare = found_beside("a target of twelve. Then", &[("twelve", Label::Cardinal)], quantities);
        assert_eq!(bare[0].0, "twelve");
    }
}
