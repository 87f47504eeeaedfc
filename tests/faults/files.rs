//! Project files, backups and files of settings that something has spoilt: what is told, and that nothing hangs.

use std::fs;
use std::path::{Path, PathBuf};

use lectern::disk::Disk;
use lectern::project::store::{Expected, save};
use lectern::project::{Coder, CoderId, Project};
use lectern::workbench::{Command, Places, Settings, Workbench};

use crate::projects::large;
use crate::reopening::{self, troubles};

/// A project of three annotations, saved.
fn study() -> (tempfile::TempDir, PathBuf, Project) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    let project = saved(&path);
    (folder, path, project)
}

fn saved(path: &Path) -> Project {
    let sample = large(3);
    save(&Disk::default(), &sample.project, None, path, Expected::Anything, &|id| sample.text(id)).unwrap();
    sample.project
}

/// What comes of opening a project: whether it is open, and what is told.
fn opened(path: &Path) -> (Workbench, Vec<String>) {
    let mut bench = reopening::opened(path);
    let told = troubles(&mut bench);
    assert!(told.iter().all(|sentence| sentence.ends_with('.')), "{told:?}");
    (bench, told)
}

/// Opens a project that must be refused, with this as the whole of what is told.
fn refused(path: &Path, sentence: &str) {
    let before = fs::read(path).ok();
    let (bench, told) = opened(path);
    assert!(bench.file().is_none());
    assert_eq!(told, [sentence]);
    assert_eq!(fs::read(path).ok(), before, "the file is left as it is");
}

/// The file with a header that vouches for `body`.
fn vouched_for(body: &str) -> String {
    let sum = blake3::hash(body.as_bytes());
    format!("// lectern schema=4 min_reader=4 app=0.1.0 len={} blake3={sum}\n{body}", body.len())
}

#[test]
fn git_conflict_markers_are_named_with_the_first_line_that_has_one() {
    let (_folder, path, _) = study();
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(5, "<<<<<<< HEAD");
    lines.insert(8, "=======");
    lines.insert(10, ">>>>>>> other");
    fs::write(&path, lines.join("\n")).unwrap();
    refused(
        &path,
        &format!(
            "Line 6 of {} has the marks of a git merge conflict; settle the conflict there (or with git checkout --ours or \
             --theirs) and open the project again.",
            path.display()
        ),
    );
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_no_change() {
    let (_folder, path, project) = study();
    let text = fs::read_to_string(&path).unwrap();
    let mut mixed = String::new();
    for (at, line) in text.lines().enumerate() {
        mixed.push_str(line);
        mixed.push_str(if at % 3 == 0 { "\r\n" } else { "\n" });
    }
    for changed in
        [format!("\u{FEFF}{text}"), text.replace('\n', "\r\n"), mixed.clone(), format!("\u{FEFF}{mixed}")]
    {
        fs::write(&path, changed).unwrap();
        let (bench, told) = opened(&path);
        assert_eq!(*bench.project(), project);
        assert_eq!(told, Vec::<String>::new());
    }
}

#[test]
fn a_block_of_zeros_is_damage_that_is_named_with_its_line() {
    let (_folder, path, _) = study();
    let text = fs::read_to_string(&path).unwrap();
    // By its place and not by what it says: records are in order of ids, which are other ones each time.
    let line = text.lines().count() / 2;
    let from = text.lines().take(line).map(|line| line.len() + 1).sum::<usize>() + 10;
    let mut bytes = text.into_bytes();
    bytes[from..from + 4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    let (bench, told) = opened(&path);
    assert!(bench.file().is_none());
    let begin = format!("{} is damaged at line {} (", path.display(), line + 1);
    assert!(told[0].starts_with(&begin), "{told:?}");
    assert!(
        told[0].ends_with(
            "); take an earlier copy from a backup or from git, or mend that line in a text editor."
        ),
        "{told:?}"
    );
    // As a power cut leaves a file whose length got there and whose bytes did not.
    fs::write(&path, vec![0; bytes.len()]).unwrap();
    refused(
        &path,
        &format!("{} is not a Lectern project; choose a .ron file that Lectern saved.", path.display()),
    );
}

#[test]
fn a_file_cut_short_is_told_with_what_is_missing() {
    let (_folder, path, _) = study();
    let whole = fs::read(&path).unwrap();
    let header = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for kept in [header + 1, header + 100, whole.len() / 2, whole.len() - 10] {
        fs::write(&path, &whole[..kept]).unwrap();
        let missing = whole.len() - kept;
        refused(
            &path,
            &format!(
                "{} is cut short: {missing} bytes are missing at its end; take an earlier copy from a backup or from git.",
                path.display()
            ),
        );
    }
    for kept in [0, 1, 9] {
        fs::write(&path, &whole[..kept]).unwrap();
        refused(
            &path,
            &format!("{} is not a Lectern project; choose a .ron file that Lectern saved.", path.display()),
        );
    }
}

#[test]
fn a_file_cut_within_its_first_line_is_damaged_there() {
    let (_folder, path, _) = study();
    let whole = fs::read(&path).unwrap();
    for kept in [12, 40] {
        fs::write(&path, &whole[..kept]).unwrap();
        let (bench, told) = opened(&path);
        assert!(bench.file().is_none());
        assert!(told[0].starts_with(&format!("{} is damaged at line 1 (", path.display())), "{told:?}");
    }
}

#[test]
fn a_line_that_was_deleted_never_passes_unnoticed() {
    let (_folder, path, project) = study();
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for gone in [1, 3, 6, 40, lines.len() - 6, lines.len() - 4, lines.len() - 2, lines.len() - 1] {
        let left: String =
            lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect();
        fs::write(&path, left).unwrap();
        let (bench, told) = opened(&path);
        if bench.file().is_some() {
            // A section with nothing in it takes nothing along.
            let was_empty = lines[gone].ends_with(": [],\n");
            assert_eq!(*bench.project() == project, was_empty, "line {gone}");
            assert!(
                told[0].starts_with("The project file was changed outside Lectern since it was last saved; ")
            );
        } else {
            assert!(
                told[0].contains(" is damaged at line ") || told[0].contains(" is cut short: "),
                "{told:?}"
            );
        }
    }
}

#[test]
fn two_records_under_one_identity_are_both_kept_and_told() {
    let (_folder, path, project) = study();
    let text = fs::read_to_string(&path).unwrap();
    let id = project.annotations.keys().next().unwrap().to_string();
    let line = text.lines().find(|line| line.contains(&id)).unwrap();
    let other = line.replace("memo: \"", "memo: \"another ");
    fs::write(&path, text.replace(line, &format!("{line}\n{line}\n{other}"))).unwrap();
    let (bench, told) = opened(&path);
    assert_eq!(bench.project().annotations.len(), 4);
    let words: String = project.annotations.values().next().unwrap().anchor.exact.chars().take(12).collect();
    assert!(told[1].starts_with(&format!("The annotation of “{words}")), "{told:?}");
    assert!(told[1].ends_with(" stands in the file twice; it was kept once."), "{told:?}");
    assert!(
        told[2].ends_with(" stands in the file in two versions under one identity; both were kept."),
        "{told:?}"
    );
}

#[test]
fn brackets_nested_a_hundred_thousand_deep_are_refused() {
    let (_folder, path, _) = study();
    let text = fs::read_to_string(&path).unwrap();
    let (_, body) = text.split_once('\n').unwrap();
    for bracket in ["[", "(", "{", "Some(", "(a:"] {
        let deep = bracket.repeat(100_000);
        let spoilt = [
            body.replacen(" documents: [", &format!(" more: {deep}"), 1),
            body.replacen("memo: \"\"", &format!("memo: {deep}"), 1),
            deep.clone(),
        ];
        for body in spoilt {
            fs::write(&path, vouched_for(&body)).unwrap();
            let (bench, told) = opened(&path);
            assert!(bench.file().is_none());
            assert!(told[0].contains(" is damaged at line "), "{told:?}");
        }
    }
}

#[test]
fn a_huge_value_is_read_or_refused_and_never_hangs() {
    let (_folder, path, project) = study();
    let text = fs::read_to_string(&path).unwrap();
    let (_, body) = text.split_once('\n').unwrap();
    let long = "a".repeat(64 << 20);
    let memo = body.replacen("memo: \"\"", &format!("memo: \"{long}\""), 1);
    fs::write(&path, vouched_for(&memo)).unwrap();
    let (bench, told) = opened(&path);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(bench.project().info.memo.len(), long.len());
    drop(bench);
    // What this version does not know is passed over, however much it is.
    let numbers = "18446744073709551616,".repeat(2_000_000);
    let unknown = body.replacen(" documents: [", &format!(" more: [{numbers}],\n documents: ["), 1);
    fs::write(&path, vouched_for(&unknown)).unwrap();
    let (bench, _) = opened(&path);
    assert!(bench.file().is_none() || *bench.project() == project);
    let beyond = body.replacen("start: ", &format!("start: {}", "9".repeat(1_000_000)), 1);
    fs::write(&path, vouched_for(&beyond)).unwrap();
    let (bench, told) = opened(&path);
    assert!(bench.file().is_none());
    assert!(told[0].contains(" is damaged at line "), "{}", &told[0][..200.min(told[0].len())]);
    assert!(told[0].len() < 1000, "a sentence does not repeat what is wrong at length");
}

#[test]
fn a_file_larger_than_any_project_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.ron");
    // It takes no room: nothing is written to it.
    fs::File::create(&path).unwrap().set_len(5 << 30).unwrap();
    let (bench, told) = opened(&path);
    assert!(bench.file().is_none());
    assert_eq!(
        told,
        [format!(
            "{} was not read, because it has 5369 MB and no such file has more than 2147 MB; choose another file, or take \
             an earlier copy from a backup.",
            path.display()
        )]
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_a_device_and_a_folder_in_the_place_of_a_project_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.ron");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let zeros = folder.path().join("zeros.ron");
    std::os::unix::fs::symlink("/dev/zero", &zeros).unwrap();
    for (path, shown) in [(&pipe, &pipe), (&zeros, &PathBuf::from("/dev/zero"))] {
        let (bench, told) = opened(path);
        assert!(bench.file().is_none());
        assert_eq!(
            told,
            [format!("{} is a pipe, a device or a socket, not a file; choose a file.", shown.display())]
        );
    }
    let below = folder.path().join("folder.ron");
    fs::create_dir(&below).unwrap();
    let (_, told) = opened(&below);
    assert_eq!(told, [format!("{} is a folder, not a file; choose a file name inside it.", below.display())]);
}

#[cfg(unix)]
#[test]
fn a_project_behind_links_that_lead_in_a_circle_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
    std::os::unix::fs::symlink(&a, &b).unwrap();
    std::os::unix::fs::symlink(&b, &a).unwrap();
    let (bench, told) = opened(&a);
    assert!(bench.file().is_none());
    assert!(told[0].contains("could not be read or written (Too many levels of symbolic links"), "{told:?}");
}

#[cfg(unix)]
#[test]
fn a_project_whose_name_is_no_utf8_is_kept_byte_for_byte() {
    use std::os::unix::ffi::OsStringExt;
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join(std::ffi::OsString::from_vec(b"l\xE4nder".to_vec()));
    fs::create_dir(&below).unwrap();
    let path = below.join(std::ffi::OsString::from_vec(b"caf\xE9 \xFF.ron".to_vec()));
    saved(&path);
    worked_on(&path);
    let names: Vec<_> =
        fs::read_dir(&below).unwrap().map(|entry| entry.unwrap().file_name().into_vec()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(
        names.contains(&b"caf\xE9 \xFF.ron".to_vec()) && names.contains(&b"caf\xE9 \xFF.lectern".to_vec())
    );
}

#[test]
fn a_project_at_a_path_of_three_hundred_characters_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let below =
        folder.path().join("minutes of the committee ".repeat(5)).join("and of all its boards ".repeat(6));
    fs::create_dir_all(&below).unwrap();
    let path = below.join("study.ron");
    assert!(path.as_os_str().len() > 300 && cfg!(unix) || path.as_os_str().len() > 200);
    saved(&path);
    worked_on(&path);
}

#[cfg(unix)]
#[test]
fn a_name_too_long_for_the_system_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (_other, path, _) = study();
    let (mut bench, _) = opened(&path);
    let long = folder.path().join(format!("{}.ron", "long".repeat(70)));
    bench.run(Command::SaveAs(long.clone())).unwrap();
    bench.finish_jobs();
    let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
    assert!(
        told.iter().any(|text| text.ends_with(" cannot be used as a file name here; choose another name.")),
        "{told:?}"
    );
    assert_eq!(bench.file().unwrap().path, path, "work goes on where it was");
}

/// Works on the project at `path`, saves it, works on, is gone without saving, and finds everything again.
fn worked_on(path: &Path) {
    let (mut bench, told) = opened(path);
    assert_eq!(told, Vec::<String>::new());
    bench.run(Command::NewTag { parent: None, name: "Saved".into() }).unwrap();
    bench.run(Command::Save).unwrap();
    bench.finish_jobs();
    bench.run(Command::NewTag { parent: None, name: "In the journal".into() }).unwrap();
    bench.flush_journal();
    let left = bench.project().clone();
    drop(bench);
    let (bench, told) = opened(path);
    assert_eq!(*bench.project(), left);
    assert!(told[0].contains("1 change that was not yet in “"), "{told:?}");
}

#[test]
fn a_backup_that_was_spoilt_is_refused_in_a_sentence_and_changes_nothing() {
    let (_folder, path, _) = study();
    let (mut bench, _) = opened(&path);
    for name in ["one", "two"] {
        bench.run(Command::NewTag { parent: None, name: name.into() }).unwrap();
        bench.run(Command::Save).unwrap();
        bench.finish_jobs();
    }
    let now = bench.project().clone();
    let folder = path.with_extension("lectern").join("backups");
    let backup = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let deep = vouched_for(&"(info: (".repeat(100_000));
    let zeros = "\0".repeat(100_000);
    for spoilt in [deep.as_str(), &zeros, "", "<<<<<<< HEAD\n"] {
        fs::write(&backup, spoilt).unwrap();
        bench.take_notices();
        bench.run(Command::RestoreBackup(backup.clone())).unwrap();
        bench.finish_jobs();
        let told: Vec<String> = bench.take_notices().into_iter().map(|notice| notice.text).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(&backup.display().to_string()), "{told:?}");
        assert_eq!(*bench.project(), now);
    }
}

#[test]
fn spoilt_settings_and_layouts_are_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::within(folder.path());
    let settings = folder.path().join("settings.ron");
    let load = || Settings::load(&places, &Disk::default());
    for bracket in ["(", "[", "{", "(coder: Some(", "(recent: ["] {
        fs::write(&settings, bracket.repeat(100_000)).unwrap();
        assert_eq!(load(), Settings::default());
    }
    for spoilt in
        [&b"\xFF\xFE"[..], &[0; 5000], b"", b"(recent: [\"", b"(reading_size: \"large\")", b"(zoom: NaN"]
    {
        fs::write(&settings, spoilt).unwrap();
        assert_eq!(load(), Settings::default());
    }
    // Larger than any settings: not even read.
    fs::File::create(&settings).unwrap().set_len(5 << 30).unwrap();
    assert_eq!(load(), Settings::default());
    fs::remove_file(&settings).unwrap();
    fs::create_dir(&settings).unwrap();
    assert_eq!(load(), Settings::default());
    let view = folder.path().join("views/unnamed.ron");
    fs::create_dir_all(view.parent().unwrap()).unwrap();
    fs::File::create(&view).unwrap().set_len(5 << 30).unwrap();
    assert_eq!(Workbench::new(places.clone()).load_view(), None);
    // And they are written anew over what was spoilt.
    fs::remove_dir(&settings).unwrap();
    fs::write(&settings, [0; 5000]).unwrap();
    let mut bench = Workbench::new(places.clone());
    let coder = Coder { id: CoderId::derived(b"ann"), name: "Ann".into(), initials: "A".into() };
    bench.change_settings(|settings| settings.coder = Some(coder.clone()));
    drop(bench);
    assert_eq!(load().coder, Some(coder));
}
