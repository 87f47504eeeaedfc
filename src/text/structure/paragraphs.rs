//! Which lines of a hard-wrapped text make a paragraph together.
//!
//! A blank line ends a paragraph, and so does a line that stopped well before the edge, a heading, the start of a list
//! item or an indented first line. A sentence that goes on after a page break (or after the stray blank line that page
//! extraction leaves) is still one paragraph.

use super::lines::{Line, Marker, begins_lower, ends_sentence, runs_on};

/// A line that with the next word would still not have reached this share of the width was ended on purpose.
const ENDED_EARLY: f32 = 0.7;

/// The same where the line also ends, or the next one begins, as a paragraph does.
const ENDED_RATHER_EARLY: f32 = 0.85;

/// What is remembered of the paragraph being gathered.
#[derive(Default)]
struct Current {
    marker: Option<Marker>,
    lines: usize,
}

/// For each of `body` (the lines that are no page furniture), whether it begins a paragraph.
///
/// `interrupted` tells of a line whether page furniture or a page break stands between it and the line above.
pub fn starts(text: &str, body: &[Line], interrupted: &[bool], width: u16) -> Vec<bool> {
    let mut starts = Vec::with_capacity(body.len());
    let mut current = Current::default();
    let mut above: Option<&Line> = None;
    for (line, interrupted) in body.iter().zip(interrupted) {
        let marker = line.marker(text);
        let begins = match above {
            None => true,
            Some(above) if *interrupted => !goes_on_after_break(text, above, line, marker),
            Some(above) if line.blanks_above > 0 => {
                let full = above.reach(line) as f32 >= ENDED_RATHER_EARLY * f32::from(width);
                !(full && line.blanks_above == 1 && goes_on_after_break(text, above, line, marker))
            }
            Some(above) => breaks(text, above, line, marker, &current, width),
        };
        if begins {
            current = Current { marker, lines: 0 };
        }
        current.lines += 1;
        starts.push(begins);
        above = Some(line);
    }
    starts
}

/// True when the sentence above goes on in `line` although a page break or blank line stands between.
fn goes_on_after_break(text: &str, above: &Line, line: &Line, marker: Option<Marker>) -> bool {
    runs_on(above.words(text))
        && begins_lower(line.words(text))
        && matches!(marker, None | Some(Marker::Dash('–' | '—')))
}

/// True when `line`, directly under `above`, begins a paragraph of its own.
fn breaks(
    text: &str,
    above: &Line,
    line: &Line,
    marker: Option<Marker>,
    current: &Current,
    width: u16,
) -> bool {
    let reach = above.reach(line) as f32 / f32::from(width);
    let words = above.words(text);
    let ended = ends_sentence(words);
    if reach < ENDED_EARLY || (words.ends_with(':') && reach < 1.0) {
        return true;
    }
    let begins_upper = !begins_lower(line.words(text));
    let set_in = line.indent > 0 && line.indent >= above.indent;
    if reach < ENDED_RATHER_EARLY && begins_upper && (ended || set_in) {
        return true;
    }
    if let Some(marker) = marker {
        return begins_item(marker, current.marker, ended || !runs_on(words));
    }
    let hangs = current.lines == 1 && current.marker.is_some();
    ended && !hangs && line.indent >= above.indent + 2
}

/// True when a marker at the start of a line is really one, and not a dash or number inside a sentence.
fn begins_item(marker: Marker, current: Option<Marker>, closed: bool) -> bool {
    match (marker, current) {
        (Marker::Bullet, _) => true,
        (Marker::Dash(sign), Some(Marker::Dash(before))) if sign == before => true,
        (
            Marker::Number { value: Some(value), bracket, .. },
            Some(Marker::Number { value: Some(before), bracket: before_bracket, .. }),
        ) => closed || (value == before + 1 && bracket == before_bracket),
        _ => closed,
    }
}
