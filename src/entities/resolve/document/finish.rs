//! The draft of a document, with its links followed, packed into a [`Local`].

use rustc_hash::FxHashMap;

use super::super::class::Class;
use super::super::dated;
use super::super::fold::{Folded, Hyphen};
use super::super::office;
use super::super::reason::How;
use super::super::titles::Titles;
use super::draft::{Draft, Head, Spelling, listed};
use super::{Cluster, Local, Piece, Short, Strand};

/// Texts put one after the other, each once.
#[derive(Default)]
struct Pool<'s> {
    text: String,
    known: FxHashMap<&'s str, Piece>,
}

impl<'s> Pool<'s> {
    fn put(&mut self, text: &'s str) -> Piece {
        if let Some(piece) = self.known.get(text) {
            return *piece;
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let piece = Piece { start, end: self.text.len() as u32 };
        self.known.insert(text, piece);
        piece
    }
}

/// A mention with where it goes, in the order in which mentions are packed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// The head that its links end at: its group.
    root: u32,
    /// Its own head and spelling, why it is linked and to which head: its strand.
    strand: (u32, u32, How, u32),
    /// Its place among the mentions in the order of the text.
    place: u32,
    mention: u32,
}

/// Packs a draft.
pub(super) fn finish(draft: &Draft<'_>) -> Local {
    let names: Vec<Option<String>> = draft.heads.iter().map(name_of).collect();
    let mut pool = Pool::default();
    let mut local = Local { mentions: draft.mentions.len(), ..Local::default() };
    let mut rows: Vec<Row> = (0..draft.order.len() as u32).filter_map(|place| row(draft, place)).collect();
    rows.sort_unstable();
    local.members = rows.iter().map(|row| row.mention).collect();
    let mut at = 0;
    for group in rows.chunk_by(|a, b| a.root == b.root) {
        let root = group[0].root;
        let head = &draft.heads[root as usize];
        let name = names[root as usize].as_deref().unwrap_or_default();
        let first_strand = local.strands.len() as u32;
        for strand in group.chunk_by(|a, b| a.strand == b.strand) {
            let (own, spelling, how, to) = strand[0].strand;
            let end = at + strand.len() as u32;
            local.strands.push(Strand {
                spelling: pool.put(&draft.heads[own as usize].spellings[spelling as usize].text),
                how,
                to: pool.put(names[to as usize].as_deref().unwrap_or(name)),
                members: at..end,
            });
            at = end;
        }
        local.clusters.push(Cluster {
            class: head.class,
            kind: head.kind.clone(),
            key: pool.put(&head.key),
            name: pool.put(name),
            titles: titles_of(draft, group),
            strands: first_strand..local.strands.len() as u32,
            count: group.len() as u32,
            written: group.iter().filter(|row| row.strand.0 == root).count() as u32,
        });
    }
    local.short = short_forms(draft, &mut pool);
    local.pool = pool.text;
    local
}

/// What titles before the mentions of a group say. Those of a bare surname that were linked elsewhere say nothing of what is
/// left of it.
fn titles_of(draft: &Draft<'_>, group: &[Row]) -> Titles {
    group.iter().fold(Titles::default(), |titles, row| titles.and(draft.title_of[row.mention as usize]))
}

/// Where a mention goes.
fn row(draft: &Draft<'_>, place: u32) -> Option<Row> {
    let mention = draft.order[place as usize];
    let own = draft.head_of[mention as usize]?;
    let head = &draft.heads[own as usize];
    let link = draft.links[mention as usize];
    let (how, to) = match (link, head.up) {
        (Some(link), _) | (None, Some(link)) => (link.how, link.to),
        (None, None) if listed(&draft.mentions[mention as usize]).is_some() => (How::Listed, own),
        (None, None) if head.class.is_measured() && head.key.starts_with('=') => (How::SameValue, own),
        (None, None) => (How::SameName, own),
    };
    let root = draft.root(link.map_or(own, |link| link.to));
    let spelling = draft.spelling_of[mention as usize];
    Some(Row { root, strand: (own, spelling, how, to), place, mention })
}

/// The name of a head as it is shown: what a list calls it, else its commonest spelling, rather mixed than all in
/// capitals; an office with its place, a date with its year. `None` for a head that lost all its mentions.
fn name_of(head: &Head<'_>) -> Option<String> {
    if let Some(name) = &head.listed {
        return Some(name.clone());
    }
    let said = |spelling: &&Spelling<'_>| spelling.count > 0;
    let best = |of: &mut dyn Iterator<Item = &Spelling<'_>>| {
        of.max_by(|a, b| better(&a.text, a.count, &b.text, b.count)).map(|spelling| spelling.text.to_string())
    };
    let plain = best(&mut head.spellings.iter().filter(said))?;
    if head.class == Class::Date
        && let Some(shown) = dated::shown(&head.key, &plain)
    {
        return Some(shown);
    }
    let (_, of) = office::parts(&head.key);
    if !head.generation.is_empty() {
        return Some(format!("{plain} {}", head.generation));
    }
    if head.class != Class::Role || of.is_empty() {
        return Some(plain);
    }
    let says_place = |spelling: &&Spelling<'_>| Folded::of(&spelling.text, Hyphen::Parts).key().contains(of);
    let placed = best(&mut head.spellings.iter().filter(said).filter(says_place));
    placed.or_else(|| Some(format!("{plain} ({})", head.of_name)))
}

/// Which of two spellings of one name is shown.
pub(in super::super) fn better(a: &str, count_a: usize, b: &str, count_b: usize) -> std::cmp::Ordering {
    let mixed = |text: &str| text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
    count_a
        .cmp(&count_b)
        .then_with(|| mixed(a).cmp(&mixed(b)))
        .then_with(|| a.chars().count().cmp(&b.chars().count()))
        .then_with(|| b.cmp(a))
}

/// The acronyms this document explains, for other documents that do not.
fn short_forms<'d>(draft: &'d Draft<'_>, pool: &mut Pool<'d>) -> Vec<Short> {
    let mut found: Vec<Short> = Vec::new();
    for (short, long) in &draft.offices {
        found.push(Short { class: Class::Role, acronym: pool.put(short), long: pool.put(long) });
    }
    // What is called by its place elsewhere: `Waterfront Festival` for `Hartlepool Waterfront Festival`.
    for (at, long) in &draft.placed {
        let head = &draft.heads[*at as usize];
        found.push(Short { class: head.class, acronym: pool.put(&head.key), long: pool.put(long) });
    }
    for head in &draft.heads {
        let Some(link) = head.up else { continue };
        if matches!(link.how, How::Defined | How::Initials | How::InitialsAlmost)
            && head.folded.is_one_acronym()
        {
            let long = &draft.heads[draft.root(link.to) as usize].key;
            found.push(Short { class: head.class, acronym: pool.put(&head.key), long: pool.put(long) });
        }
    }
    found
}
