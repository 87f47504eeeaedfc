//! Telling what a file that is not text seems to be, so that the person who opened it knows what to do with it.
//!
//! Only names things; whether a file is read is decided by [`super::formats`].

/// A kind of file that Lectern knows by name and does not read.
#[derive(Debug, PartialEq, Eq)]
pub struct FileKind {
    /// What it is, with its article: `a PDF`.
    pub name: &'static str,
    /// What to do to read its words here: `save it as text first`.
    pub advice: &'static str,
    /// Extensions by which such files go, in lower case.
    extensions: &'static [&'static str],
}

const SAVE_AS_TEXT: &str = "save it as text first";
const TRANSCRIBE: &str = "transcribe it first";
const RECOGNISE: &str = "recognise or type out its words first";
const UNPACK: &str = "unpack it first and open the folder";
const LEAVE_OUT: &str = "leave it out";

static PDF: FileKind = FileKind { name: "a PDF", advice: SAVE_AS_TEXT, extensions: &["pdf"] };
static RTF: FileKind =
    FileKind { name: "a rich text (RTF) file", advice: SAVE_AS_TEXT, extensions: &["rtf"] };
static POSTSCRIPT: FileKind =
    FileKind { name: "a PostScript file", advice: SAVE_AS_TEXT, extensions: &["ps", "eps"] };
static OFFICE: FileKind = FileKind {
    name: "an older Office file",
    advice: SAVE_AS_TEXT,
    extensions: &["doc", "dot", "xls", "ppt", "pps", "msg", "wps", "pub"],
};
static WORD: FileKind =
    FileKind { name: "a Word document", advice: SAVE_AS_TEXT, extensions: &["docx", "docm", "dotx"] };
static OPEN_DOCUMENT: FileKind =
    FileKind { name: "an OpenDocument text", advice: SAVE_AS_TEXT, extensions: &["odt", "ott", "fodt"] };
static PAGES: FileKind =
    FileKind { name: "an Apple Pages document", advice: SAVE_AS_TEXT, extensions: &["pages"] };
static SPREADSHEET: FileKind =
    FileKind { name: "a spreadsheet", advice: SAVE_AS_TEXT, extensions: &["xlsx", "xlsm", "ods", "numbers"] };
static SLIDES: FileKind =
    FileKind { name: "a presentation", advice: SAVE_AS_TEXT, extensions: &["pptx", "odp", "key"] };
static EBOOK: FileKind =
    FileKind { name: "an e-book", advice: SAVE_AS_TEXT, extensions: &["epub", "mobi", "azw3"] };
static WEB_PAGE: FileKind = FileKind {
    name: "a web page",
    advice: SAVE_AS_TEXT,
    extensions: &["html", "htm", "xhtml", "mht", "mhtml"],
};
static MAIL: FileKind = FileKind { name: "an e-mail", advice: SAVE_AS_TEXT, extensions: &["eml", "mbox"] };
static DATA: FileKind = FileKind {
    name: "a data file",
    advice: "save each text in it as a file of its own first",
    extensions: &["csv", "tsv", "json", "jsonl", "xml", "yaml", "yml"],
};
static IMAGE: FileKind = FileKind {
    name: "an image",
    advice: RECOGNISE,
    extensions: &["png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "heic", "svg", "djvu"],
};
static SOUND: FileKind = FileKind {
    name: "a sound recording",
    advice: TRANSCRIBE,
    extensions: &["mp3", "wav", "m4a", "ogg", "opus", "flac", "aac", "wma"],
};
static VIDEO: FileKind = FileKind {
    name: "a video",
    advice: TRANSCRIBE,
    extensions: &["mp4", "mov", "avi", "mkv", "webm", "wmv", "m4v"],
};
static ARCHIVE: FileKind = FileKind {
    name: "an archive",
    advice: UNPACK,
    extensions: &["zip", "gz", "tgz", "tar", "bz2", "xz", "7z", "rar", "zst"],
};
static PROGRAM: FileKind = FileKind {
    name: "a program",
    advice: LEAVE_OUT,
    extensions: &["exe", "dll", "so", "dylib", "class", "jar"],
};
static DATABASE: FileKind = FileKind {
    name: "a database",
    advice: "export its texts first",
    extensions: &["sqlite", "sqlite3", "db", "mdb", "accdb"],
};

static KINDS: [&FileKind; 19] = [
    &PDF,
    &RTF,
    &POSTSCRIPT,
    &OFFICE,
    &WORD,
    &OPEN_DOCUMENT,
    &PAGES,
    &SPREADSHEET,
    &SLIDES,
    &EBOOK,
    &WEB_PAGE,
    &MAIL,
    &DATA,
    &IMAGE,
    &SOUND,
    &VIDEO,
    &ARCHIVE,
    &PROGRAM,
    &DATABASE,
];

/// First bytes that no text has, and what they tell.
static MAGIC: [(&[u8], &FileKind); 23] = [
    (b"%PDF-", &PDF),
    (b"{\\rtf", &RTF),
    (b"%!PS-", &POSTSCRIPT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &OFFICE),
    (b"PK\x03\x04", &ARCHIVE),
    (b"PK\x05\x06", &ARCHIVE),
    (b"\x1f\x8b", &ARCHIVE),
    (b"BZh91AY&SY", &ARCHIVE),
    (b"\xfd7zXZ\0", &ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", &ARCHIVE),
    (b"Rar!\x1a\x07", &ARCHIVE),
    (b"\x28\xb5\x2f\xfd", &ARCHIVE),
    (b"\x89PNG\r\n\x1a\n", &IMAGE),
    (b"\xff\xd8\xff", &IMAGE),
    (b"GIF87a", &IMAGE),
    (b"GIF89a", &IMAGE),
    (b"II*\0", &IMAGE),
    (b"MM\0*", &IMAGE),
    (b"AT&TFORM", &IMAGE),
    (b"\x7fELF", &PROGRAM),
    (b"SQLite format 3\0", &DATABASE),
    (b"OggS\0", &SOUND),
    (b"\x1aE\xdf\xa3", &VIDEO),
];

/// What a file's extension (without its dot) says it is.
pub fn by_extension(extension: &str) -> Option<&'static FileKind> {
    let extension = extension.to_ascii_lowercase();
    KINDS.into_iter().find(|kind| kind.extensions.contains(&extension.as_str()))
}

/// What a file's first bytes say it is.
pub fn by_magic(bytes: &[u8]) -> Option<&'static FileKind> {
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// What a file whose first bytes say `kind` is, when its extension can say it more exactly: a Word document is an
/// archive, too.
pub fn refined(kind: &'static FileKind, extension: &str) -> &'static FileKind {
    let holds_many_kinds = *kind == ARCHIVE || *kind == OFFICE;
    let packed: [&FileKind; 7] = [&WORD, &OPEN_DOCUMENT, &PAGES, &SPREADSHEET, &SLIDES, &EBOOK, &PROGRAM];
    by_extension(extension).filter(|named| holds_many_kinds && packed.contains(named)).unwrap_or(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_extension_and_by_first_bytes() {
        assert_eq!(by_extension("PDF"), Some(&PDF));
        assert_eq!(by_extension("txt"), None);
        assert_eq!(by_extension("bin"), None, "bytes of any kind are called so");
        assert_eq!(by_magic(b"%PDF-1.7\n..."), Some(&PDF));
        assert_eq!(by_magic(b"Dear Sir"), None);
        assert_eq!(refined(&ARCHIVE, "docx"), &WORD);
        assert_eq!(refined(&PDF, "docx"), &PDF);
        assert_eq!(refined(&ARCHIVE, "txt"), &ARCHIVE);
    }

    #[test]
    fn no_extension_is_claimed_twice_or_by_a_format_we_read() {
        let mut all: Vec<&str> = KINDS.iter().flat_map(|kind| kind.extensions.iter().copied()).collect();
        all.extend(crate::corpus::formats::ALL.iter().flat_map(|format| format.extensions));
        let claimed = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), claimed);
    }
}
