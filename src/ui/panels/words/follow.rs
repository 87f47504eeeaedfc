//! What a click on a row does: search for its words, or go to its document.

use crate::search::Scope;
use crate::search::query::made::{for_attribute, for_both, for_pair, for_words};
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, SidePanel};
use crate::workbench::{Counted, WordsTable, Workbench};

/// Follows a row.
pub(super) fn open(table: &WordsTable, row: usize, screen: &mut Screen, bench: &Workbench, out: &mut Outbox) {
    let label = table.label(row);
    match table.counted() {
        Counted::Frequencies { attribute: None } => {
            // Rows are in the order of the documents that were found.
            let Some(answer) = bench.answer() else { return };
            let Some(document) = answer.document(row) else { return };
            out.push(Request::ShowFirstHit(document));
        }
        Counted::Frequencies { attribute: Some(name) } => match for_attribute(name, label) {
            Some(made) => {
                let both = for_both(&screen.search.query, &made);
                search(screen, both, None);
            }
            None => out
                .push(Request::Say("A query cannot ask for this value; filter the excerpts by it instead.")),
        },
        Counted::Collocates { window, .. } => {
            let others = window.left.max(window.right) - 1;
            if let Some(pair) = for_pair(&screen.search.query, label, others) {
                search(screen, pair, None);
            } else {
                // What is not words side by side is looked for together with the word in one sentence.
                let both = for_both(&screen.search.query, &for_words(label));
                search(screen, both, Some(Scope::Sentence));
            }
        }
        Counted::WordList { .. } | Counted::Keyness { .. } => {
            screen.search.here = false;
            search(screen, for_words(label), None);
        }
    }
}

/// Puts a query into the search box and shows what it finds beside.
fn search(screen: &mut Screen, query: String, scope: Option<Scope>) {
    screen.search.query = query;
    screen.search.scope = scope.unwrap_or(screen.search.scope);
    screen.side = Some(SidePanel::Search);
    screen.last_side = SidePanel::Search;
}
