//! Which excerpts of the table are chosen, and which row the keyboard is on.
//!
//! The choice follows the annotation in focus, wherever that was chosen. Nothing is drawn here.

use std::collections::BTreeSet;

use super::rows::Row;
use crate::project::AnnotationId;
use crate::ui::panels::list::Move;

/// The excerpts chosen in the table.
#[derive(Debug, Default)]
pub(super) struct Choice {
    chosen: BTreeSet<AnnotationId>,
    /// The row the keyboard is on: under each of its tags an excerpt has a row of its own.
    cursor: Option<(usize, AnnotationId)>,
    /// Where a choice with Shift begins.
    anchor: Option<AnnotationId>,
    /// The annotation that was in focus when the table was last drawn.
    followed: Option<AnnotationId>,
    reveal: bool,
}

impl Choice {
    /// Takes up the annotation in focus when that has changed, and forgets rows that are gone.
    pub fn follow(
        &mut self,
        focus: Option<AnnotationId>,
        rows: &[Row],
        exists: impl Fn(AnnotationId) -> bool,
    ) {
        self.chosen.retain(|id| exists(*id));
        self.anchor = self.anchor.filter(|id| exists(*id));
        if self.followed != focus {
            self.followed = focus;
            match focus {
                Some(id) if !self.chosen.contains(&id) => {
                    self.choose_only(id);
                    self.cursor = place_of(id, rows).map(|row| (row, id));
                    self.reveal = true;
                }
                Some(_) => {}
                None => self.chosen.clear(),
            }
        }
        self.cursor = self.cursor.and_then(|(row, id)| {
            let row = if is_at(rows, row, id) { Some(row) } else { place_of(id, rows) };
            row.map(|row| (row, id))
        });
    }

    /// The row the keyboard is on.
    pub fn cursor(&self) -> Option<usize> {
        self.cursor.map(|(row, _)| row)
    }

    /// The row to bring into view, once.
    pub fn take_reveal(&mut self) -> Option<usize> {
        std::mem::take(&mut self.reveal).then(|| self.cursor()).flatten()
    }

    /// True for a chosen excerpt.
    pub fn contains(&self, id: AnnotationId) -> bool {
        self.chosen.contains(&id)
    }

    /// The excerpts chosen.
    pub fn chosen(&self) -> Vec<AnnotationId> {
        self.chosen.iter().copied().collect()
    }

    /// Chooses the excerpt of one row: alone, as well (or no longer), or all from where the choice began.
    pub fn choose(&mut self, row: usize, rows: &[Row], extend: bool, toggle: bool) {
        let Some(Row::Excerpt(id)) = rows.get(row) else { return };
        if extend {
            let from = self.anchor.and_then(|anchor| place_of(anchor, rows)).unwrap_or(row);
            let between = rows.get(from.min(row)..=from.max(row)).unwrap_or_default();
            self.chosen = between.iter().filter_map(excerpt_of).collect();
            self.anchor = self.anchor.or(Some(*id));
        } else if toggle {
            if !self.chosen.remove(id) {
                self.chosen.insert(*id);
            }
            self.anchor = Some(*id);
        } else {
            self.choose_only(*id);
        }
        self.cursor = Some((row, *id));
    }

    /// Chooses all excerpts of the table.
    pub fn choose_all(&mut self, rows: &[Row]) {
        self.chosen = rows.iter().filter_map(excerpt_of).collect();
    }

    /// Goes through the rows, past the headings of groups; gives the excerpt it comes to.
    pub fn step(&mut self, way: Move, rows: &[Row], extend: bool) -> Option<AnnotationId> {
        let to = way.from(self.cursor(), rows.len())?;
        let is_excerpt = |row: &usize| rows.get(*row).and_then(excerpt_of).is_some();
        let (before, after) = ((0..=to).rev().find(is_excerpt), (to..rows.len()).find(is_excerpt));
        let row = match way {
            Move::Back(_) => before.or(after),
            Move::On(_) => after.or(before),
        }?;
        self.choose(row, rows, extend, false);
        self.reveal = true;
        self.cursor.map(|(_, id)| id)
    }

    /// Goes to the row after (or else before) those chosen, which are about to be deleted; gives its excerpt.
    pub fn step_off(&mut self, rows: &[Row]) -> Option<AnnotationId> {
        let at = self.cursor().unwrap_or(0).min(rows.len());
        let is_kept = |id: &AnnotationId| !self.chosen.contains(id);
        let (before, after) = rows.split_at(at);
        let after = after.iter().filter_map(excerpt_of).find(is_kept);
        let next = after.or_else(|| before.iter().rev().filter_map(excerpt_of).find(is_kept));
        self.chosen.clear();
        self.anchor = next;
        self.cursor = next.and_then(|id| place_of(id, rows).map(|row| (row, id)));
        self.chosen.extend(next);
        next
    }

    fn choose_only(&mut self, id: AnnotationId) {
        self.chosen = BTreeSet::from([id]);
        self.anchor = Some(id);
    }
}

fn excerpt_of(row: &Row) -> Option<AnnotationId> {
    match row {
        Row::Excerpt(id) => Some(*id),
        Row::Group(..) => None,
    }
}

fn is_at(rows: &[Row], row: usize, id: AnnotationId) -> bool {
    rows.get(row).and_then(excerpt_of) == Some(id)
}

fn place_of(id: AnnotationId, rows: &[Row]) -> Option<usize> {
    rows.iter().position(|row| excerpt_of(row) == Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids<const N: usize>() -> [AnnotationId; N] {
        std::array::from_fn(|_| AnnotationId::new())
    }

    fn grouped([a, b, c]: [AnnotationId; 3]) -> Vec<Row> {
        let heading = |title: &str| Row::Group(title.to_owned(), 2);
        vec![
            heading("one"),
            Row::Excerpt(a),
            Row::Excerpt(b),
            heading("two"),
            Row::Excerpt(b),
            Row::Excerpt(c),
        ]
    }

    #[test]
    fn steps_pass_the_headings_and_stop_at_both_ends() {
        let all @ [a, b, c] = ids();
        let rows = grouped(all);
        let mut choice = Choice::default();
        let mut step = |way| choice.step(way, &rows, false);
        assert_eq!([step(Move::On(1)), step(Move::On(1)), step(Move::On(1))], [Some(a), Some(b), Some(b)]);
        assert_eq!([step(Move::On(1)), step(Move::On(1))], [Some(c), Some(c)]);
        assert_eq!([step(Move::Back(2)), step(Move::Back(usize::MAX))], [Some(b), Some(a)]);
    }

    #[test]
    fn shift_chooses_a_range_and_ctrl_one_more_or_one_less() {
        let all @ [a, b, c] = ids();
        let rows = grouped(all);
        let mut choice = Choice::default();
        choice.choose(1, &rows, false, false);
        choice.choose(2, &rows, true, false);
        assert_eq!([a, b, c].map(|id| choice.contains(id)), [true, true, false]);
        choice.choose(5, &rows, false, true);
        choice.choose(1, &rows, false, true);
        assert_eq!([a, b, c].map(|id| choice.contains(id)), [false, true, true]);
    }

    #[test]
    fn deleting_goes_on_to_the_next_row_that_stays() {
        let all @ [a, b, c] = ids();
        let rows = grouped(all);
        let mut choice = Choice::default();
        choice.choose(1, &rows, false, false);
        choice.choose(2, &rows, true, false);
        assert_eq!(choice.step_off(&rows), Some(c));
        assert_eq!(choice.step_off(&rows), Some(b), "at the end, the one before");
        assert!(!choice.contains(a));
    }

    #[test]
    fn the_choice_follows_the_annotation_in_focus_through_changing_rows() {
        let all @ [a, b, c] = ids();
        let rows = grouped(all);
        let mut choice = Choice::default();
        choice.follow(Some(c), &rows, |_| true);
        assert_eq!((choice.cursor(), choice.take_reveal(), choice.contains(c)), (Some(5), Some(5), true));
        let fewer = [Row::Excerpt(c), Row::Excerpt(a)];
        choice.follow(Some(c), &fewer, |id| id != b);
        assert_eq!(choice.cursor(), Some(0));
        choice.follow(None, &fewer, |_| true);
        assert!(!choice.contains(c));
    }
}
