//! The inspector on an annotation: its words, tags, memo, who made it and when, and what else stands there.

use egui::{Label, RichText, Ui};

use super::draft::Field;
use super::{InspectorPanel, pieces};
use crate::project::{Annotation, AnnotationId, Standing};
use crate::ui::action::Action;
use crate::ui::kit::{self, Chip, PushButton};
use crate::ui::outbox::{Dialog, Outbox, Request, TagTarget};
use crate::ui::panels::draw;
use crate::ui::panels::wording::{moment, quotation};
use crate::ui::screen::Subject;
use crate::ui::theme::{Themed as _, icons, text_style};
use crate::workbench::{Command, Workbench};

/// How much of a quotation is shown before one asks for the whole.
const SHOWN_CHARACTERS: usize = 360;

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    bench: &Workbench,
    id: AnnotationId,
    out: &mut Outbox,
) {
    let Some(annotation) = bench.project().annotations.get(&id) else { return };
    pieces::body(ui, |ui| {
        draw::inset(ui, |ui| {
            place(ui, bench, annotation, out);
            standing(ui, bench.standing(annotation), out);
            words(ui, state, bench, annotation);
            ui.add_space(4.0);
            tags(ui, bench, annotation, out);
        });
        kit::section_header(ui, "Memo");
        draw::inset(ui, |ui| {
            let hint = "What you think of this passage";
            pieces::prose(
                ui,
                &mut state.drafts,
                bench,
                out,
                Field::AnnotationMemo(id),
                "Annotation memo",
                hint,
            );
        });
        kit::section_header(ui, "Made");
        draw::inset(ui, |ui| made(ui, bench, annotation, out));
        let others = overlapping(bench, annotation);
        if !others.is_empty() {
            kit::section_header(ui, "Also here");
            pieces::excerpts(ui, bench, &others, Subject::Annotation(id), out);
        }
    });
}

fn place(ui: &mut Ui, bench: &Workbench, annotation: &Annotation, out: &mut Outbox) {
    let text = RichText::new(pieces::place(bench, annotation)).text_style(text_style::small());
    let link = ui.link(text.color(ui.tokens().colour.dim)).on_hover_text("Show it in the text");
    if link.clicked() {
        out.push(Request::Reveal(annotation.id));
    }
}

/// What is in doubt about its place, if anything.
fn standing(ui: &mut Ui, standing: &Standing, out: &mut Outbox) {
    let warning = ui.tokens().colour.warning;
    match standing {
        Standing::Certain => {}
        Standing::NeedsLook { why, .. } => {
            let text = RichText::new(format!("Needs a look: {why}")).text_style(text_style::small());
            if ui.link(text.color(warning)).on_hover_text("List what needs a look").clicked() {
                out.run(Action::ShowNeedsLook);
            }
        }
        Standing::Detached => {
            draw::dim(ui, "Detached: these words are from an earlier text and have no place in this one.");
        }
    }
}

/// The words themselves, cut when they are many until one asks for all.
fn words(ui: &mut Ui, state: &mut InspectorPanel, bench: &Workbench, annotation: &Annotation) {
    let exact = bench.quotation(annotation);
    let whole = state.whole == Some(annotation.id);
    let short = quotation(&exact, SHOWN_CHARACTERS);
    let cut = short.ends_with('…') && !exact.trim_end().ends_with('…');
    let shown = if whole { exact.split_whitespace().collect::<Vec<_>>().join(" ") } else { short };
    let line = ui.tokens().text.excerpt.line;
    let text = RichText::new(shown).text_style(text_style::excerpt()).line_height(Some(line));
    ui.add(Label::new(text).wrap().selectable(true));
    if cut || whole {
        let label = if whole { "Show less" } else { "Show all of it" };
        if ui.add(PushButton::new(label).quiet()).clicked() {
            state.whole = (!whole).then_some(annotation.id);
        }
    }
}

/// A chip for each tag, and one that adds another.
fn tags(ui: &mut Ui, bench: &Workbench, annotation: &Annotation, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        for tag in annotation.tags.iter().filter_map(|tag| bench.project().tags.get(tag)) {
            let colour = ui.tokens().tag_colour(tag.colour);
            let mut removed = false;
            let chip = ui.add(Chip::new(&tag.name).swatch(colour).removable(&mut removed));
            if removed {
                out.command(Command::RemoveTag { annotation: annotation.id, tag: tag.id });
            } else if chip.on_hover_text(bench.project().tag_path(tag.id)).clicked() {
                out.focus(Subject::Tag(tag.id));
            }
        }
        if ui.add(PushButton::new("Add a tag").icon(icons::PLUS).quiet()).clicked() {
            out.dialog(Dialog::PickTag(TagTarget::Annotations(vec![annotation.id])));
        }
    });
    if annotation.tags.is_empty() {
        draw::dim(ui, "An untagged highlight.");
    }
}

fn made(ui: &mut Ui, bench: &Workbench, annotation: &Annotation, out: &mut Outbox) {
    let own = bench.coder();
    let coder = bench.project().coders.get(&annotation.coder).unwrap_or(&own);
    pieces::fact(ui, "Coder", &format!("{} ({})", coder.name, coder.initials));
    pieces::fact(ui, "Created", &moment(annotation.created));
    if annotation.modified != annotation.created {
        pieces::fact(ui, "Changed", &moment(annotation.modified));
    }
    ui.add_space(4.0);
    if ui
        .add(PushButton::new("Delete").icon(icons::TRASH))
        .on_hover_text("Take the annotation away; the text stays. Undo brings it back")
        .clicked()
    {
        out.command(Command::DeleteAnnotations(vec![annotation.id]));
    }
}

/// The other annotations that share words with this one, in the order of the text.
fn overlapping(bench: &Workbench, annotation: &Annotation) -> Vec<AnnotationId> {
    let span = bench.text(annotation.document).and_then(|text| annotation.span_in(&text));
    let (Some(span), Some(marks)) = (span, bench.marks(annotation.document)) else { return Vec::new() };
    marks.overlapping(span).map(|(_, id)| id).filter(|id| *id != annotation.id).collect()
}
