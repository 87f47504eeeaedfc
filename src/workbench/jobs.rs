//! Background jobs: named threads that report progress, can be cancelled, and hand back finished values.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, unbounded};

/// Identity of a job within one run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(u64);

/// A job that is running.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its identity.
    pub id: JobId,
    /// What it does, for the status bar: `Reading`.
    pub title: String,
    /// How many steps are done.
    pub done: usize,
    /// How many there are, as far as is known.
    pub total: Option<usize>,
    /// True when it can be stopped without harm.
    pub cancellable: bool,
    /// When it was begun.
    pub begun: Instant,
    cancel: Arc<AtomicBool>,
}

impl Job {
    /// True when someone asked it to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

/// Wakes whoever waits for results: the window asks for a repaint.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// What a job's thread is given: the way to report and the flag that says stop.
pub struct JobContext<R> {
    id: JobId,
    /// True once the job has been cancelled.
    pub cancel: Arc<AtomicBool>,
    reports: Sender<(JobId, Option<R>)>,
    waker: Waker,
}

impl<R> JobContext<R> {
    /// Hands a report to the workbench.
    pub fn report(&self, report: R) {
        // The receiver is gone only when the program is closing; then nobody needs the report.
        let _ = self.reports.send((self.id, Some(report)));
        (self.waker)();
    }
}

impl<R> Drop for JobContext<R> {
    /// Tells that the job is over, also when its thread panicked.
    fn drop(&mut self) {
        let _ = self.reports.send((self.id, None));
        (self.waker)();
    }
}

/// All running jobs and the channel their reports arrive by. `R` is the type of a report.
pub struct Jobs<R> {
    running: Vec<Job>,
    next: u64,
    sender: Sender<(JobId, Option<R>)>,
    receiver: Receiver<(JobId, Option<R>)>,
    waker: Waker,
}

impl<R> Default for Jobs<R> {
    /// No jobs yet.
    fn default() -> Self {
        let (sender, receiver) = unbounded();
        Self { running: Vec::new(), next: 0, sender, receiver, waker: Arc::new(|| {}) }
    }
}

impl<R: Send + 'static> Jobs<R> {
    /// Whom to wake when a report arrives.
    pub fn set_waker(&mut self, waker: Waker) {
        self.waker = waker;
    }

    /// Whom reports wake.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Begins a job on a thread named after it. Fails only when the system has no thread to give.
    pub fn spawn(
        &mut self,
        title: &str,
        cancellable: bool,
        work: impl FnOnce(&JobContext<R>) + Send + 'static,
    ) -> std::io::Result<JobId> {
        self.next += 1;
        let id = JobId(self.next);
        let cancel = Arc::new(AtomicBool::new(false));
        let context = JobContext {
            id,
            cancel: cancel.clone(),
            reports: self.sender.clone(),
            waker: self.waker.clone(),
        };
        let name = format!("lectern-{}", title.to_lowercase().replace(' ', "-"));
        std::thread::Builder::new().name(name).spawn(move || work(&context))?;
        let begun = Instant::now();
        self.running.push(Job {
            id,
            title: title.to_owned(),
            done: 0,
            total: None,
            cancellable,
            begun,
            cancel,
        });
        Ok(id)
    }

    /// Jobs that are running, oldest first.
    pub fn running(&self) -> &[Job] {
        &self.running
    }

    /// The job of this id, while it runs, to note its progress.
    pub fn job_mut(&mut self, id: JobId) -> Option<&mut Job> {
        self.running.iter_mut().find(|job| job.id == id)
    }

    /// Asks a job to stop.
    pub fn cancel(&self, id: JobId) {
        if let Some(job) = self.running.iter().find(|job| job.id == id && job.cancellable) {
            job.cancel.store(true, Ordering::Relaxed);
        }
    }

    /// The next report, if one has arrived; `(job, None)` says that the job is over.
    pub fn try_next(&mut self) -> Option<(JobId, Option<R>)> {
        let next = self.receiver.try_recv().ok()?;
        self.note_end(&next);
        Some(next)
    }

    /// The next report, waiting for it while any job runs.
    pub fn wait_next(&mut self) -> Option<(JobId, Option<R>)> {
        if self.running.is_empty() {
            return self.try_next();
        }
        let next = self.receiver.recv().ok()?;
        self.note_end(&next);
        Some(next)
    }

    fn note_end(&mut self, (id, report): &(JobId, Option<R>)) {
        if report.is_none() {
            self.running.retain(|job| job.id != *id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_reports_and_ends() {
        let mut jobs = Jobs::default();
        let id = jobs.spawn("Counting", true, |context| (1..=3).for_each(|n| context.report(n))).unwrap();
        let mut seen = Vec::new();
        while let Some((from, report)) = jobs.wait_next() {
            assert_eq!(from, id);
            seen.extend(report);
        }
        assert_eq!(seen, [1, 2, 3]);
        assert!(jobs.running().is_empty());
    }

    #[test]
    fn a_cancelled_job_sees_the_flag() {
        let mut jobs = Jobs::<()>::default();
        let id = jobs
            .spawn("Waiting", true, |context| {
                while !context.cancel.load(Ordering::Relaxed) {
                    std::thread::yield_now();
                }
            })
            .unwrap();
        jobs.cancel(id);
        assert!(matches!(jobs.wait_next(), Some((_, None))));
    }

    #[test]
    fn a_job_that_dies_is_over_too() {
        let mut jobs = Jobs::<()>::default();
        jobs.spawn("Dying", false, |_| std::panic::resume_unwind(Box::new("on purpose"))).unwrap();
        assert!(matches!(jobs.wait_next(), Some((_, None))));
        assert!(jobs.running().is_empty());
    }
}
