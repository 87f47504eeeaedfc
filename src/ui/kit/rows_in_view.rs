//! Which rows of a long list can be seen, so that no others are drawn.

use std::ops::Range;

use egui::Rangef;

/// The rows, each `height` points high, of which some part lies in `view`, which is measured from the top of the first.
pub fn rows_in_view(view: Rangef, height: f32, rows: usize) -> Range<usize> {
    let end = ((view.max / height).ceil().max(0.0) as usize).min(rows);
    let first = ((view.min / height).floor().max(0.0) as usize).min(end);
    first..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_in_view_when_a_part_of_it_is() {
        assert_eq!(rows_in_view(Rangef::new(0.0, 40.0), 20.0, 9), 0..2);
        assert_eq!(rows_in_view(Rangef::new(19.0, 41.0), 20.0, 9), 0..3);
        assert_eq!(rows_in_view(Rangef::new(100.0, 900.0), 20.0, 9), 5..9);
        assert_eq!(rows_in_view(Rangef::new(-50.0, 10.0), 20.0, 9), 0..1);
        assert!(rows_in_view(Rangef::new(500.0, 900.0), 20.0, 9).is_empty());
        assert!(rows_in_view(Rangef::new(-90.0, -50.0), 20.0, 9).is_empty());
    }
}
