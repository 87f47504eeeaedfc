//! Where this process runs: which machine, which start of it, which numbering of processes.
//!
//! The name of a machine does not tell it from all others, and the number of a process means something only while the
//! machine runs, and only to those who count processes as it does: in a container others have the same numbers. The marks
//! are hashes, since what a system has for them is nobody else's business.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// Where a process runs; what could not be known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Tells the machine from others that are called the same.
    #[serde(default)]
    machine: String,
    /// Tells this start of it from the one before.
    #[serde(default)]
    start: String,
    /// Tells this numbering of its processes from others on it.
    #[serde(default)]
    processes: String,
}

impl Place {
    /// Where this process runs.
    pub fn here() -> Self {
        static HERE: OnceLock<Place> = OnceLock::new();
        let here = || {
            let known = |path: &str| std::fs::read_to_string(path).ok().filter(|it| !it.trim().is_empty());
            let numbering = std::fs::read_link("/proc/self/ns/pid").ok();
            Self {
                machine: mark(known("/etc/machine-id")),
                start: mark(known("/proc/sys/kernel/random/boot_id")),
                processes: mark(numbering.map(|numbering| numbering.display().to_string())),
            }
        };
        HERE.get_or_init(here).clone()
    }

    /// True when it is known to be on another machine.
    pub(super) fn is_on_another_machine(&self) -> bool {
        let here = Self::here().machine;
        !self.machine.is_empty() && !here.is_empty() && self.machine != here
    }

    /// True when it is known that the machine has been started anew since.
    pub(super) fn is_before_this_start(&self) -> bool {
        let here = Self::here();
        let is_known = |mark: &str| !mark.is_empty();
        is_known(&self.machine)
            && self.machine == here.machine
            && [&self.start, &here.start].into_iter().all(|mark| is_known(mark))
            && self.start != here.start
    }

    /// True when the number of a process means the same there as here. A version of the program that said nothing of where it
    /// runs counted as if it always did.
    pub(super) fn counts_processes_as_here(&self) -> bool {
        let here = Self::here();
        *self == Self::default()
            || !self.processes.is_empty() && self.processes == here.processes && self.start == here.start
    }
}

/// A mark by which what a system says of itself is told from what another says.
fn mark(said: Option<String>) -> String {
    /// Hexadecimal digits: more than enough for all machines of a lab.
    const DIGITS: usize = 16;
    let said =
        said.map(|said| blake3::Hash::from(blake3::derive_key("lectern lock 2026", said.trim().as_bytes())));
    said.map_or_else(String::new, |hash| hash.to_hex().chars().take(DIGITS).collect())
}

/// What this machine is called.
pub(super) fn host() -> String {
    static HOST: OnceLock<String> = OnceLock::new();
    let ask = || {
        let asked = std::process::Command::new("hostname").output().ok();
        asked.and_then(|output| String::from_utf8(output.stdout).ok())
    };
    let name = HOST.get_or_init(|| {
        let known = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(ask);
        let known = known.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        known.unwrap_or_else(|| "another machine".to_owned())
    });
    name.clone()
}
