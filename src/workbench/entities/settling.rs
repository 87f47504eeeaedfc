//! From what was recognised to entities: the project's lists and decisions laid over the mentions, and names linked.
//!
//! What has not changed since the last time is taken over: a decision on an entity costs nothing but itself, a new
//! document costs itself and the linking.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::snapshot::{CorpusEntities, DocumentNames};
use crate::entities::decisions::{Report, Ruling, Rulings, Settled};
use crate::entities::lists::{Entry, Expression, Finder, List, overlay};
use crate::entities::resolve::{Entities, Local, link, suggest};
use crate::entities::{Kind, Mention};
use crate::project::naming::Wanted;
use crate::project::{Decision, DecisionId, DocumentId, NameList, Project};
use crate::text::Text;

/// A document with what was recognised in it.
pub(super) struct Known {
    pub id: DocumentId,
    pub text: Text,
    pub mentions: Arc<[Mention]>,
}

/// The entities of these documents under the lists and decisions of `project`; `before` is what there was.
pub(super) fn settle(before: &CorpusEntities, documents: Vec<Known>, project: &Project) -> CorpusEntities {
    let lists: Vec<NameList> = project.lists.values().filter(|list| list.active).cloned().collect();
    let are_same_lists = lists == before.lists;
    let (finder, troubles) =
        if are_same_lists { (before.finder.clone(), before.troubles.clone()) } else { ready(&lists) };
    let (ids, decided) = in_order(project);
    let rulings = Rulings::new(&decided);
    let one = |known: Known| {
        let id = known.id;
        let before = before.documents.get(&id);
        (id, names_of(known, before, are_same_lists, &finder, &rulings))
    };
    let documents: Vec<(DocumentId, Arc<DocumentNames>)> = documents.into_par_iter().map(one).collect();
    let is_linked_alike = documents.len() == before.documents.len()
        && documents.iter().all(|(id, names)| {
            before.documents.get(id).is_some_and(|before| Arc::ptr_eq(&before.local, &names.local))
        });
    let linked = if is_linked_alike {
        before.linked.clone()
    } else {
        let locals: Vec<_> = documents.iter().map(|(id, names)| (*id, &*names.local)).collect();
        Arc::new(link(&locals))
    };
    let mut report = Report::new(decided.len());
    let (entities, dismissed) = if decided.is_empty() {
        (linked.clone(), std::collections::HashSet::new())
    } else {
        let ruled: Vec<_> = documents.iter().map(|(id, names)| (*id, &names.ruled)).collect();
        let Settled { entities, dismissed } =
            rulings.on_entities(Entities::clone(&linked), &ruled, &mut report);
        (Arc::new(entities), dismissed)
    };
    let suggestions = suggest(&entities, &dismissed);
    let idle: BTreeSet<DecisionId> = report.idle().filter_map(|at| ids.get(at).copied()).collect();
    drop(rulings);
    let documents = documents.into_iter().collect();
    let counted = entities.entities.iter().map(|entity| (entity.key, entity.document_count()));
    let document_counts = counted.collect();
    CorpusEntities {
        lists,
        finder,
        documents,
        linked,
        entities,
        document_counts,
        suggestions,
        idle,
        troubles,
    }
}

/// The names of one document, from what was there before as far as it still holds.
fn names_of(
    known: Known,
    before: Option<&Arc<DocumentNames>>,
    are_same_lists: bool,
    finder: &Finder,
    rulings: &Rulings<'_, DocumentId>,
) -> Arc<DocumentNames> {
    let Known { id, text, mentions: recognised } = known;
    let before =
        before.filter(|before| before.text == text.hash() && Arc::ptr_eq(&before.recognised, &recognised));
    let listed = match before {
        Some(before) if are_same_lists => before.listed.clone(),
        _ if finder.is_empty() => recognised.clone(),
        _ => overlay(&recognised, finder.find(text.as_str())).into(),
    };
    let ruled = rulings.on_mentions(&id, &text, &listed);
    match before {
        Some(before) if before.ruled == ruled && Arc::ptr_eq(&before.listed, &listed) => before.clone(),
        before => {
            let same = before.filter(|before| before.ruled.mentions == ruled.mentions);
            let local = same.map_or_else(
                || Arc::new(Local::of(text.as_str(), &ruled.mentions)),
                |before| before.local.clone(),
            );
            Arc::new(DocumentNames { text: text.hash(), recognised, listed, ruled, local })
        }
    }
}

/// The decisions of a project in the order in which they count.
fn in_order(project: &Project) -> (Vec<DecisionId>, Vec<Ruling>) {
    let mut decisions: Vec<&Decision> = project.decisions.values().collect();
    decisions.sort_by_key(|decision| (decision.rank, decision.id));
    decisions.into_iter().map(|decision| (decision.id, decision.ruling.clone())).unzip()
}

/// What finds the names of the lists, and a sentence for each list that cannot be used.
fn ready(lists: &[NameList]) -> (Finder, Vec<String>) {
    let mut troubles = Vec::new();
    let (mut names, mut expressions) = (Vec::new(), Vec::new());
    for list in lists {
        match &list.wanted {
            Wanted::Names { names: listed, match_case, inflected } => {
                let entries = listed.iter().map(|listed| Entry {
                    name: listed.name.clone(),
                    kind: listed.kind.clone().unwrap_or_else(|| list.kind.clone()),
                    aliases: listed.aliases.clone(),
                });
                let (match_case, inflect) = (*match_case, *inflected);
                let name = Arc::from(list.name.as_str());
                names.push(List { name, entries: entries.collect(), match_case, inflect });
            }
            Wanted::Pattern(pattern) => {
                let expression = expression_of(&list.name, &list.kind, pattern);
                match expression.check() {
                    Ok(()) => expressions.push(expression),
                    Err(bad) => troubles.push(bad.to_string()),
                }
            }
        }
    }
    let finder = Finder::new(&names, &expressions).unwrap_or_else(|unusable| {
        troubles.push(unusable.to_string());
        Finder::default()
    });
    (finder, troubles)
}

/// The expression that a list of the project stands for; capitals count in it.
pub(super) fn expression_of(name: &str, kind: &Kind, pattern: &str) -> Expression {
    Expression { name: name.into(), kind: kind.clone(), pattern: pattern.to_owned(), match_case: true }
}
