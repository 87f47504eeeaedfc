//! Words that names are made of, known everywhere: particles, legal forms, heads of organisations, ranks.
//!
//! General knowledge of how names are built, mostly English, and never a list of things that are named. All are in the
//! folded form of [`super::fold`].

/// Man or woman, as a title or a given name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
}

/// Words with which a surname of several words begins.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du", "des", "la",
    "le", "las", "los", "ter", "ten", "te", "zu", "zum", "zur", "al", "el", "ul", "bin", "ibn", "ben",
    "bint", "abu", "o", "ni", "mac", "mc", "st", "san", "af", "av", "y", "e",
];

/// True for a word with which a surname of several words begins: `van der Merwe`, `de Souza`, `Ó Briain`.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// True for what follows a person's name and is none of it: `OBE`, `PhD`.
pub(crate) fn is_post_nominal(word: &str) -> bool {
    matches!(
        word,
        "phd"
            | "md"
            | "ba"
            | "bsc"
            | "ma"
            | "msc"
            | "mba"
            | "obe"
            | "mbe"
            | "cbe"
            | "kbe"
            | "qc"
            | "kc"
            | "mp"
            | "msp"
            | "mep"
            | "esq"
            | "frs"
            | "jp"
            | "qpm"
            | "dl"
    )
}

/// True for a small word within a name, which an acronym may leave out.
pub(crate) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "and"
            | "the"
            | "for"
            | "in"
            | "on"
            | "at"
            | "to"
            | "by"
            | "a"
            | "an"
            | "de"
            | "du"
            | "des"
            | "la"
            | "le"
            | "les"
            | "et"
            | "der"
            | "die"
            | "das"
            | "und"
            | "fur"
            | "y"
            | "del"
            | "e"
            | "da"
            | "do"
            | "with"
            | "from"
    )
}

/// True for a word after which what a head is about begins: `University of`, `Ministry for`.
pub(crate) fn is_of(word: &str) -> bool {
    matches!(word, "of" | "for" | "on" | "in" | "to" | "against" | "de" | "du" | "fur" | "der")
}

/// True for the legal form of a company at the end of its name.
pub(crate) fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "ltd"
            | "limited"
            | "inc"
            | "incorporated"
            | "plc"
            | "llp"
            | "llc"
            | "lp"
            | "corp"
            | "corporation"
            | "co"
            | "gmbh"
            | "ag"
            | "kg"
            | "se"
            | "sa"
            | "sas"
            | "sarl"
            | "srl"
            | "spa"
            | "bv"
            | "nv"
            | "ab"
            | "as"
            | "asa"
            | "oy"
            | "oyj"
            | "pty"
            | "pte"
            | "cic"
            | "kk"
            | "ltda"
            | "aps"
            | "company"
    )
}

/// True for a word that says what sort of organisation, scheme or work something is. A name that ends with one is whole,
/// and such a word alone (`the Trust`) names something only where it is plain which.
pub(crate) fn is_head(word: &str) -> bool {
    matches!(
        word,
        "academy"
            | "act"
            | "administration"
            | "agency"
            | "agreement"
            | "airlines"
            | "airways"
            | "alliance"
            | "archive"
            | "archives"
            | "army"
            | "assembly"
            | "association"
            | "authority"
            | "award"
            | "bank"
            | "bill"
            | "board"
            | "body"
            | "brigade"
            | "bureau"
            | "cabinet"
            | "campaign"
            | "centre"
            | "center"
            | "chamber"
            | "charter"
            | "church"
            | "club"
            | "code"
            | "college"
            | "commission"
            | "committee"
            | "community"
            | "company"
            | "conference"
            | "confederation"
            | "congress"
            | "consortium"
            | "constabulary"
            | "convention"
            | "cooperative"
            | "corporation"
            | "corps"
            | "council"
            | "county"
            | "court"
            | "cup"
            | "department"
            | "directorate"
            | "division"
            | "executive"
            | "federation"
            | "festival"
            | "firm"
            | "fleet"
            | "force"
            | "forces"
            | "forum"
            | "foundation"
            | "framework"
            | "fund"
            | "government"
            | "group"
            | "guild"
            | "hospital"
            | "hospitals"
            | "house"
            | "hub"
            | "initiative"
            | "inquiry"
            | "inspectorate"
            | "institute"
            | "institution"
            | "journal"
            | "laboratory"
            | "league"
            | "library"
            | "ministry"
            | "mission"
            | "museum"
            | "navy"
            | "network"
            | "office"
            | "operation"
            | "orchestra"
            | "order"
            | "organisation"
            | "organization"
            | "panel"
            | "parliament"
            | "partnership"
            | "party"
            | "plan"
            | "police"
            | "policy"
            | "press"
            | "prize"
            | "programme"
            | "program"
            | "project"
            | "railway"
            | "railways"
            | "regiment"
            | "registry"
            | "regulations"
            | "report"
            | "review"
            | "scheme"
            | "school"
            | "senate"
            | "service"
            | "services"
            | "society"
            | "squad"
            | "station"
            | "strategy"
            | "taskforce"
            | "team"
            | "treaty"
            | "tribunal"
            | "trust"
            | "union"
            | "unit"
            | "university"
            | "watch"
    )
}

/// The heads that a generic word stands for besides itself: `the Force` for a police or constabulary.
pub(crate) fn heads_meant(generic: &str) -> &'static [&'static str] {
    match generic {
        "force" => &["police", "constabulary"],
        "company" | "firm" => &["ltd", "limited", "inc", "plc", "llc", "corp", "co", "gmbh", "corporation"],
        "club" => &["fc", "rfc", "afc", "cc"],
        "party" => &["democrats"],
        "program" => &["programme"],
        "programme" => &["program"],
        "center" => &["centre"],
        "centre" => &["center"],
        "organization" => &["organisation"],
        "organisation" => &["organization"],
        _ => &[],
    }
}

/// The long forms of abbreviations that need no explanation anywhere, as keys.
pub(crate) fn usual_long_forms(abbreviation: &str) -> &'static [&'static str] {
    match abbreviation {
        "uk" => &["unitedkingdom"],
        "us" | "usa" => &["unitedstates", "unitedstatesofamerica"],
        "unitedstates" => &["unitedstatesofamerica"],
        "uae" => &["unitedarabemirates"],
        "eu" => &["europeanunion"],
        "un" => &["unitednations"],
        _ => &[],
    }
}

/// The long form of an office that is usually written short before a name.
pub(crate) fn office_in_full(word: &str) -> Option<&'static str> {
    Some(match word {
        "cllr" | "cllrs" | "councilor" => "councillor",
        "sgt" => "sergeant",
        "insp" => "inspector",
        "supt" => "superintendent",
        "capt" => "captain",
        "col" => "colonel",
        "gen" => "general",
        "lt" => "lieutenant",
        "cpl" => "corporal",
        "maj" => "major",
        "prof" => "professor",
        "gov" => "governor",
        "sen" => "senator",
        "rep" => "representative",
        "ceo" => "chief executive officer",
        "cfo" => "chief financial officer",
        _ => return None,
    })
}

/// True for the last word of an office that has `of` in its own name: `Secretary of State`.
pub(crate) fn is_of_the_office(word: &str) -> bool {
    matches!(
        word,
        "state" | "staff" | "parliament" | "peace" | "police" | "opposition" | "ceremonies" | "honour"
    )
}

/// True for a word before an office that makes another of it and says nothing of a place: `Deputy PCC`.
pub(crate) fn is_of_rank(word: &str) -> bool {
    matches!(
        word,
        "deputy"
            | "assistant"
            | "acting"
            | "interim"
            | "former"
            | "vice"
            | "chief"
            | "senior"
            | "junior"
            | "new"
            | "first"
            | "second"
            | "independent"
            | "temporary"
            | "associate"
            | "lead"
            | "honorary"
            | "joint"
            | "principal"
            | "executive"
            | "ex"
            | "late"
            | "elected"
            | "appointed"
            | "incoming"
            | "outgoing"
    )
}

/// True for a word between a town's short name and what it lies by: `Stockton-on-Tees`.
pub(crate) fn is_by_water(word: &str) -> bool {
    matches!(word, "on" | "upon" | "under" | "by" | "le" | "next" | "sur" | "am" | "an" | "bei" | "in")
}
