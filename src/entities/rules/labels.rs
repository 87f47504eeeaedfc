//! Numbers that are the name of something or its place in a list, and count nothing: `section 4`, `port 5432`, `3. Risks`. Part
//! of the rule of [`super::quantities`].

use super::lexicon::Traits;
use super::tokens::{Page, Shape};

/// True for a word, in small letters, that numbers things: a number behind it is the name of one of them.
pub fn numbers_things(word: &str) -> bool {
    matches!(
        word,
        "section"
            | "sections"
            | "chapter"
            | "page"
            | "pages"
            | "p"
            | "pp"
            | "no"
            | "number"
            | "nos"
            | "figure"
            | "fig"
            | "table"
            | "version"
            | "v"
            | "port"
            | "error"
            | "code"
            | "line"
            | "room"
            | "channel"
            | "route"
            | "flight"
            | "article"
            | "clause"
            | "paragraph"
            | "para"
            | "part"
            | "volume"
            | "vol"
            | "issue"
            | "step"
            | "item"
            | "appendix"
            | "annex"
            | "schedule"
            | "level"
            | "grade"
            | "phase"
            | "stage"
            | "type"
            | "class"
            | "form"
            | "box"
            | "interview"
            | "respondent"
            | "participant"
            | "group"
            | "case"
            | "unit"
            | "platform"
            | "question"
            | "note"
            | "ref"
            | "id"
            | "aged"
            | "age"
            | "option"
            | "option:"
            | "category"
            | "tier"
            | "category:"
            | "highway"
            | "interstate"
            | "junction"
            | "exhibit"
            | "tape"
            | "reel"
            | "track"
            | "count"
            | "lot"
            | "bus"
            | "gate"
            | "plot"
            | "plots"
            | "house"
            | "flat"
            | "apartment"
            | "suite"
            | "cabin"
            | "ward"
            | "folio"
            | "psalm"
            | "hymn"
            | "rule"
            | "regulation"
            | "berth"
            | "bay"
            | "zone"
            | "district"
            | "battalion"
            | "chapters"
            | "paragraphs"
            | "ages"
            | "paper"
            | "grant"
            | "licence"
            | "permit"
            | "patent"
            | "invoice"
            | "terminal"
            | "formula"
            | "runway"
            | "vitamin"
            | "verse"
            | "size"
            | "episode"
            | "minute"
            | "session"
            | "transcript"
            | "week"
            | "force"
            | "gallery"
            | "site"
            | "trench"
            | "grid"
            | "sheet"
            | "plate"
            | "model"
            | "batch"
            | "sample"
            | "seat"
            | "dock"
            | "pier"
            | "race"
            | "block"
            | "bed"
            | "hut"
            | "cell"
            | "studio"
            | "stall"
            | "camp"
    )
}

/// True when the number is the name of something or its place in a list: `section 4`, `port 5432`, `3. Risks`, `Park 2`.
pub fn is_label(page: &Page<'_>, at: usize, to: usize) -> bool {
    let token = page.get(at);
    // The number of a paragraph or list item.
    let item =
        token.opens && (page.sign(to, '.') || page.sign(to, ')') || page.sign(to, ':')) && page.glued(to);
    // `3.1 Beaker`: that of an entry in a catalogue or report.
    let entry = token.opens
        && token.shape == Shape::Number
        && page
            .word(at)
            .split('.')
            .all(|part| part.len() < 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
        && page.word(at).contains('.')
        && page.capital(to)
        && page.follows(to);
    let before = at.wrapping_sub(1);
    let bracketed = page.sign(before, '(') && page.get(before).opens && page.sign(to, ')');
    let inside = page.glued(at)
        && matches!(
            page.get(before).shape,
            Shape::Sign('/' | '-' | '#' | '.' | '_' | '\\' | '@' | ':' | '=')
                | Shape::Capital
                | Shape::Capitals
                | Shape::Lower
        );
    let named = token.shape == Shape::Number
        && at > 0
        && !page.is(to, Traits::UNIT)
        && (numbers_things(page.low(before))
            || matches!(page.get(before).shape, Shape::Sign('<' | '>' | '='))
                && page.word(at).starts_with("0.")
            || page.sign(before, '#')
            || (page.sign(before, '.')
                && matches!(page.low(before.wrapping_sub(1)), "no" | "nos" | "vol" | "fig" | "p" | "pp")));
    // `Tidewater 4.2 reads`
    let version = token.shape == Shape::Number
        && page.word(at).contains('.')
        && page.capital(before)
        && page.follows(at)
        && !page.is(to, Traits::UNIT);
    // `[1976] 1 WLR 810`
    let cited = page.sign(before, ']') && page.get(to).shape == Shape::Capitals;
    item || entry || bracketed || inside || named || version || cited || is_spelt_label(page, at, to)
}

/// `part two.`, `children under five`: a number in letters that names a part or tells an age, where nothing that it counts follows.
fn is_spelt_label(page: &Page<'_>, at: usize, to: usize) -> bool {
    let before = at.wrapping_sub(1);
    let part = matches!(
        page.low(before),
        "part"
            | "chapter"
            | "act"
            | "scene"
            | "volume"
            | "book"
            | "phase"
            | "stage"
            | "page"
            | "round"
            | "grade"
            | "question"
    );
    let age = matches!(page.low(before), "under" | "over")
        && matches!(
            page.low(before.wrapping_sub(1)),
            "children"
                | "child"
                | "infants"
                | "boys"
                | "girls"
                | "pupils"
                | "kids"
                | "adults"
                | "people"
                | "those"
                | "women"
                | "men"
        );
    let closed = !page.follows(to)
        || matches!(page.get(to).shape, Shape::Sign('.' | ',' | ';' | ':' | ')' | '?' | '!'))
        || page.is(to, Traits::FUNCTION);
    (part || age) && page.get(at).shape != Shape::Number && closed && page.follows(at)
}
