//! What was recognised, kept from one start to the next in the user's cache directory.
//!
//! One file for each text, in a folder for each version of the recogniser; a damaged one counts as none. The whole folder
//! can be deleted at any time. Names from the researcher's lists are not in it: they are cheap and change.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::disk::Disk;
use crate::entities::rules::{Day, Rule};
use crate::entities::{Kind, Mention, Source};
use crate::text::{Span, Text};

/// Changes with everything that recognises: the build script makes it of the sources and the model.
const VERSION: &str = env!("LECTERN_RECOGNISER");

/// The largest file that is read, in bytes: what a text of the largest size that is loaded comes to.
const LARGEST: u64 = 1 << 30;

/// What mentions are kept for.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    /// The text.
    pub text: &'a Text,
    /// The day by which relative dates were told.
    pub written: Option<Day>,
    /// The hash of the model that marked it, if one did: models of the user's own are no part of the version.
    pub model: Option<&'a str>,
}

/// The folder where mentions are kept.
pub(super) struct Cache {
    disk: Disk,
    /// Holds a folder for each version.
    folder: PathBuf,
}

impl Cache {
    /// A cache within the user's cache directory.
    pub fn new(disk: Disk, caches: &Path) -> Self {
        Self { disk, folder: caches.join("entities") }
    }

    /// Removes what other versions have kept.
    pub fn forget_other_versions(&self) {
        let names = self.disk.list(&self.folder).unwrap_or_default();
        for name in names.into_iter().filter(|name| name != VERSION) {
            if let Err(error) = self.disk.remove_folder(&self.folder.join(name)) {
                tracing::info!("old names stay in the cache: {error}");
            }
        }
    }

    fn path(&self, key: Key<'_>) -> PathBuf {
        let hash = key.text.hash().to_string();
        let day = key.written.map_or_else(|| "undated".to_owned(), Day::iso);
        let model = key.model.map_or("none", |model| model.get(..16).unwrap_or(model));
        // Few files to a folder: it is looked through whenever one is written.
        self.folder.join(VERSION).join(&hash[..2]).join(format!("{hash}-{day}-{model}.tsv"))
    }

    /// The mentions kept for a text.
    pub fn read(&self, key: Key<'_>) -> Option<Vec<Mention>> {
        let path = self.path(key);
        from_bytes(key.text, &self.disk.read_up_to(&path, LARGEST).ok()?)
    }

    /// Keeps the mentions of a text. A failure costs time at the next start and nothing else.
    pub fn write(&self, key: Key<'_>, mentions: &[Mention]) {
        let path = self.path(key);
        let Some(bytes) = to_bytes(mentions) else { return };
        let folder = path.parent().map_or(Ok(()), |folder| self.disk.create_folder(folder));
        if let Err(error) = folder.and_then(|()| self.disk.write_lightly(&path, &bytes)) {
            tracing::info!("names are not kept: {error}");
        }
    }
}

/// A line with the BLAKE3 of the rest, then one line a mention.
fn to_bytes(mentions: &[Mention]) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').has_headers(false).from_writer(Vec::new());
    for Mention { span, kind, source, value } in mentions {
        let source = match source {
            Source::Model => "model",
            Source::Rule(name) => name,
            Source::List(_) | Source::User => return None,
        };
        let (start, end) = (span.start.to_string(), span.end.to_string());
        let value = value.as_deref().unwrap_or_default();
        writer.write_record([start.as_str(), end.as_str(), kind.name(), source, value]).ok()?;
    }
    let lines = writer.into_inner().ok()?;
    let mut bytes = format!("{}\n", blake3::hash(&lines).to_hex()).into_bytes();
    bytes.extend(lines);
    Some(bytes)
}

fn from_bytes(text: &Text, bytes: &[u8]) -> Option<Vec<Mention>> {
    let (sum, lines) = bytes.split_at_checked(65)?;
    if sum.strip_suffix(b"\n")? != blake3::hash(lines).to_hex().as_bytes() {
        return None;
    }
    let reader = csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).from_reader(lines);
    reader.into_records().map(|record| mention(text, &record.ok()?)).collect()
}

fn mention(text: &Text, record: &csv::StringRecord) -> Option<Mention> {
    let mut fields = record.iter();
    let mut next = || fields.next();
    let span = Span { start: next()?.parse().ok()?, end: next()?.parse().ok()? };
    span.of(text.as_str())?;
    let kind = Kind::named(next()?);
    let source = match next()? {
        "model" => Source::Model,
        name => Source::Rule(Rule::ALL.into_iter().map(Rule::name).find(|rule| *rule == name)?),
    };
    let value = next()?;
    Some(Mention { span, kind, source, value: (!value.is_empty()).then(|| Arc::from(value)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &Text) -> Vec<Mention> {
        let mention = |start, end, kind, source, value: Option<&str>| Mention {
            span: Span::new(start, end),
            kind,
            source,
            value: value.map(Arc::from),
        };
        assert_eq!(text.len(), 26);
        vec![
            mention(0, 5, Kind::Person, Source::Model, None),
            mention(9, 13, Kind::Date, Source::Rule(Rule::Dates.name()), Some("2019\t\"x\"")),
            mention(18, 26, Kind::Money, Source::Rule(Rule::Money.name()), Some("GBP 5")),
        ]
    }

    #[test]
    fn what_was_kept_is_read_back_and_only_for_its_text_day_and_model() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Disk::default(), folder.path());
        let text = Text::new("Élan in 2019 for £5 more");
        let day = Day::parse("2019-03-01");
        let key = Key { text: &text, written: day, model: Some("0123456789abcdef0") };
        cache.write(key, &kept(&text));
        assert_eq!(cache.read(key), Some(kept(&text)));
        assert_eq!(cache.read(Key { written: None, ..key }), None);
        assert_eq!(cache.read(Key { model: None, ..key }), None);
        assert_eq!(cache.read(Key { text: &Text::new("Another text altogether."), ..key }), None);
    }

    #[test]
    fn a_damaged_file_counts_as_none() {
        let text = Text::new("Élan in 2019 for £5 more");
        let good = to_bytes(&kept(&text)).unwrap();
        assert_eq!(from_bytes(&text, &good), Some(kept(&text)));
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert_eq!(from_bytes(&text, &bad), None, "byte {at}");
        }
        assert_eq!(from_bytes(&text, b"\xff\xfe"), None);
    }

    #[test]
    fn what_other_versions_kept_goes() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Disk::default(), folder.path());
        let text = Text::new("Élan in 2019 for £5 more");
        let key = Key { text: &text, written: None, model: None };
        cache.write(key, &kept(&text));
        let old = folder.path().join("entities").join("0000000000000000").join("ab");
        std::fs::create_dir_all(&old).unwrap();
        cache.forget_other_versions();
        assert!(!old.exists());
        assert!(cache.read(key).is_some());
    }
}
