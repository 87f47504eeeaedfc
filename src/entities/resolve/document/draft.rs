//! The mentions of one document as they are read, by the names they bear, with the links that the rules find.

use std::borrow::Cow;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::class::{Class, Read};
use super::super::fold::Folded;
use super::super::generation;
use super::super::given;
use super::super::office::Office;
use super::super::person::Person;
use super::super::reason::How;
use super::super::titles::Titles;
use crate::entities::{Kind, Mention, Source};
use crate::text::Span;

/// Bytes after a name within which `, the younger` and a word after it fit.
const LONGEST_GENERATION: usize = 32;

/// A link to another name of the same document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub to: u32,
    pub how: How,
}

/// A spelling of a head.
pub(super) struct Spelling<'a> {
    pub text: Cow<'a, str>,
    pub count: usize,
}

/// One name of one document, in all its spellings, and the mentions that bear it.
pub(super) struct Head<'a> {
    pub class: Class,
    pub kind: &'a Kind,
    pub key: Rc<str>,
    pub spellings: Vec<Spelling<'a>>,
    pub folded: Folded,
    pub person: Option<Person>,
    pub office: Option<Office>,
    /// The mentions in the order of the text.
    pub mentions: Vec<u32>,
    /// What titles of its mentions say.
    pub titles: Titles,
    /// True when all its mentions lie within other mentions.
    pub nested: bool,
    /// The name this one is a form of.
    pub up: Option<Link>,
    /// The name a list gives it.
    pub listed: Option<String>,
    /// What an office is for, as it is written.
    pub of_name: String,
    /// Which of several people of one name, as it is written after it: `the elder`.
    pub generation: String,
    /// How often it is an organisation and a programme.
    kinds: Vec<(&'a Kind, usize)>,
}

/// Everything the rules work on.
pub(super) struct Draft<'a> {
    pub text: &'a str,
    pub mentions: &'a [Mention],
    pub heads: Vec<Head<'a>>,
    by_key: FxHashMap<Class, FxHashMap<Rc<str>, u32>>,
    /// The head each mention bears, `None` where its span does not fit.
    pub head_of: Vec<Option<u32>>,
    /// Links of single mentions, where a name stands for one thing here and for another there.
    pub links: Vec<Option<Link>>,
    /// The spelling of each mention, as an index into those of its head.
    pub spelling_of: Vec<u32>,
    /// Valid mentions in the order of the text.
    pub order: Vec<u32>,
    /// What a title directly before or within the name of a person says.
    pub title_of: Vec<Titles>,
    /// Abbreviated offices with their long forms, as keys.
    pub offices: Vec<(String, String)>,
    /// Names before which their place stands, with the key of both together.
    pub placed: Vec<(u32, String)>,
}

impl<'a> Draft<'a> {
    /// Reads the names; links are still to be found.
    pub(super) fn read(text: &'a str, mentions: &'a [Mention]) -> Self {
        let mut order: Vec<u32> = (0..mentions.len() as u32)
            .filter(|at| mentions[*at as usize].span.of(text).is_some_and(|words| !words.trim().is_empty()))
            .collect();
        order.sort_by_key(|at| {
            let span = mentions[*at as usize].span;
            (span.start, std::cmp::Reverse(span.end), *at)
        });
        let mut draft = Self {
            text,
            mentions,
            heads: Vec::new(),
            by_key: FxHashMap::default(),
            head_of: vec![None; mentions.len()],
            links: vec![None; mentions.len()],
            spelling_of: vec![0; mentions.len()],
            order,
            title_of: vec![Titles::default(); mentions.len()],
            offices: Vec::new(),
            placed: Vec::new(),
        };
        draft.read_names();
        draft
    }

    fn read_names(&mut self) {
        // A name that stands a hundred times is taken apart once.
        let mut seen: FxHashMap<(&Kind, &str), (u32, u32)> = FxHashMap::default();
        let mut outer_end = 0;
        for nth in 0..self.order.len() {
            let at = self.order[nth];
            let mention: &'a Mention = &self.mentions[at as usize];
            let nested = mention.span.end <= outer_end;
            outer_end = outer_end.max(mention.span.end);
            let words = mention.span.of(self.text).unwrap_or_default().trim();
            let generation = generation_of(self.text, mention);
            let plain = is_plain(mention) && generation.is_none();
            let known = if plain { seen.get(&(&mention.kind, words)).copied() } else { None };
            let (head, spelling) = known.unwrap_or_else(|| {
                let name = generation.map_or(Cow::Borrowed(words), |said| format!("{words} {said}").into());
                let head = self.put_head(&mention.kind, read(mention, &name));
                if let Some(said) = generation {
                    said.clone_into(&mut self.heads[head as usize].generation);
                }
                if let Some(name) = listed(mention) {
                    self.heads[head as usize].listed.get_or_insert_with(|| name.to_owned());
                }
                let spelling = self.heads[head as usize].spelling(squeezed(words));
                if plain {
                    seen.insert((&mention.kind, words), (head, spelling));
                }
                (head, spelling)
            });
            self.put(at, head, spelling, nested);
        }
    }

    /// The head of this kind and key; a new one, named `name`, when there is none.
    pub(super) fn head(&mut self, kind: &'a Kind, key: String, name: &str) -> u32 {
        self.put_head(kind, Read { key, ..Read::name(kind, name) })
    }

    /// The head of what was read, which comes into being when there is none.
    fn put_head(&mut self, kind: &'a Kind, read: Read) -> u32 {
        let Read { key, folded, person, office } = read;
        let class = Class::of(kind);
        if let Some(known) = self.known(class, &key) {
            return known;
        }
        let at = self.heads.len() as u32;
        let key: Rc<str> = key.into();
        self.by_key.entry(class).or_default().insert(Rc::clone(&key), at);
        self.heads.push(Head {
            class,
            kind,
            key,
            spellings: Vec::new(),
            person,
            office,
            folded,
            mentions: Vec::new(),
            titles: Titles::default(),
            nested: true,
            up: None,
            listed: None,
            of_name: String::new(),
            generation: String::new(),
            kinds: Vec::new(),
        });
        at
    }

    /// The head of a class and key, if the document has it.
    pub(super) fn known(&self, class: Class, key: &str) -> Option<u32> {
        self.by_key.get(&class)?.get(key).copied()
    }

    fn put(&mut self, at: u32, head: u32, spelling: u32, nested: bool) {
        let mention = &self.mentions[at as usize];
        let said = if self.heads[head as usize].class == Class::Person {
            title_before(self.text, mention.span)
        } else {
            None
        };
        let head_record = &mut self.heads[head as usize];
        head_record.spellings[spelling as usize].count += 1;
        head_record.mentions.push(at);
        head_record.nested &= nested;
        // The title may stand within the name, which then is not the head's own spelling.
        let within = || title_within(&head_record.spellings[spelling as usize].text);
        let said = if head_record.class == Class::Person { said.or_else(within) } else { None };
        let said = said.unwrap_or_default();
        head_record.titles = head_record.titles.and(said);
        self.title_of[at as usize] = said;
        match head_record.kinds.iter_mut().find(|(kind, _)| **kind == mention.kind) {
            Some((_, count)) => *count += 1,
            None => head_record.kinds.push((&mention.kind, 1)),
        }
        head_record.kind = most(&head_record.kinds).unwrap_or(head_record.kind);
        self.head_of[at as usize] = Some(head);
        self.spelling_of[at as usize] = spelling;
    }

    /// Moves mentions to other heads, with their spellings.
    pub(super) fn reassign(&mut self, moves: &[(u32, u32)]) {
        let mut changed: Vec<u32> = Vec::new();
        for (at, head) in moves {
            let Some(from) = self.head_of[*at as usize].filter(|from| from != head) else { continue };
            let record = &mut self.heads[from as usize];
            let nested = record.nested;
            let spelling = &mut record.spellings[self.spelling_of[*at as usize] as usize];
            spelling.count -= 1;
            let text = spelling.text.clone();
            let spelling = self.heads[*head as usize].spelling(text);
            self.put(*at, *head, spelling, nested);
            changed.extend([from, *head]);
        }
        changed.sort_unstable();
        changed.dedup();
        for head in changed {
            let mut mentions = std::mem::take(&mut self.heads[head as usize].mentions);
            mentions.retain(|at| self.head_of[*at as usize] == Some(head));
            mentions.sort_by_key(|at| (self.span(*at).start, *at));
            self.heads[head as usize].mentions = mentions;
        }
    }

    /// Where the links of a head end.
    pub(super) fn root(&self, head: u32) -> u32 {
        let mut at = head;
        // A chain is never longer than there are heads; the bound is for safety.
        for _ in 0..self.heads.len() {
            match self.heads[at as usize].up {
                Some(link) => at = link.to,
                None => return at,
            }
        }
        at
    }

    /// Makes `from` a form of `to`, unless it is linked already or that would make a circle.
    pub(super) fn link(&mut self, from: u32, to: u32, how: How) {
        if self.heads[from as usize].up.is_none() && self.root(to) != self.root(from) {
            self.heads[from as usize].up = Some(Link { to, how });
        }
    }

    /// The heads of a class that stand for themselves so far.
    pub(super) fn unlinked(&self, class: Class) -> Vec<u32> {
        (0..self.heads.len() as u32)
            .filter(|at| {
                let head = &self.heads[*at as usize];
                head.class == class && head.up.is_none() && !head.mentions.is_empty()
            })
            .collect()
    }

    /// What stands before a mention, back to `bytes` before it.
    pub(super) fn before(&self, at: u32, bytes: usize) -> &'a str {
        let start = self.mentions[at as usize].span.start;
        &self.text[self.text.floor_char_boundary(start.saturating_sub(bytes))..start]
    }

    /// What stands after a mention, up to `bytes` on.
    pub(super) fn after(&self, at: u32, bytes: usize) -> &'a str {
        let end = self.mentions[at as usize].span.end;
        &self.text[end..self.text.floor_char_boundary((end + bytes).min(self.text.len()))]
    }

    /// The place of a mention.
    pub(super) fn span(&self, at: u32) -> Span {
        self.mentions[at as usize].span
    }
}

impl<'a> Head<'a> {
    /// What its titles say, and the given name where they do not tell man from woman.
    pub(super) fn bearer(&self) -> Titles {
        self.titles.or_gender(self.person.as_ref().and_then(|person| given::gender(person.first())))
    }

    /// The index of a spelling, which is added when it is new.
    pub(super) fn spelling(&mut self, text: Cow<'a, str>) -> u32 {
        if let Some(at) = self.spellings.iter().position(|spelling| spelling.text == text) {
            return at as u32;
        }
        self.spellings.push(Spelling { text, count: 0 });
        (self.spellings.len() - 1) as u32
    }
}

/// The commoner kind; of two as common, the first in order.
fn most<'a>(kinds: &[(&'a Kind, usize)]) -> Option<&'a Kind> {
    kinds.iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0))).map(|(kind, _)| *kind)
}

/// True when what a mention names follows from its words alone.
fn is_plain(mention: &Mention) -> bool {
    mention.value.is_none()
}

/// The name a list gives to a mention, where one does.
pub(super) fn listed(mention: &Mention) -> Option<&str> {
    let by_name = matches!(mention.source, Source::List(_) | Source::User);
    mention.value.as_deref().filter(|_| by_name && !Class::of(&mention.kind).is_measured())
}

/// What a mention is known by.
fn read(mention: &Mention, words: &str) -> Read {
    let mut read = Read::name(&mention.kind, listed(mention).unwrap_or(words));
    if let Some(value) = mention.value.as_deref().filter(|_| Class::of(&mention.kind).is_measured()) {
        read.key = format!("={value}");
    }
    read
}

/// What the text says after a person's name of which of several of that name it is.
fn generation_of<'a>(text: &'a str, mention: &Mention) -> Option<&'a str> {
    if Class::of(&mention.kind) != Class::Person || listed(mention).is_some() {
        return None;
    }
    let end = mention.span.end;
    let following = text.get(end..text.floor_char_boundary((end + LONGEST_GENERATION).min(text.len())))?;
    let said = generation::after(following)?;
    let person = Person::of(mention.span.of(text)?.trim());
    // `Kelly Senior` may be a name in full, `Kelly senior` is none.
    let fits = person.generation.is_empty() && (person.is_full() || !matches!(said, "Senior" | "Junior"));
    fits.then_some(said)
}

/// Words with one space between them, as a line break within a name is none of it.
fn squeezed(words: &str) -> Cow<'_, str> {
    let odd =
        |pair: &[u8]| pair[0].is_ascii_whitespace() && (pair[0] != b' ' || pair[1].is_ascii_whitespace());
    if words.is_ascii() && !words.as_bytes().windows(2).any(odd) {
        return Cow::Borrowed(words);
    }
    let squeezed = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if squeezed == words { Cow::Borrowed(words) } else { Cow::Owned(squeezed) }
}

/// The title with which a name begins.
fn title_within(name: &str) -> Option<Titles> {
    let (first, _) = name.split_once(' ')?;
    Titles::of_word(&first.trim_end_matches('.').to_lowercase())
}

/// The title directly before a name.
fn title_before(text: &str, span: Span) -> Option<Titles> {
    let before = text[..span.start].trim_end_matches([' ', '\u{a0}', '.']);
    if before.len() == span.start {
        return None;
    }
    let from = text.floor_char_boundary(before.len().saturating_sub(32));
    let mut words = before[from..].rsplit(|letter: char| !letter.is_alphabetic());
    let word = words.next()?;
    let of_office =
        ["attorney", "secretary", "governor", "solicitor", "surgeon", "director", "consul", "auditor"];
    let is_after = |others: &[&str]| {
        words.clone().next().is_some_and(|other| others.contains(&other.to_lowercase().as_str()))
    };
    // An Attorney General is no soldier, and a Sergeant Major a sergeant.
    if word == "General" && is_after(&of_office) || word == "Major" && is_after(&["sergeant", "serjeant"]) {
        return None;
    }
    if word.starts_with(char::is_uppercase) { Titles::of_word(&word.to_lowercase()) } else { None }
}
