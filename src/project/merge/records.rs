//! How each kind of record is united, field by field.
//!
//! What the fields have in common (one value, words, sets) is done by [`Merger`]; here stands which field is which.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::{Merger, Names, Record, Single, Subject, united};
use crate::corpus::AttributeValue;
use crate::project::conflict::{Conflict, Kept, value};
use crate::project::figures::TopicDecision;
use crate::project::ids::AnnotationId;
use crate::project::model::{Annotation, Coder, DocumentRecord, Tag};
use crate::project::naming::{Decision, ListedName, NameList, OwnKind, Wanted};
use crate::project::searches::SavedSearch;

impl Record for Coder {
    const KIND: &'static str = "coder";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        format!("The coder “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let it = mine.subject();
        let name = Merger::one(base.map(|it| &it.name), &mine.name, &theirs.name);
        let initials = Merger::one(base.map(|it| &it.initials), &mine.initials, &theirs.initials);
        Self {
            id: mine.id,
            name: merger.told(&it, "name", name),
            initials: merger.told(&it, "initials", initials),
        }
    }
}

impl Record for Tag {
    const KIND: &'static str = "tag";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        format!("The tag “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let it = mine.subject();
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
            name: merger.noted(&it, "name", &mut memo, name),
            parent: merger.told(&it, "place in the codebook", parent),
            colour: merger.told(&it, "colour", colour),
            shortcut: merger.told(&it, "shortcut", shortcut),
            // Where it stands among its siblings is nothing to trouble anybody with.
            rank: Merger::one(base.map(|it| &it.rank), &mine.rank, &theirs.rank).kept,
            description,
            memo,
        }
    }
}

impl Record for DocumentRecord {
    const KIND: &'static str = "document";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        format!("The document “{}”", self.title)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let it = mine.subject();
        let mut memo = merger.words(&it, "memo", base.map(|it| &it.memo), &mine.memo, &theirs.memo);
        let title = Merger::one(base.map(|it| &it.title), &mine.title, &theirs.title);
        let title = merger.noted(&it, "title", &mut memo, title);
        let source = Merger::one(base.map(|it| &it.source), &mine.source, &theirs.source);
        // A text, how it was read and where annotations stand in it are one thing.
        let text = |it: &Self| (it.hash, it.seen, it.reader.clone(), it.encoding.clone());
        let before = base.map(text);
        let read = Merger::one(before.as_ref(), &text(mine), &text(theirs));
        let (hash, seen, reader, encoding) = merger.told(&it, "text", read);
        let mut attributes = BTreeMap::new();
        let names: BTreeSet<&String> = mine.attributes.keys().chain(theirs.attributes.keys()).collect();
        for name in names {
            let of = |it: &Self| it.attributes.get(name).cloned();
            let before = base.map(of);
            let Single { kept, other, .. } = Merger::one(before.as_ref(), &of(mine), &of(theirs));
            let united = match (kept, other) {
                (kept, None) => kept,
                // A person's word counts more than the program's guess, and any word more than none.
                (Some(guess), Some(Some(word))) if guess.guessed && !word.guessed => Some(word),
                (Some(word), Some(Some(guess))) if guess.guessed && !word.guessed => Some(word),
                (None, Some(other)) => other,
                (Some(kept), Some(None)) => Some(kept),
                (Some(kept), Some(Some(other))) => {
                    let guessed = kept.guessed;
                    let before = before.flatten().map(|word| word.value);
                    let told = Single { base: before.as_ref(), kept: kept.value, other: Some(other.value) };
                    let value = merger.noted(&it, name, &mut memo, told);
                    Some(AttributeValue { value, guessed })
                }
            };
            attributes.extend(united.map(|value| (name.clone(), value)));
        }
        Self {
            id: mine.id,
            source: merger.told(&it, "file", source),
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
    const KIND: &'static str = "annotation";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        let line = self.anchor.exact.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(40) {
            Some((at, _)) => format!("The annotation of “{}…”", &line[..at]),
            None => format!("The annotation of “{line}”"),
        }
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let it = mine.subject();
        let memo = merger.words(&it, "memo", base.map(|it| &it.memo), &mine.memo, &theirs.memo);
        let place = |it: &Self| (it.document, it.anchor.clone(), it.standing.clone());
        let before = base.map(place);
        let Single { kept, other, .. } = Merger::one(before.as_ref(), &place(mine), &place(theirs));
        let coder = Merger::one(base.map(|it| &it.coder), &mine.coder, &theirs.coder);
        let (document, anchor, standing) = kept;
        let united = Self {
            id: mine.id,
            document,
            anchor,
            standing,
            tags: united(base.map(|it| &it.tags), &mine.tags, &theirs.tags),
            memo,
            coder: merger.told(&it, "coder", coder),
            created: mine.created.min(theirs.created),
            modified: mine.modified.max(theirs.modified),
        };
        if let Some((document, anchor, standing)) = other {
            let (Names { mine, theirs }, Subject { kind, id: own, called }) = (merger.names, it);
            merger.conflicts.push(Conflict {
                kind,
                id: own,
                field: "place".to_owned(),
                base: before.as_ref().map_or(Value::Null, |place| value(&place.1)),
                mine: value(&united.anchor),
                theirs: value(&anchor),
                kept: Kept::Both,
                sentence: if standing.is_certain() {
                    format!(
                        "{called} was moved in {mine} and moved elsewhere in {theirs}; it stands at both places now."
                    )
                } else {
                    format!(
                        "{called} was moved in {mine} and moved elsewhere in {theirs}; its place in {theirs} is \
                         listed under Needs a look."
                    )
                },
            });
            // Derived, so that the same merge made twice gives the same copy.
            let bytes = ron::to_string(&(united.id, &anchor, &standing)).unwrap_or_default();
            let id = AnnotationId::derived(bytes.as_bytes());
            merger.copies.insert(id, Self { id, document, anchor, standing, ..united.clone() });
        }
        united
    }
}

impl Record for Decision {
    const KIND: &'static str = "decision";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        "The decision on entities".to_owned()
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let ranked = |it: &Self| (it.rank, it.ruling.clone());
        let (rank, ruling) =
            unite_ranked(mine, base.map(ranked).as_ref(), &ranked(mine), &ranked(theirs), merger);
        Self { id: mine.id, rank, ruling }
    }
}

impl Record for TopicDecision {
    const KIND: &'static str = "topic";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        "The decision on figures".to_owned()
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let ranked = |it: &Self| (it.rank, it.ruling.clone());
        let (rank, ruling) =
            unite_ranked(mine, base.map(ranked).as_ref(), &ranked(mine), &ranked(theirs), merger);
        Self { id: mine.id, rank, ruling }
    }
}

/// A decision's rank and ruling, of which there is one of each. Decisions have no name but their rank.
fn unite_ranked<R: Clone + PartialEq + Serialize>(
    decision: &impl Record,
    base: Option<&(u64, R)>,
    mine: &(u64, R),
    theirs: &(u64, R),
    merger: &mut Merger<'_>,
) -> (u64, R) {
    let called = format!("{} of rank {}", decision.called(), mine.0);
    let it = Subject { called, ..decision.subject() };
    let ruling = Merger::one(base.map(|it| &it.1), &mine.1, &theirs.1);
    let ruling = merger.told(&it, "ruling", ruling);
    let rank = Merger::one(base.map(|it| &it.0), &mine.0, &theirs.0).kept;
    (rank, ruling)
}

impl Record for NameList {
    const KIND: &'static str = "list";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        format!("The list of names “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let it = mine.subject();
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
            (base, mine, theirs) => merger.told(&it, "content", Merger::one(base, mine, theirs)),
        };
        Self {
            id: mine.id,
            name: merger.told(&it, "name", name),
            kind: merger.told(&it, "kind", kind),
            active: merger.told(&it, "use", active),
            wanted,
        }
    }
}

impl Record for OwnKind {
    const KIND: &'static str = "kind";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        format!("The kind of entity “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let colour = Merger::one(base.map(|it| &it.colour), &mine.colour, &theirs.colour);
        Self { colour: merger.told(&mine.subject(), "colour", colour), ..mine.clone() }
    }
}

impl Record for SavedSearch {
    const KIND: &'static str = "search";

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn called(&self) -> String {
        format!("The saved search “{}”", self.name)
    }

    fn unite(base: Option<&Self>, mine: &Self, theirs: &Self, merger: &mut Merger<'_>) -> Self {
        let it = mine.subject();
        let name = Merger::one(base.map(|it| &it.name), &mine.name, &theirs.name);
        // A query means something only with the scope it was asked in.
        let asked = |it: &Self| (it.query.clone(), it.scope, it.within);
        let before = base.map(asked);
        let single = Merger::one(before.as_ref(), &asked(mine), &asked(theirs));
        let (query, scope, within) = merger.told(&it, "query", single);
        Self { id: mine.id, name: merger.told(&it, "name", name), query, scope, within }
    }
}
