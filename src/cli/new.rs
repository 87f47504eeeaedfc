//! `lectern new`: a project over documents.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::output::refuse_to_replace_project;
use super::{input, say};
use crate::workbench::Command;

/// Make a project over documents
///
/// Reads INPUT, recursively where it is a folder, and saves a project over what was read. Files that could not be read
/// are named on standard error; a file named on the command line that could not be read, and an input without any
/// document, make no project. Where a project that is replaced, or gone, has work in its journal that was never saved, that
/// journal is set aside and named.
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    /// The project to make; its name ends in .ron
    #[arg(value_name = "PROJECT.ron")]
    project: PathBuf,

    /// Folders and files; none: the bundled corpus
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Replace a project that is there already
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let is_project = |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ron"));
    let shown = arguments.project.display();
    if !is_project(&arguments.project) {
        return Err(Failure::usage(format!(
            "“{shown}” cannot be the name of a project: it must end in .ron"
        )));
    }
    if arguments.inputs.iter().any(is_project) {
        return Err(Failure::usage("INPUT must be documents; one of them is a project"));
    }
    if !arguments.force {
        refuse_to_replace_project(&arguments.project, &arguments.project)?;
    }
    let mut opened = input::open(&arguments.inputs, quiet)?;
    for problem in opened.bench.problems() {
        say(&format!("{}: {}", opened.as_given(&problem.path).display(), problem.sentence));
    }
    let named =
        |path: &PathBuf| arguments.inputs.contains(path) || arguments.inputs.contains(&opened.as_given(path));
    let unread = opened.bench.problems().iter().filter(|problem| named(&problem.path)).count();
    if unread > 0 {
        return Err(Failure::could_not(
            "No project was made, because a file that was named could not be read.",
        ));
    }
    let count = opened.bench.project().documents.len();
    if count == 0 {
        return Err(Failure::could_not(
            "No project was made, because there is nothing to read in the input.",
        ));
    }
    opened.bench.run(Command::SaveAs(arguments.project.clone())).map_err(Failure::could_not)?;
    input::finish(&mut opened.bench, quiet)?;
    if !quiet {
        let documents = if count == 1 { "document" } else { "documents" };
        say(&format!("{shown}: a project over {count} {documents}."));
    }
    Ok(())
}
