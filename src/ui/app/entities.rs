//! What the window does about entities: going from mention to mention, and the actions of the Entities menu.

use super::LecternApp;
use super::obstacles::unless;
use crate::entities::resolve::EntityKey;
use crate::project::DocumentId;
use crate::text::Span;
use crate::ui::action::Action;
use crate::ui::outbox::Dialog;
use crate::ui::screen::{Among, BottomTable, SidePanel, Subject};
use crate::workbench::{Command, EntityCommand};

impl LecternApp {
    /// The entity in the inspector.
    fn focused_entity(&self) -> Option<EntityKey> {
        match self.screen.focus {
            Subject::Entity(key) if self.bench.entities().get(key).is_some() => Some(key),
            _ => None,
        }
    }

    /// The entity in the inspector, with all others that are chosen in the panel beside it.
    fn all_chosen(&self, key: EntityKey) -> Vec<EntityKey> {
        let chosen = self.panels.entities.acted_on();
        let is_shown = self.screen.side == Some(SidePanel::Entities);
        if is_shown && chosen.contains(&key) { chosen } else { vec![key] }
    }

    /// The mention that was clicked or gone to, while its entity is in the inspector.
    fn current_mention(&self) -> Option<(DocumentId, Span)> {
        self.screen.current_mention(&self.bench)
    }

    /// What is missing for an action on entities.
    pub(super) fn entity_obstacle(&self, action: Action) -> Option<&'static str> {
        const CHOOSE: &str = "Click a name in a text, or an entity in the Entities panel, first.";
        match action {
            Action::NextMention
            | Action::PreviousMention
            | Action::NextMentionBeside
            | Action::RenameEntity
            | Action::RetypeEntity
            | Action::SplitEntity
            | Action::RejectEntity
            | Action::TagEntity => unless(self.focused_entity().is_some(), CHOOSE),
            Action::MergeEntity => unless(self.focused_entity().is_some(), CHOOSE).or_else(|| {
                unless(
                    self.bench.entities().all().len() > 1,
                    "There is no other entity to merge this one with.",
                )
            }),
            Action::NameEntity => unless(
                self.selection().is_some() || self.current_mention().is_some(),
                "Select the words that name something first.",
            ),
            Action::RejectMention => {
                unless(self.current_mention().is_some(), "Click the name in the text first.")
            }
            Action::ShowSuggestions => {
                unless(!self.bench.entities().suggestions().is_empty(), "No entities look the same.")
            }
            Action::OnlyShared | Action::OnlyUnshared => {
                unless(self.panes.visible().len() > 1, "Put two documents side by side first.")
            }
            Action::RecogniseNames => unless(!self.bench.is_recognising(), "Names are being recognised."),
            _ => None,
        }
    }

    pub(super) fn run_entity_action(&mut self, action: Action) {
        let key = self.focused_entity();
        match (action, key) {
            (Action::ShowEntities, _) => self.toggle_side(SidePanel::Entities),
            (Action::ToggleMentions, _) => self.screen.entities.marked = !self.screen.entities.marked,
            (Action::OnlyShared, _) => self.toggle_among(Among::Shared),
            (Action::OnlyUnshared, _) => self.toggle_among(Among::Unshared),
            (Action::NextMention, Some(key)) => self.step_mention(key, true, false),
            (Action::PreviousMention, Some(key)) => self.step_mention(key, false, false),
            (Action::NextMentionBeside, Some(key)) => self.step_mention(key, true, true),
            (Action::NameEntity, _) => {
                if let Some((document, span)) = self.selection().or_else(|| self.current_mention()) {
                    self.open_dialog(Dialog::NameEntity(document, span));
                }
            }
            (Action::RejectMention, _) => {
                if let Some((document, span)) = self.current_mention() {
                    let command = EntityCommand::RejectMention { document, span };
                    self.carry_out(Command::Entities(command));
                }
            }
            (Action::RenameEntity, Some(key)) => self.open_dialog(Dialog::RenameEntity(key)),
            (Action::RetypeEntity, Some(key)) => {
                self.open_dialog(Dialog::RetypeEntities(self.all_chosen(key)));
            }
            (Action::MergeEntity, Some(key)) => self.open_dialog(Dialog::MergeEntities(self.all_chosen(key))),
            (Action::SplitEntity, Some(key)) => {
                self.open_dialog(Dialog::SplitEntity(key, self.current_mention()));
            }
            (Action::RejectEntity, Some(key)) => {
                let rejected = self.all_chosen(key);
                self.carry_out(Command::Entities(EntityCommand::Reject(rejected)));
            }
            (Action::TagEntity, Some(key)) => self.open_dialog(Dialog::TagEntity(key)),
            (Action::ShowNetwork, _) => self.show_table(BottomTable::Network),
            (Action::ShowTimeline, _) => self.show_table(BottomTable::Timeline),
            (Action::ShowSuggestions, _) => self.open_dialog(Dialog::Suggestions),
            (Action::ShowNameLists, _) => self.open_dialog(Dialog::NameLists),
            (Action::ShowKinds, _) => self.open_dialog(Dialog::Kinds),
            (Action::ShowDecisions, _) => self.open_dialog(Dialog::Decisions),
            (Action::RecogniseNames, _) => self.carry_out(Command::Entities(EntityCommand::Recognise)),
            _ => {}
        }
    }

    fn show_table(&mut self, table: BottomTable) {
        self.screen.tables = true;
        self.screen.table = table;
    }

    fn toggle_among(&mut self, among: Among) {
        let view = &mut self.screen.entities;
        view.among = if view.among == among { Among::All } else { among };
        view.marked = true;
    }

    /// Goes to the mention after or before the current one, round the ends of the corpus.
    fn step_mention(&mut self, key: EntityKey, forward: bool, beside: bool) {
        let entities = self.bench.entities().clone();
        let Some(entity) = entities.get(key) else { return };
        let order = self.panels.inspector.mention_order(&self.bench, entity);
        let all = order.len();
        if all == 0 {
            return;
        }
        let current = self.screen.mention.and_then(|(document, span)| {
            let place = entities.mention_at(document, span).filter(|place| place.mention.span == span)?;
            order.position(entity, document, place.index)
        });
        let next = match (current, forward) {
            (Some(at), true) => (at + 1) % all,
            (Some(at), false) => (at + all - 1) % all,
            // From nowhere, the search begins in the document in front.
            (None, _) => self.active_document().and_then(|here| order.first_in(here)).unwrap_or(0),
        };
        let place = order.get(entity, next).and_then(|occurrence| entities.place(occurrence));
        let Some((document, span)) = place.map(|place| (place.document, place.mention.span)) else { return };
        self.show_mention(document, span, beside);
    }

    /// Shows a mention where its document is in view, else in the active pane or the one beside it.
    pub(super) fn show_mention(&mut self, document: DocumentId, span: Span, beside: bool) {
        self.screen.mention = Some((document, span));
        self.show_passage(document, span, beside);
    }

    /// Shows a passage where its document is in view, else in the active pane or the one beside it.
    pub(super) fn show_passage(&mut self, document: DocumentId, span: Span, beside: bool) {
        let shown =
            self.panes.visible().into_iter().find(|pane| pane.document == document).map(|pane| pane.id);
        match shown {
            Some(pane) => {
                if !beside {
                    self.panes.activate(pane);
                }
                self.panes.place_mut(pane).reveal(span);
            }
            None => self.open_document(document, Some(span), beside),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::ui::dialogs::ScriptedDialogs;
    use crate::ui::springs::{LINE, springs_in};

    /// A window with an entity named `mentions` times in the inspector.
    fn app(folder: &std::path::Path, mentions: usize) -> (LecternApp, EntityKey) {
        let file = folder.join("quell.txt");
        std::fs::write(&file, LINE.repeat(mentions)).unwrap();
        let bench = springs_in(vec![file]);
        let key = bench.entities().all().first().unwrap().key;
        let mut app = LecternApp::new(&egui::Context::default(), bench, Box::new(ScriptedDialogs::default()));
        app.screen.focus = Subject::Entity(key);
        (app, key)
    }

    #[test]
    fn mentions_are_put_in_order_once_for_all_presses_and_anew_when_the_project_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (mut app, key) = app(folder.path(), 12);
        let order = |app: &mut LecternApp| {
            let entities = app.bench.entities().clone();
            app.panels.inspector.mention_order(&app.bench, entities.get(key).unwrap())
        };
        let first = order(&mut app);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..12 {
            app.step_mention(key, true, false);
            seen.insert(app.screen.mention);
            assert!(Rc::ptr_eq(&order(&mut app), &first), "ordered anew");
        }
        assert_eq!(seen.len(), 12);
        let document = *app.bench.project().documents.keys().next().unwrap();
        let (name, value) = ("date".to_owned(), Some("9 September 2020".to_owned()));
        app.bench.run(Command::SetAttribute { document, name, value }).unwrap();
        assert!(!Rc::ptr_eq(&order(&mut app), &first), "an older order");
    }
}
