//! What no export is ever written over: the documents that are open here, and whatever belongs to a project.
//!
//! The window and the command line ask here, each before it writes, so that both refuse the same things in the same words.
//! Whether another file that stands at a place may be replaced is asked elsewhere: of somebody, or with `--force`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::files::absolute;
use super::{Workbench, file_name};
use crate::corpus::Source;
use crate::disk::{Disk, Kind};
use crate::project::Project;
use crate::project::store::{self, folder_beside};

impl Workbench {
    /// Why an export must not be written at `path`, whatever somebody says, in a sentence; `None` where it may.
    pub fn why_spared(&self, path: &Path) -> Option<String> {
        why_spared(&self.disk, &self.project, self.file().map(|file| file.path.as_path()), path)
    }
}

/// As [`Workbench::why_spared`], with the documents of this project, which is open at `file`; for a job, since the disk is asked
/// about every document.
pub(super) fn why_spared(disk: &Disk, project: &Project, file: Option<&Path>, path: &Path) -> Option<String> {
    let target = settled(disk, path);
    let name = file_name(&target);
    if let Some(folder) = folder_of_a_project(disk, &target) {
        let folder = file_name(folder);
        return Some(format!(
            "“{name}” was not written: “{folder}” keeps what belongs to a project, and nothing else is written there; \
             choose another folder."
        ));
    }
    if file.is_some_and(|file| settled(disk, file) == target) || is_project(disk, &target) {
        return Some(is_a_project(&name));
    }
    let there = disk.about(&target).ok().flatten();
    if there.is_some_and(|about| about.kind == Kind::Other) {
        return Some(format!("“{name}” was not written: it is no ordinary file; choose another name."));
    }
    let identity = there.and_then(|about| about.identity);
    let is_there = |document: &Path| {
        document.file_name() == target.file_name() && settled(disk, document) == target
            || identity.is_some()
                && disk.about(document).ok().flatten().is_some_and(|about| about.identity == identity)
    };
    let is_document = project.documents.values().any(|record| match &record.source {
        Source::File(document) => is_there(document),
        Source::Bundled(_) => false,
    });
    is_document.then(|| {
        format!("“{name}” was not written: it is a document, and no export is written over one; choose another name.")
    })
}

/// The place that writing to `path` comes out at, whatever links lead there.
fn settled(disk: &Disk, path: &Path) -> PathBuf {
    let target = disk.follow_links(&absolute(path));
    if let Ok(whole) = target.canonicalize() {
        return whole;
    }
    let folder = target.parent().and_then(|folder| folder.canonicalize().ok());
    folder.zip(target.file_name()).map_or_else(|| target.clone(), |(folder, name)| folder.join(name))
}

fn is_a_project(name: &str) -> String {
    format!(
        "“{name}” was not written: it is a project, and no export is written over one; choose another name."
    )
}

/// The folder `NAME.lectern` that a place is in. Another folder may be called so, too; it has nothing of a project in it.
fn folder_of_a_project<'a>(disk: &Disk, target: &'a Path) -> Option<&'a Path> {
    let is_there = |path: PathBuf| matches!(disk.about(&path), Ok(Some(_)));
    let keeps_something = |folder: &Path| {
        is_there(folder.with_extension("ron"))
            || ["journal", "lock", "texts", "trail", "backups"].iter().any(|kept| is_there(folder.join(kept)))
    };
    let mut folders = target.ancestors().skip(1);
    folders.find(|folder| folder.extension() == Some(OsStr::new("lectern")) && keeps_something(folder))
}

/// True for the file of a project, be it damaged or gone: what belongs to it lies beside it, or it says that it is one.
fn is_project(disk: &Disk, target: &Path) -> bool {
    let is_named_so = target.extension().is_some_and(|end| end.eq_ignore_ascii_case("ron"));
    is_named_so
        && (matches!(disk.about(&folder_beside(target)), Ok(Some(_)))
            || store::look_at_file(disk, target).is_ok_and(|look| look.project.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_project_is_spared_whatever_leads_there() {
        let desk = tempfile::tempdir().unwrap();
        let at = |name: &str| desk.path().join(name);
        for folder in ["p.lectern/texts", "other"] {
            std::fs::create_dir_all(at(folder)).unwrap();
        }
        // The project file is gone; what belongs to it is not.
        let spared = [
            "p.ron",
            "p.lectern/journal",
            "p.lectern/new.csv",
            "p.lectern/texts/a.txt",
            "other/../p.ron",
            "open.bak",
        ];
        let why =
            |name: &str| why_spared(&Disk::default(), &Project::new(), Some(&at("open.bak")), &at(name));
        for name in spared {
            assert!(why(name).is_some(), "{name}");
        }
        std::fs::create_dir(at("empty.lectern")).unwrap();
        for name in
            ["q.ron", "p.csv", "p", "lectern", "other/p.ron", "no/such/folder/p.ron", "empty.lectern/new.csv"]
        {
            assert_eq!(why(name), None, "{name}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("p.lectern"), at("other/inner")).unwrap();
            std::os::unix::fs::symlink(at("p.lectern/new"), at("other/link.csv")).unwrap();
            for name in ["other/inner/x.csv", "other/link.csv"] {
                assert!(why(name).is_some(), "{name}");
            }
        }
    }
}
