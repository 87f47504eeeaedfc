//! The work of two united: three versions of a project compared record by record, so that nothing either side added is
//! lost.
//!
//! What only one side changed is taken over. Where both changed one record, its fields are united one by one: sets of
//! tags and attributes by what was put in and taken out, notes one under the other, and an annotation that was moved two
//! ways stands at both places. Of the few fields that can hold only one value mine is kept, and the other is named in
//! the list of conflicts and, where it is words, noted in the record's memo. A record that one side deleted and the other
//! changed is kept, as is everything a kept record refers to. Knows nothing of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::ids::{AnnotationId, CoderId, DocumentId, TagId};
use super::model::{Annotation, Coder, DocumentRecord, Project, ProjectInfo, Tag};
use super::naming::{Decision, ListedName, NameList, OwnKind, Wanted};
use super::store;
use crate::corpus::AttributeValue;

/// What the two sides are called in sentences and in notes that hold the words of both: `this window` and `the file`.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The side whose single values are kept.
    pub mine: &'a str,
    /// The other.
    pub theirs: &'a str,
}

/// What came of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The work of both.
    pub project: Project,
    /// What both sides had changed, one sentence each.
    pub conflicts: Vec<String>,
}

/// Unites `mine` and `theirs`, which both came from `base`.
pub fn merge(base: &Project, mine: &Project, theirs: &Project, names: Names<'_>) -> Merged {
    let mut merger = Merger { names, conflicts: Vec::new(), copies: BTreeMap::new() };
    let info = merger.info(&base.info, &mine.info, &theirs.info);
    let mut project = Project::with_info(info);
    project.coders = merger.table(&base.coders, &mine.coders, &theirs.coders);
    project.documents = merger.table(&base.documents, &mine.documents, &theirs.documents);
    project.tags = merger.table(&base.tags, &mine.tags, &theirs.tags);
    project.annotations = merger.table(&base.annotations, &mine.annotations, &theirs.annotations);
    project.decisions = merger.table(&base.decisions, &mine.decisions, &theirs.decisions);
    project.lists = merger.table(&base.lists, &mine.lists, &theirs.lists);
    project.kinds = merger.table(&base.kinds, &mine.kinds, &theirs.kinds);
    let copies = std::mem::take(&mut merger.copies);
    project.annotations.extend(copies);
    merger.bring_back_what_is_referred_to(&mut project, [theirs, mine, base]);
    store::mend_codebook(&mut project, &mut merger.conflicts);
    Merged { project, conflicts: merger.conflicts }
}

struct Merger<'a> {
    names: Names<'a>,
    conflicts: Vec<String>,
    /// Annotations that were moved two ways, at the place theirs gave them.
    copies: BTreeMap<AnnotationId, Annotation>,
}

/// A record that two sides may both have changed.
trait Record: Clone + PartialEq {
    /// What it is called in a sentence.
    fn called(&self) -> String;

    /// The work of both sides on it.
    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self;
}

impl Merger<'_> {
    fn table<K: Ord + Copy, T: Record>(
        &mut self,
        base: &BTreeMap<K, T>,
        mine: &BTreeMap<K, T>,
        theirs: &BTreeMap<K, T>,
    ) -> BTreeMap<K, T> {
        let ids: BTreeSet<K> = mine.keys().chain(theirs.keys()).copied().collect();
        let united = ids.into_iter().filter_map(|id| {
            let (before, here, there) = (base.get(&id), mine.get(&id), theirs.get(&id));
            let record = if here == there || there == before {
                here?.clone()
            } else if here == before {
                there?.clone()
            } else {
                match (here, there) {
                    (Some(here), Some(there)) => T::unite(before, here, there, self),
                    (Some(kept), None) => self.deleted(kept, self.names.theirs, self.names.mine),
                    (None, Some(kept)) => self.deleted(kept, self.names.mine, self.names.theirs),
                    (None, None) => return None,
                }
            };
            Some((id, record))
        });
        united.collect()
    }

    /// A record deleted on one side and changed on the other.
    fn deleted<T: Record>(&mut self, kept: &T, deleted_in: &str, changed_in: &str) -> T {
        let called = kept.called();
        self.conflicts
            .push(format!("{called} was deleted in {deleted_in} and changed in {changed_in}; it was kept."));
        kept.clone()
    }

    /// A field that holds one value. The third part of the answer is the value that was not kept.
    fn one<T: Clone + PartialEq>(base: Option<&T>, mine: &T, theirs: &T) -> (T, Option<T>) {
        if mine == theirs || base == Some(theirs) {
            (mine.clone(), None)
        } else if base == Some(mine) {
            (theirs.clone(), None)
        } else {
            (mine.clone(), Some(theirs.clone()))
        }
    }

    /// Tells of a field that holds one value and got two.
    fn told<T>(&mut self, record: &str, field: &str, (kept, other): (T, Option<T>)) -> T {
        if other.is_some() {
            let Names { mine, theirs } = self.names;
            self.conflicts.push(format!(
                "{record} got another {field} in {mine} than in {theirs}; that of {mine} was kept."
            ));
        }
        kept
    }

    /// As [`Merger::told`], with the words that were not kept noted in `memo`.
    fn noted<T: Display>(
        &mut self,
        record: &str,
        field: &str,
        memo: &mut String,
        (kept, other): (T, Option<T>),
    ) -> T {
        if let Some(other) = &other {
            let note = format!("{field} in {}: {other}", self.names.theirs);
            if !memo.contains(&note) {
                if !memo.is_empty() {
                    memo.push_str("\n\n");
                }
                memo.push_str(&note);
            }
        }
        self.told(record, field, (kept, other))
    }

    /// Words that both sides may have written: those of both, one under the other, where neither holds the other's.
    fn words(
        &mut self,
        record: &str,
        field: &str,
        base: Option<&String>,
        mine: &String,
        theirs: &String,
    ) -> String {
        let (kept, other) = Self::one(base, mine, theirs);
        let Some(other) = other else { return kept };
        if kept.contains(&other) {
            return kept;
        }
        if other.contains(&kept) {
            return other;
        }
        let Names { mine, theirs } = self.names;
        self.conflicts
            .push(format!("The {field} of {record} was written in {mine} and in {theirs}; both are kept."));
        format!("{mine}:\n{kept}\n\n{theirs}:\n{other}")
    }

    fn info(&mut self, base: &ProjectInfo, mine: &ProjectInfo, theirs: &ProjectInfo) -> ProjectInfo {
        // Which project it is and when it was begun belong together, and are never changed by anybody's work.
        let (kept, _) =
            Self::one(Some(&(base.id, base.created)), &(mine.id, mine.created), &(theirs.id, theirs.created));
        let memo = self.words("the project", "memo", Some(&base.memo), &mine.memo, &theirs.memo);
        ProjectInfo { id: kept.0, created: kept.1, memo }
    }

    /// Puts back what kept records refer to and one side had deleted.
    fn bring_back_what_is_referred_to(&mut self, project: &mut Project, sources: [&Project; 3]) {
        let annotations = project.annotations.values();
        let documents: BTreeSet<DocumentId> = annotations.clone().map(|note| note.document).collect();
        let coders: BTreeSet<CoderId> = annotations.clone().map(|note| note.coder).collect();
        let mut tags: BTreeSet<TagId> = annotations.flat_map(|note| note.tags.iter().copied()).collect();
        tags.extend(project.tags.values().filter_map(|tag| tag.parent));
        self.bring_back(&mut project.documents, documents, |id| {
            sources.iter().find_map(|it| it.documents.get(id))
        });
        self.bring_back(&mut project.coders, coders, |id| sources.iter().find_map(|it| it.coders.get(id)));
        while !tags.is_empty() {
            let before: BTreeSet<TagId> = project.tags.keys().copied().collect();
            self.bring_back(&mut project.tags, tags, |id| sources.iter().find_map(|it| it.tags.get(id)));
            let back = project.tags.values().filter(|tag| !before.contains(&tag.id));
            tags = back.filter_map(|tag| tag.parent).filter(|tag| !project.tags.contains_key(tag)).collect();
        }
    }

    fn bring_back<'a, K: Ord, T: Record + 'a>(
        &mut self,
        table: &mut BTreeMap<K, T>,
        wanted: BTreeSet<K>,
        source: impl Fn(&K) -> Option<&'a T>,
    ) {
        for id in wanted {
            if !table.contains_key(&id)
                && let Some(record) = source(&id)
            {
                let called = record.called();
                self.conflicts
                    .push(format!("{called} was deleted on one side and used on the other; it was kept."));
                table.insert(id, record.clone());
            }
        }
    }
}

impl Record for Coder {
    fn called(&self) -> String {
        format!("The coder “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let called = mine.called();
        let name = Merger::one(base.map(|it| &it.name), &mine.name, &theirs.name);
        let initials = Merger::one(base.map(|it| &it.initials), &mine.initials, &theirs.initials);
        Self {
            id: mine.id,
            name: merger.told(&called, "name", name),
            initials: merger.told(&called, "initials", initials),
        }
    }
}

impl Record for Tag {
    fn called(&self) -> String {
        format!("The tag “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let called = mine.called();
        let it = lowered(&called);
        let mut memo = merger.words(&it, "memo", base.map(|it| &it.memo), &mine.memo, &theirs.memo);
        let name = Merger::one(base.map(|it| &it.name), &mine.name, &theirs.name);
        let parent = Merger::one(base.map(|it| &it.parent), &mine.parent, &theirs.parent);
        let colour = Merger::one(base.map(|it| &it.colour), &mine.colour, &theirs.colour);
        let shortcut = Merger::one(base.map(|it| &it.shortcut), &mine.shortcut, &theirs.shortcut);
        let description = merger.words(
            &it,
            "description",
            base.map(|it| &it.description),
            &mine.description,
            &theirs.description,
        );
        Self {
            id: mine.id,
            name: merger.noted(&called, "name", &mut memo, name),
            parent: merger.told(&called, "place in the codebook", parent),
            colour: merger.told(&called, "colour", colour),
            shortcut: merger.told(&called, "shortcut", shortcut),
            // Where it stands among its siblings is nothing to trouble anybody with.
            rank: Merger::one(base.map(|it| &it.rank), &mine.rank, &theirs.rank).0,
            description,
            memo,
        }
    }
}

impl Record for DocumentRecord {
    fn called(&self) -> String {
        format!("The document “{}”", self.title)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let called = mine.called();
        let it = lowered(&called);
        let mut memo = merger.words(&it, "memo", base.map(|it| &it.memo), &mine.memo, &theirs.memo);
        let title = Merger::one(base.map(|it| &it.title), &mine.title, &theirs.title);
        let title = merger.noted(&called, "title", &mut memo, title);
        let source = Merger::one(base.map(|it| &it.source), &mine.source, &theirs.source);
        // A text, how it was read and where annotations stand in it are one thing.
        let text = |it: &Self| (it.hash, it.seen, it.reader.clone(), it.encoding.clone());
        let read = Merger::one(base.map(text).as_ref(), &text(mine), &text(theirs));
        let (hash, seen, reader, encoding) = merger.told(&called, "text", read);
        let mut attributes = BTreeMap::new();
        let names: BTreeSet<&String> = mine.attributes.keys().chain(theirs.attributes.keys()).collect();
        for name in names {
            let of = |it: &Self| it.attributes.get(name).cloned();
            let (kept, other) = Merger::one(base.map(of).as_ref(), &of(mine), &of(theirs));
            let united = match (kept, other) {
                (kept, None) => kept,
                // A person's word counts more than the program's guess, and any word more than none.
                (Some(guess), Some(Some(word))) if guess.guessed && !word.guessed => Some(word),
                (Some(word), Some(Some(guess))) if guess.guessed && !word.guessed => Some(word),
                (None, Some(other)) => other,
                (Some(kept), Some(None)) => Some(kept),
                (Some(kept), Some(Some(other))) => {
                    let guessed = kept.guessed;
                    let told = (kept.value, Some(other.value));
                    let value = merger.noted(&called, name, &mut memo, told);
                    Some(AttributeValue { value, guessed })
                }
            };
            attributes.extend(united.map(|value| (name.clone(), value)));
        }
        Self {
            id: mine.id,
            source: merger.told(&called, "file", source),
            hash,
            seen,
            reader,
            encoding,
            title,
            attributes,
            memo,
        }
    }
}

impl Record for Annotation {
    fn called(&self) -> String {
        let line = self.anchor.exact.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(40) {
            Some((at, _)) => format!("The annotation of “{}…”", &line[..at]),
            None => format!("The annotation of “{line}”"),
        }
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let called = mine.called();
        let it = lowered(&called);
        let memo = merger.words(&it, "memo", base.map(|it| &it.memo), &mine.memo, &theirs.memo);
        let place = |it: &Self| (it.document, it.anchor.clone(), it.standing.clone());
        let (kept, other) = Merger::one(base.map(place).as_ref(), &place(mine), &place(theirs));
        let coder = Merger::one(base.map(|it| &it.coder), &mine.coder, &theirs.coder);
        let (document, anchor, standing) = kept;
        let united = Self {
            id: mine.id,
            document,
            anchor,
            standing,
            tags: united(base.map(|it| &it.tags), &mine.tags, &theirs.tags),
            memo,
            coder: merger.told(&called, "coder", coder),
            created: mine.created.min(theirs.created),
            modified: mine.modified.max(theirs.modified),
        };
        if let Some((document, anchor, standing)) = other {
            let Names { mine, theirs } = merger.names;
            merger.conflicts.push(format!(
                "{called} was moved in {mine} and moved elsewhere in {theirs}; it stands at both places now."
            ));
            // Derived, so that the same merge made twice gives the same copy.
            let bytes = ron::to_string(&(united.id, &anchor, &standing)).unwrap_or_default();
            let id = AnnotationId::derived(bytes.as_bytes());
            merger.copies.insert(id, Self { id, document, anchor, standing, ..united.clone() });
        }
        united
    }
}

impl Record for Decision {
    fn called(&self) -> String {
        "The decision on entities".to_owned()
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let called = format!("{} of rank {}", mine.called(), mine.rank);
        let ruling = Merger::one(base.map(|it| &it.ruling), &mine.ruling, &theirs.ruling);
        let rank = Merger::one(base.map(|it| &it.rank), &mine.rank, &theirs.rank).0;
        Self { id: mine.id, rank, ruling: merger.told(&called, "ruling", ruling) }
    }
}

impl Record for NameList {
    fn called(&self) -> String {
        format!("The list of names “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let called = mine.called();
        let name = Merger::one(base.map(|it| &it.name), &mine.name, &theirs.name);
        let kind = Merger::one(base.map(|it| &it.kind), &mine.kind, &theirs.kind);
        let active = Merger::one(base.map(|it| &it.active), &mine.active, &theirs.active);
        let wanted = match (base.map(|it| &it.wanted), &mine.wanted, &theirs.wanted) {
            (
                base,
                Wanted::Names { names: mine, match_case, inflected },
                Wanted::Names { names: theirs, match_case: their_case, inflected: their_inflection },
            ) if (match_case, inflected) == (their_case, their_inflection) => {
                let set = |names: &Vec<ListedName>| names.iter().cloned().collect::<BTreeSet<_>>();
                let base = base.and_then(|wanted| match wanted {
                    Wanted::Names { names, .. } => Some(set(names)),
                    Wanted::Pattern(_) => None,
                });
                let names = united(base.as_ref(), &set(mine), &set(theirs)).into_iter().collect();
                Wanted::Names { names, match_case: *match_case, inflected: *inflected }
            }
            (base, mine, theirs) => merger.told(&called, "content", Merger::one(base, mine, theirs)),
        };
        Self {
            id: mine.id,
            name: merger.told(&called, "name", name),
            kind: merger.told(&called, "kind", kind),
            active: merger.told(&called, "use", active),
            wanted,
        }
    }
}

impl Record for OwnKind {
    fn called(&self) -> String {
        format!("The kind of entity “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let colour = Merger::one(base.map(|it| &it.colour), &mine.colour, &theirs.colour);
        Self { colour: merger.told(&mine.called(), "colour", colour), ..mine.clone() }
    }
}

/// What both sides put in, without what either took out.
fn united<T: Ord + Clone>(
    base: Option<&BTreeSet<T>>,
    mine: &BTreeSet<T>,
    theirs: &BTreeSet<T>,
) -> BTreeSet<T> {
    let had = |item: &T| base.is_some_and(|base| base.contains(item));
    let all = mine.union(theirs).cloned();
    all.filter(|item| !had(item) || (mine.contains(item) && theirs.contains(item))).collect()
}

/// As it stands within a sentence.
fn lowered(called: &str) -> String {
    called.replacen("The ", "the ", 1)
}
