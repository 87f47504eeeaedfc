//! Work within bounds: stopped when nobody waits, the same on any number of cores, bounded whatever the texts, with all that is
//! left out told.

use super::*;

#[test]
fn the_number_of_cores_makes_no_difference() {
    let texts = seeds();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| shared(&texts))
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn work_that_is_not_wanted_stops_and_says_so() {
    struct Stop(AtomicBool);
    impl Watch for Stop {
        fn progress(&self, done: usize) {
            self.0.store(done >= 1, Ordering::Relaxed);
        }
        fn is_cancelled(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }
    let texts: Vec<Text> = (0..200).map(|n| Text::new(made_up(20, n))).collect();
    let found = Index::of(&texts).shared(&Stop(AtomicBool::new(false)));
    assert!(found.left_out.not_compared > 50);
    assert!(found.left_out.sentences()[0].contains("stopped"));
}

#[test]
fn hostile_texts_stay_bounded() {
    let copies = vec![Text::new(made_up(400, 1)); 1_000];
    let found = shared(&copies);
    assert_eq!(found.clusters.len(), 1);
    assert_eq!(found.clusters[0].documents, 1_000);
    assert!(found.passages.len() < 2_000);
    assert_eq!(found.passages[0].words, 400);
    let few_words = Text::new((0..200_000).map(|n| made_up(1, n * n % 61)).collect::<String>());
    assert!(shared(&[few_words.clone(), few_words]).passages.len() < 100);
    let nothing = shared(&[Text::new(""), Text::new("\n \n")]);
    assert!(nothing.passages.is_empty() && nothing.left_out == LeftOut::default());
}

#[test]
fn what_one_document_says_over_and_over_is_listed_or_said_to_be_left_out() {
    let paragraph = made_up(50, 3);
    for (times, listed, partly) in [(3, 3, 0), (61, 61, 0), (500, 61, 1)] {
        let text = Text::new(paragraph.repeat(times));
        let found = shared(std::slice::from_ref(&text));
        let cluster = &found.clusters[0];
        assert_eq!((cluster.documents, cluster.places.len()), (1, listed), "{times} times");
        assert_eq!(found.left_out.partly_compared, partly, "{times} times");
        for passage in &found.passages {
            assert!(passage.a.span.end <= passage.b.span.start, "{passage:?}");
            assert_eq!(text.slice(passage.a.span), text.slice(passage.b.span));
        }
    }
    // Two that both do so are one passage as before.
    let twice =
        [Text::new(paragraph.repeat(100)), Text::new(format!("Once more: {}", paragraph.repeat(100)))];
    let found = shared(&twice);
    let between = found.between(DocumentNumber(0), DocumentNumber(1));
    assert!(between.len() == 1 && between[0].words == 5_000, "{between:?}");
    // Of a few words nothing is listed, and that is said.
    let found = shared(&[Text::new(made_up(5, 3).repeat(300))]);
    assert_eq!((found.passages.len(), found.left_out.partly_compared), (0, 1));
}

#[test]
fn what_nothing_can_be_told_of_is_said_to_be_left_out() {
    let left_out = |texts: &[Text]| {
        let found = shared(texts);
        assert!(found.passages.is_empty(), "{found:?}");
        found.left_out.partly_compared
    };
    // One word over and over, much and little of it, by itself and in something that says more.
    for times in [1_000_000, 200, 8] {
        let one_word = Text::new("word ".repeat(times));
        assert_eq!(left_out(&[one_word.clone(), one_word]), 2, "{times}");
    }
    let within = |from| Text::new(format!("{} {}", made_up(60, from), "wolf sheep ".repeat(300)));
    assert_eq!(left_out(&[within(1), within(2)]), 2);
    // No spaces at all.
    let no_space = Text::new("wordword".repeat(600_000));
    assert_eq!(left_out(&[no_space.clone(), no_space]), 2);
    // Neither a few words nor a few function words say nothing.
    assert_eq!(left_out(&[Text::new("it was for them to be there with us")]), 0);
    assert_eq!(left_out(&[Text::new("word word"), Text::new("word word"), Text::new(made_up(60, 3))]), 0);
    let told = LeftOut { partly_compared: 2, ..LeftOut::default() }.sentences();
    let expected = "2 documents repeat the same words too often, or have hardly any spaces between them: not all that is \
                    shared was looked for.";
    assert_eq!(told, [expected]);
}

#[test]
fn of_two_documents_that_share_very_much_what_is_left_out_is_said() {
    let pieces: Vec<String> = (0..2_100).map(|n| made_up(8, n)).collect();
    let turned: Vec<String> = pieces.iter().rev().cloned().collect();
    let texts = [Text::new(pieces.join("\n\n")), Text::new(turned.join("\n\n"))];
    let found = shared(&texts);
    let between = found.between(DocumentNumber(0), DocumentNumber(1)).len();
    assert_eq!((between, found.left_out.crowded_pairs), (MOST_IN_PAIR, 1));
    let told = "1 pair of documents shares 2,000 passages or more; of each only the 2,000 passages that say most are listed.";
    assert_eq!(found.left_out.sentences(), [told]);
}
