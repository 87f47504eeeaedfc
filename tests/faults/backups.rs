//! Backups: kept, thinned out, opened, and what happens where that cannot be done.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use lectern::disk::Disk;
use lectern::project::store::backups::{self, BackupKind, Counts};
use lectern::project::store::{Expected, Saved, StoreError, open, save};
use lectern::project::{Project, TagId};

use crate::projects::{Sample, large};
use crate::refusing;
use crate::simulated::{Fault, Simulated};

fn study() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.ron");
    (folder, path)
}

fn keep(disk: &Disk, sample: &Sample, path: &Path, expected: Expected) -> Result<Saved, StoreError> {
    save(disk, &sample.project, None, path, expected, &|id| sample.text(id))
}

/// The same project with a tag of another name.
fn renamed(sample: &Sample, name: &str) -> Sample {
    let mut sample = sample.clone();
    let first: TagId = *sample.project.tags.keys().next().unwrap();
    name.clone_into(&mut sample.project.tags.get_mut(&first).unwrap().name);
    sample
}

fn old_schema() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1/study.ron")).unwrap()
}

#[test]
fn every_version_that_is_replaced_can_be_opened_again() {
    let (_folder, path) = study();
    let disk = Disk::default();
    let versions: Vec<Sample> = (0..8).map(|n| renamed(&large(3), &format!("Version {n}"))).collect();
    for version in &versions {
        assert_eq!(keep(&disk, version, &path, Expected::Anything).unwrap().not_kept, None);
    }
    let kept = backups::list(&disk, &path).unwrap();
    assert_eq!(kept.iter().map(|backup| backup.number).collect::<Vec<_>>(), [7, 6, 5, 4, 3, 2, 1]);
    for (backup, version) in kept.iter().rev().zip(&versions) {
        let opened = backups::open(&disk, &path, &backup.path).unwrap();
        assert_eq!((&opened.project, opened.notices), (&version.project, Vec::new()));
        assert_eq!(backup.kind, BackupKind::Saved);
        assert_eq!(backups::counts(&disk, backup), Some(Counts::of(&version.project)));
    }
}

#[test]
fn saving_the_same_again_keeps_no_backup() {
    let (_folder, path) = study();
    let sample = large(3);
    for _ in 0..3 {
        keep(&Disk::default(), &sample, &path, Expected::Anything).unwrap();
    }
    assert_eq!(backups::list(&Disk::default(), &path).unwrap(), []);
}

#[test]
fn many_saves_in_one_hour_leave_the_last_ten() {
    let (_folder, path) = study();
    let sample = large(1);
    for n in 0..25 {
        keep(&Disk::default(), &renamed(&sample, &format!("V{n}")), &path, Expected::Anything).unwrap();
    }
    let numbers: Vec<u64> =
        backups::list(&Disk::default(), &path).unwrap().iter().map(|backup| backup.number).collect();
    assert_eq!(numbers[..10], (15..=24).rev().collect::<Vec<u64>>());
    // The clock may have passed a full hour meanwhile.
    assert!(numbers.len() <= 11, "{numbers:?}");
}

#[test]
fn saves_that_fail_fill_no_backups_and_share_no_bytes_with_the_file() {
    let simulated = Simulated::with_folders(&["/home/ann"]);
    let (disk, path) = (simulated.disk(), Path::new("/home/ann/study.ron"));
    let version = |name: &str| renamed(&large(1), name);
    for n in 0..12 {
        keep(&disk, &version(&format!("V{n}")), path, Expected::Anything).unwrap();
    }
    let before = backups::list(&disk, path).unwrap();
    // Every call of a save in turn, since any may be the one that is refused.
    for call in 1..40 {
        simulated.fail_at(call, Fault::Refuse(ErrorKind::StorageFull, 1));
        if keep(&disk, &version("Refused"), path, Expected::Anything).is_ok() {
            continue;
        }
        let here = disk.about(path).unwrap().unwrap();
        let hash = disk.read(path).unwrap();
        for backup in backups::list(&disk, path).unwrap() {
            assert_ne!(disk.about(&backup.path).unwrap().unwrap().identity, here.identity, "call {call}");
            assert_ne!(disk.read(&backup.path).unwrap(), hash, "call {call}");
        }
    }
    let kept = backups::list(&disk, path).unwrap();
    assert!(kept.len() >= 10, "{kept:?}");
    let contents: BTreeSet<Vec<u8>> = kept.iter().map(|backup| disk.read(&backup.path).unwrap()).collect();
    assert_eq!(contents.len(), kept.len(), "each is another version");
    assert!(before.len() >= 10);
}

#[test]
fn a_full_disk_costs_no_backup_however_often_it_is_tried() {
    let (_folder, path) = study();
    for n in 0..11 {
        keep(&Disk::default(), &renamed(&large(1), &format!("V{n}")), &path, Expected::Anything).unwrap();
    }
    let before = backups::list(&Disk::default(), &path).unwrap();
    let folder = path.parent().unwrap().to_owned();
    let full = refusing::disk(move |call, path| {
        (call == "create_new" && path.parent() == Some(&folder)).then_some(ErrorKind::StorageFull)
    });
    for _ in 0..12 {
        keep(&full, &renamed(&large(1), "Refused"), &path, Expected::Anything).unwrap_err();
    }
    assert_eq!(backups::list(&Disk::default(), &path).unwrap(), before);
}

#[test]
fn a_save_that_was_killed_before_the_end_leaves_its_version_once() {
    let (_folder, path) = study();
    let disk = Disk::default();
    keep(&disk, &large(1), &path, Expected::Anything).unwrap();
    let kept = backups::folder(&path).join("000001-20260921T141320Z.ron");
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    fs::hard_link(&path, &kept).unwrap();
    let first = fs::read(&path).unwrap();
    keep(&disk, &large(2), &path, Expected::Anything).unwrap();
    let backups = backups::list(&disk, &path).unwrap();
    assert_eq!(backups.len(), 1);
    assert_eq!(fs::read(&backups[0].path).unwrap(), first);
}

#[test]
fn what_another_program_writes_in_the_last_moment_of_a_save_is_not_overwritten() {
    for call in ["create_new", "create_folder", "link"] {
        let (folder, path) = study();
        let saved = keep(&Disk::default(), &large(1), &path, Expected::Anything).unwrap();
        let theirs = folder.path().join("theirs");
        fs::write(&theirs, "theirs").unwrap();
        let (from, to) = (theirs.clone(), path.clone());
        let disk = refusing::disk(move |asked, _| {
            if asked == call && from.exists() {
                fs::rename(&from, &to).unwrap();
            }
            None
        });
        let refused = keep(&disk, &large(2), &path, Expected::Unchanged(saved.file_hash)).unwrap_err();
        assert!(matches!(refused, StoreError::ChangedOnDisk(_)), "{call}: {refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs", "{call}");
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{call}: {left:?}");
    }
}

#[test]
fn a_clock_that_goes_backwards_does_not_lose_the_newest() {
    let (_folder, path) = study();
    let disk = Disk::default();
    for n in 0..14 {
        if path.exists() {
            let file = fs::File::options().write(true).open(&path).unwrap();
            let hours = std::time::Duration::from_hours(n * 1000);
            file.set_modified(std::time::SystemTime::now() - hours).unwrap();
        }
        keep(&disk, &renamed(&large(1), &format!("V{n}")), &path, Expected::Anything).unwrap();
    }
    let newest = &backups::list(&disk, &path).unwrap()[0];
    let opened = backups::open(&disk, &path, &newest.path).unwrap();
    assert!(opened.project.tags.values().any(|tag| tag.name == "V12"));
}

/// A disk that answers no question of this kind about paths that end in `name`.
fn silent(question: &'static str, name: &'static str) -> Disk {
    refusing::disk(move |call, path| {
        (call == question && path.ends_with(name)).then_some(ErrorKind::PermissionDenied)
    })
}

#[test]
fn backups_that_cannot_be_looked_at_are_not_numbered_anew() {
    let (_folder, path) = study();
    let sample = large(1);
    for name in ["one", "two", "three"] {
        keep(&Disk::default(), &renamed(&sample, name), &path, Expected::Anything).unwrap();
    }
    let before = backups::list(&Disk::default(), &path).unwrap();
    let saved =
        keep(&silent("list", "backups"), &renamed(&sample, "four"), &path, Expected::Anything).unwrap();
    let told = saved.not_kept.unwrap();
    assert!(
        told.starts_with(
            "Saved, but the version before could not be kept as a backup: the system does not allow access to "
        ),
        "{told}"
    );
    assert_eq!(backups::list(&Disk::default(), &path).unwrap(), before);
}

#[test]
fn a_file_that_cannot_be_looked_at_is_not_replaced() {
    let (_folder, path) = study();
    let sample = large(1);
    keep(&Disk::default(), &sample, &path, Expected::Anything).unwrap();
    let before = fs::read(&path).unwrap();
    let refused =
        keep(&silent("about", "study.ron"), &renamed(&sample, "new"), &path, Expected::Anything).unwrap_err();
    assert!(refused.to_string().starts_with("the system does not allow access to "), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_disk_without_second_names_keeps_copies() {
    let (_folder, path) = study();
    let disk = refusing::disk(|call, _| (call == "link").then_some(ErrorKind::Unsupported));
    let (first, second) = (large(2), large(2));
    keep(&disk, &first, &path, Expected::Anything).unwrap();
    keep(&disk, &second, &path, Expected::Anything).unwrap();
    let kept = backups::list(&disk, &path).unwrap();
    assert_eq!(backups::open(&disk, &path, &kept[0].path).unwrap().project, first.project);
}

#[test]
fn a_backup_that_cannot_be_kept_does_not_keep_from_saving_and_is_told() {
    let (_folder, path) = study();
    let disk = refusing::disk(|_, path| {
        path.to_string_lossy().contains("backups").then_some(ErrorKind::PermissionDenied)
    });
    keep(&disk, &large(2), &path, Expected::Anything).unwrap();
    let second = large(2);
    let saved = keep(&disk, &second, &path, Expected::Anything).unwrap();
    assert_eq!(
        saved.not_kept.unwrap(),
        format!(
            "Saved, but the version before could not be kept as a backup: the system does not allow access to {}; change \
             its permissions, or choose another place.",
            path.with_file_name("study.lectern").join("backups").display()
        )
    );
    assert_eq!(open(&disk, &path).unwrap().project, second.project);
}

#[test]
fn an_older_schema_is_kept_as_it_was_before_the_first_save_and_for_good() {
    let (_folder, path) = study();
    fs::write(&path, old_schema()).unwrap();
    let disk = Disk::default();
    let opened = open(&disk, &path).unwrap();
    let sample = Sample { project: opened.project, texts: BTreeMap::default() };
    keep(&disk, &sample, &path, Expected::Unchanged(opened.file_hash)).unwrap();
    for n in 0..15 {
        keep(&disk, &renamed(&sample, &format!("V{n}")), &path, Expected::Anything).unwrap();
    }
    let kept = backups::list(&disk, &path).unwrap();
    let original = kept.iter().find(|backup| backup.kind == BackupKind::Original(1)).unwrap();
    assert_eq!(fs::read(&original.path).unwrap(), old_schema());
    assert!(original.path.to_string_lossy().ends_with("-schema-1.ron"));
    assert_eq!(backups::open(&disk, &path, &original.path).unwrap().project, sample.project);
}

#[test]
fn an_older_schema_that_cannot_be_kept_is_not_saved_over() {
    let (_folder, path) = study();
    fs::write(&path, old_schema()).unwrap();
    let disk = refusing::disk(|_, path| {
        path.to_string_lossy().contains("backups").then_some(ErrorKind::StorageFull)
    });
    let opened = open(&disk, &path).unwrap();
    let sample = Sample { project: opened.project, texts: BTreeMap::default() };
    let refused = keep(&disk, &sample, &path, Expected::Unchanged(opened.file_hash)).unwrap_err();
    let backups = path.with_file_name("study.lectern").join("backups");
    assert_eq!(
        refused.to_string(),
        format!(
            "{} was not saved, because the version in it could not be kept as a backup first: the disk is full, so {} was \
             not written and is as it was; free some space and try again, or choose another place",
            path.display(),
            backups.display()
        )
    );
    assert_eq!(fs::read(&path).unwrap(), old_schema());
}

#[test]
fn what_somebody_did_to_the_file_is_kept_and_not_taken_for_sound() {
    let (_folder, path) = study();
    let disk = Disk::default();
    let first = large(2);
    keep(&disk, &first, &path, Expected::Anything).unwrap();
    keep(&disk, &renamed(&first, "Second"), &path, Expected::Anything).unwrap();
    let mut text = fs::read_to_string(&path).unwrap();
    text = text.replace("Second", "By hand");
    fs::write(&path, &text).unwrap();
    keep(&disk, &renamed(&first, "Third"), &path, Expected::Anything).unwrap();
    let kept = backups::list(&disk, &path).unwrap();
    assert_eq!(kept[0].kind, BackupKind::Unsound);
    assert_eq!(fs::read_to_string(&kept[0].path).unwrap(), text);
    let (sound, counts) = backups::newest_sound(&disk, &path, |_| true).unwrap();
    assert_eq!((sound.number, counts), (1, Counts::of(&first.project)));
}

#[test]
fn a_damaged_backup_is_passed_over() {
    let (_folder, path) = study();
    let disk = Disk::default();
    for n in 0..3 {
        keep(&disk, &renamed(&large(1), &format!("V{n}")), &path, Expected::Anything).unwrap();
    }
    let kept = backups::list(&disk, &path).unwrap();
    let mut bytes = fs::read(&kept[0].path).unwrap();
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    fs::write(&kept[0].path, bytes).unwrap();
    assert_eq!(backups::counts(&disk, &kept[0]), None);
    assert_eq!(backups::newest_sound(&disk, &path, |_| true).unwrap().0, kept[1]);
}

#[test]
fn a_backup_put_in_place_sets_the_damaged_file_aside() {
    let (_folder, path) = study();
    let disk = Disk::default();
    let first = large(2);
    keep(&disk, &first, &path, Expected::Anything).unwrap();
    let saved = keep(&disk, &renamed(&first, "Second"), &path, Expected::Anything).unwrap();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let (backup, _) = backups::newest_sound(&disk, &path, |_| true).unwrap();
    // Not the file that was looked at: nothing is done.
    let changed = backups::put_in_place(&disk, &path, Some(saved.file_hash), &backup.path);
    assert!(matches!(changed, Err(StoreError::ChangedOnDisk(_))));
    let damaged = lectern::project::store::hash_of_file(&disk, &path).unwrap();
    let aside = backups::put_in_place(&disk, &path, Some(damaged), &backup.path).unwrap().unwrap();
    assert_eq!(fs::read(&aside).unwrap(), &whole[..whole.len() / 2]);
    assert!(aside.file_name().unwrap().to_string_lossy().starts_with("study (damaged 2"));
    assert_eq!(open(&disk, &path).unwrap().project, first.project);
    // And once more in the same second: the file set aside first is not touched.
    fs::write(&path, "damaged again").unwrap();
    let damaged = lectern::project::store::hash_of_file(&disk, &path).unwrap();
    let again = backups::put_in_place(&disk, &path, Some(damaged), &backup.path).unwrap().unwrap();
    assert_ne!(aside, again);
    assert_eq!(fs::read(&aside).unwrap(), &whole[..whole.len() / 2]);
}

#[test]
fn the_present_state_can_be_kept_as_a_backup() {
    let (_folder, path) = study();
    let disk = Disk::default();
    let sample = large(2);
    keep(&disk, &sample, &path, Expected::Anything).unwrap();
    let mine: Project = renamed(&sample, "Mine").project;
    let backup = backups::keep_state(&disk, &mine, None, &path).unwrap();
    assert_eq!(backup.kind, BackupKind::Mine);
    assert_eq!(backups::list(&disk, &path).unwrap(), std::slice::from_ref(&backup));
    assert_eq!(backups::open(&disk, &path, &backup.path).unwrap().project, mine);
}
