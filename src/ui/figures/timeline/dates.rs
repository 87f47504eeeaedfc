//! The same dates as a table, each with its document and its sentence.

use std::sync::Arc;

use egui::{Id, Ui};

use super::canvas::opened;
use super::{TimelineAction, TimelineFigure};
use crate::analysis::timeline::{Dated, Timeline};
use crate::ui::figures::table::{Column, Table};

/// The columns, by their places.
pub(super) const DATE: usize = 0;
const DOCUMENT: usize = 1;

const COLUMNS: [Column; 3] = [
    Column { title: "Date", width: 190.0, is_number: false, sorts: true },
    Column { title: "Document", width: 220.0, is_number: false, sorts: true },
    Column { title: "Sentence", width: 0.0, is_number: false, sorts: false },
];

impl TimelineFigure {
    pub(super) fn dates(
        &mut self,
        ui: &mut Ui,
        timeline: &Arc<Timeline>,
        documents: &[String],
        sentence: &dyn Fn(&Dated) -> String,
        actions: &mut Vec<TimelineAction>,
    ) {
        self.sort(timeline, documents);
        let order = self.order.as_ref().map_or(&[][..], |(.., order)| order);
        let mut state = self.table;
        let date_at = |row: usize| order.get(row).and_then(|at| timeline.dates().get(*at as usize));
        let table =
            Table { id: Id::unique("table of dates"), label: "Dates", columns: &COLUMNS, rows: order.len() };
        let opened_row = table.show(ui, &mut state, |row, column| {
            let Some(date) = date_at(row) else { return String::new() };
            match column {
                DATE => date.written(),
                DOCUMENT => documents.get(date.document as usize).cloned().unwrap_or_default(),
                _ => self.sentence_of(order[row], || sentence(date)),
            }
        });
        actions.extend(opened_row.and_then(date_at).map(opened));
        self.table = state;
    }

    /// Puts the dates in the order of the column asked for.
    fn sort(&mut self, timeline: &Arc<Timeline>, documents: &[String]) {
        let of = Arc::downgrade(timeline);
        let sort = self.table.sort;
        if self.order.as_ref().is_some_and(|(known, by, _)| known.ptr_eq(&of) && *by == sort) {
            return;
        }
        // They are in the order of time already.
        let mut order: Vec<u32> = (0..timeline.dates().len() as u32).collect();
        if sort.column == DOCUMENT {
            let titles: Vec<String> = documents.iter().map(|title| title.to_lowercase()).collect();
            let title = |at: &u32| {
                let document = timeline.dates().get(*at as usize).map_or(0, |date| date.document);
                (titles.get(document as usize).map_or("", String::as_str), document)
            };
            order.sort_by(|a, b| {
                let by_title = title(a).cmp(&title(b));
                if sort.descending { by_title.reverse() } else { by_title }
            });
        } else if sort.descending {
            order.reverse();
        }
        self.order = Some((of, sort, order));
    }
}
