//! `lectern screenshot`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;

#[test]
fn screenshot_draws_the_workbench_or_says_what_is_missing() {
    let desk = Desk::with_excerpts();
    let mut pictures = Vec::new();
    for theme in ["light", "dark"] {
        let ran =
            desk.run(&["screenshot", "a.png", "p.ron", "--force", "--size", "800x600", "--theme", theme]);
        if ran.status != 0 {
            let sentence = ran.refused();
            assert!(sentence.contains("mesa-vulkan-drivers"), "{sentence}");
            assert!(!desk.path("a.png").exists());
            return;
        }
        let picture = image::open(desk.path("a.png")).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (800, 600));
        pictures.push(picture);
    }
    let brightness = |n: usize| pictures[n].pixels().map(|pixel| u64::from(pixel.0[1])).sum::<u64>();
    assert!(brightness(0) > 2 * brightness(1), "light is lighter than dark");
}

#[test]
fn screenshot_refuses_what_is_not_there() {
    let desk = Desk::with_project();
    assert!(
        desk.run(&["screenshot", "a.png", "p.ron", "--open", "missing.txt"])
            .refused()
            .contains("missing.txt")
    );
    desk.run(&["screenshot", "a.png", "missing.ron"]).refused();
    assert!(!desk.path("a.png").exists());
}

#[test]
fn screenshot_opens_the_documents_named() {
    let desk = Desk::new();
    // The reading column alone: elsewhere the picture may tell the time.
    let text = |open: &str| {
        let ran = desk.run(&["screenshot", "a.png", "--force", "--open", open]);
        assert!(ran.status == 0 || ran.err.contains("mesa-vulkan-drivers"), "{}", ran.err);
        let picture = || image::open(desk.path("a.png")).unwrap().crop_imm(300, 100, 300, 400).into_rgb8();
        (ran.status == 0).then(picture)
    };
    let Some(letter) = text("Letter to the Mayor") else { return };
    assert_ne!(Some(&letter), text("Northern Echo, 9 Sep 2020").as_ref(), "a title may have a comma in it");
    assert_eq!(Some(&letter), text("Letter to the Mayor").as_ref(), "the same picture every time");
    assert_ne!(
        Some(&letter),
        text("Letter to the Mayor,000_4e812daf8748d4c8.txt").as_ref(),
        "two are narrower"
    );
}

#[test]
fn screenshot_collates_and_compares_what_is_asked_for() {
    let desk = Desk::new();
    // The lower part alone: what a table shows that has nothing to show is nearly the same everywhere.
    let below = |table: &str| {
        let ran = desk.run(&["screenshot", "a.png", "--force", "--size", "1280x800", "--table", table]);
        assert!(ran.status == 0 || ran.err.contains("mesa-vulkan-drivers"), "{}", ran.err);
        let picture = || image::open(desk.path("a.png")).unwrap().crop_imm(300, 530, 700, 220).into_rgb8();
        (ran.status == 0).then(picture)
    };
    // What differs is marked in a colour of its own, and nothing else there is red.
    let red = |picture: &image::RgbImage| {
        picture.pixels().filter(|pixel| pixel.0[0] > pixel.0[2].saturating_add(20)).count()
    };
    let (Some(collation), Some(differences)) = (below("collation"), below("differences")) else { return };
    let Some(nothing) = below("excerpts") else { return };
    assert!(red(&collation) > 100, "variants of a passage: {}", red(&collation));
    assert!(red(&differences) > 500, "words that differ: {}", red(&differences));
    assert_eq!(red(&nothing), 0);
}
