//! Models in a folder: told by language, read once, refused with a sentence.

use std::fs;

use super::*;
use crate::entities::Marker as _;

/// The English model under another name, as if it were for `language`.
fn model_for(language: &str, name: &str) -> Vec<u8> {
    let frame = "Lectern NER\n".len() + 4 + 8 + blake3::OUT_LEN;
    let body = &bundled::ENGLISH[frame..];
    assert_eq!(&body[..4], b"META");
    let length = u32::from_le_bytes(body[4..8].try_into().unwrap()) as usize;
    let text = |text: &str| [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat();
    let meta = [language, name, "1.0", "MIT", "nobody"].map(text).concat();
    let mut new = b"META".to_vec();
    new.extend((meta.len() as u32).to_le_bytes());
    new.extend(meta);
    new.extend(&body[8 + length..]);
    let mut bytes = bundled::ENGLISH[..16].to_vec();
    bytes.extend((new.len() as u64).to_le_bytes());
    bytes.extend(blake3::hash(&new).as_bytes());
    bytes.extend(new);
    bytes
}

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn models(folder: &tempfile::TempDir) -> Models {
    Models::with_folder(&Disk::default(), folder.path())
}

fn french() -> Language {
    Language::of(
        "Le commissaire a rencontré le personnel de l'hôpital et lui a dit que l'argent serait versé.",
    )
}

/// The name of the model for a language.
fn name(models: &Models, language: Language) -> Option<String> {
    Some(models.for_language(language)?.about().name.clone())
}

#[test]
fn without_a_folder_there_is_english() {
    let models = Models::with_folder(&Disk::default(), Path::new("/nowhere/at/all"));
    assert_eq!((models.found().count(), models.faults().count()), (0, 0));
    assert_eq!(name(&models, Language::ENGLISH).unwrap(), "en_core_web_md");
    assert_eq!(name(&models, Language::UNKNOWN).unwrap(), "en_core_web_md");
    assert_eq!(name(&models, french()), None);
    assert!(models.lack_of(french()).unwrap().starts_with("There is no model for French, "));
    assert_eq!(models.lack_of(Language::UNKNOWN), None);
}

#[test]
fn a_model_is_for_its_language_and_one_for_several_stands_in() {
    let (fr, xx) = (model_for("fr", "french"), model_for("xx", "several"));
    let with_both = folder(&[("b.LNM", &fr), ("a.lnm", &xx), ("notes.txt", b"not looked at")]);
    let models = models(&with_both);
    let listed: Vec<_> =
        models.found().map(|(path, about)| (path.file_name().unwrap(), &*about.language)).collect();
    assert_eq!(listed, [("a.lnm".as_ref(), "xx"), ("b.LNM".as_ref(), "fr")]);
    assert_eq!(name(&models, french()).unwrap(), "french");
    assert_eq!(models.lack_of(french()), None);
    let german =
        Language::of("Der Bürgermeister hat gestern mit den Angestellten des Krankenhauses gesprochen.");
    assert_eq!(german.code(), Some("de"));
    assert_eq!(name(&models, german).unwrap(), "several");
    assert_eq!(name(&models, Language::ENGLISH).unwrap(), "en_core_web_md");
}

#[test]
fn the_users_own_model_comes_before_the_bundled_one() {
    let (first, second) = (model_for("en", "first"), model_for("en", "second"));
    let kept = folder(&[("2.lnm", &second), ("1.lnm", &first)]);
    let models = models(&kept);
    assert_eq!(name(&models, Language::UNKNOWN).unwrap(), "first");
    let hashes: std::collections::HashSet<_> = models.found().map(|(_, about)| &about.hash).collect();
    assert_eq!(hashes.len(), 2);
    assert!(hashes.contains(&models.for_language(Language::ENGLISH).unwrap().about().hash));
}

#[test]
fn what_is_no_model_is_told_in_a_sentence() {
    let mut newer = bundled::ENGLISH[..4096].to_vec();
    newer[12] = 2;
    let files: [(&str, &[u8]); 4] = [
        ("cut.lnm", &bundled::ENGLISH[..1 << 20]),
        ("empty.lnm", b""),
        ("letter.lnm", b"Dear Sir, this is a letter."),
        ("newer.lnm", &newer),
    ];
    let folder = folder(&files);
    fs::create_dir(folder.path().join("folder.lnm")).unwrap();
    let models = models(&folder);
    let told: Vec<String> = models.faults().map(ToString::to_string).collect();
    assert_eq!(models.found().count(), 0);
    for (sentence, (name, reason)) in told.iter().zip([
        ("cut.lnm", "damaged"),
        ("empty.lnm", "not a model file"),
        ("folder.lnm", "is a folder"),
        ("letter.lnm", "not a model file"),
        ("newer.lnm", "version 2"),
    ]) {
        assert!(
            sentence.contains(name) && sentence.contains(reason) && !sentence.contains('\n'),
            "{sentence}"
        );
    }
    assert_eq!(told.len(), 5);
    assert_eq!(name(&models, Language::ENGLISH).unwrap(), "en_core_web_md");
}

#[test]
fn a_model_that_is_spoilt_before_it_is_needed_gives_way_and_is_told() {
    let folder = folder(&[("fr.lnm", &model_for("fr", "french"))]);
    let models = models(&folder);
    fs::write(folder.path().join("fr.lnm"), b"gone").unwrap();
    assert_eq!(models.faults().count(), 0);
    assert_eq!(name(&models, french()), None);
    assert!(models.lack_of(french()).is_some());
    assert_eq!(models.faults().count(), 1);
}

#[test]
fn threads_share_one_model() {
    let models = models(&folder(&[]));
    let read = || models.for_language(Language::ENGLISH).unwrap();
    let all: Vec<Arc<Model>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(all.iter().all(|model| Arc::ptr_eq(model, &all[0])));
    let text = "Barry Coppinger left Middlesbrough.";
    assert_eq!(all[0].mark(text).len(), 2);
}
