//! Words as the window keeps them: frequencies and collocates of what the search has found, word lists, keyness.
//!
//! One job counts the table that is asked for ([`counting`]), again whenever what it is counted in has changed; another
//! arranges its rows. What comes out is a [`WordsTable`], never changed and replaced as a whole; of each kind the last one
//! is kept, and is shown until there is a new one. Nothing is counted while nobody looks ([`WordsCommand::Rest`]).

mod command;
mod counting;
mod table;

use std::path::Path;
use std::sync::Arc;

pub use command::{Arrangement, Counted, Part, WordsAsked, WordsCommand};
pub use table::{WordsCell, WordsCells, WordsColumn, WordsTable, columns_of};

use super::editing::let_go;
use super::files::target_path;
use super::jobs::JobId;
use super::search::Answer;
use super::{CommandError, Effect, Workbench};
use crate::exchange::{Format, Options, sheet};
use counting::{Given, Vocabulary};

/// What a job about words hands back.
pub(super) enum WordsReport {
    /// So many steps of so many are done.
    Progress(usize, usize),
    /// The words of all documents that were searched.
    Vocabulary(Vocabulary),
    /// A table was counted, and its rows arranged.
    Counted(Arc<WordsTable>, Arrangement, Arc<[u32]>),
    /// The rows of a table as they were to be arranged.
    Arranged(Arc<WordsTable>, Arrangement, Arc<[u32]>),
}

/// What a table was counted in.
#[derive(Clone)]
struct Basis {
    /// The documents, by how often they were made ready.
    shelf: u64,
    /// What the search had found, where the table asks for it.
    answer: Option<Arc<Answer>>,
}

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        let answers = (&self.answer, &other.answer);
        let is_same_answer = match answers {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        self.shelf == other.shelf && is_same_answer
    }
}

/// A table that is being counted, or was stopped.
struct Begun {
    counted: Counted,
    basis: Basis,
    /// `None` once it was stopped.
    job: Option<JobId>,
}

/// A table, what it was counted in, and its rows as they are arranged.
struct Known {
    table: Arc<WordsTable>,
    basis: Basis,
    by: Arrangement,
    rows: Arc<[u32]>,
}

/// What the workbench keeps of words and is doing about them.
#[derive(Default)]
pub(super) struct Words {
    asked: Option<WordsAsked>,
    begun: Option<Begun>,
    /// The last table of each kind.
    known: Vec<Known>,
    vocabulary: Option<Vocabulary>,
    arranging: Option<(JobId, Arrangement)>,
    revision: u64,
}

/// How it stands with the table that is asked for.
#[derive(Clone, Copy)]
pub enum WordsState<'a> {
    /// It needs a search, and nothing is searched for.
    NothingSearched,
    /// It needs a search, whose query cannot be answered.
    NotUnderstood,
    /// It is being counted for the first time; by a job once documents and search are ready.
    Counting(Option<JobId>),
    /// It needs a search, and that was stopped.
    SearchStopped,
    /// Counting it was stopped.
    Stopped,
    /// Here it is, with its rows in order.
    Ready {
        /// The table.
        table: &'a Arc<WordsTable>,
        /// Its rows as they are arranged.
        rows: &'a Arc<[u32]>,
        /// True when it is not what is asked for and that is being made.
        is_passing: bool,
    },
}

/// True for tables of one kind.
fn is_alike(one: &Counted, other: &Counted) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

impl Words {
    /// The last table of the kind.
    fn known_like(&self, counted: &Counted) -> Option<&Known> {
        self.known.iter().find(|known| is_alike(known.table.counted(), counted))
    }
}

impl Workbench {
    /// What the job is called that counts words.
    pub const COUNTING_WORDS: &str = "Counting words";
    /// What the job is called that arranges the rows of a table of words.
    pub const ARRANGING_WORDS: &str = "Sorting words";

    /// What is counted, while somebody looks at it.
    pub fn words_asked(&self) -> Option<&WordsAsked> {
        self.words_counted.asked.as_ref()
    }

    /// How it stands with what is asked for.
    pub fn words(&self) -> WordsState<'_> {
        let Some(asked) = &self.words_counted.asked else { return WordsState::Counting(None) };
        if asked.counted.needs_answer() && self.is_search_stopped() {
            return WordsState::SearchStopped;
        }
        if asked.counted.needs_answer() && self.answer().is_none() {
            return match (self.query_error(), self.asked()) {
                (Some(_), _) => WordsState::NotUnderstood,
                (None, None) => WordsState::NothingSearched,
                (None, Some(_)) => WordsState::Counting(None),
            };
        }
        let begun = self.words_counted.begun.as_ref().filter(|begun| begun.counted == asked.counted);
        let is_stopped = begun.is_some_and(|begun| begun.job.is_none());
        let Some(Known { table, basis, by, rows }) = self.words_counted.known_like(&asked.counted) else {
            return if is_stopped {
                WordsState::Stopped
            } else {
                WordsState::Counting(begun.and_then(|it| it.job))
            };
        };
        let is_its = *table.counted() == asked.counted;
        if is_stopped && !is_its {
            return WordsState::Stopped;
        }
        let is_current = is_its && Some(basis) == self.words_basis(&asked.counted).as_ref();
        let is_passing = *by != asked.arrangement || !is_current && !is_stopped;
        WordsState::Ready { table, rows, is_passing }
    }

    /// A number that grows whenever there is something else to see of words.
    pub fn words_revision(&self) -> u64 {
        self.words_counted.revision
    }

    /// What a table would be counted in now; `None` while that is not ready.
    fn words_basis(&self, counted: &Counted) -> Option<Basis> {
        let (_, shelf) = self.searched()?;
        let answer = counted.needs_answer().then(|| self.complete_answer().cloned());
        Some(match answer {
            Some(None) => return None,
            Some(Some(answer)) => Basis { shelf, answer: Some(answer) },
            None => Basis { shelf, answer: None },
        })
    }

    pub(super) fn run_words(&mut self, command: WordsCommand) -> Result<Effect, CommandError> {
        match command {
            WordsCommand::Ask(asked) => self.ask_words(asked),
            WordsCommand::Rest => {
                self.stop_counting_words();
                self.words_counted.asked = None;
            }
            WordsCommand::GoOn => {
                self.words_counted.begun.take_if(|begun| begun.job.is_none());
                self.count_words_when_due();
            }
            WordsCommand::Export { format, options, path } => {
                return self.export_words(format, *options, &path);
            }
        }
        Ok(Effect::Done)
    }

    fn ask_words(&mut self, asked: WordsAsked) {
        if self.words_counted.asked.as_ref() == Some(&asked) {
            return;
        }
        let is_other = self.words_counted.asked.as_ref().is_none_or(|before| before.counted != asked.counted);
        if is_other {
            self.stop_counting_words();
        }
        self.words_counted.asked = Some(asked);
        if self.searched().is_none() {
            self.search_from_now_on();
        }
        self.count_words_when_due();
    }

    fn stop_counting_words(&mut self) {
        let counting = self.words_counted.begun.take().and_then(|begun| begun.job);
        let arranging = self.words_counted.arranging.take().map(|(job, _)| job);
        for job in counting.into_iter().chain(arranging) {
            self.jobs.cancel(job);
        }
    }

    /// Counts what is asked for, unless that was done in the same documents, and arranges its rows.
    pub(super) fn count_words_when_due(&mut self) {
        let Some(asked) = self.words_counted.asked.clone() else { return };
        let Some(basis) = self.words_basis(&asked.counted) else { return };
        let known = self.words_counted.known_like(&asked.counted);
        let is_counted =
            known.is_some_and(|known| *known.table.counted() == asked.counted && known.basis == basis);
        let begun = self.words_counted.begun.as_ref();
        let is_begun = begun.is_some_and(|begun| begun.counted == asked.counted && begun.basis == basis);
        // While documents are being read or a search goes on, what is counted now would be old at once.
        let is_early = !self.is_shelved() || asked.counted.needs_answer() && self.is_searching();
        if !is_counted && !is_begun && !is_early {
            self.count_words(&asked, basis);
        }
        self.arrange_words_when_due(&asked);
    }

    fn count_words(&mut self, asked: &WordsAsked, basis: Basis) {
        let Some((view, _)) = self.searched() else { return };
        let view = view.clone();
        if let Some(job) = self.words_counted.begun.take().and_then(|begun| begun.job) {
            self.jobs.cancel(job);
        }
        let given = Given {
            view,
            project: self.shared_project(),
            answer: basis.answer.clone(),
            vocabulary: self.words_counted.vocabulary.clone(),
        };
        let wanted = asked.clone();
        let begun = self.spawn(Self::COUNTING_WORDS, true, move |context| {
            counting::count(wanted, &given, context);
        });
        // When there is no thread to give it is as if somebody had stopped it: it can be begun again by hand.
        self.words_counted.begun = Some(Begun { counted: asked.counted.clone(), basis, job: begun.ok() });
        self.words_counted.revision += 1;
    }

    /// Arranges the rows there are as is asked for, unless they are or a table is being made that will be.
    fn arrange_words_when_due(&mut self, asked: &WordsAsked) {
        let Some(known) =
            self.words_counted.known_like(&asked.counted).filter(|it| it.by != asked.arrangement)
        else {
            return;
        };
        let is_other = *known.table.counted() != asked.counted;
        let table = known.table.clone();
        let is_begun = self.words_counted.arranging.as_ref().is_some_and(|(_, by)| *by == asked.arrangement);
        if is_other || is_begun {
            return;
        }
        if let Some((job, _)) = self.words_counted.arranging.take() {
            self.jobs.cancel(job);
        }
        let by = asked.arrangement.clone();
        let begun = self.spawn(Self::ARRANGING_WORDS, true, {
            let by = by.clone();
            move |context| counting::arrange(&table, by, context)
        });
        self.words_counted.arranging = begun.ok().map(|job| (job, by));
    }

    /// Notes that a job is over.
    pub(super) fn words_job_over(&mut self, job: JobId) {
        let words = &mut self.words_counted;
        if let Some(begun) = words.begun.as_mut().filter(|begun| begun.job == Some(job)) {
            // One that has counted what it was to count is forgotten by then: this one was stopped.
            begun.job = None;
            words.revision += 1;
        }
        words.arranging.take_if(|(of, _)| *of == job);
        self.count_words_when_due();
    }

    pub(super) fn take_words_report(&mut self, job: JobId, report: WordsReport) {
        let words = &mut self.words_counted;
        let is_counting = words.begun.as_ref().is_some_and(|begun| begun.job == Some(job));
        match report {
            WordsReport::Progress(done, of) => {
                if let Some(job) = self.jobs.job_mut(job) {
                    (job.done, job.total) = (done, Some(of));
                }
            }
            WordsReport::Vocabulary(vocabulary) => let_go(words.vocabulary.replace(vocabulary)),
            WordsReport::Counted(table, by, rows) if is_counting => {
                let Some(Begun { basis, .. }) = words.begun.take() else { return };
                let place =
                    words.known.iter().position(|known| is_alike(known.table.counted(), table.counted()));
                let former = place.map(|place| words.known.swap_remove(place).table);
                words.known.push(Known { table, basis, by, rows });
                words.revision += 1;
                let_go(former);
            }
            WordsReport::Arranged(of, by, rows) => {
                if let Some(known) = words.known.iter_mut().find(|known| Arc::ptr_eq(&known.table, &of)) {
                    (known.by, known.rows) = (by, rows);
                    words.revision += 1;
                }
            }
            // Of a job that was overtaken.
            WordsReport::Counted(..) => {}
        }
    }

    /// Forgets everything about a project that another takes the place of.
    pub(super) fn forget_words(&mut self) {
        self.stop_counting_words();
        let fresh = Words { revision: self.words_counted.revision + 1, ..Words::default() };
        let old = std::mem::replace(&mut self.words_counted, fresh);
        let tables: Vec<Arc<WordsTable>> = old.known.into_iter().map(|known| known.table).collect();
        let_go((tables, old.vocabulary));
    }

    fn export_words(
        &mut self,
        format: Format,
        options: Options,
        path: &Path,
    ) -> Result<Effect, CommandError> {
        let asked = self.words_counted.asked.as_ref();
        let Some(known) = asked.and_then(|asked| self.words_counted.known_like(&asked.counted)) else {
            return Err(CommandError::new("Nothing has been counted that could be exported."));
        };
        let (table, rows) = (known.table.clone(), known.rows.clone());
        let path = target_path(path, format.extension());
        self.write_in_background(path, move |_| Some(sheet::export(table.sheet(&rows), format, &options)))
    }
}

#[cfg(test)]
mod tests;
