//! Files and folders opened as a user would, and everything that can be wrong with them.

// The helpers below are tests too, which the lint cannot see.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use lectern::corpus::{Document, LoadEvent, Problem, Source, load, load_all, read_file};
use tempfile::TempDir;

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn loaded(inputs: &[&Path]) -> (Vec<Document>, Vec<Problem>) {
    let inputs: Vec<PathBuf> = inputs.iter().map(|path| path.to_path_buf()).collect();
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    for result in load_all(&inputs, &AtomicBool::new(false)) {
        match result {
            Ok(document) => documents.push(document),
            Err(problem) => problems.push(problem),
        }
    }
    (documents, problems)
}

fn names(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|document| document.name_in_corpus.as_str()).collect()
}

/// Each problem by the last part of its path.
fn sentences(problems: &[Problem]) -> BTreeMap<String, &str> {
    let name = |problem: &Problem| problem.path.file_name().unwrap().to_string_lossy().into_owned();
    problems.iter().map(|problem| (name(problem), problem.sentence.as_str())).collect()
}

#[test]
fn folders_are_read_in_one_order_with_names_below_them() {
    let corpus = folder(&[
        ("b.txt", b"B"),
        ("a/z.md", b"# Zed\n\ntext"),
        ("a/2019-09-18_letter.txt", b"Dear Andy"),
        ("a/deep/er/c.TXT", b"C"),
        ("old/without-extension", b"D"),
        (".git/config.txt", b"no"),
        (".hidden.txt", b"no"),
        ("project.ron", b"no"),
        ("project.lectern/texts/x.txt", b"no"),
        ("Thumbs.db", b"no"),
    ]);
    let (documents, problems) = loaded(&[corpus.path()]);
    let expected = ["a/2019-09-18_letter.txt", "a/deep/er/c.TXT", "a/z.md", "b.txt", "old/without-extension"];
    assert_eq!(names(&documents), expected);
    assert!(problems.is_empty(), "{problems:?}");

    let letter = &documents[0];
    assert_eq!(letter.source, Source::File(corpus.path().join("a/2019-09-18_letter.txt")));
    assert_eq!((letter.title.as_str(), letter.reader.as_str(), letter.words), ("Dear Andy", "plain 1", 2));
    assert_eq!(
        (letter.attributes["date"].value.as_str(), letter.attributes["date"].guessed),
        ("2019-09-18", true)
    );
    assert_eq!((documents[2].title.as_str(), documents[2].reader.as_str()), ("Zed", "markdown 1"));
}

#[test]
fn a_file_given_by_itself_is_tried_whatever_its_extension() {
    let corpus =
        folder(&[("a.log", b"a log"), ("b.xyz", b"other"), ("c.docx", b"PK\x03\x04..."), ("d.ron", b"()")]);
    let (documents, problems) = loaded(&[&corpus.path().join("a.log")]);
    assert_eq!(names(&documents), ["a.log"]);
    assert!(problems.is_empty());

    let given: Vec<_> = ["a.log", "c.docx", "d.ron"].iter().map(|name| corpus.path().join(name)).collect();
    let (documents, problems) = loaded(&[corpus.path(), &given[0], &given[1], &given[2]]);
    assert_eq!(names(&documents), ["a.log"]);
    let sentences = sentences(&problems);
    assert_eq!(
        sentences["c.docx"],
        "This is a Word document; Lectern reads .txt and .md, so save it as text first."
    );
    assert!(sentences["b.xyz"].starts_with("Files ending in .xyz are not read"), "{sentences:?}");
    assert!(sentences["d.ron"].contains("belongs to a Lectern project"), "{sentences:?}");
    assert_eq!(problems.len(), 3);
}

#[test]
fn each_file_that_is_no_text_is_listed_with_its_reason() {
    let corpus = folder(&[
        ("paper.pdf", b"%PDF-1.7"),
        ("misnamed.txt", b"%PDF-1.7"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n"),
        ("data.txt", b"\0\x01\x02\x03"),
        ("rich.txt", b"{\\rtf1 text}"),
        ("empty.txt", b""),
        ("blank.txt", b" \r\n\t\n"),
        ("mark.txt", b"\xef\xbb\xbf"),
        ("good.txt", b"good"),
    ]);
    let (documents, problems) = loaded(&[corpus.path()]);
    assert_eq!(names(&documents), ["good.txt"]);
    let sentences = sentences(&problems);
    for (name, beginning) in [
        ("paper.pdf", "This is a PDF;"),
        ("misnamed.txt", "This is a PDF;"),
        ("photo.txt", "This is an image;"),
        ("data.txt", "This file holds data and not text"),
        ("rich.txt", "This is a rich text (RTF) file;"),
        ("empty.txt", "This file is empty"),
        ("blank.txt", "This file holds nothing but white space"),
        ("mark.txt", "This file is empty"),
    ] {
        assert!(sentences[name].starts_with(beginning), "{name}: {}", sentences[name]);
    }
    assert_eq!(problems.len(), 8);
}

#[test]
fn encodings_are_told_and_line_ends_made_lf() {
    let japanese = encoding_rs::SHIFT_JIS
        .encode("吾輩は猫である。名前はまだ無い。\r\nどこで生れたかとんと見当がつかぬ。")
        .0;
    let russian = encoding_rs::KOI8_R.encode("Съешь же ещё этих мягких французских булок").0;
    let utf16: Vec<u8> = "\u{feff}née\r\n👩🏽‍🚀".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let corpus = folder(&[
        ("1-crlf.txt", b"a\r\nb\rc\n"),
        ("2-bom.txt", b"\xef\xbb\xbfa"),
        ("3-utf16.txt", &utf16),
        ("4-1252.txt", b"\x93Caf\xe9\x94 \x96 na\xefve fa\xe7ade, d\xe9j\xe0 vu"),
        ("5-sjis.txt", &japanese),
        ("6-koi8.txt", &russian),
    ]);
    let (documents, problems) = loaded(&[corpus.path()]);
    assert!(problems.is_empty(), "{problems:?}");
    let found: Vec<_> =
        documents.iter().map(|document| (document.text.as_str(), document.encoding.as_str())).collect();
    assert_eq!(
        found,
        [
            ("a\nb\nc\n", "UTF-8"),
            ("a", "UTF-8 with BOM"),
            ("née\n👩🏽‍🚀", "UTF-16LE with BOM"),
            ("“Café” – naïve façade, déjà vu", "windows-1252 (detected)"),
            ("吾輩は猫である。名前はまだ無い。\nどこで生れたかとんと見当がつかぬ。", "Shift_JIS (detected)"),
            ("Съешь же ещё этих мягких французских булок", "KOI8-U (detected)"),
        ]
    );
}

#[test]
fn what_is_not_there_and_what_is_too_large_is_said() {
    let corpus = folder(&[("a.txt", b"a")]);
    let large = fs::File::create(corpus.path().join("large.txt")).unwrap();
    large.set_len(200 << 20).unwrap();
    let missing = corpus.path().join("missing.txt");
    let (documents, problems) = loaded(&[&missing, corpus.path()]);
    assert_eq!(names(&documents), ["a.txt"]);
    let sentences = sentences(&problems);
    assert!(sentences["missing.txt"].starts_with("There is nothing here"));
    let expected = "This file is 200 MB; Lectern reads files of up to 64 MB: split it into parts first.";
    assert_eq!(sentences["large.txt"], expected);
    assert!(read_file(&missing, "missing.txt").is_err());
}

#[test]
fn a_folder_with_nothing_to_read_says_so() {
    let corpus = folder(&[(".hidden.txt", b"no")]);
    let (documents, problems) = loaded(&[corpus.path()]);
    assert!(documents.is_empty());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].sentence.starts_with("There is nothing to read in this folder"));
}

#[test]
fn overlapping_inputs_give_each_file_once() {
    let corpus = folder(&[("a/x.txt", b"x"), ("a/y.txt", b"y"), ("b.txt", b"b"), ("c.pdf", b"%PDF-")]);
    let (documents, problems) =
        loaded(&[&corpus.path().join("a/y.txt"), corpus.path(), &corpus.path().join("a"), corpus.path()]);
    assert_eq!(names(&documents), ["y.txt", "a/x.txt", "b.txt"]);
    assert_eq!(problems.len(), 1);
}

#[test]
fn ten_thousand_files_come_whole_and_in_order() {
    let corpus = tempfile::tempdir().unwrap();
    for number in 0..10_000 {
        fs::write(corpus.path().join(format!("{number:05}.txt")), format!("Document {number}")).unwrap();
    }
    let most_found = AtomicUsize::new(0);
    let ordinals = Mutex::new(Vec::new());
    load(&[corpus.path().to_owned()], &AtomicBool::new(false), &|event| match event {
        LoadEvent::Found(total) => drop(most_found.fetch_max(total, Ordering::Relaxed)),
        LoadEvent::Loaded(ordinal, document) => {
            assert_eq!(document.name_in_corpus, format!("{ordinal:05}.txt"));
            ordinals.lock().unwrap().push(ordinal);
        }
        LoadEvent::Problem(_, problem) => panic!("{problem:?}"),
    });
    let mut ordinals = ordinals.into_inner().unwrap();
    ordinals.sort_unstable();
    assert!(ordinals.into_iter().eq(0..10_000));
    assert_eq!(most_found.into_inner(), 10_000);
}

#[test]
fn cancelling_stops_soon() {
    let corpus = tempfile::tempdir().unwrap();
    for number in 0..2_000 {
        fs::write(corpus.path().join(format!("{number}.txt")), "text").unwrap();
    }
    let cancel = AtomicBool::new(false);
    let loaded = AtomicUsize::new(0);
    load(&[corpus.path().to_owned()], &cancel, &|event| {
        if let LoadEvent::Loaded(..) = event {
            loaded.fetch_add(1, Ordering::Relaxed);
            cancel.store(true, Ordering::Relaxed);
        }
    });
    // Each thread may finish the file it has in hand.
    assert!(loaded.into_inner() <= 8);
}

#[test]
fn files_that_vanish_while_loading_are_problems_and_nothing_stops() {
    let corpus = tempfile::tempdir().unwrap();
    for number in 0..500 {
        fs::write(corpus.path().join(format!("{number:03}.txt")), "text").unwrap();
    }
    let told = AtomicUsize::new(0);
    load(&[corpus.path().to_owned()], &AtomicBool::new(false), &|event| match event {
        // Found by the walk, gone before it is read.
        LoadEvent::Found(250) => {
            for number in 300..500 {
                fs::remove_file(corpus.path().join(format!("{number:03}.txt"))).unwrap();
            }
        }
        LoadEvent::Found(_) => {}
        LoadEvent::Loaded(ordinal, _) => {
            assert!(ordinal < 300);
            told.fetch_add(1, Ordering::Relaxed);
        }
        LoadEvent::Problem(ordinal, problem) => {
            assert!(ordinal >= 300);
            assert!(problem.sentence.starts_with("There is nothing here"), "{}", problem.sentence);
            told.fetch_add(1, Ordering::Relaxed);
        }
    });
    assert_eq!(told.into_inner(), 500);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    #[test]
    fn links_are_followed_to_files_only_and_loops_do_no_harm() {
        let outside = folder(&[("far.txt", b"far"), ("more/x.txt", b"x")]);
        let corpus = folder(&[("a/real.txt", b"real"), ("b.txt", b"b")]);
        let root = corpus.path();
        symlink(root, root.join("a/up")).unwrap();
        symlink(root.join("a"), root.join("sideways")).unwrap();
        symlink("round", root.join("round")).unwrap();
        symlink(root.join("a/real.txt"), root.join("again.txt")).unwrap();
        symlink(outside.path().join("far.txt"), root.join("near.txt")).unwrap();
        symlink(outside.path().join("far.txt"), root.join("near-too.txt")).unwrap();
        symlink(outside.path().join("more"), root.join("out")).unwrap();
        symlink(root.join("nowhere"), root.join("broken.txt")).unwrap();
        symlink("/dev/zero", root.join("zero.txt")).unwrap();

        let (documents, problems) = loaded(&[root]);
        assert_eq!(names(&documents), ["a/real.txt", "b.txt", "near-too.txt"]);
        assert_eq!(documents[2].text.as_str(), "far");
        let sentences = sentences(&problems);
        assert_eq!(sentences.len(), 4, "{sentences:?}");
        assert!(sentences["out"].starts_with("This link leads to a folder outside"));
        assert!(sentences["broken.txt"].starts_with("This link leads to nothing"));
        assert!(sentences["round"].starts_with("This link leads round in a circle"));
        assert!(sentences["zero.txt"].starts_with("This is a pipe, a device or a socket"));

        // A link is the only way to a file that the walk passes over.
        let kept = folder(&[(".store/letter.txt", b"kept")]);
        symlink(kept.path().join(".store/letter.txt"), kept.path().join("letter.txt")).unwrap();
        assert_eq!(names(&loaded(&[kept.path()]).0), ["letter.txt"]);

        // A folder that is given by itself is followed, link or not.
        let (documents, _) = loaded(&[&root.join("sideways")]);
        assert_eq!(names(&documents), ["real.txt"]);
    }

    #[test]
    fn pipes_and_sockets_are_never_opened() {
        let corpus = folder(&[("a.txt", b"a")]);
        let made = Command::new("mkfifo").arg(corpus.path().join("pipe.txt")).status();
        let has_pipe = made.is_ok_and(|status| status.success());
        let _socket = UnixListener::bind(corpus.path().join("socket.txt")).unwrap();
        let (documents, problems) = loaded(&[corpus.path()]);
        assert_eq!(names(&documents), ["a.txt"]);
        assert_eq!(problems.len(), 1 + usize::from(has_pipe));
        if has_pipe {
            let (_, given) = loaded(&[&corpus.path().join("pipe.txt")]);
            assert!(given[0].sentence.starts_with("This is a pipe"));
        }
    }

    #[test]
    fn names_that_are_not_utf8_are_read_and_kept_exactly() {
        let corpus = tempfile::tempdir().unwrap();
        let path = corpus.path().join(OsStr::from_bytes(b"caf\xe9.txt"));
        if fs::write(&path, "text").is_err() {
            return; // A file system that has no such names.
        }
        let (documents, _) = loaded(&[corpus.path()]);
        assert_eq!(names(&documents), ["caf\u{fffd}.txt"]);
        assert_eq!(documents[0].source, Source::File(path));
    }

    #[test]
    fn names_keep_their_own_unicode_form() {
        let corpus = folder(&[("cafe\u{301}.txt", b"decomposed")]);
        let (documents, _) = loaded(&[corpus.path()]);
        assert_eq!(documents.len(), 1);
        assert!(documents[0].name_in_corpus.starts_with("caf"));
        assert!(fs::metadata(corpus.path().join(&documents[0].name_in_corpus)).is_ok());
    }

    #[test]
    fn what_may_not_be_read_is_said() {
        let corpus = folder(&[("a.txt", b"a"), ("closed/b.txt", b"b"), ("shut.txt", b"s")]);
        let close = |name: &str, mode| {
            fs::set_permissions(corpus.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        close("closed", 0o000);
        close("shut.txt", 0o000);
        // The administrator may read everything, and then there is nothing to test.
        let is_refused = fs::read(corpus.path().join("shut.txt")).is_err();
        let (documents, problems) = loaded(&[corpus.path()]);
        close("closed", 0o755);
        if is_refused {
            assert_eq!(names(&documents), ["a.txt"]);
            let sentences = sentences(&problems);
            assert!(sentences["closed"].starts_with("This may not be read"));
            assert!(sentences["shut.txt"].starts_with("This may not be read"));
        } else {
            assert_eq!(documents.len(), 3);
        }
    }

    #[test]
    fn very_long_paths_are_read() {
        let corpus = tempfile::tempdir().unwrap();
        let deep: PathBuf = std::iter::repeat_n("a-folder-with-a-rather-long-name", 20).collect();
        fs::create_dir_all(corpus.path().join(&deep)).unwrap();
        fs::write(corpus.path().join(&deep).join("x.txt"), "x").unwrap();
        let (documents, problems) = loaded(&[corpus.path()]);
        assert_eq!(documents.len(), 1);
        assert!(problems.is_empty());
    }
}
