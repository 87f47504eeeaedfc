//! Two documents side by side as one page: what they share passage by passage, or the whole of both.

use maud::html;

use super::{MARKS, Named, in_words, legend, marked};
use crate::compare::shared::SharedPassage;
use crate::compare::side_by_side::{Compared, Row, rows};
use crate::exchange::wording::XmlFilter;
use crate::exchange::{Exported, html as web};
use crate::text::Span;
use crate::text::numbers::{counted, grouped};

/// What a page needs beyond the common style.
const STYLE: &str = "
body { max-width: 72rem; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 0 0 2rem; }
th, td { width: 50%; padding: .5rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
th + th, td + td { border-left: 1px solid var(--rule); }
th { font: 600 .95rem/1.4 system-ui, 'Segoe UI', Arial, sans-serif; position: sticky; top: 0; background: var(--paper); }
.lacks { color: var(--faint); }
@media print { th { position: static; } tr { break-inside: avoid; } }
";

/// A part of a page: a passage, or all of both documents.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is headed.
    pub heading: String,
    /// What is said of it below.
    pub about: String,
    /// What stands side by side.
    pub rows: Vec<Row>,
}

/// Two documents side by side.
#[derive(Clone, Debug)]
pub struct Page {
    /// The document on the left.
    pub a: Named,
    /// The document on the right.
    pub b: Named,
    /// What is said of both before everything else.
    pub about: String,
    /// What is shown of them.
    pub sections: Vec<Section>,
}

impl Page {
    /// What two documents share, passage by passage in the order given; each with where it stands in both. `None` once
    /// `stop` says so.
    pub fn of_passages(
        a: Named,
        b: Named,
        passages: &[(Span, Span, &SharedPassage)],
        stop: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let words: usize = passages.iter().map(|(.., passage)| passage.words as usize).sum();
        let about = format!(
            "What both have: {}, {} in all.",
            counted(passages.len(), "passage", "passages"),
            counted(words, "word", "words")
        );
        let mut sections = Vec::with_capacity(passages.len());
        for (number, (on_a, on_b, passage)) in passages.iter().enumerate() {
            let place = |named: &Named, span| {
                let (start, end) = named.code_points(span);
                format!("{}–{}", grouped(start), grouped(end))
            };
            let places = format!("characters {} and {}", place(&a, *on_a), place(&b, *on_b));
            sections.push(Section {
                heading: format!("Passage {} of {}", number + 1, passages.len()),
                about: format!("{}; {places}", in_words(passage)),
                rows: rows(&a.text, *on_a, &b.text, *on_b, stop)?.rows,
            });
        }
        Some(Self { a, b, about, sections })
    }

    /// Any two passages or texts as a whole. `None` once `stop` says so.
    pub fn of_texts(
        (a, on_a): (Named, Span),
        (b, on_b): (Named, Span),
        stop: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let compared = rows(&a.text, on_a, &b.text, on_b, stop)?;
        Some(Self::of_compared(a, b, compared))
    }

    /// What was compared before.
    pub fn of_compared(a: Named, b: Named, compared: Compared) -> Self {
        let rows = compared.rows;
        let same = rows.iter().filter(|row| row.is_same()).count();
        let about = format!(
            "Of {}, {} the same in both.",
            counted(rows.len(), "paragraph or line", "paragraphs or lines"),
            are(same)
        );
        let section = Section { heading: String::new(), about: String::new(), rows };
        Self { a, b, about, sections: vec![section] }
    }
}

fn are(many: usize) -> String {
    if many == 1 { "1 is".to_owned() } else { format!("{} are", grouped(many)) }
}

/// Writes the page.
pub fn side_by_side(page: &Page) -> Exported {
    let mut filter = XmlFilter::default();
    let (a, b) = (filter.clean(&page.a.heading()), filter.clean(&page.b.heading()));
    let title = format!("{a} and {b}");
    let content = html! {
        h1 { (title) }
        p { (filter.clean(&page.about)) }
        p.citation { (filter.clean(&page.a.name)) " · " (filter.clean(&page.b.name)) }
        (legend())
        main {
            @for section in &page.sections {
                @if !section.heading.is_empty() { h2 { (filter.clean(&section.heading)) } }
                @if !section.about.is_empty() { p.citation { (filter.clean(&section.about)) } }
                table {
                    thead { tr { th scope="col" { bdi { (a) } } th scope="col" { bdi { (b) } } } }
                    tbody {
                        @for row in &section.rows {
                            tr {
                                @for (side, named, there) in [(&row.a, &page.a, &page.b), (&row.b, &page.b, &page.a)] {
                                    @if side.span.is_empty() {
                                        td.lacks { "–" }
                                    } @else {
                                        td dir="auto" { (marked(side, &named.text, &there.text, &mut filter)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    let notes = filter.notes("a web page").into_iter().collect();
    Exported { bytes: web::page(&title, &format!("{MARKS}{STYLE}"), &content), notes }
}
