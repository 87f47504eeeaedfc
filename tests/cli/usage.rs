//! What all commands have in common: help, wrong usage, no display, silence.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn every_command_has_help() {
    let desk = Desk::new();
    let all = desk.run(&["--help"]).done();
    let commands = [
        "documents",
        "entities",
        "search",
        "shared",
        "figures",
        "new",
        "tag",
        "export",
        "merge",
        "history",
        "verify",
        "screenshot",
    ];
    for command in commands {
        assert!(all.text().contains(&format!("  {command} ")), "{command}");
        let help = desk.run(&[command, "--help"]).done();
        assert!(help.text().contains("Usage: lectern") && help.text().contains("Exit status"), "{command}");
    }
    assert!(desk.run(&["--version"]).done().text().starts_with("lectern "));
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let desk = Desk::new();
    for wrong in [
        &["documents", "--colour"][..],
        &["documents", "--format", "xml"],
        &["shared", "--kind", "copied"],
        &["figures", "--words", "3"],
        &["new"],
        &["tag", "p.ron"],
        &["export", "p.ron"],
        &["export", "p.ron", "--format", "pdf"],
        &["export", "p.ron", "--format", "xlsx"],
        &["export", "p.ron", "--format", "csv", "--columns", "nonsense"],
        &["export", "p.ron", "--format", "csv", "--codebook", "--tag", "A"],
        &["export", "p.ron", "--format", "html", "--marked"],
        &["search"],
        &["search", "(open"],
        &["search", "word", "--scope", "line"],
        &["verify"],
        &["screenshot"],
        &["screenshot", "a.png", "--size", "large"],
        &["screenshot", "a.png", "--size", "0x0"],
        &["screenshot", "a.png", "--scale", "90"],
        &["screenshot", "a.png", "--theme", "pink"],
        &["--no-such-flag"],
    ] {
        assert!(!desk.run(wrong).misused().is_empty(), "{wrong:?}");
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_one_sentence_names_what_works() {
    let desk = Desk::new();
    let mut command = desk.command(&[]);
    for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(said.lines().count(), 1, "{said}");
    for word in ["display", "documents", "export", "verify", "lectern screenshot"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn quiet_says_nothing() {
    let desk = Desk::new();
    desk.write("a.txt", "words\n");
    assert_eq!(desk.run(&["new", "p.ron", "a.txt", "--quiet"]).done().err, "");
    assert!(!desk.run(&["new", "q.ron", "a.txt"]).done().err.is_empty());
}

#[test]
fn a_reader_that_stops_is_no_failure() {
    let desk = Desk::new();
    for n in 0..300 {
        desk.write(&format!("in/{n}.txt"), format!("Document {n}\n{}", "words ".repeat(20)));
    }
    let mut running = desk
        .command(&["documents", "in", "--format", "jsonl", "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(running.stdout.take());
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn quiet_may_be_said_first() {
    let desk = Desk::new();
    for words in [["--quiet", "documents"], ["-q", "documents"], ["documents", "--quiet"]] {
        assert_eq!(desk.run(&words).done().rows().len(), 5, "{words:?}");
    }
}

#[test]
fn quiet_keeps_warnings_to_itself_but_not_failures() {
    let desk = Desk::with_excerpts();
    std::fs::remove_dir_all(desk.path("texts")).unwrap();
    std::fs::remove_dir_all(desk.path("p.lectern")).unwrap();
    let export = ["export", "p.ron", "--format", "jsonl"];
    assert!(!desk.run(&export).done().err.is_empty());
    assert_eq!(desk.run(&[&export[..], &["--quiet"]].concat()).done().err, "");
    assert!(!desk.run(&["export", "nowhere.ron", "--format", "jsonl", "--quiet"]).refused().is_empty());
}

#[test]
fn wrong_usage_of_a_command_says_how_that_command_is_used() {
    let desk = Desk::with_project();
    let said = desk.run(&["export", "p.ron", "--format", "xlsx"]).misused();
    assert!(said.contains("lectern export") && said.contains("--output"), "{said}");
    let same = ["tag", "p.ron", "--document", "notes.txt", "--start", "3", "--end", "3", "--tag", "A"];
    let said = desk.run(&same).misused();
    assert!(said.contains("lectern tag"), "{said}");
}

#[test]
fn a_command_that_is_misspelt_opens_no_window() {
    let desk = Desk::with_project();
    for (written, meant) in
        [("verfy", "verify"), ("exprot", "export"), ("Documents", "documents"), ("tags", "tag")]
    {
        let said = desk.run(&[written, "p.ron"]).misused();
        assert!(said.contains(&format!("“{meant}”")), "{written}: {said}");
    }
}
