//! What every test of search does: typing into the box for all documents, waiting for what is found, asking for it.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lectern::project::DocumentId;
use lectern::text::Span;

use super::desk::Desk;

/// The name of the box in which all documents are searched.
pub const BOX: &str = "Search all documents";

/// Takes many seconds in [`long_text`].
pub const SLOW: &str = r"/\w.{0,300}\w{5}.{0,300}\d{6}/";

/// A text in which no sentence is like another: in one that repeats itself a search soon knows all it meets.
pub fn long_text() -> String {
    let sentence = |number: usize| {
        format!("Of {number} officers {} came on day {}, and nobody knew why. ", number % 977, number % 83)
    };
    (0..30_000).map(sentence).collect()
}

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Opens the box for all documents and types a query into it; what is found is there afterwards.
pub fn search(desk: &mut Desk, query: &str) {
    desk.press_with(CTRL_SHIFT, Key::F);
    type_query(desk, BOX, query);
}

/// Types a query over what is in a box, which has the keyboard.
pub fn type_query(desk: &mut Desk, field: &str, query: &str) {
    desk.harness.get_by_role_and_label(Role::TextInput, field).type_text(query);
    desk.run();
    settle(desk);
}

/// Waits for what is asked once nobody types any more, and for all work to be done.
pub fn settle(desk: &mut Desk) {
    desk.wait();
    desk.finish();
}

/// How many hits there are.
pub fn count(desk: &Desk) -> u64 {
    desk.bench(|bench| bench.answer().map_or(0, |answer| answer.count()))
}

/// The hit that was gone to.
pub fn hit(desk: &Desk) -> Option<(DocumentId, Span)> {
    desk.screen(|screen| screen.search.hit)
}
