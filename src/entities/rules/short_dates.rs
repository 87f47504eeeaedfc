//! Dates that leave out what their reader knows: `3rd inst.` in a letter, `in '94`.
//!
//! Each is a reader that tries one place in the text, as those of [`super::periods`] are.

use super::calendar_dates::{days_of_month, ends_a_date};
use super::dates::When;
use super::numbers;
use super::tokens::{Page, Shape};

/// `in '94`, `since ’fifty-two`: a year without its century.
pub fn short_year(page: &Page<'_>, at: usize) -> Option<When> {
    let figures = at + 1;
    let apostrophe = matches!(page.get(at).shape, Shape::Sign('\'' | '’' | '‘')) && page.glued(figures);
    let word = page.low(figures);
    let two = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit())
        || numbers::small(word).is_some_and(|year| (20.0..100.0).contains(&year));
    let told = matches!(
        page.low(at.wrapping_sub(1)),
        "in" | "of"
            | "since"
            | "until"
            | "till"
            | "from"
            | "to"
            | "by"
            | "before"
            | "after"
            | "summer"
            | "winter"
            | "spring"
            | "autumn"
            | "and"
    );
    // `the '30s`
    let decade = apostrophe
        && word.len() == 3
        && word.ends_with("0s")
        && word.starts_with(|c: char| c.is_ascii_digit())
        && matches!(page.low(at.wrapping_sub(1)), "the" | "and" | "late" | "early" | "mid" | "or");
    (apostrophe && two && told || decade).then(|| When::plain(figures + 1, None))
}

/// `in sixty-eight, when`: a year of the last century as it is said, where nothing is counted.
pub fn said_year(page: &Page<'_>, at: usize) -> Option<When> {
    let word = page.low(at);
    let year = numbers::small(word).filter(|year| word.contains('-') && (30.0..100.0).contains(year))?;
    let told = matches!(page.low(at.wrapping_sub(1)), "in" | "since" | "until" | "till");
    let next = at + 1;
    let ends = !page.follows(next)
        || matches!(page.get(next).shape, Shape::Sign('.' | ',' | ';' | '?' | '!'))
        || matches!(page.low(next), "when" | "and" | "i" | "we" | "he" | "she" | "they");
    (told && ends).then(|| When::plain(next, Some(format!("{:04}", 1900.0 + year))))
}

/// `3rd inst.`, `21st ultimo`: a day of the month of writing, the one before or the next.
pub fn of_this_month(page: &Page<'_>, at: usize) -> Option<When> {
    days_of_month(page, at)?;
    let next = at + 1;
    let word = matches!(page.low(next), "inst" | "instant" | "ult" | "ultimo" | "prox" | "proximo");
    (word && page.follows(next)).then(|| When::plain(next + 1, None))
}

/// `on the 27th.`, `your letter of the 3rd came`: a day of a month that is known, where nothing is counted by it.
pub fn day_alone(page: &Page<'_>, at: usize) -> Option<When> {
    let the = at.checked_sub(2).filter(|_| page.low(at - 1) == "the" && page.follows(at - 1))?;
    let leads = match page.low(the) {
        "on" | "until" | "till" | "before" | "since" => !is_hole_or_floor(page, at),
        "of" => is_dated_by_its_day(page.low(the.wrapping_sub(1))),
        _ => false,
    };
    let next = at + 1;
    // `yours of the 27th reached me`
    let came = page.low(the) == "of" && matches!(page.low(next), "reached" | "arrived" | "received");
    let is_alone = leads && is_numbered(page, at) && (came || ends_with_its_number(page, next));
    (is_alone && days_of_month(page, at).is_some()).then(|| When::plain(next, None))
}

/// `3rd`: an ordinal in figures.
fn is_numbered(page: &Page<'_>, at: usize) -> bool {
    let word = page.low(at);
    let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(ending, "st" | "nd" | "rd" | "th") && word.len() > ending.len()
}

/// True where nothing that an ordinal could count goes on at `next`: no word of its own, and no further ordinal, which may
/// share a noun with it, as `on the 2nd and 3rd floors`.
fn ends_with_its_number(page: &Page<'_>, next: usize) -> bool {
    if !page.follows(next) {
        return true;
    }
    let sign = matches!(page.get(next).shape, Shape::Sign('.' | ',' | ';' | ':' | ')' | '!' | '?' | '—'));
    let mut further = next + 1;
    while matches!(page.low(further), "and" | "or" | "perhaps" | "the") {
        further += 1;
    }
    (sign || goes_on_without_a_noun(page, next)) && !is_numbered(page, further)
}

/// True for a small word that no noun of an ordinal before it can be or begin with: `on the 2nd such day` has one.
fn goes_on_without_a_noun(page: &Page<'_>, at: usize) -> bool {
    ends_a_date(page, at)
        && !matches!(page.get(at).shape, Shape::Sign(_))
        && !matches!(
            page.low(at),
            "of" | "such"
                | "other"
                | "own"
                | "same"
                | "only"
                | "more"
                | "most"
                | "less"
                | "least"
                | "few"
                | "many"
                | "first"
                | "last"
                | "next"
                | "set"
                | "paid"
                | "given"
                | "used"
                | "lost"
                | "left"
                | "held"
                | "kept"
                | "based"
                | "subject"
                | "following"
        )
}

/// What is told apart by the day on which it was written or held: `letter of the 3rd`, `night of the 3rd`.
fn is_dated_by_its_day(word: &str) -> bool {
    matches!(
        word,
        "letter"
            | "letters"
            | "note"
            | "yours"
            | "mine"
            | "favour"
            | "email"
            | "telegram"
            | "dispatch"
            | "despatch"
            | "meeting"
            | "minutes"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
    )
}

/// True where golf is played or floors are told near the ordinal at `at`: `a birdie on the 18th`, `The lift stopped on the 3rd`.
fn is_hole_or_floor(page: &Page<'_>, at: usize) -> bool {
    /// No sentence that tells its game need be longer on each side.
    const NEAR: usize = 12;
    (at.saturating_sub(NEAR)..(at + NEAR).min(page.len())).any(|at| {
        matches!(
            page.low(at),
            "birdie"
                | "birdies"
                | "birdied"
                | "bogey"
                | "bogeys"
                | "bogeyed"
                | "eagled"
                | "putt"
                | "putts"
                | "putted"
                | "par"
                | "tee"
                | "teed"
                | "hole"
                | "holes"
                | "holed"
                | "fairway"
                | "floor"
                | "floors"
                | "storey"
                | "storeys"
                | "lift"
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::entities::rules::board::testing::found;
    use crate::entities::rules::dates;

    #[test]
    fn an_ordinal_is_a_day_only_where_it_counts_nothing() {
        for text in [
            "They came on the 27th. Then they left",
            "We waited until the 3rd, and then",
            "It was on the 14th that he came",
            "as your letter of the 27th said",
            "on the night of the 5th we saw",
            "Yours of the 27th reached me",
            "yours of the 12th instant came",
        ] {
            assert_eq!(found(text, |board| dates(board, None)).len(), 1, "{text}");
        }
        for text in [
            "as told by the 2nd named defendant in court",
            "a letter of the 2nd defendant to",
            "taken by the 1st accused. He",
            "men of the 3rd armoured brigade, who",
            "it was on the 2nd listed building that",
            "rooms on the 2nd and 3rd floors. They",
            "rooms on the 2nd, 3rd and 4th floors. They",
            "a house of the 18th, or perhaps the 17th, century",
            "which he birdied on the 18th. Then",
            "The lift stopped on the 3rd. We",
            "Scored by the 4th. Then",
            "and on the 2nd such day",
        ] {
            assert_eq!(found(text, |board| dates(board, None)), [], "{text}");
        }
    }
}
