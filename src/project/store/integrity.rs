//! From the rows of a file to a project whose records fit together, whatever others did to the file.
//!
//! Nothing is thrown away: what two records dispute is kept as two, what a record refers to in vain is made anew
//! under a name that says so, and every such repair is told in a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::schema::File;
use crate::corpus::Source;
use crate::project::{
    Annotation, AnnotationId, Coder, CoderId, DecisionId, DocumentId, DocumentRecord, Doubt, KindId, ListId,
    Project, Records, SearchId, Standing, Tag, TagColour, TagId, TopicDecisionId, change_each,
};
use crate::text::TextHash;

/// Makes a project of the rows of a file in `folder`, and adds a sentence to `notices` for whatever had to be mended,
/// and for nothing else.
pub(super) fn restore(file: File, folder: &Path, notices: &mut Vec<String>) -> Project {
    let mut project = Project::with_info(file.info);
    let documents = file.documents.into_iter().map(|row| row.into_record(folder));
    // A document's source is told apart by what the file says of it, so its title will do to name it.
    project.documents = unique(
        documents,
        |document| document.id,
        |document, bytes| document.id = DocumentId::derived(bytes),
        |document| format!("The document “{}”", document.title),
        notices,
    );
    project.coders = unique(
        file.coders,
        |coder| coder.id,
        |coder, bytes| coder.id = CoderId::derived(bytes),
        |coder| format!("The coder “{}”", coder.name),
        notices,
    );
    project.tags = unique(
        file.tags,
        |tag| tag.id,
        |tag, bytes| tag.id = TagId::derived(bytes),
        |tag| format!("The tag “{}”", tag.name),
        notices,
    );
    project.annotations = unique(
        file.annotations,
        |annotation| annotation.id,
        |annotation, bytes| annotation.id = AnnotationId::derived(bytes),
        |annotation| format!("The annotation of “{}”", shortened(&annotation.anchor.exact)),
        notices,
    );
    project.decisions = unique(
        file.decisions,
        |decision| decision.id,
        |decision, bytes| decision.id = DecisionId::derived(bytes),
        |_| "A decision on entities".to_owned(),
        notices,
    );
    project.lists = unique(
        file.lists,
        |list| list.id,
        |list, bytes| list.id = ListId::derived(bytes),
        |list| format!("The list of names “{}”", list.name),
        notices,
    );
    project.kinds = unique(
        file.kinds,
        |kind| kind.id,
        |kind, bytes| kind.id = KindId::derived(bytes),
        |kind| format!("The kind of entity “{}”", kind.name),
        notices,
    );
    project.searches = unique(
        file.searches,
        |search| search.id,
        |search, bytes| search.id = SearchId::derived(bytes),
        |search| format!("The saved search “{}”", search.name),
        notices,
    );
    project.topics = unique(
        file.topics,
        |decision| decision.id,
        |decision, bytes| decision.id = TopicDecisionId::derived(bytes),
        |_| "A decision on figures".to_owned(),
        notices,
    );
    mend_references(&mut project, folder, notices);
    mend_positions(&mut project, notices);
    set_on_one_line(notices);
    project
}

/// Makes anew what records refer to in vain, and a tree of the codebook, for a project in `folder`; a sentence in `notices`
/// for each thing that had to be mended.
pub(in crate::project) fn mend_references(project: &mut Project, folder: &Path, notices: &mut Vec<String>) {
    recover_tags(project, notices);
    mend_codebook(project, notices);
    recover_documents(project, folder, notices);
    recover_coders(project, notices);
    set_on_one_line(notices);
}

/// Names may have been written with line breaks by somebody else; a sentence has none.
fn set_on_one_line(notices: &mut [String]) {
    for notice in notices.iter_mut().filter(|notice| notice.contains(char::is_control)) {
        *notice = notice.split(char::is_control).map(str::trim).collect::<Vec<_>>().join(" ");
    }
}

/// An id that more than one record of a file has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwiceId {
    /// What the records are: `document`, `coder`, `tag`, `annotation`, `decision`, `list`, `kind`, `search` or
    /// `topic`.
    pub record: &'static str,
    /// The id.
    pub id: String,
    /// True when the records say the same.
    pub same: bool,
}

/// The ids that stand in a file more than once, section by section.
pub(super) fn ids_twice(file: &File) -> Vec<TwiceId> {
    fn among<T: PartialEq, K: Ord + std::fmt::Display>(
        record: &'static str,
        records: &[T],
        id: impl Fn(&T) -> K,
        twice: &mut Vec<TwiceId>,
    ) {
        let mut by_id: BTreeMap<K, Vec<&T>> = BTreeMap::new();
        for record in records {
            by_id.entry(id(record)).or_default().push(record);
        }
        let repeated = by_id.into_iter().filter(|(_, records)| records.len() > 1);
        twice.extend(repeated.map(|(id, records)| TwiceId {
            record,
            id: id.to_string(),
            same: records.windows(2).all(|pair| pair[0] == pair[1]),
        }));
    }
    let mut twice = Vec::new();
    among("document", &file.documents, |row| row.id, &mut twice);
    among("coder", &file.coders, |coder| coder.id, &mut twice);
    among("tag", &file.tags, |tag| tag.id, &mut twice);
    among("annotation", &file.annotations, |annotation| annotation.id, &mut twice);
    among("decision", &file.decisions, |decision| decision.id, &mut twice);
    among("list", &file.lists, |list| list.id, &mut twice);
    among("kind", &file.kinds, |kind| kind.id, &mut twice);
    among("search", &file.searches, |search| search.id, &mut twice);
    among("topic", &file.topics, |decision| decision.id, &mut twice);
    twice
}

/// Makes a tree of the codebook again, with one name and one key for each tag.
pub(in crate::project) fn mend_codebook(project: &mut Project, notices: &mut Vec<String>) {
    break_cycles(project, notices);
    tell_siblings_apart(project, notices);
    free_shortcuts(project, notices);
}

/// Puts records into a table by id. One that stands there twice is kept once; two under one id are kept as two.
fn unique<K: Ord + Copy, T: Clone + PartialEq + Serialize>(
    records: impl IntoIterator<Item = T>,
    id: impl Fn(&T) -> K,
    rename: impl Fn(&mut T, &[u8]),
    name: impl Fn(&T) -> String,
    notices: &mut Vec<String>,
) -> Records<K, T> {
    let mut table = Records::new();
    let mut disputed = Vec::new();
    for record in records {
        match table.get(&id(&record)) {
            None => {
                table.insert(id(&record), record);
            }
            Some(same) if *same == record => {
                notices.push(format!("{} stands in the file twice; it was kept once.", name(&record)));
            }
            Some(_) => disputed.push(record),
        }
    }
    for mut record in disputed {
        let mut bytes = ron::to_string(&record).unwrap_or_default().into_bytes();
        rename(&mut record, &bytes);
        while table.get(&id(&record)).is_some_and(|taken| *taken != record) {
            bytes.push(0);
            rename(&mut record, &bytes);
        }
        notices.push(format!(
            "{} stands in the file in two versions under one identity; both were kept.",
            name(&record)
        ));
        table.insert(id(&record), record);
    }
    table
}

/// Tags that something refers to and that are not in the codebook.
fn recover_tags(project: &mut Project, notices: &mut Vec<String>) {
    let parents = project.tags.values().filter_map(|tag| tag.parent);
    let given = project.annotations.values().flat_map(|annotation| annotation.tags.iter().copied());
    let missing: BTreeSet<TagId> =
        parents.chain(given).filter(|tag| !project.tags.contains_key(tag)).collect();
    let first = project.child_tags(None).last().map_or(0, |last| last.rank.saturating_add(1));
    for (place, id) in missing.into_iter().enumerate() {
        let name = format!("Recovered tag {}", beginning(id));
        notices.push(format!("A tag that is used was not in the codebook; it was added as “{name}”."));
        let tag = Tag {
            id,
            parent: None,
            rank: first.saturating_add(place as u32),
            name,
            colour: TagColour::nth(place),
            description: String::new(),
            shortcut: None,
            memo: String::new(),
        };
        project.tags.insert(id, tag);
    }
}

/// Tags that are above themselves: one of each round goes to the top.
fn break_cycles(project: &mut Project, notices: &mut Vec<String>) {
    let mut sound: BTreeSet<TagId> = BTreeSet::new();
    let ids: Vec<TagId> = project.tags.keys().copied().collect();
    for id in ids {
        let mut way = BTreeSet::new();
        let mut at = Some(id);
        while let Some(tag) = at.filter(|tag| !sound.contains(tag)) {
            if !way.insert(tag) {
                if let Some(tag) = project.tags.get_mut(&tag) {
                    tag.parent = None;
                    notices
                        .push(format!("The tag “{}” stood below itself; it was moved to the top.", tag.name));
                }
                break;
            }
            at = project.tags.get(&tag).and_then(|tag| tag.parent);
        }
        sound.extend(way);
    }
}

/// Siblings of one name, as they come about when two people add the same tag and git merges their files.
fn tell_siblings_apart(project: &mut Project, notices: &mut Vec<String>) {
    let mut taken: BTreeSet<(Option<TagId>, String)> = BTreeSet::new();
    let mut again = Vec::new();
    for tag in project.tags.values() {
        if !taken.insert((tag.parent, tag.name.to_lowercase())) {
            again.push(tag.id);
        }
    }
    for id in again {
        let Some(tag) = project.tags.get_mut(&id) else { continue };
        let mut n = 2;
        let mut name = format!("{} {n}", tag.name);
        while !taken.insert((tag.parent, name.to_lowercase())) {
            n += 1;
            name = format!("{} {n}", tag.name);
        }
        notices.push(format!(
            "There were two tags “{}” side by side; one is now “{name}”. Merge them if they mean the same.",
            tag.name
        ));
        tag.name = name;
    }
}

/// A key that two tags claim stays with the first.
fn free_shortcuts(project: &mut Project, notices: &mut Vec<String>) {
    let mut taken = BTreeSet::new();
    change_each(&mut project.tags, |tag| {
        let Some(key) = tag.shortcut else { return };
        if !taken.insert(key.to_ascii_lowercase()) {
            tag.shortcut = None;
            notices.push(format!(
                "The shortcut “{key}” belonged to two tags; “{}” is without it now.",
                tag.name
            ));
        }
    });
}

/// Documents that annotations stand in and that are not listed.
fn recover_documents(project: &mut Project, folder: &Path, notices: &mut Vec<String>) {
    let mut missing: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for annotation in project.annotations.values() {
        if !project.documents.contains_key(&annotation.document) {
            *missing.entry(annotation.document).or_default() += 1;
        }
    }
    for (id, count) in missing {
        let title = format!("Unknown document {}", beginning(id));
        notices.push(format!(
            "{count} annotations stand in a document that is not listed; it was added as “{title}”, without its \
             text."
        ));
        let record = DocumentRecord {
            id,
            source: Source::File(folder.join(format!("unknown-{}.txt", beginning(id)))),
            hash: TextHash::of(b""),
            seen: None,
            reader: "unknown".to_owned(),
            encoding: "unknown".to_owned(),
            title,
            attributes: BTreeMap::new(),
            memo: String::new(),
        };
        project.documents.insert(id, record);
    }
}

/// Coders whom annotations name and who are not listed.
fn recover_coders(project: &mut Project, notices: &mut Vec<String>) {
    let missing: BTreeSet<CoderId> = project
        .annotations
        .values()
        .map(|annotation| annotation.coder)
        .filter(|coder| !project.coders.contains_key(coder))
        .collect();
    for id in missing {
        let name = format!("Unknown coder {}", beginning(id));
        notices.push(format!("Annotations name a coder who is not listed; “{name}” was added."));
        project.coders.insert(id, Coder { id, name, initials: "?".to_owned() });
    }
}

/// Positions that do not agree with the words they quote. The words are what is believed; which of the two numbers is
/// right is not known here, so a person has to look.
fn mend_positions(project: &mut Project, notices: &mut Vec<String>) {
    let documents = &project.documents;
    change_each(&mut project.annotations, |annotation| {
        let Annotation { anchor, document, standing, .. } = annotation;
        let ordered = anchor.start <= anchor.end;
        let length = anchor.exact.chars().count();
        let agrees = ordered && anchor.end - anchor.start == length;
        // Without its words an annotation has only its numbers; whether they are right is for verifying to ask.
        let wordless = length == 0 && ordered;
        if agrees || wordless {
            return;
        }
        let title = documents.get(document).map_or("", |document| document.title.as_str());
        if length == 0 {
            std::mem::swap(&mut anchor.start, &mut anchor.end);
            notices.push(format!("The two ends of an annotation in “{title}” were the wrong way round."));
            return;
        }
        anchor.start = anchor.start.min(anchor.end).min(usize::MAX - length);
        anchor.end = anchor.start + length;
        if standing.is_certain() {
            *standing = Standing::NeedsLook { proposed: None, why: Doubt::Changed };
        }
        notices.push(format!(
            "The position of “{}” in “{title}” did not agree with its words: it is listed under Needs a look.",
            shortened(&anchor.exact)
        ));
    });
}

/// The first letters of an id, enough to tell two apart by eye.
fn beginning(id: impl std::fmt::Display) -> String {
    id.to_string().chars().take(8).collect()
}

/// The beginning of a quotation, on one line.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
