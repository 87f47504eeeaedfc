//! What titles say of the bearer of a name: man or woman, plain `Mr`, a knight, or of what rank; and which of these cannot all
//! be said of one person.
//!
//! A title is general knowledge and no name of anybody. What a title means for a surname it stands before is decided by
//! [`super::document`] and [`super::corpus`].

use super::lexicon::Gender;

/// What a title is besides telling man from woman.
#[derive(Clone, Copy)]
enum Standing {
    /// What anybody is called who is called nothing else.
    Plain,
    /// What is said instead of a plain title ever after: `Sir`, `Lady`.
    Noble,
    /// A rank beside which its bearer is called `Mr` too, as policemen are.
    Rank,
    /// A rank of an army or fleet.
    Service,
    /// An office or calling, of which one person may have several.
    Other,
}

/// A title in all its forms, folded, with what it says.
struct Row {
    words: &'static [&'static str],
    gender: Option<Gender>,
    standing: Standing,
}

const fn row(words: &'static [&'static str], gender: Option<Gender>, standing: Standing) -> Row {
    Row { words, gender, standing }
}

const HE: Option<Gender> = Some(Gender::Male);
const SHE: Option<Gender> = Some(Gender::Female);

/// The titles there are. A word in two rows is either: a constable may be a detective.
const TITLES: &[Row] = &[
    row(&["mr", "mister", "monsieur", "herr", "signor", "senor"], HE, Standing::Plain),
    row(&["mrs", "madam", "mme", "madame", "frau", "signora", "senora"], SHE, Standing::Plain),
    row(&["miss", "mlle", "senorita"], SHE, Standing::Plain),
    row(&["ms"], SHE, Standing::Plain),
    row(&["sir"], HE, Standing::Noble),
    row(&["lord"], HE, Standing::Noble),
    row(&["dame"], SHE, Standing::Noble),
    row(&["lady"], SHE, Standing::Noble),
    row(&["brother"], HE, Standing::Other),
    row(&["fr", "father"], HE, Standing::Other),
    row(&["sister"], SHE, Standing::Other),
    row(&["mx"], None, Standing::Other),
    row(&["dr", "doctor"], None, Standing::Other),
    row(&["prof", "professor"], None, Standing::Other),
    row(&["rev", "reverend", "revd"], None, Standing::Other),
    row(&["hon"], None, Standing::Other),
    row(&["cllr", "councillor"], None, Standing::Other),
    row(&["judge"], None, Standing::Other),
    row(&["justice"], None, Standing::Other),
    row(&["senator", "sen"], None, Standing::Other),
    row(&["rep"], None, Standing::Other),
    row(&["president"], None, Standing::Other),
    row(&["pc", "constable"], None, Standing::Rank),
    row(&["dc", "constable"], None, Standing::Rank),
    row(&["sergeant", "sgt", "sergt", "serjeant"], None, Standing::Rank),
    row(&["inspector", "insp"], None, Standing::Rank),
    row(&["superintendent", "supt"], None, Standing::Rank),
    row(&["private", "pte"], None, Standing::Service),
    row(&["corporal", "cpl"], None, Standing::Service),
    row(&["lieutenant", "lt", "lieut"], None, Standing::Service),
    row(&["captain", "capt"], None, Standing::Service),
    row(&["major", "maj"], None, Standing::Service),
    row(&["colonel", "col"], None, Standing::Service),
    row(&["brigadier"], None, Standing::Service),
    row(&["general", "gen"], None, Standing::Service),
    row(&["commander"], None, Standing::Service),
    row(&["commodore"], None, Standing::Service),
    row(&["admiral"], None, Standing::Service),
];

/// The ranks of each service, the lowest first. A captain of the navy is above a commander, one of the army is not.
const LADDERS: &[&[&str]] = &[
    &["constable", "sergeant", "inspector", "superintendent"],
    &["private", "corporal", "sergeant", "lieutenant", "captain", "major", "colonel", "brigadier", "general"],
    &["lieutenant", "commander", "captain", "commodore", "admiral"],
];

/// The bits of all titles of a standing.
const fn of_standing(standing: Standing) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < TITLES.len() {
        if TITLES[at].standing as u8 == standing as u8 {
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
}

/// The bits of all titles that tell of a man, or of a woman, and the one for a given name that does.
const fn of_gender(gender: Gender) -> u64 {
    let (mut bits, mut at) = (1 << (62 + gender as u64), 0);
    while at < TITLES.len() {
        if let Some(told) = TITLES[at].gender
            && told as u8 == gender as u8
        {
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
}

const FEMALE: u64 = of_gender(Gender::Female);
const MALE: u64 = of_gender(Gender::Male);
const PLAIN: u64 = of_standing(Standing::Plain);
const NOBLE: u64 = of_standing(Standing::Noble);
const SERVICE: u64 = of_standing(Standing::Service);
const RANKS: u64 = SERVICE | of_standing(Standing::Rank);
const ALL: u64 = (1 << TITLES.len()) - 1;

/// The titles that are said of a name's bearer, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Titles(u64);

impl Titles {
    /// The title that a folded word is, if it is one.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let bits = TITLES.iter().enumerate().filter(|(_, row)| row.words.contains(&word));
        let bits = bits.fold(0, |bits, (at, _)| bits | 1 << at);
        (bits != 0).then_some(Self(bits))
    }

    /// True when nothing is said.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What either says.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The same, of a man or woman when the titles leave that open and a given name tells.
    #[must_use]
    pub(crate) fn or_gender(self, told: Option<Gender>) -> Self {
        match told.filter(|_| self.0 & (FEMALE | MALE) == 0) {
            Some(gender) => Self(self.0 | 1 << (62 + gender as u64)),
            None => self,
        }
    }

    /// Man or woman; `None` when nothing is said or both are.
    pub(crate) fn gender(self) -> Option<Gender> {
        match (self.0 & FEMALE != 0, self.0 & MALE != 0) {
            (true, false) => Some(Gender::Female),
            (false, true) => Some(Gender::Male),
            _ => None,
        }
    }

    /// True when the two cannot be said of one person anywhere: of a man and of a woman, or of two ranks.
    pub(crate) fn conflicts(self, other: Self) -> bool {
        self.is_other_gender_than(other) || self.is_other_rank_than(other)
    }

    /// True when one text does not say the two of one person: nor does it call a knight or a soldier `Mr`.
    pub(crate) fn conflicts_here(self, other: Self) -> bool {
        let plain = |titles: Self| titles.0 & PLAIN != 0 && titles.0 & (NOBLE | SERVICE) == 0;
        let above = |titles: Self| titles.0 & (NOBLE | SERVICE) != 0 && titles.0 & PLAIN == 0;
        self.conflicts(other) || plain(self) && above(other) || above(self) && plain(other)
    }

    /// True when one tells of a man, and the other of a woman.
    pub(crate) fn is_other_gender_than(self, other: Self) -> bool {
        self.gender().zip(other.gender()).is_some_and(|(one, two)| one != two)
    }

    /// True when a title is said of both.
    pub(crate) fn shares(self, other: Self) -> bool {
        self.0 & other.0 & ALL != 0
    }

    /// True when both are ranks, and none is the other's.
    pub(crate) fn is_other_rank_than(self, other: Self) -> bool {
        let ranks = (self.0 & RANKS, other.0 & RANKS);
        ranks.0 != 0 && ranks.1 != 0 && ranks.0 & ranks.1 == 0
    }

    /// True when this is a higher rank of the same service.
    pub(crate) fn outranks(self, other: Self) -> bool {
        LADDERS.iter().any(|ladder| {
            let step = |titles: Self| {
                ladder.iter().rposition(|word| Self::of_word(word).is_some_and(|rank| rank.shares(titles)))
            };
            step(self).zip(step(other)).is_some_and(|(own, other)| own > other)
        })
    }

    /// True when all that is said here is said of the other too, and no other rank is.
    pub(crate) fn are_borne_by(self, other: Self) -> bool {
        let own = self.0 & ALL;
        own != 0 && own & other.0 == own && (own & RANKS == 0 || own & RANKS == other.0 & RANKS)
    }

    /// True for no more than `Mr`, `Mrs` and the like, which say little of who is meant.
    pub(crate) fn is_plain(self) -> bool {
        self.0 & ALL & !PLAIN == 0
    }

    /// A word by which a surname with these titles is kept apart from the same with others: a rank, a noble title, else `f` or
    /// `m`; `None` when they keep nobody apart.
    pub(crate) fn sign(self) -> Option<&'static str> {
        let first = |bits: u64| TITLES.get(bits.trailing_zeros() as usize)?.words.first().copied();
        let by_gender = || self.gender().map(|gender| if gender == Gender::Female { "f" } else { "m" });
        first(self.0 & RANKS).or_else(|| first(self.0 & NOBLE)).or_else(by_gender)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(words: &str) -> Titles {
        words.split(' ').fold(Titles::default(), |titles, word| titles.and(Titles::of_word(word).unwrap()))
    }

    #[test]
    fn some_titles_are_not_borne_by_one_person() {
        for (one, other) in [("mr", "mrs"), ("captain", "private"), ("dc", "pc"), ("sir", "miss")] {
            assert!(titles(one).conflicts(titles(other)), "{one} {other}");
        }
        for (one, other) in [("mr", "captain"), ("mr", "sir"), ("mrs", "lady")] {
            assert!(!titles(one).conflicts(titles(other)), "{one} {other}");
            assert!(titles(one).conflicts_here(titles(other)), "{one} {other}");
        }
        for (one, other) in [("mr", "dr"), ("mr", "sergeant"), ("sir", "captain"), ("mrs", "miss")] {
            assert!(!titles(one).conflicts_here(titles(other)), "{one} {other}");
        }
        assert!(!titles("mr captain").conflicts_here(titles("mr")));
        assert!(!titles("constable").conflicts(titles("dc")));
    }

    #[test]
    fn ranks_are_above_others_of_their_service() {
        for (one, other) in
            [("sergeant", "pc"), ("lieutenant", "sergeant"), ("inspector", "sgt"), ("captain", "commander")]
        {
            assert!(titles(one).outranks(titles(other)), "{one} {other}");
            assert!(!titles(other).outranks(titles(one)), "{one} {other}");
        }
        for (one, other) in
            [("inspector", "private"), ("mr", "private"), ("dc", "pc"), ("captain", "captain")]
        {
            assert!(!titles(one).outranks(titles(other)), "{one} {other}");
        }
    }

    #[test]
    fn titles_tell_of_men_and_women() {
        assert_eq!(titles("lady").gender(), Some(Gender::Female));
        assert_eq!(titles("dr").gender(), None);
        assert_eq!(titles("mr mrs").gender(), None);
        assert_eq!(titles("dr").or_gender(Some(Gender::Male)).gender(), Some(Gender::Male));
        assert_eq!(titles("mrs").or_gender(Some(Gender::Male)).gender(), Some(Gender::Female));
        assert!(titles("mr").conflicts(Titles::default().or_gender(Some(Gender::Female))));
        assert_eq!(Titles::of_word("table"), None);
    }

    #[test]
    fn signs_keep_apart() {
        let sign = |words| titles(words).sign();
        assert_eq!(sign("ms"), Some("f"));
        assert_eq!(sign("sgt"), Some("sergeant"));
        assert_eq!(sign("mr lord"), Some("lord"));
        assert_eq!(sign("dr"), None);
    }

    #[test]
    fn a_title_is_borne() {
        assert!(titles("pc").are_borne_by(titles("pc mr")));
        assert!(!titles("pc").are_borne_by(titles("constable")));
        assert!(!Titles::default().are_borne_by(titles("mr")));
        assert!(titles("mr").is_plain() && !titles("mr dr").is_plain());
    }
}
