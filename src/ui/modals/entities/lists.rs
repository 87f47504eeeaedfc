//! The researcher's own lists of names, and patterns: made, pasted or read from a file, changed, switched, removed.

use egui::{Context, Ui, vec2};

use super::super::{Scene, Stay};
use super::kind_choice::KindChoice;
use crate::entities::Kind;
use crate::entities::lists::{Expression, Parsed, parse};
use crate::project::naming::{ListedName, Wanted};
use crate::project::{ListId, NameList};
use crate::text::numbers::counted;
use crate::ui::dialogs::DialogRequest;
use crate::ui::entity_looks;
use crate::ui::kit::{Answer, Chip, Dialog, EmptyState, PushButton, TextField, rule};
use crate::ui::outbox::Outbox;
use crate::ui::panels::draw;
use crate::ui::theme::{Themed as _, icons};
use crate::workbench::{Command, EntityCommand};

/// The room that an empty list is taken to have, in points.
const LOW: f32 = 80.0;

/// What the dialog shows: all lists, or one that is being written.
#[derive(Default)]
pub(in crate::ui::modals) struct ListsDialog {
    writing: Option<Draft>,
}

/// A list while it is being written.
struct Draft {
    id: ListId,
    is_new: bool,
    is_active: bool,
    is_pattern: bool,
    name: String,
    kind: KindChoice,
    /// Names as they are pasted, or the pattern.
    text: String,
    match_case: bool,
    inflected: bool,
}

impl Draft {
    fn new(is_pattern: bool) -> Self {
        Self {
            id: ListId::new(),
            is_new: true,
            is_active: true,
            is_pattern,
            name: String::new(),
            kind: KindChoice::of(Some(Kind::Person)),
            text: String::new(),
            match_case: false,
            inflected: true,
        }
    }

    fn of(list: &NameList) -> Self {
        let draft = Self {
            id: list.id,
            is_new: false,
            is_active: list.active,
            name: list.name.clone(),
            kind: KindChoice::of(Some(list.kind.clone())),
            ..Self::new(false)
        };
        match &list.wanted {
            Wanted::Names { names, match_case, inflected } => Self {
                text: written(names, &list.kind),
                match_case: *match_case,
                inflected: *inflected,
                ..draft
            },
            Wanted::Pattern(pattern) => Self { is_pattern: true, text: pattern.clone(), ..draft },
        }
    }

    /// What is wrong with the pattern, if it is one.
    fn fault(&self) -> Option<String> {
        if !self.is_pattern || self.text.trim().is_empty() {
            return None;
        }
        let kind = self.kind.kind().unwrap_or(Kind::Person);
        let name = if self.name.trim().is_empty() { "pattern" } else { self.name.trim() };
        let expression =
            Expression { name: name.into(), kind, pattern: self.text.trim().to_owned(), match_case: true };
        expression.check().err().map(|bad| bad.to_string())
    }

    fn parsed(&self) -> Parsed {
        parse(&self.text, &self.kind.kind().unwrap_or(Kind::Person))
    }

    fn list(&self) -> Option<NameList> {
        let kind = self.kind.kind()?;
        let wanted = if self.is_pattern {
            Wanted::Pattern(self.text.trim().to_owned())
        } else {
            let names = self.parsed().entries.into_iter().map(|entry| ListedName {
                kind: (entry.kind != kind).then_some(entry.kind),
                name: entry.name,
                aliases: entry.aliases,
            });
            Wanted::Names { names: names.collect(), match_case: self.match_case, inflected: self.inflected }
        };
        Some(NameList { id: self.id, name: self.name.clone(), kind, active: self.is_active, wanted })
    }
}

/// Names as somebody would paste them: a table where any has a kind or other names of its own, else one on a line.
fn written(names: &[ListedName], kind: &Kind) -> String {
    if names.iter().all(|name| name.kind.is_none() && name.aliases.is_empty()) {
        return names.iter().flat_map(|name| [name.name.as_str(), "\n"]).collect();
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and what could not be written would be missing for all to see.
    let _ = writer.write_record(["name", "type", "aliases"]);
    for name in names {
        let kind = name.kind.as_ref().unwrap_or(kind).name();
        let _ = writer.write_record([name.name.as_str(), kind, &name.aliases.join("; ")]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

impl ListsDialog {
    pub fn show(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        match &mut self.writing {
            Some(draft) => {
                if draft_ui(ctx, scene, draft) == Stay::Closed {
                    self.writing = None;
                }
                Stay::Open
            }
            None => self.overview(ctx, scene),
        }
    }

    fn overview(&mut self, ctx: &Context, scene: &mut Scene<'_>) -> Stay {
        let project = scene.bench.project();
        let dialog = Dialog::new("name lists", "Lists of names").width(560.0).cancel("Close");
        let (answer, ()) = dialog.show(ctx, |ui| {
            if project.lists.is_empty() {
                let hint = "Paste or load names that are to be found wherever they stand: the members of a council, \
                    the ships of a fleet. They win over what is recognised.";
                ui.scope(|ui| {
                    // A dialog is as high as what is in it: there is no page in whose middle it could stand.
                    ui.set_max_height(LOW);
                    EmptyState::new("No lists yet", hint).icon(icons::LIST_BULLETS).show(ui);
                });
                ui.add_space(ui.tokens().space.inset);
            }
            for list in project.lists.values() {
                rule(ui);
                if list_row(ui, scene.out, list) {
                    self.writing = Some(Draft::of(list));
                }
            }
            rule(ui);
            ui.horizontal(|ui| {
                if ui.add(PushButton::new("New list…")).clicked() {
                    self.writing = Some(Draft::new(false));
                }
                if ui.add(PushButton::new("From a file…")).clicked() {
                    scene.files.request(DialogRequest::OpenNames);
                }
                if ui.add(PushButton::new("New pattern…")).clicked() {
                    self.writing = Some(Draft::new(true));
                }
            });
        });
        if answer == Answer::Pending { Stay::Open } else { Stay::Closed }
    }
}

/// A list on a line; true when it is to be changed.
fn list_row(ui: &mut Ui, out: &mut Outbox, list: &NameList) -> bool {
    let mut is_edited = false;
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_width(ui.available_width() - 220.0);
            ui.add(egui::Label::new(&list.name).truncate());
            let what = match &list.wanted {
                Wanted::Names { names, .. } => counted(names.len(), "name", "names"),
                Wanted::Pattern(pattern) => format!("pattern {pattern}"),
            };
            draw::dim(ui, format!("{} · {what}", entity_looks::one(&list.kind)));
        });
        let (label, verb) = if list.active { ("On", "Switch off") } else { ("Off", "Switch on") };
        let said = format!("{verb} the list {}", list.name);
        if ui.add(PushButton::new(label).name(&said)).clicked() {
            let list = NameList { active: !list.active, ..list.clone() };
            out.command(Command::Entities(EntityCommand::PutList(list)));
        }
        let said = format!("Change the list {}", list.name);
        is_edited = ui.add(PushButton::new("Change…").name(&said)).clicked();
        let said = format!("Remove the list {}", list.name);
        if ui.add(PushButton::new("Remove").name(&said).quiet()).clicked() {
            out.command(Command::Entities(EntityCommand::RemoveList(list.id)));
        }
    });
    is_edited
}

fn draft_ui(ctx: &Context, scene: &mut Scene<'_>, draft: &mut Draft) -> Stay {
    let title = match (draft.is_pattern, draft.is_new) {
        (true, true) => "New pattern",
        (true, false) => "Change the pattern",
        (false, true) => "New list of names",
        (false, false) => "Change the list of names",
    };
    let fault = draft.fault();
    let parsed = if draft.is_pattern { Parsed::default() } else { draft.parsed() };
    let has_text = if draft.is_pattern { !draft.text.trim().is_empty() } else { !parsed.entries.is_empty() };
    let is_ready =
        has_text && fault.is_none() && !draft.name.trim().is_empty() && draft.kind.kind().is_some();
    let dialog = Dialog::new("name list", title).width(560.0).primary("Keep", is_ready);
    let (answer, ()) = dialog.show(ctx, |ui| {
        let field = TextField::new("What the list is called", &mut draft.name).focus_first();
        field.hint(if draft.is_pattern { "Case numbers" } else { "Members of the council" }).show(ui);
        draft.kind.show(ui, scene.bench);
        if draft.is_pattern {
            let help = r"A regular expression, such as CR/\d{4}/\d+ for case numbers.";
            let field = TextField::new("Pattern", &mut draft.text).help(help);
            field.error(fault.as_deref()).show(ui);
        } else {
            names_ui(ui, draft, &parsed);
        }
    });
    match answer {
        Answer::Pending => return Stay::Open,
        Answer::Primary => {
            if let Some(list) = draft.list() {
                scene.out.command(Command::Entities(EntityCommand::PutList(list)));
            }
        }
        Answer::Other | Answer::Cancelled => {}
    }
    Stay::Closed
}

fn names_ui(ui: &mut Ui, draft: &mut Draft, parsed: &Parsed) {
    let help = match parsed.problems.first() {
        Some(problem) => {
            let more = parsed.problems.len() - 1;
            let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
            format!("{problem}{more}")
        }
        None if parsed.entries.is_empty() => {
            "One name on a line, or a table with the columns name, type and aliases.".to_owned()
        }
        None => counted(parsed.entries.len(), "name", "names"),
    };
    TextField::new("Names", &mut draft.text).rows(9).help(&help).show(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(ui.tokens().space.grid, 4.0);
        if ui.add(Chip::new("Capitals as written").selected(draft.match_case)).clicked() {
            draft.match_case = !draft.match_case;
        }
        if ui.add(Chip::new("Plurals too").selected(draft.inflected)).clicked() {
            draft.inflected = !draft.inflected;
        }
    });
}
