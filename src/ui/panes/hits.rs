//! The hits of a search in each open document as the reader paints them, made anew only when there is a new answer.

use super::kept::Kept;
use crate::project::DocumentId;
use crate::search::HitKind;
use crate::text::TextHash;
use crate::ui::reader::{Dash, Decoration, DecorationLayer, Layer};
use crate::ui::screen::Screen;
use crate::ui::theme::Tokens;
use crate::workbench::Workbench;

/// What the lit hits of a document depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    search: u64,
    text: TextHash,
    dark: bool,
}

/// The lit hits of all documents that are open.
#[derive(Default)]
pub(super) struct HitCache(Kept<Key>);

impl HitCache {
    /// The hits in a document whose text has this hash, while they are lit and known.
    pub fn of(
        &mut self,
        (document, text): (DocumentId, TextHash),
        bench: &Workbench,
        screen: &Screen,
        (tokens, dark): (&Tokens, bool),
    ) -> Option<&DecorationLayer> {
        let answer = bench.answer().filter(|_| screen.search.lit)?;
        let key = Key { search: bench.search_revision(), text, dark };
        if !self.0.holds(document, &key) {
            let place = answer.place_of(document).filter(|_| answer.text_of(document) == Some(text));
            let hits = match place {
                Some(place) => answer.hits_of(place)?,
                None => &[],
            };
            // A whole document or paragraph without words that were looked for is no place to look at.
            let lit = hits.iter().enumerate().filter(|(_, hit)| hit.kind != HitKind::Unit);
            let decorations = lit.map(|(at, hit)| Decoration {
                key: at as u64,
                span: hit.span,
                fill: Some(tokens.colour.search_hit),
                underline: None,
                veil: None,
                caret: None,
            });
            self.0.put(document, key, DecorationLayer::new(Layer::SearchHit, decorations.collect()));
        }
        self.0.of(document)
    }

    /// Forgets the hits in documents that are not open.
    pub fn keep_only(&mut self, open: impl Fn(DocumentId) -> bool) {
        self.0.keep_only(open);
    }
}

/// The hit that is stood on, when it is in this document; painted over the others.
pub(super) fn stood_on(
    (document, text): (DocumentId, TextHash),
    bench: &Workbench,
    screen: &Screen,
    tokens: &Tokens,
) -> Option<DecorationLayer> {
    let (of, span) = screen.search.hit.filter(|_| screen.search.lit)?;
    let answer = bench.answer().filter(|answer| of == document && answer.text_of(document) == Some(text))?;
    let is_unit = answer.hit_at(document, span)?.kind == HitKind::Unit;
    let decoration = Decoration {
        key: 0,
        span,
        fill: Some(tokens.colour.search_hit_current),
        underline: Some((tokens.colour.accent, Dash::Solid)),
        veil: None,
        caret: None,
    };
    (!is_unit).then(|| DecorationLayer::new(Layer::SearchHit, vec![decoration]))
}
