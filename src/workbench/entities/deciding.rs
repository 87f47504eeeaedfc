//! What people decide about names, made edits of the project.
//!
//! A decision names an entity by kind and name and a place by its words, as they stand when it is made. What it then does
//! to the entities is the business of [`crate::entities::decisions`].

use super::super::passages::sentence;
use super::super::wording::{short, squeezed, wanted_name};
use super::settling::expression_of;
use super::{CommandError, Effect, EntityCommand, Notice, Workbench};
use crate::entities::resolve::{Entity, EntityKey};
use crate::project::naming::{Wanted, ranks_after};
use crate::project::{
    Change, Decision, DecisionId, DocumentId, Kind, KindId, ListId, NameList, Named, OwnKind, Ruling, Swap,
    TagColour,
};
use crate::text::{Anchor, Span};

/// So many names are spelt out in what an edit is called; of more, only the number is told.
const NAMES_TOLD: usize = 2;

impl Workbench {
    pub(in crate::workbench) fn run_entities(
        &mut self,
        command: EntityCommand,
    ) -> Result<Effect, CommandError> {
        use EntityCommand as C;
        match command {
            C::Recognise => Ok(self.resume_recognition()),
            C::Merge { from, into } => self.merge_entities(&from, into),
            C::Split { places, kind, name } => self.split(&places, &kind, &name),
            C::Rename { entity, name } => self.rename_entity(entity, &name),
            C::Retype { entities, kind } => self.retype_entities(&entities, &kind),
            C::RetypeMention { document, span, kind } => {
                let (words, anchor) = self.passage(document, span)?;
                let label = format!("Say that “{words}” here is {}", kind.with_article());
                let done = format!("“{words}” here is now {}.", kind.with_article());
                self.decide(label, done, vec![Ruling::RetypeMention { document, anchor, kind }])
            }
            C::Reject(entities) => self.reject_entities(&entities),
            C::RejectMention { document, span } => {
                let (words, anchor) = self.passage(document, span)?;
                let label = format!("Say that “{words}” here names nothing");
                let done = format!("“{words}” here names nothing now.");
                self.decide(label, done, vec![Ruling::RejectMention { document, anchor }])
            }
            C::RejectWording(wording) => {
                let wording = squeezed(&wording);
                let label = format!("Say that “{}” names nothing", short(&wording));
                let done = format!("“{}” names nothing now, wherever it stands.", short(&wording));
                self.decide(label, done, vec![Ruling::RejectWording { wording, kind: None }])
            }
            C::AddMention { document, span, kind, name } => {
                let (words, anchor) = self.passage(document, span)?;
                let label = format!("Add “{words}” here as {}", kind.with_article());
                let done = format!("“{words}” here is now marked as {}.", kind.with_article());
                self.decide(label, done, vec![Ruling::AddMention { document, anchor, kind, entity: name }])
            }
            C::AddWording { wording, kind, name } => self.add_wording(&wording, kind, name),
            C::Dismiss { one, other } => {
                let (one, other) = (self.entity(one)?, self.entity(other)?);
                let label = format!("Say that “{}” and “{}” are not the same", one.name, other.name);
                let done = format!("“{}” and “{}” are no longer offered as one.", one.name, other.name);
                let ruling = Ruling::Dismiss { one: named(one), other: named(other) };
                self.decide(label, done, vec![ruling])
            }
            C::CountCompany => self.count_company(),
            C::ArrangeNetwork(view) => self.arrange_network(*view),
            C::GatherDates => self.gather_dates(),
            C::SaveDrawing(drawing, path) => self.save_drawing(drawing, &path),
            C::ExportDecisions(path) => self.export_decisions(&path),
            C::ImportDecisions(path) => self.read_decisions(&path),
            C::ImportNames(path) => self.read_names(&path),
            C::TakeBack(decisions) => self.take_back(&decisions),
            C::PutList(list) => self.put_list(list),
            C::RemoveList(list) => self.remove_list(list),
            C::PutKind(kind) => self.put_kind(&kind),
            C::RemoveKind(kind) => self.remove_kind(kind),
        }
    }

    fn entity(&self, key: EntityKey) -> Result<&Entity, CommandError> {
        let found = self.names.entities.get(key);
        found.ok_or_else(|| {
            CommandError::new("That entity is no longer there: names have been linked anew meanwhile.")
        })
    }

    /// The words of a passage, cut short to be told, and its anchor.
    fn passage(&self, document: DocumentId, span: Span) -> Result<(String, Anchor), CommandError> {
        let text = self.text(document).ok_or_else(|| {
            CommandError::new("That document has not been loaded, so nothing can be decided in it.")
        })?;
        let span = span.trimmed(text.as_str());
        let anchor = Anchor::new(&text, span).filter(|_| !span.is_empty());
        let anchor =
            anchor.ok_or_else(|| CommandError::new("Select the words that name something first."))?;
        Ok((short(&squeezed(&anchor.exact)), anchor))
    }

    /// Makes one edit of rulings, after all that were decided before; `done` says what is so from now on, as a sentence.
    pub(super) fn decide(
        &mut self,
        label: String,
        done: String,
        rulings: Vec<Ruling>,
    ) -> Result<Effect, CommandError> {
        let last = self.project.decisions.values().map(|decision| decision.rank).max().unwrap_or(0);
        let mut changes = Vec::with_capacity(rulings.len());
        for (ruling, rank) in rulings.into_iter().zip(ranks_after(last)) {
            changes.extend(self.kind_comes(kind_of(&ruling)));
            changes.push(Change::decision(Swap::add(Decision { id: DecisionId::new(), rank, ruling })));
        }
        let effect = self.perform(label, changes)?;
        self.notices.push(Notice::undoable(done));
        Ok(effect)
    }

    /// The change that brings a kind of the user's own into the project, if it is not there.
    fn kind_comes(&self, kind: Option<&Kind>) -> Option<Change> {
        let Some(Kind::Own(name)) = kind else { return None };
        let made = OwnKind::new(name, TagColour::nth(self.project.kinds.len()));
        (!self.project.kinds.contains_key(&made.id)).then(|| Change::kind(Swap::add(made)))
    }

    fn merge_entities(&mut self, from: &[EntityKey], into: EntityKey) -> Result<Effect, CommandError> {
        let target = self.entity(into)?;
        let (into_name, into_named) = (target.name.clone(), named(target));
        let mut rulings = Vec::new();
        let mut names = Vec::new();
        for key in from.iter().filter(|key| **key != into) {
            let entity = self.entity(*key)?;
            names.push(entity.name.to_string());
            rulings.push(Ruling::Merge { from: named(entity), into: into_named.clone() });
        }
        if rulings.is_empty() {
            return Err(CommandError::new("Choose at least two entities to say that they are one."));
        }
        let label = format!("Merge {} into “{into_name}”", told(&names));
        let done = format!("{} {} now “{into_name}”.", told(&names), are(&names));
        self.decide(label, done, rulings)
    }

    fn split(
        &mut self,
        places: &[(DocumentId, Span)],
        kind: &Kind,
        name: &str,
    ) -> Result<Effect, CommandError> {
        let name = wanted_name(name)?;
        let (mut told, mut rulings) = (String::new(), Vec::with_capacity(places.len()));
        for (document, span) in places {
            let (words, anchor) = self.passage(*document, *span)?;
            told = words;
            let into = Named { kind: kind.clone(), name: name.clone() };
            rulings.push(Ruling::Split { document: *document, anchor, into });
        }
        let (label, done) = match places.len() {
            0 => return Ok(Effect::Done),
            1 => (
                format!("Say that “{told}” here is “{name}”"),
                if told == name {
                    format!("“{told}” here names another “{name}” now.")
                } else {
                    format!("“{told}” here is now linked to “{name}”.")
                },
            ),
            many => (
                format!("Say that {many} mentions are “{name}”"),
                format!("{many} mentions are now linked to “{name}”."),
            ),
        };
        self.decide(label, done, rulings)
    }

    fn rename_entity(&mut self, entity: EntityKey, name: &str) -> Result<Effect, CommandError> {
        let name = wanted_name(name)?;
        let entity = self.entity(entity)?;
        if *entity.name == name {
            return Ok(Effect::Done);
        }
        let label = format!("Rename “{}” to “{name}”", entity.name);
        let done = format!("“{}” is now called “{name}”.", entity.name);
        let ruling = Ruling::Rename { entity: named(entity), name };
        self.decide(label, done, vec![ruling])
    }

    fn retype_entities(&mut self, entities: &[EntityKey], kind: &Kind) -> Result<Effect, CommandError> {
        let (mut names, mut rulings) = (Vec::new(), Vec::new());
        for key in entities {
            let entity = self.entity(*key)?;
            if entity.kind != *kind {
                names.push(entity.name.to_string());
                rulings.push(Ruling::RetypeEntity { entity: named(entity), kind: kind.clone() });
            }
        }
        if rulings.is_empty() {
            return Ok(Effect::Done);
        }
        let what = match names.len() {
            1 => kind.with_article(),
            _ => format!("of the type {}", kind.name()),
        };
        let label = format!("Say that {} {} {what}", told(&names), are(&names));
        let done = format!("{} {} now {what}.", told(&names), are(&names));
        self.decide(label, done, rulings)
    }

    fn reject_entities(&mut self, entities: &[EntityKey]) -> Result<Effect, CommandError> {
        let (mut names, mut rulings) = (Vec::new(), Vec::new());
        for key in entities {
            let entity = self.entity(*key)?;
            names.push(entity.name.to_string());
            rulings.push(Ruling::RejectEntity { entity: named(entity) });
        }
        if rulings.is_empty() {
            return Ok(Effect::Done);
        }
        let what = if names.len() == 1 { "entity" } else { "entities" };
        let label = format!("Say that {} {} no {what}", told(&names), are(&names));
        let done = format!("{} {} no {what} any more.", told(&names), are(&names));
        self.decide(label, done, rulings)
    }

    fn add_wording(
        &mut self,
        wording: &str,
        kind: Kind,
        entity: Option<String>,
    ) -> Result<Effect, CommandError> {
        let wording = squeezed(wording);
        if wording.is_empty() {
            return Err(CommandError::new("Select the words that name something first."));
        }
        let label = format!("Add “{}” everywhere as {}", short(&wording), kind.with_article());
        let done = format!("“{}” is now {} wherever it stands.", short(&wording), kind.with_article());
        // What is written in capitals is looked for so: `Rose` is a name where `rose` is none.
        let match_case = wording.chars().any(char::is_uppercase);
        self.decide(label, done, vec![Ruling::AddWording { wording, kind, entity, match_case }])
    }

    fn take_back(&mut self, decisions: &[DecisionId]) -> Result<Effect, CommandError> {
        let changes: Vec<Change> = decisions
            .iter()
            .filter_map(|id| self.project.decisions.get(id).cloned())
            .map(|decision| Change::decision(Swap::remove(decision)))
            .collect();
        let label = match changes.len() {
            1 => "Take a decision back".to_owned(),
            many => format!("Take {many} decisions back"),
        };
        self.perform(label, changes)
    }

    pub(super) fn put_list(&mut self, mut list: NameList) -> Result<Effect, CommandError> {
        list.name = wanted_name(&list.name)?;
        if let Wanted::Pattern(pattern) = &list.wanted {
            let expression = expression_of(&list.name, &list.kind, pattern);
            expression.check().map_err(|bad| CommandError::new(sentence(&bad)))?;
        }
        let before = self.project.lists.get(&list.id).cloned();
        if before.as_ref() == Some(&list) {
            return Ok(Effect::Done);
        }
        let verb = if before.is_some() { "Change" } else { "Add" };
        let label = format!("{verb} the list “{}”", list.name);
        let mut changes: Vec<Change> = self.kind_comes(Some(&list.kind)).into_iter().collect();
        changes.push(Change::list(Swap { before, after: Some(list) }));
        self.perform(label, changes)
    }

    fn remove_list(&mut self, list: ListId) -> Result<Effect, CommandError> {
        let Some(list) = self.project.lists.get(&list).cloned() else { return Ok(Effect::Done) };
        let notice = format!("The list “{}” was removed.", list.name);
        let label = format!("Remove the list “{}”", list.name);
        let effect = self.perform(label, vec![Change::list(Swap::remove(list))])?;
        self.notices.push(Notice::undoable(notice));
        Ok(effect)
    }

    fn put_kind(&mut self, kind: &OwnKind) -> Result<Effect, CommandError> {
        let name = wanted_name(&kind.name)?;
        if !matches!(Kind::named(&name), Kind::Own(_)) {
            return Err(CommandError::new(format!(
                "“{name}” is a type there is already: choose another name."
            )));
        }
        let kind = OwnKind::new(&name, kind.colour);
        let before = self.project.kinds.get(&kind.id).cloned();
        if before.as_ref() == Some(&kind) {
            return Ok(Effect::Done);
        }
        let verb = if before.is_some() { "Recolour" } else { "New" };
        let label = format!("{verb} type “{name}”");
        self.perform(label, vec![Change::kind(Swap { before, after: Some(kind) })])
    }

    fn remove_kind(&mut self, kind: KindId) -> Result<Effect, CommandError> {
        let Some(kind) = self.project.kinds.get(&kind).cloned() else { return Ok(Effect::Done) };
        let label = format!("Remove type “{}”", kind.name);
        self.perform(label, vec![Change::kind(Swap::remove(kind))])
    }
}

/// How a decision names an entity.
fn named(entity: &Entity) -> Named {
    Named { kind: entity.kind.clone(), name: entity.name.to_string() }
}

/// The kind that a ruling gives to something.
fn kind_of(ruling: &Ruling) -> Option<&Kind> {
    match ruling {
        Ruling::RetypeEntity { kind, .. }
        | Ruling::RetypeMention { kind, .. }
        | Ruling::AddMention { kind, .. }
        | Ruling::AddWording { kind, .. } => Some(kind),
        Ruling::Split { into, .. } => Some(&into.kind),
        _ => None,
    }
}

/// What goes with [`told`].
fn are(names: &[String]) -> &'static str {
    if names.len() == 1 { "is" } else { "are" }
}

/// The names that something was decided about.
fn told(names: &[String]) -> String {
    match names {
        names if names.len() > NAMES_TOLD => format!("{} entities", names.len()),
        names => names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(" and "),
    }
}
