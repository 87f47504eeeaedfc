//! For tests: a workbench over texts that name a spring, found by a list of the user's and not by a model, so that it is there at
//! once however often it is named.

use std::path::PathBuf;

use crate::entities::Kind;
use crate::project::naming::Wanted;
use crate::project::{ListId, NameList};
use crate::workbench::{Command, EntityCommand, Places, Workbench};

/// A line that names the spring once. In German, which has no model here: only the list reads it.
pub const LINE: &str =
    "und der Quell ist in dem Wald, wo das Wasser nicht mehr zu der alten Stadt und zu uns kam\n\n";

/// A workbench on these files, in which every spring has been found.
pub fn springs_in(files: Vec<PathBuf>) -> Workbench {
    let mut bench = Workbench::new(Places::none());
    bench.recognise_from_now_on();
    bench.run(Command::OpenInputs(files)).unwrap();
    bench.finish_jobs();
    let list = NameList {
        id: ListId::new(),
        name: "Springs".into(),
        kind: Kind::Place,
        active: true,
        wanted: Wanted::Pattern(r"\bQuell\b".into()),
    };
    bench.run(Command::Entities(EntityCommand::PutList(list))).unwrap();
    bench.finish_jobs();
    bench
}
