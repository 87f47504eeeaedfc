//! The path of a document as it stands in the project file: told from the project's folder, so that both can move.
//!
//! Parts are separated by `/` on every system. What would not survive as text is written as `%` and two hexadecimal
//! digits: bytes that are not UTF-8, the `%` itself, and signs that mean something on another system. An absolute
//! path stands there only when there is no way from the folder to it.

use std::path::{Component, Path, PathBuf};

use crate::corpus::Source;

/// What the path of a bundled document begins with.
const BUNDLED: &str = "bundled:";

/// The folder document paths are told from, for the project file at `project`.
pub(in crate::project) fn base_folder(project: &Path) -> PathBuf {
    let folder = match project.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    if has_parent_parts(&absolute) { absolute.canonicalize().unwrap_or(absolute) } else { absolute }
}

/// The text that stands for `source` in a project file in `folder`.
pub(super) fn to_file(source: &Source, folder: &Path) -> String {
    let path = match source {
        Source::Bundled(name) => return format!("{BUNDLED}{}", name.replace('%', "%25")),
        Source::File(path) => path,
    };
    if is_absolute_elsewhere(path) {
        return path_text(path, false);
    }
    let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
    relative(&path, folder).map_or_else(|| path_text(&path, false), |path| path_text(&path, true))
}

/// The source a text in a project file in `folder` stands for.
pub(super) fn from_file(text: &str, folder: &Path) -> Source {
    if let Some(name) = text.strip_prefix(BUNDLED) {
        return Source::Bundled(String::from_utf8_lossy(&decode(name)).into_owned());
    }
    let path = path_of_bytes(decode(text));
    if text.starts_with('/') || has_drive(text) {
        return Source::File(path);
    }
    let mut whole = folder.to_owned();
    let mut climbing = true;
    for part in path.components() {
        match part {
            Component::ParentDir if climbing => {
                whole.pop();
            }
            part => {
                climbing = false;
                whole.push(part);
            }
        }
    }
    Source::File(whole)
}

/// The way from `folder` to `path`, when there is one that can be walked back by counting.
fn relative(path: &Path, folder: &Path) -> Option<PathBuf> {
    if has_parent_parts(path) || has_parent_parts(folder) {
        return None;
    }
    let (to, from): (Vec<_>, Vec<_>) = (path.components().collect(), folder.components().collect());
    let common = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return None;
    }
    let up = from[common..].iter().map(|_| Component::ParentDir);
    Some(up.chain(to[common..].iter().copied()).collect())
}

fn has_parent_parts(path: &Path) -> bool {
    path.components().any(|part| part == Component::ParentDir)
}

/// True for a path that is absolute on another system only, read from a file that was saved there.
fn is_absolute_elsewhere(path: &Path) -> bool {
    !path.is_absolute() && (path.has_root() || path.to_str().is_some_and(has_drive))
}

fn has_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic())
}

fn path_text(path: &Path, relative: bool) -> String {
    let bytes = bytes_of_path(path);
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '%' => text.push_str("%25"),
                '\\' if cfg!(unix) => text.push_str("%5C"),
                '\\' => text.push('/'),
                // A relative path must not look like a drive or a bundled document.
                ':' if relative => text.push_str("%3A"),
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            text.push('%');
            text.extend(
                [byte >> 4, byte & 15].map(|half| {
                    char::from_digit(u32::from(half), 16).unwrap_or_default().to_ascii_uppercase()
                }),
            );
        }
    }
    text
}

/// Turns `%` and two digits back into the byte; a `%` that somebody typed by hand stands for itself.
fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let coded = match after {
            [a, b, ..] if *first == b'%' => hex(*a).zip(hex(*b)).map(|(a, b)| a << 4 | b),
            _ => None,
        };
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { &after[2..] } else { after };
    }
    bytes
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(unix)]
fn bytes_of_path(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(not(unix))]
fn bytes_of_path(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(unix)]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn there_and_back(path: &str, folder: &str) -> String {
        let source = Source::File(path.into());
        let text = to_file(&source, Path::new(folder));
        assert_eq!(from_file(&text, Path::new(folder)), source, "{text}");
        text
    }

    #[test]
    fn is_told_from_the_folder() {
        assert_eq!(there_and_back("/home/ann/study/texts/a b.txt", "/home/ann/study"), "texts/a b.txt");
        assert_eq!(there_and_back("/home/ann/letters/é.txt", "/home/ann/study"), "../letters/é.txt");
        assert_eq!(there_and_back("/data/x.txt", "/home/ann"), "../../data/x.txt");
        assert_eq!(there_and_back("/x.txt", "/"), "x.txt");
    }

    #[test]
    fn a_moved_project_takes_its_documents_along() {
        let text = to_file(&Source::File("/a/study/texts/1.txt".into()), Path::new("/a/study"));
        assert_eq!(from_file(&text, Path::new("/b/copy")), Source::File("/b/copy/texts/1.txt".into()));
    }

    #[test]
    fn odd_names_survive() {
        assert_eq!(there_and_back("/p/100%41.txt", "/p"), "100%2541.txt");
        assert_eq!(there_and_back("/p/bundled:x", "/p"), "bundled%3Ax");
        assert_eq!(there_and_back("/p/C:/x", "/p"), "C%3A/x");
        assert_eq!(there_and_back("/p/a\\b", "/p"), "a%5Cb");
        assert_eq!(there_and_back("/a/../b.txt", "/a/q"), "/a/../b.txt");
        let source = Source::File(path_of_bytes(b"/p/\xFFcaf\xE9.txt".to_vec()));
        let text = to_file(&source, Path::new("/p"));
        assert_eq!(text, "%FFcaf%E9.txt");
        assert_eq!(from_file(&text, Path::new("/p")), source);
    }

    #[test]
    fn a_path_of_another_system_is_left_as_it_is() {
        let source = from_file("C:/letters/1.txt", Path::new("/p"));
        assert_eq!(source, Source::File("C:/letters/1.txt".into()));
        assert_eq!(to_file(&source, Path::new("/p")), "C:/letters/1.txt");
    }

    #[test]
    fn bundled_documents_go_by_name() {
        let source = Source::Bundled("50% of %41.txt".into());
        let text = to_file(&source, Path::new("/p"));
        assert_eq!(text, "bundled:50%25 of %2541.txt");
        assert_eq!(from_file(&text, Path::new("/p")), source);
    }

    #[test]
    fn a_percent_sign_typed_by_hand_is_itself() {
        assert_eq!(from_file("50%.txt", Path::new("/p")), Source::File("/p/50%.txt".into()));
        assert_eq!(from_file("a%zz%", Path::new("/p")), Source::File("/p/a%zz%".into()));
    }

    proptest! {
        #[test]
        fn any_path_comes_back(
            parts in prop::collection::vec(prop::collection::vec(1u8.., 1..6), 1..5),
            folder in "(/[a-c]){1,4}",
        ) {
            let mut bytes = Vec::new();
            for part in parts {
                bytes.push(b'/');
                bytes.extend(part);
            }
            let source = Source::File(path_of_bytes(bytes));
            prop_assert_eq!(from_file(&to_file(&source, Path::new(&folder)), Path::new(&folder)), source);
        }
    }
}
