//! `--output`: what is never written over, and what only with `--force`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

/// A command line of each command that writes a file, but for the file.
const WRITING: &[&[&str]] = &[
    &["documents", "p.ron", "--output"],
    &["entities", "p.ron", "--output"],
    &["search", "office", "p.ron", "--format", "csv", "--output"],
    &["shared", "p.ron", "--format", "text", "--output"],
    &["figures", "p.ron", "--output"],
    &["export", "p.ron", "--format", "csv", "--output"],
    &["history", "p.ron", "--output"],
    &["verify", "p.ron", "--output"],
    &[
        "screenshot",
        "--open",
        "notes.txt",
        "--theme=dark",
        "--size=640x480",
        "--scale=1",
        "--table=words",
        "PICTURE",
        "p.ron",
    ],
];

/// The command line with a file to write.
fn writing<'a>(command: &[&'a str], file: &'a str) -> Vec<&'a str> {
    match command.iter().position(|word| *word == "PICTURE") {
        Some(at) => [&command[..at], &[file], &command[at + 1..]].concat(),
        None => [command, &[file]].concat(),
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[test]
fn no_result_is_written_over_a_document_or_what_belongs_to_a_project() {
    let desk = Desk::with_excerpts();
    desk.write("other.ron", "not said yet");
    std::fs::create_dir(desk.path("other.lectern")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(desk.path("texts/notes.txt"), desk.path("link.txt")).unwrap();
    let all = || -> Vec<(PathBuf, Vec<u8>)> {
        let files = ["texts", "p.lectern"].iter().flat_map(|folder| files_below(&desk.path(folder)));
        let files = files.chain(["p.ron", "other.ron"].map(|name| desk.path(name)));
        files.map(|file| (file.clone(), std::fs::read(file).unwrap())).collect()
    };
    let before = all();
    let backup = files_below(&desk.path("p.lectern/backups")).remove(0).display().to_string();
    let mut spared = vec![
        "texts/notes.txt",
        "p.ron",
        "other.ron",
        "p.lectern/journal",
        "p.lectern/lock",
        "p.lectern/new",
        &backup,
    ];
    if cfg!(unix) {
        spared.push("link.txt");
    }
    for (at, file) in spared.iter().enumerate() {
        // Each command at some of the files, all of them at the document.
        for command in WRITING
            .iter()
            .enumerate()
            .filter(|(which, _)| at == 0 || which % spared.len() == at)
            .map(|it| it.1)
        {
            let ran = desk.run(&[&writing(command, file)[..], &["--force"]].concat());
            // What the end of its name says no format of is refused before it is looked at.
            let is_refused = ran.err.contains("was not written: ")
                || Path::new(file).extension().is_some_and(|end| end == "ron")
                    && ran.err.contains("says no format that is written here");
            assert!(ran.status != 0 && is_refused, "{command:?} {file}: {}", ran.err);
        }
    }
    assert!(before == all(), "everything is as it was");
}

#[test]
fn a_result_takes_the_place_of_another_file_only_when_forced() {
    let desk = Desk::with_excerpts();
    desk.write("list", "something else");
    for command in WRITING.iter().filter(|command| !["entities", "screenshot"].contains(&command[0])) {
        let refused = desk.run(&writing(command, "list")).refused();
        assert_eq!(
            refused,
            "lectern: There is a file “list” already; choose another name, or replace it with --force.",
            "{command:?}"
        );
        assert_eq!(std::fs::read(desk.path("list")).unwrap(), b"something else");
    }
    desk.run(&["documents", "p.ron", "--output", "list", "--force"]).done();
    assert!(std::fs::read_to_string(desk.path("list")).unwrap().contains("notes.txt"));
    // Without a file there is nothing to replace.
    desk.run(&["documents", "p.ron", "--force"]).misused();
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_replaced_by_one() {
    use std::os::unix::fs::FileTypeExt as _;
    let desk = Desk::with_project();
    let made = Command::new("mkfifo").arg(desk.path("pipe")).status();
    if made.is_ok_and(|status| status.success()) {
        let refused = desk.run(&["documents", "p.ron", "--output", "pipe", "--force"]).refused();
        assert!(refused.contains("it is no ordinary file"), "{refused}");
        assert!(std::fs::symlink_metadata(desk.path("pipe")).unwrap().file_type().is_fifo());
    }
}
