//! The work of two united: three versions of a project compared record by record, so that nothing either side added is
//! lost.
//!
//! What only one side changed is taken over. Where both changed one record, its fields are united one by one: sets of
//! tags and attributes by what was put in and taken out, notes one under the other, and an annotation that was moved two
//! ways stands at both places. Of the few fields that can hold only one value mine is kept, and the other is named in
//! the list of conflicts and, where it is words, noted in the record's memo. A record that one side deleted and the other
//! changed is kept, as is everything a kept record refers to. Of two texts of one document one is kept, and annotations
//! made on the other are carried over to it. Knows nothing of files.

mod records;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use serde::Serialize;
use serde_json::Value;

use super::conflict::{Conflict, Kept, value};
use super::ids::{AnnotationId, CoderId, DocumentId, TagId};
use super::model::{Annotation, Project, ProjectInfo, Records};
use super::store;

pub use texts::Texts;

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
    /// What both sides had changed.
    pub conflicts: Vec<Conflict>,
}

/// Unites `mine` and `theirs`, which both came from `base`. `texts` gives the texts of their documents.
pub fn merge(
    base: &Project,
    mine: &Project,
    theirs: &Project,
    names: Names<'_>,
    texts: &Texts<'_>,
) -> Merged {
    let mut merger = Merger { names, conflicts: Vec::new(), copies: BTreeMap::new() };
    let info = merger.info(&base.info, &mine.info, &theirs.info);
    let mut project = Project::with_info(info);
    project.coders = merger.table(&base.coders, &mine.coders, &theirs.coders);
    project.documents = merger.table(&base.documents, &mine.documents, &theirs.documents);
    project.tags = merger.table(&base.tags, &mine.tags, &theirs.tags);
    let (before, [here, there]) = texts::on_kept_texts(&project.documents, base, [mine, theirs], texts);
    project.annotations = merger.table(&before, &here, &there);
    project.decisions = merger.table(&base.decisions, &mine.decisions, &theirs.decisions);
    project.lists = merger.table(&base.lists, &mine.lists, &theirs.lists);
    project.kinds = merger.table(&base.kinds, &mine.kinds, &theirs.kinds);
    project.searches = merger.table(&base.searches, &mine.searches, &theirs.searches);
    project.topics = merger.table(&base.topics, &mine.topics, &theirs.topics);
    let copies = std::mem::take(&mut merger.copies);
    project.annotations.extend(copies);
    merger.bring_back_what_is_referred_to(&mut project, &[theirs, mine, base]);
    let mut mended = Vec::new();
    store::mend_codebook(&mut project, &mut mended);
    merger.conflicts.extend(mended.into_iter().map(Conflict::mended));
    Merged { project, conflicts: merger.conflicts }
}

/// Puts back what records of `project` refer to in vain and `source` has; a sentence for each.
pub(super) fn bring_back(project: &mut Project, source: &Project) -> Vec<String> {
    let names = Names { mine: "", theirs: "" };
    let mut merger = Merger { names, conflicts: Vec::new(), copies: BTreeMap::new() };
    merger.bring_back_what_is_referred_to(project, &[source]);
    merger.conflicts.into_iter().map(|conflict| conflict.sentence).collect()
}

struct Merger<'a> {
    names: Names<'a>,
    conflicts: Vec<Conflict>,
    /// Annotations that were moved two ways, at the place theirs gave them.
    copies: BTreeMap<AnnotationId, Annotation>,
}

/// The record a conflict is about.
struct Subject {
    kind: &'static str,
    id: Option<String>,
    /// What it is called at the beginning of a sentence.
    called: String,
}

/// What was made of a field that holds one value.
struct Single<'a, T> {
    base: Option<&'a T>,
    kept: T,
    /// The value of theirs that was not kept.
    other: Option<T>,
}

/// A record that two sides may both have changed.
trait Record: Clone + PartialEq + Serialize {
    /// What such records are called in conflicts.
    const KIND: &'static str;

    /// What it is called in a sentence.
    fn called(&self) -> String;

    /// Its identity.
    fn identity(&self) -> String;

    /// The record as conflicts name it.
    fn subject(&self) -> Subject {
        Subject { kind: Self::KIND, id: Some(self.identity()), called: self.called() }
    }

    /// The work of both sides on it.
    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self;
}

impl Merger<'_> {
    fn table<K: Ord + Copy, T: Record>(
        &mut self,
        base: &Records<K, T>,
        mine: &Records<K, T>,
        theirs: &Records<K, T>,
    ) -> Records<K, T> {
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
                    (Some(kept), None) => self.deleted(before, kept, Kept::Mine),
                    (None, Some(kept)) => self.deleted(before, kept, Kept::Theirs),
                    (None, None) => return None,
                }
            };
            Some((id, record))
        });
        united.collect()
    }

    /// A record deleted on one side and changed on the other; `by` says on which.
    fn deleted<T: Record>(&mut self, base: Option<&T>, kept: &T, by: Kept) -> T {
        let Names { mine, theirs } = self.names;
        let (deleted_in, changed_in) = if by == Kept::Mine { (theirs, mine) } else { (mine, theirs) };
        let Subject { kind, id, called } = kept.subject();
        let record = |is_kept: bool| if is_kept { value(kept) } else { Value::Null };
        self.conflicts.push(Conflict {
            kind,
            id,
            field: "record".to_owned(),
            base: base.map_or(Value::Null, value),
            mine: record(by == Kept::Mine),
            theirs: record(by == Kept::Theirs),
            kept: by,
            sentence: format!(
                "{called} was deleted in {deleted_in} and changed in {changed_in}; it was kept."
            ),
        });
        kept.clone()
    }

    /// A field that holds one value.
    fn one<'a, T: Clone + PartialEq>(base: Option<&'a T>, mine: &T, theirs: &T) -> Single<'a, T> {
        let (kept, other) = if mine == theirs || base == Some(theirs) {
            (mine.clone(), None)
        } else if base == Some(mine) {
            (theirs.clone(), None)
        } else {
            (mine.clone(), Some(theirs.clone()))
        };
        Single { base, kept, other }
    }

    /// Tells of a field that holds one value and got two.
    fn told<T: Serialize>(&mut self, record: &Subject, field: &str, single: Single<'_, T>) -> T {
        if let Some(other) = &single.other {
            let (Names { mine, theirs }, called) = (self.names, &record.called);
            self.conflicts.push(Conflict {
                kind: record.kind,
                id: record.id.clone(),
                field: field.to_owned(),
                base: single.base.map_or(Value::Null, value),
                mine: value(&single.kept),
                theirs: value(other),
                kept: Kept::Mine,
                sentence: format!(
                    "{called} got another {field} in {mine} than in {theirs}; that of {mine} was kept."
                ),
            });
        }
        single.kept
    }

    /// As [`Merger::told`], with the words that were not kept noted in `memo`.
    fn noted<T: Display + Serialize>(
        &mut self,
        record: &Subject,
        field: &str,
        memo: &mut String,
        single: Single<'_, T>,
    ) -> T {
        if let Some(other) = &single.other {
            let note = format!("{field} in {}: {other}", self.names.theirs);
            if !memo.contains(&note) {
                if !memo.is_empty() {
                    memo.push_str("\n\n");
                }
                memo.push_str(&note);
            }
        }
        self.told(record, field, single)
    }

    /// Words that both sides may have written: those of both, one under the other, where neither holds the other's.
    fn words(
        &mut self,
        record: &Subject,
        field: &str,
        base: Option<&String>,
        mine: &String,
        theirs: &String,
    ) -> String {
        let Single { kept, other, .. } = Self::one(base, mine, theirs);
        let Some(other) = other else { return kept };
        if kept.contains(&other) {
            return kept;
        }
        if other.contains(&kept) {
            return other;
        }
        let (Names { mine, theirs }, called) = (self.names, lowered(&record.called));
        self.conflicts.push(Conflict {
            kind: record.kind,
            id: record.id.clone(),
            field: field.to_owned(),
            base: base.map_or(Value::Null, value),
            mine: value(&kept),
            theirs: value(&other),
            kept: Kept::Both,
            sentence: format!(
                "The {field} of {called} was written in {mine} and in {theirs}; both are kept."
            ),
        });
        format!("{mine}:\n{kept}\n\n{theirs}:\n{other}")
    }

    fn info(&mut self, base: &ProjectInfo, mine: &ProjectInfo, theirs: &ProjectInfo) -> ProjectInfo {
        // Which project it is and when it was begun are never changed by anybody's work: my journal goes by them.
        let ProjectInfo { id, created, .. } = *mine;
        let subject = Subject { kind: "project", id: Some(id.to_string()), called: "The project".to_owned() };
        let memo = self.words(&subject, "memo", Some(&base.memo), &mine.memo, &theirs.memo);
        ProjectInfo { id, created, memo }
    }

    /// Puts back what kept records refer to and one side had deleted.
    fn bring_back_what_is_referred_to(&mut self, project: &mut Project, sources: &[&Project]) {
        let annotations = || project.annotations.values();
        let documents: BTreeSet<DocumentId> = annotations().map(|note| note.document).collect();
        let coders: BTreeSet<CoderId> = annotations().map(|note| note.coder).collect();
        let mut tags: BTreeSet<TagId> = annotations().flat_map(|note| note.tags.iter().copied()).collect();
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

    fn bring_back<'a, K: Ord + Clone, T: Record + 'a>(
        &mut self,
        table: &mut Records<K, T>,
        wanted: BTreeSet<K>,
        source: impl Fn(&K) -> Option<&'a T>,
    ) {
        for id in wanted {
            if !table.contains_key(&id)
                && let Some(record) = source(&id)
            {
                let Subject { kind, id: own, called } = record.subject();
                self.conflicts.push(Conflict {
                    kind,
                    id: own,
                    field: "record".to_owned(),
                    base: Value::Null,
                    mine: Value::Null,
                    theirs: Value::Null,
                    kept: Kept::Both,
                    sentence: format!("{called} was deleted on one side and used on the other; it was kept."),
                });
                table.insert(id, record.clone());
            }
        }
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
