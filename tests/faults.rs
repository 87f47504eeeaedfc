//! What can go wrong with a project on disk, one test for each fault, named for it, with the sentence people are told.

#![allow(clippy::unwrap_used)]

#[path = "faults/archive.rs"]
mod archive;
#[path = "faults/backups.rs"]
mod backups;
#[path = "faults/changes.rs"]
mod changes;
#[path = "faults/crashes.rs"]
mod crashes;
#[path = "faults/files.rs"]
mod files;
#[path = "faults/group_commit.rs"]
mod group_commit;
#[path = "faults/interrupted.rs"]
mod interrupted;
#[path = "faults/journals.rs"]
mod journals;
#[path = "faults/leaving.rs"]
mod leaving;
#[path = "faults/locks.rs"]
mod locks;
#[path = "faults/lost_journals.rs"]
mod lost_journals;
#[path = "faults/lost_locks.rs"]
mod lost_locks;
#[path = "faults/meddled.rs"]
mod meddled;
#[path = "faults/opening.rs"]
mod opening;
#[path = "common/projects.rs"]
mod projects;
#[path = "common/refusing.rs"]
mod refusing;
#[path = "common/reopening.rs"]
mod reopening;
#[path = "common/simulated.rs"]
mod simulated;
#[path = "faults/sources.rs"]
mod sources;
#[path = "faults/texts.rs"]
mod texts;
#[path = "faults/writing.rs"]
mod writing;
