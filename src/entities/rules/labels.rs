//! Numbers that are the name of something or its place in a list, and count nothing: `section 4`, `port 5432`, `3. Risks`. Part
//! of the rule of [`super::quantities`].

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
    )
}

/// True when the number is the name of something or its place in a list: `section 4`, `port 5432`, `3. Risks`, `Park 2`.
pub fn is_label(page: &Page<'_>, at: usize, to: usize) -> bool {
    let token = page.get(at);
    // The number of a paragraph or list item.
    let item =
        token.opens && (page.sign(to, '.') || page.sign(to, ')') || page.sign(to, ':')) && page.glued(to);
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
        && (numbers_things(page.low(before))
            || page.sign(before, '#')
            || (page.sign(before, '.')
                && matches!(page.low(before.wrapping_sub(1)), "no" | "nos" | "vol" | "fig" | "p" | "pp")));
    // `Tidewater 4.2 reads`
    let version = token.shape == Shape::Number
        && page.word(at).contains('.')
        && page.capital(before)
        && page.follows(at);
    // `[1976] 1 WLR 810`
    let cited = page.sign(before, ']') && page.get(to).shape == Shape::Capitals;
    item || bracketed || inside || named || version || cited
}
