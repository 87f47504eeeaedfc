//! Projects opened as somebody does after a fault, and what they are told.

use std::path::Path;

use lectern::workbench::{Command, Level, Places, Workbench};

/// The project at `path`, read to the end.
pub fn opened(path: &Path) -> Workbench {
    opened_in(Workbench::new(Places::none()), path)
}

/// The same in a workbench that was made ready for it.
pub fn opened_in(mut bench: Workbench, path: &Path) -> Workbench {
    bench.run(Command::OpenProject(path.to_owned())).unwrap();
    bench.finish_jobs();
    bench
}

/// Everything that was told since the last time but what is no trouble to anybody.
pub fn troubles(bench: &mut Workbench) -> Vec<String> {
    let notices = bench.take_notices().into_iter().filter(|notice| notice.level != Level::Info);
    notices.map(|notice| notice.text).collect()
}
