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
    if bench.text(one).is_none() {
        return;
    }
    out.push(match first_between((one, other), view, bench) {
        Some(places) => Request::ShowShared { places, keep_keyboard },
        None if one == other => Request::Open { document: one, at: None, beside: false },
        None => Request::ShowBoth { one, other, keep_keyboard },
    });
}

/// Both places of the first passage that two documents share and that is shown, as far as it is known.
pub(in crate::ui) fn first_between(
    (one, other): (DocumentId, DocumentId),
    view: &ComparisonView,
    bench: &Workbench,
) -> Option<SharedPlaces> {
    let comparison = bench.comparison();
    let is_shown = |passage: usize| comparison.passage(passage).is_some_and(|it| view.shows(it.kind));
    let mut standing = comparison.standing_in(one, bench.text(one)?.hash()).iter();
    let first = standing.find(|it| it.there.0 == other && is_shown(it.passage))?;
    Some(SharedPlaces { a: (one, first.here), b: first.there })
}
