//! The subjects the inspector has shown, to go back to and forward again.

use crate::ui::screen::Subject;

/// How many subjects are remembered.
const REMEMBERED: usize = 100;

/// Subjects in the order they were shown, and which of them is shown now.
#[derive(Debug, Default)]
pub(super) struct Visits {
    visited: Vec<Subject>,
    at: usize,
}

impl Visits {
    /// Notes what is shown; what lay ahead is forgotten when it is something new.
    pub fn note(&mut self, subject: Subject) {
        if self.visited.get(self.at) == Some(&subject) {
            return;
        }
        self.visited.truncate(self.at + 1);
        self.visited.push(subject);
        if self.visited.len() > REMEMBERED {
            self.visited.remove(0);
        }
        self.at = self.visited.len() - 1;
    }

    /// The nearest subject before this one that still exists, without going there.
    pub fn previous(&self, exists: impl Fn(Subject) -> bool) -> Option<Subject> {
        self.find_back(exists).map(|at| self.visited[at])
    }

    /// The nearest subject after this one that still exists, without going there.
    pub fn next(&self, exists: impl Fn(Subject) -> bool) -> Option<Subject> {
        self.find_on(exists).map(|at| self.visited[at])
    }

    /// Goes back to the nearest subject that still exists.
    pub fn back(&mut self, exists: impl Fn(Subject) -> bool) -> Option<Subject> {
        self.at = self.find_back(exists)?;
        Some(self.visited[self.at])
    }

    /// Goes forward to the nearest subject that still exists.
    pub fn forward(&mut self, exists: impl Fn(Subject) -> bool) -> Option<Subject> {
        self.at = self.find_on(exists)?;
        Some(self.visited[self.at])
    }

    fn find_back(&self, exists: impl Fn(Subject) -> bool) -> Option<usize> {
        let now = self.visited.get(self.at)?;
        (0..self.at).rev().find(|at| self.visited[*at] != *now && exists(self.visited[*at]))
    }

    fn find_on(&self, exists: impl Fn(Subject) -> bool) -> Option<usize> {
        let now = self.visited.get(self.at)?;
        (self.at + 1..self.visited.len()).find(|at| self.visited[*at] != *now && exists(self.visited[*at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::TagId;

    #[test]
    fn back_and_forward_as_in_a_browser() {
        let [a, b, c] = [1_u8, 2, 3].map(|n| Subject::Tag(TagId::derived(&[n])));
        let mut visits = Visits::default();
        for subject in [a, b, b, c] {
            visits.note(subject);
        }
        assert_eq!(visits.next(|_| true), None);
        assert_eq!(visits.back(|_| true), Some(b));
        visits.note(b);
        assert_eq!(visits.previous(|_| true), Some(a));
        assert_eq!(visits.forward(|_| true), Some(c));
        assert_eq!(visits.back(|subject| subject != b), Some(a), "what is gone is passed over");
        visits.note(Subject::Project);
        assert_eq!(visits.forward(|_| true), None, "a new way forgets the old one");
        assert_eq!(visits.back(|_| true), Some(a));
    }

    #[test]
    fn only_so_much_is_remembered() {
        let mut visits = Visits::default();
        for n in 0..300_u32 {
            visits.note(Subject::Tag(TagId::derived(&n.to_le_bytes())));
        }
        let steps = std::iter::from_fn(|| visits.back(|_| true)).count();
        assert_eq!(steps, REMEMBERED - 1);
    }
}
