//! What many documents have: a footer that is boilerplate whatever stands beside it, and a sentence that is quoted and is none.

use super::*;

/// 24 words of a footer.
const FOOTER: &str = "Visit our website to sign up for the daily newsletter, follow us on Facebook and Twitter, and support local \
                      journalism with a digital subscription.";
const QUOTE: &str = "We will not close the Marsh Lane footbridge while children still cross the railway to reach their school";

/// Documents with a footer, of which some have a paragraph in common before it.
fn with_footer(documents: usize, own: &[usize], footer: &dyn Fn(usize) -> String) -> Vec<Text> {
    let said = made_up(19, 7_777);
    let text = |n: usize| {
        let other = made_up(2, 900 + n);
        let said = if own.contains(&n) { said.trim() } else { other.trim() };
        let (begin, end) = (made_up(80, 2 * n), made_up(80, 2 * n + 1));
        Text::new(format!("{begin}.\n\n{said}.\n\n{}\n\n{end}.", footer(n)))
    };
    (0..documents).map(text).collect()
}

/// The documents and words of what is shown.
fn shown(found: &Shared) -> Vec<(u32, u32, u32)> {
    let shown = found.passages.iter().filter(|passage| passage.kind.is_shown());
    let mut shown: Vec<_> = shown.map(|it| (it.a.document.0, it.b.document.0, it.words)).collect();
    shown.sort_unstable();
    shown
}

#[test]
fn what_two_documents_have_before_a_footer_is_shown_and_the_footer_is_not() {
    let texts = with_footer(30, &[3, 17], &|_| FOOTER.to_owned());
    let found = shared(&texts);
    assert_eq!(shown(&found), [(3, 17, 19)]);
    let own = found.passages.iter().find(|passage| passage.kind.is_shown()).unwrap();
    assert_eq!(texts[3].slice(own.a.span), made_up(19, 7_777).trim());
    assert_eq!((found.whole.len(), found.whole[0].words), (1, 43));
    let common: Vec<u32> = found
        .passages
        .iter()
        .filter(|passage| passage.kind == Kind::Boilerplate)
        .map(|passage| passage.words)
        .collect();
    assert!(common.len() >= 435 && common.iter().all(|words| *words == 24), "{common:?}");
    // Also where it is so frequent that it is linked with the first document only, and where that is one of the two.
    for own in [[3, 17], [0, 17]] {
        let mut index = Index::of(&with_footer(30, &own, &|_| FOOTER.to_owned()));
        index.most_places = 8;
        let [one, other] = own.map(|number| number as u32);
        assert_eq!(shown(&index.shared(&Unwatched)), [(one, other, 19)]);
    }
}

#[test]
fn what_was_cut_is_whole_again_when_the_footer_stands_in_few() {
    let texts = with_footer(30, &[3, 17], &|_| FOOTER.to_owned());
    let mut comparer = Comparer::new(&texts);
    comparer.compare(&Unwatched);
    assert_eq!(shown(comparer.shared()), [(3, 17, 19)]);
    let gone: Vec<DocumentNumber> =
        (0..30).filter(|number| ![3, 17].contains(number)).map(DocumentNumber).collect();
    comparer.change(&gone, &[]);
    comparer.compare(&Unwatched);
    assert_eq!((shown(comparer.shared()), comparer.shared().whole.len()), (vec![(3, 17, 43)], 0));
}

#[test]
fn a_footer_is_boilerplate_however_it_was_misread() {
    let misread = |n: usize| {
        let word = |(at, word): (usize, &str)| match (at * 7 + n * 5) % 9 {
            0 => format!("{word}x"),
            1 => word.replace(['o', 'e'], "c"),
            2 if at % 4 == n % 4 => "xxx".to_owned(),
            _ => word.to_owned(),
        };
        FOOTER.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
    };
    let found = shared(&with_footer(30, &[3, 17], &misread));
    assert!(found.passages.len() > 300, "{}", found.passages.len());
    let wrong: Vec<_> = shown(&found).into_iter().filter(|(a, b, _)| (*a, *b) != (3, 17)).collect();
    assert_eq!(wrong, []);
}

#[test]
fn a_sentence_that_many_quote_is_shown() {
    for documents in [4, 5, 9, 10, 15, 40, 70] {
        for (begin, end) in [("“", "”, he said"), ("He said \"", "\" and left"), ("‘", "’")] {
            let text = |n: usize| {
                let said =
                    if n < documents { format!("{begin}{QUOTE}{end}.") } else { "Nothing.".to_owned() };
                Text::new(format!("{}.\n\n{said}\n\n{}.", made_up(60, 2 * n), made_up(60, 2 * n + 1)))
            };
            let texts: Vec<Text> = (0..2 * documents).map(text).collect();
            let found = shared(&texts);
            let is_said = |passage: &&SharedPassage| texts[0].slice(passage.a.span).contains(QUOTE);
            assert!(found.passages.iter().filter(is_said).count() >= documents - 1);
            assert!(found.passages.iter().all(|passage| passage.kind.is_shown()), "{documents} {begin}");
        }
    }
}

#[test]
fn in_a_small_corpus_a_sentence_in_running_text_is_shown_and_a_footer_is_not() {
    let kind = |said: &str| {
        let text = |n: usize| Text::new(format!("{}.{said}{}.", made_up(60, 2 * n), made_up(60, 2 * n + 1)));
        let texts: Vec<Text> = (0..4).map(text).collect();
        let found = shared(&texts);
        assert_eq!(found.passages.len(), 6);
        assert!(found.passages.iter().all(|passage| passage.kind == found.passages[0].kind));
        found.passages[0].kind
    };
    assert_eq!(kind(&format!(" {QUOTE}. ")), Kind::Verbatim);
    assert_eq!(kind(&format!("\n\n{QUOTE}.\n\n")), Kind::Verbatim);
    assert_eq!(
        kind("\n\nThe Harbour Gazette – News, Sport and Weather for Whitby, Staithes and Robin Hood\n\n"),
        Kind::Boilerplate
    );
    assert_eq!(
        kind("\n\nVisit here to sign up for our weekly letter with news about local gardens.\n\n"),
        Kind::Boilerplate
    );
}

/// Three judgements that quote one dictum, each so often, and one of them in a longer quotation.
fn judgements(times: usize, dictum: &dyn Fn(usize) -> String) -> Vec<Text> {
    let text = |n: usize| {
        let said = |time: usize| format!("{}.\n\n{}\n\n", made_up(60, 10 * n + time), dictum(n));
        Text::new((0..times).map(said).collect::<String>() + &made_up(40, 500 + n))
    };
    (0..3).map(text).collect()
}

/// The kinds of all pairs of different documents.
fn kinds(texts: &[Text]) -> (Vec<Kind>, usize) {
    let found = shared(texts);
    let between = found.passages.iter().filter(|passage| passage.a.document != passage.b.document);
    let kinds: Vec<Kind> = between.map(|passage| passage.kind).collect();
    (kinds, found.clusters.len())
}

#[test]
fn a_dictum_that_judgements_quote_is_shown_in_all_of_them_and_a_title_in_none() {
    const DICTUM: &str = "No man may be judge in his own cause at law";
    let quoted = |n: usize| match n {
        0 => format!("The court held: “{DICTUM}.”"),
        1 => format!("As the rule has it, {} and so it stands.", DICTUM.to_lowercase()),
        _ => format!("{DICTUM}. So much is settled."),
    };
    let told = |n: usize| format!("{}. {DICTUM}. {}.", made_up(4, 60 + n).trim(), made_up(4, 70 + n).trim());
    let title = |n: usize| {
        let (begin, end) = (made_up(4, 90 + n), made_up(4, 80 + n));
        format!("So {begin}Police and Crime Commissioner for Marsh Lane {}.", end.trim())
    };
    for times in [1, 2, 3] {
        for dictum in [&quoted as &dyn Fn(usize) -> String, &told] {
            let (kinds, _) = kinds(&judgements(times, dictum));
            assert!(kinds.len() >= 3 * times, "{times}: {kinds:?}");
            assert!(kinds.iter().all(|kind| kind.is_shown()), "{times}: {kinds:?}");
        }
    }
    let (kinds, _) = kinds(&judgements(3, &title));
    assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == Kind::Formula), "{kinds:?}");
}

/// Two long documents that go on into a footer again and again, each time behind another paragraph that both have, among others that
/// have the footer only.
fn with_many_footers(times: usize) -> Vec<Text> {
    let parts = |own: usize| {
        let part = |n: usize| {
            format!("{}.\n\n{}.\n\n{FOOTER}\n\n", made_up(60, own + n), made_up(19, 50_000 + n).trim())
        };
        Text::new((0..times).map(part).collect::<String>())
    };
    let mut texts = vec![parts(60_000), parts(70_000)];
    texts.extend(with_footer(20, &[], &|_| FOOTER.to_owned()));
    texts
}

/// The passages of some texts before anything is cut off them, with the clusters of these.
fn uncut(index: &Index) -> (Vec<SharedPassage>, Boilerplate) {
    let documents: Vec<DocumentNumber> = (0..index.len() as u32).map(DocumentNumber).collect();
    let mut passages = index.found(&documents, Against::Earlier, &Unwatched).passages;
    passages.sort_unstable_by(ranking);
    let clusters = index.clusters(&mut passages);
    let boilerplate = Boilerplate::of(&passages, &clusters);
    (passages, boilerplate)
}

#[test]
fn a_document_is_read_once_for_all_of_its_passages_that_are_cut() {
    let index = Index::of(&with_many_footers(40));
    let (mut passages, boilerplate) = uncut(&index);
    let before = index.read_again.load(Ordering::Relaxed);
    let cut = index.cut_boilerplate(&mut passages, &boilerplate, &Unwatched);
    assert!(cut.whole.len() >= 30, "{}", cut.whole.len());
    let documents: BTreeSet<DocumentNumber> =
        cut.whole.iter().flat_map(|passage| [passage.a.document, passage.b.document]).collect();
    let read = index.read_again.load(Ordering::Relaxed) - before;
    assert!(read <= documents.len(), "{read} readings for {} passages", cut.whole.len());
}

#[test]
fn cutting_stops_when_nobody_waits_and_says_what_it_left() {
    /// Stops when it was asked so often.
    struct Stop(AtomicUsize);
    impl Watch for Stop {
        fn is_cancelled(&self) -> bool {
            self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
        }
    }
    let index = Index::of(&with_many_footers(40));
    let (found, boilerplate) = uncut(&index);
    let all = index.cut_boilerplate(&mut found.clone(), &boilerplate, &Unwatched).whole.len();
    let mut passages = found.clone();
    let cut = index.cut_boilerplate(&mut passages, &boilerplate, &Stop(AtomicUsize::new(20)));
    assert!(
        cut.whole.len() < all && cut.not_cut >= all - cut.whole.len(),
        "{} of {all}, {}",
        cut.whole.len(),
        cut.not_cut
    );
    let mut passages = found.clone();
    let cut = index.cut_boilerplate(&mut passages, &boilerplate, &AtomicBool::new(true));
    assert_eq!((cut.whole.len(), passages), (0, found));
    let told = LeftOut { not_cut: cut.not_cut, ..LeftOut::default() }.sentences();
    assert!(
        told[0].contains("may go on into what very many documents have: the work was stopped."),
        "{told:?}"
    );
}

/// Stops once all documents have been compared.
struct Stop(AtomicBool);

impl Watch for Stop {
    fn progress(&self, done: usize) {
        self.0.store(done == 30, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn what_was_stopped_before_it_was_cut_is_cut_when_it_goes_on() {
    let mut comparer = Comparer::new(&with_footer(30, &[3, 17], &|_| FOOTER.to_owned()));
    comparer.compare(&Stop(AtomicBool::new(false)));
    let whole = comparer.shared().passages.iter().filter(|passage| passage.words == 43).count();
    assert_eq!((comparer.due(), comparer.is_done(), whole), (0, false, 1));
    comparer.compare(&Unwatched);
    assert_eq!((comparer.is_done(), shown(comparer.shared())), (true, vec![(3, 17, 19)]));
}
