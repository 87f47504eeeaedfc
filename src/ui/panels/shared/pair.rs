//! Two documents shown side by side, at the first passage that both have.

use crate::project::DocumentId;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::ComparisonView;
use crate::workbench::{SharedPlaces, Workbench};

/// Shows two documents side by side: level at the first passage they share that is shown, if there is one.
pub(in crate::ui::panels) fn show_pair(
    (one, other): (DocumentId, DocumentId),
    view: &ComparisonView,
    keep_keyboard: bool,
    bench: &Workbench,
    out: &mut Outbox,
) {
    let Some(text) = bench.text(one) else { return };
    let comparison = bench.comparison();
    let is_shown = |passage: usize| comparison.passages().get(passage).is_some_and(|it| view.shows(it.kind));
    let mut standing = comparison.standing_in(one, text.hash()).iter();
    if let Some(first) = standing.find(|it| it.there.0 == other && is_shown(it.passage)) {
        let places = SharedPlaces { a: (one, first.here), b: first.there };
        return out.push(Request::ShowShared { places, keep_keyboard });
    }
    out.push(Request::Open { document: one, at: None, beside: false });
    if one != other {
        out.push(Request::Open { document: other, at: None, beside: true });
    }
}
