//! What a filter of excerpts asks for, in one sentence: for the heading of a page, that says what is on it.

use std::collections::BTreeSet;

use super::excerpts::{ExcerptFilter, TagMatch};
use crate::project::{Project, Titles};

/// `All excerpts.`, or `Excerpts with the tag “Denial” or one below it, in “Letter to the board”, coded by “Ada Reader”.`
pub fn in_words(project: &Project, filter: &ExcerptFilter) -> String {
    let ExcerptFilter { tags, tag_match, with_subtags, untagged_only, documents, attributes, coders, words } =
        filter;
    let mut parts = Vec::new();
    let paths: BTreeSet<String> = tags
        .iter()
        .map(|tag| {
            if project.tags.contains_key(tag) { project.tag_path(*tag) } else { "a tag that is gone".into() }
        })
        .collect();
    let below = |one: &'static str, many: &'static str| match (*with_subtags, paths.len()) {
        (false, _) => "",
        (true, 1) => one,
        (true, _) => many,
    };
    match (*untagged_only, paths.len(), *tag_match) {
        (true, ..) => parts.push("without a tag".to_owned()),
        (false, 0, _) => {}
        (false, 1, _) => {
            parts.push(format!("with the tag {}{}", quoted(&paths, "or"), below(" or one below it", "")));
        }
        (false, _, TagMatch::Any) => {
            parts.push(format!("with the tag {}{}", quoted(&paths, "or"), below("", ", or one below these")));
        }
        (false, _, TagMatch::All) => parts.push(format!(
            "with all of the tags {}{}",
            quoted(&paths, "and"),
            below("", ", or ones below these")
        )),
    }
    if !documents.is_empty() {
        let shown = Titles::of(project);
        let title = |id| match project.documents.get(id) {
            Some(record) => shown.shown(record).into_owned(),
            None => "a document that is gone".to_owned(),
        };
        let titles: BTreeSet<String> = documents.iter().map(title).collect();
        parts.push(format!("in {}", quoted(&titles, "or")));
    }
    for (name, values) in attributes {
        parts.push(format!("from documents whose {name} is {}", quoted(values, "or")));
    }
    if !coders.is_empty() {
        let name = |id| project.coders.get(id).map_or("a coder who is gone", |coder| &coder.name);
        let names: BTreeSet<String> = coders.iter().map(|id| name(id).to_owned()).collect();
        parts.push(format!("coded by {}", quoted(&names, "or")));
    }
    let words: BTreeSet<String> = words.split_whitespace().map(str::to_owned).collect();
    match words.len() {
        0 => {}
        1 => parts.push(format!("with {} in words or memo", quoted(&words, "and"))),
        _ => parts.push(format!("with {} in words or memo, in any order", quoted(&words, "and"))),
    }
    if parts.is_empty() { "All excerpts.".to_owned() } else { format!("Excerpts {}.", parts.join(", ")) }
}

/// `“a”, “b” or “c”`.
fn quoted(names: &BTreeSet<String>, link: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {link} {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::project::codebook::create;
    use crate::project::{Coder, CoderId, Edit, TagId, Timestamp};

    fn tag(project: &mut Project, parent: Option<TagId>, name: &str) -> TagId {
        let (tag, change) = create(project, parent, name).unwrap();
        let edit = Edit { label: String::new(), at: Timestamp::now(), coder: None, changes: vec![change] };
        edit.apply(project).unwrap();
        tag.id
    }

    #[test]
    fn a_filter_is_one_sentence_and_the_same_whatever_the_identities() {
        let mut project = Project::new();
        let claims = tag(&mut project, None, "Claims");
        let denial = tag(&mut project, Some(claims), "Denial");
        let coder = CoderId::new();
        project.coders.insert(coder, Coder { id: coder, name: "Ada Reader".into(), initials: "AR".into() });
        let said = |filter: ExcerptFilter| in_words(&project, &filter);
        assert_eq!(said(ExcerptFilter::default()), "All excerpts.");
        let tags = BTreeSet::from([denial, claims]);
        let filter = ExcerptFilter { tags, coders: [coder].into(), ..ExcerptFilter::default() };
        assert_eq!(
            said(filter.clone()),
            "Excerpts with the tag “Claims” or “Claims › Denial”, coded by “Ada Reader”."
        );
        let all = ExcerptFilter { tag_match: TagMatch::All, with_subtags: true, ..filter };
        assert_eq!(
            said(all),
            "Excerpts with all of the tags “Claims” and “Claims › Denial”, or ones below these, coded by “Ada Reader”."
        );
        let filter = ExcerptFilter {
            untagged_only: true,
            attributes: BTreeMap::from([("kind".into(), ["letter".into(), "report".into()].into())]),
            words: " no  reply".into(),
            ..ExcerptFilter::default()
        };
        assert_eq!(
            said(filter),
            "Excerpts without a tag, from documents whose kind is “letter” or “report”, with “no” and “reply” in words or \
             memo, in any order."
        );
    }
}
