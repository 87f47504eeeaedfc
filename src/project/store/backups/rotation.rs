//! Which backups go: the rotation that is stated to the user, decided from their names alone.
//!
//! Kept are the last ten, and beyond them the last of each hour for a day, the last of each day for thirty days, and the
//! last of each month for ever, as long as all of them together stay below [`MOST_BYTES`]. Always kept are the newest,
//! the newest that is sound, and the original of a migration. What another program had written stays until room is
//! needed. Which is last is told by the number of a backup, so that a clock that was set back loses nothing. One that went
//! ahead by more than a month is believed only after ten saves: until then ages are told as they were before.

use std::collections::{BTreeMap, BTreeSet};

use super::{Backup, BackupKind};
use crate::project::Timestamp;

/// The last so many are kept, however close together.
const LAST: usize = 10;
/// All backups of a project together take no more than this, if the newest alone does not.
pub const MOST_BYTES: u64 = 2 << 30;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// A clock that goes ahead by more between two saves may be wrong.
const JUMP: i64 = 31 * DAY;

/// The numbers of the backups to be removed, `now`, so that those that stay take no more than `most_bytes`.
pub fn superfluous(backups: &[Backup], now: Timestamp, most_bytes: u64) -> BTreeSet<u64> {
    let mut newest_first: Vec<&Backup> = backups.iter().collect();
    newest_first.sort_by_key(|backup| std::cmp::Reverse(backup.number));
    let mut kept = BTreeSet::new();
    let now = believed(&newest_first, now);
    let mut taken: BTreeMap<(u8, i64), u64> = BTreeMap::new();
    for (place, backup) in newest_first.iter().enumerate() {
        let second = backup.at.as_jiff().as_second();
        let age = now.saturating_sub(second).max(0);
        let last_of = |taken: &mut BTreeMap<(u8, i64), u64>, unit: u8, period: i64| {
            *taken.entry((unit, period)).or_insert(backup.number) == backup.number
        };
        // The last of a day is the last of its hour, and so on up, whichever of the three counts for it today.
        let of_hour = last_of(&mut taken, 0, second.div_euclid(HOUR));
        let of_day = last_of(&mut taken, 1, second.div_euclid(DAY));
        let of_month = last_of(&mut taken, 2, month(backup.at));
        let in_turn = match age {
            age if age <= DAY => of_hour,
            age if age <= 30 * DAY => of_day,
            _ => of_month,
        };
        let special = matches!(backup.kind, BackupKind::Original(_) | BackupKind::Theirs);
        if place < LAST || in_turn || special {
            kept.insert(backup.number);
        }
    }
    let newest = newest_first.first().map(|backup| backup.number);
    let sound = newest_first.iter().find(|backup| backup.kind != BackupKind::Unsound);
    let always = |backup: &Backup| {
        matches!(backup.kind, BackupKind::Original(_))
            || newest == Some(backup.number)
            || sound.is_some_and(|sound| sound.number == backup.number)
    };
    kept.extend(newest_first.iter().filter(|backup| always(backup)).map(|backup| backup.number));
    let mut bytes: u64 = newest_first
        .iter()
        .filter(|backup| kept.contains(&backup.number))
        .fold(0, |sum, backup| sum.saturating_add(backup.bytes));
    for backup in newest_first.iter().rev() {
        if bytes > most_bytes && !always(backup) && kept.remove(&backup.number) {
            bytes -= backup.bytes;
        }
    }
    backups.iter().map(|backup| backup.number).filter(|number| !kept.contains(number)).collect()
}

/// The second from which ages are told: `now`, or the time before the clock went far ahead, when that was within the last
/// ten.
fn believed(newest_first: &[&Backup], now: Timestamp) -> i64 {
    let second = |at: Timestamp| at.as_jiff().as_second();
    let times = newest_first.iter().take(LAST).map(|backup| second(backup.at));
    let (mut later, mut believed) = (second(now), second(now));
    for earlier in times {
        if later.saturating_sub(earlier) > JUMP {
            believed = earlier;
        }
        later = earlier;
    }
    believed
}

/// Counts months.
fn month(at: Timestamp) -> i64 {
    let date = at.as_jiff().to_zoned(jiff::tz::TimeZone::UTC);
    i64::from(date.year()) * 12 + i64::from(date.month())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_790_000_000;

    fn backup(number: u64, second: i64, kind: BackupKind, bytes: u64) -> Backup {
        Backup { number, at: Timestamp::from_second(second), kind, bytes, path: PathBuf::new() }
    }

    fn now() -> Timestamp {
        Timestamp::from_second(NOW)
    }

    fn left(backups: &[Backup], gone: &BTreeSet<u64>) -> Vec<Backup> {
        backups.iter().filter(|backup| !gone.contains(&backup.number)).cloned().collect()
    }

    #[test]
    fn a_year_of_saving_every_ten_minutes_leaves_what_is_stated() {
        let mut backups = Vec::new();
        let year = 365 * DAY;
        for step in 0..year / 600 {
            let at = Timestamp::from_second(NOW - year + step * 600);
            backups.push(backup(step as u64, NOW - year + step * 600, BackupKind::Saved, 1));
            if step % 7 == 0 {
                let gone = superfluous(&backups, at, MOST_BYTES);
                backups = left(&backups, &gone);
            }
        }
        let gone = superfluous(&backups, now(), MOST_BYTES);
        backups = left(&backups, &gone);
        let aged = |from: i64, to: i64| {
            let ages = backups.iter().map(|backup| NOW - backup.at.as_jiff().as_second());
            ages.filter(|age| (from..to).contains(age)).count()
        };
        assert!((30..=36).contains(&aged(0, DAY)), "{}", aged(0, DAY));
        assert!((28..=30).contains(&aged(DAY + 1, 30 * DAY)), "{}", aged(DAY + 1, 30 * DAY));
        assert!((10..=13).contains(&aged(31 * DAY, i64::MAX)), "{}", aged(31 * DAY, i64::MAX));
    }

    #[test]
    fn a_clock_set_a_year_ahead_for_a_few_saves_costs_no_backup_of_an_hour_or_a_day() {
        // One an hour for the last day, one a day before that.
        let ages = (1..=30).rev().map(|days| days * DAY).chain((0..24).rev().map(|hours| hours * HOUR));
        let earlier: Vec<Backup> = ages
            .enumerate()
            .map(|(number, age)| backup(number as u64, NOW - age, BackupKind::Saved, 1))
            .collect();
        let ahead = NOW + 365 * DAY;
        let mut backups = earlier.clone();
        for save in 0..i64::try_from(LAST).unwrap() + 2 {
            let is_believed = save >= i64::try_from(LAST).unwrap();
            let gone = superfluous(&backups, Timestamp::from_second(ahead + save * 60), MOST_BYTES);
            assert_eq!(gone.iter().any(|number| (*number as usize) < earlier.len()), is_believed, "{save}");
            backups.push(backup(1000 + save as u64, ahead + save * 60, BackupKind::Saved, 1));
        }
    }

    #[test]
    fn the_newest_stays_even_when_it_alone_is_too_large() {
        let backups: Vec<Backup> = (0..30).map(|n| backup(n, NOW, BackupKind::Saved, 100)).collect();
        let gone = superfluous(&backups, now(), 10);
        assert_eq!(left(&backups, &gone).iter().map(|backup| backup.number).collect::<Vec<_>>(), [29]);
        assert_eq!(left(&backups, &superfluous(&backups, now(), 1000)).len(), 10);
        assert_eq!(left(&backups, &superfluous(&backups, now(), 450)).len(), 4);
    }

    fn any_backups() -> impl Strategy<Value = Vec<Backup>> {
        let kind = prop_oneof![
            8 => Just(BackupKind::Saved),
            1 => Just(BackupKind::Theirs),
            1 => Just(BackupKind::Mine),
            1 => Just(BackupKind::Original(1)),
            2 => Just(BackupKind::Unsound),
        ];
        // Equal times, times that go backwards, times to come.
        let second = prop_oneof![Just(NOW), NOW - 400 * DAY..NOW + 40 * DAY];
        prop::collection::vec((second, kind, 0u64..1000), 0..120).prop_map(|all| {
            let numbered = all.into_iter().enumerate();
            numbered
                .map(|(number, (second, kind, bytes))| backup(number as u64, second, kind, bytes))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn whatever_the_clock_says_the_newest_and_the_originals_stay(
            backups in any_backups(), now in NOW - 500 * DAY..NOW + 500 * DAY, most in 0u64..40_000,
        ) {
            let now = Timestamp::from_second(now);
            let gone = superfluous(&backups, now, most);
            let kept = left(&backups, &gone);
            prop_assert_eq!(kept.last(), backups.last());
            let sound = |all: &[Backup]| all.iter().rfind(|b| b.kind != BackupKind::Unsound).cloned();
            prop_assert_eq!(sound(&kept), sound(&backups));
            let originals = |all: &[Backup]| all.iter().filter(|b| b.kind == BackupKind::Original(1)).count();
            prop_assert_eq!(originals(&kept), originals(&backups));
            // Having removed them, there is nothing more to remove.
            prop_assert_eq!(superfluous(&kept, now, most), BTreeSet::new());
        }

        #[test]
        fn with_room_the_last_ten_and_what_others_wrote_stay(
            backups in any_backups(), now in NOW - 500 * DAY..NOW + 500 * DAY,
        ) {
            let kept = left(&backups, &superfluous(&backups, Timestamp::from_second(now), u64::MAX));
            let last = |all: &[Backup]| all.iter().rev().take(LAST).cloned().collect::<Vec<_>>();
            prop_assert_eq!(last(&kept), last(&backups));
            let theirs = |all: &[Backup]| all.iter().filter(|b| b.kind == BackupKind::Theirs).count();
            prop_assert_eq!(theirs(&kept), theirs(&backups));
        }

        #[test]
        fn what_stays_is_no_more_than_stated(backups in any_backups(), most in 0u64..40_000) {
            let kept = left(&backups, &superfluous(&backups, now(), most));
            let spared = |b: &&Backup| !matches!(b.kind, BackupKind::Original(_));
            let bytes: u64 = kept.iter().filter(spared).map(|b| b.bytes).sum();
            // Two may always stay: the newest, and the newest that is sound.
            prop_assert!(bytes <= most + 2000);
            let ordinary = kept.iter().filter(|b| matches!(b.kind, BackupKind::Saved | BackupKind::Mine));
            prop_assert!(ordinary.count() <= LAST + 24 * 42 + 30 + 15);
        }
    }
}
