//! One annotation that needs a look: what it was, what is proposed, and what can be done.

use egui::text::LayoutJob;
use egui::{
    Align, FontFamily, FontId, Label, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, TextFormat,
    Ui, WidgetInfo, vec2,
};

use super::difference::{self, Run};
use crate::project::{Annotation, DocumentId, Doubt, Standing};
use crate::text::{Anchor, Span};
use crate::ui::kit::PushButton;
use crate::ui::outbox::{Outbox, Request};
use crate::ui::screen::{Screen, Subject};
use crate::ui::theme::{Themed as _, family};
use crate::workbench::{Command, Workbench};

/// Height of a row: two lines of words and one of what is in doubt.
pub(super) const HEIGHT: f32 = 76.0;
/// Width of the buttons at the right.
const BUTTONS: f32 = 304.0;
/// Characters of a long passage that are shown.
const SHOWN: usize = 160;

/// Draws one annotation.
pub(super) fn show(
    ui: &mut Ui,
    annotation: &Annotation,
    screen: &Screen,
    bench: &Workbench,
    selection: Option<(DocumentId, Span)>,
    out: &mut Outbox,
) {
    let Standing::NeedsLook { proposed, why } = bench.standing(annotation) else { return };
    let tokens = ui.tokens();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    if screen.focus == Subject::Annotation(annotation.id) {
        ui.painter().rect_filled(rect, 0.0, tokens.colour.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.line());
    let inner = rect.shrink2(vec2(tokens.space.inset, 6.0));
    let half = ((inner.width() - BUTTONS) / 2.0).max(80.0);
    let title = bench.title(annotation.document).unwrap_or_default();
    let short: String = annotation.anchor.exact.chars().take(60).collect();
    let offered = proposed.as_ref().map(|proposal| &proposal.anchor);
    let (old, new) = sides(&annotation.anchor, offered);

    let was = Rect::from_min_size(inner.min, vec2(half - 12.0, inner.height()));
    let shown =
        side(ui, was, &format!("{} · {title}", in_short(*why, &annotation.anchor, offered)), Some(&old));
    shown.widget_info(|| {
        let words = spoken(&old, &short);
        WidgetInfo::labeled(Role::Button, true, format!("Was on “{words}” in {title}, {why}"))
    });
    if shown.on_hover_text("Show its document").clicked() {
        out.push(Request::Open { document: annotation.document, at: None, beside: false });
        out.focus(Subject::Annotation(annotation.id));
    }

    let now = Rect::from_min_size(inner.min + vec2(half, 0.0), vec2(half - 12.0, inner.height()));
    let heading = match proposed {
        Some(proposal) => format!("Proposed, {} % sure", proposal.confidence),
        None => "No place is proposed".to_owned(),
    };
    let shown = side(ui, now, &heading, new.as_ref());
    let place = proposed
        .as_ref()
        .zip(bench.text(annotation.document))
        .and_then(|(proposal, text)| proposal.anchor.resolve(&text));
    let said = proposed.as_ref().map_or("", |proposal| proposal.anchor.exact.as_str());
    let said: String = said.chars().take(60).collect();
    shown.widget_info(|| {
        let words = new.as_ref().map_or(String::new(), |passage| spoken(passage, &said));
        WidgetInfo::labeled(Role::Button, place.is_some(), format!("Proposed place “{words}”"))
    });
    if let Some(span) = place
        && shown.on_hover_text("Show the proposed place in the text").clicked()
    {
        out.push(Request::Open { document: annotation.document, at: Some(span), beside: false });
        out.focus(Subject::Annotation(annotation.id));
    }

    let buttons = Rect::from_min_max(egui::pos2(inner.right() - BUTTONS + 8.0, inner.top()), inner.max);
    let mut child =
        ui.new_child(egui::UiBuilder::new().max_rect(buttons).layout(Layout::right_to_left(Align::Center)));
    let ui = &mut child;
    ui.spacing_mut().item_spacing.x = 6.0;
    if named(ui, "Detach", &short, true, "It has no place in this text any more; it is kept, with its words")
        .clicked()
    {
        out.command(Command::Detach(vec![annotation.id]));
    }
    let here = selection.filter(|(document, _)| *document == annotation.document).map(|(_, span)| span);
    let hint = if here.is_some() {
        "Place the annotation on the words selected in the text"
    } else {
        "Select the words it belongs on in the text first"
    };
    if named(ui, "Place by hand", &short, here.is_some(), hint).clicked()
        && let Some(span) = here
    {
        out.command(Command::MoveAnnotation { annotation: annotation.id, span });
    }
    if named(ui, "Accept", &short, place.is_some(), "Take the proposed place").clicked() {
        out.command(Command::AcceptProposals(vec![annotation.id]));
    }
}

/// What is in doubt, as the beginning of a line.
fn in_short(why: Doubt, was: &Anchor, offered: Option<&Anchor>) -> &'static str {
    match why {
        Doubt::Changed if why.is_of_context(was, offered) => "Context changed",
        Doubt::Changed => "Words changed",
        Doubt::Rival => "Two places alike",
        Doubt::Gone => "Words gone",
    }
}

/// A button that says for a screen reader which annotation it is about.
fn named(ui: &mut Ui, label: &str, words: &str, enabled: bool, hint: &str) -> Response {
    let response = ui.add_enabled(enabled, PushButton::new(label));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, format!("{label}: “{words}”")));
    response.on_hover_text(hint).on_disabled_hover_text(hint)
}

/// A passage as it is shown, cut so that what differs from its other version is in view.
struct Passage {
    /// What stands before it; empty where its beginning is cut off.
    before: String,
    runs: Vec<Run>,
    after: String,
    /// True when its beginning is cut off.
    cut: bool,
}

/// A passage as it was, and as it is proposed.
fn sides(old: &Anchor, new: Option<&Anchor>) -> (Passage, Option<Passage>) {
    let Some(new) = new else {
        let run = Run { text: on_one_line(&old.exact), differs: false };
        return (Passage::of(old, vec![run], false), None);
    };
    let (was, is) = difference::between(&on_one_line(&old.exact), &on_one_line(&new.exact));
    let any = was.iter().chain(&is).any(|run| run.differs);
    if !any {
        return (Passage::of(old, was, false), Some(Passage::of(new, is, false)));
    }
    let cut = |runs: Vec<Run>| {
        let around = difference::around_the_first(runs.clone());
        let cut = around != runs;
        (around, cut)
    };
    let ((was, was_cut), (is, is_cut)) = (cut(was), cut(is));
    (Passage::of(old, was, was_cut), Some(Passage::of(new, is, is_cut)))
}

impl Passage {
    fn of(anchor: &Anchor, mut runs: Vec<Run>, cut: bool) -> Self {
        let mut room = SHOWN;
        let mut after = on_one_line(&anchor.suffix);
        for run in &mut runs {
            let count = run.text.chars().count();
            if count > room {
                run.text = run.text.chars().take(room).collect();
                if room > 0 {
                    run.text.push('…');
                }
                after.clear();
            }
            room = room.saturating_sub(count);
        }
        runs.retain(|run| !run.text.is_empty());
        let before = if cut { String::new() } else { on_one_line(&anchor.prefix) };
        Self { before, runs, after, cut }
    }
}

fn on_one_line(text: &str) -> String {
    text.split('\n').collect::<Vec<_>>().join(" ")
}

/// The words for those who hear them: where the beginning is cut off, what is shown and not the beginning.
fn spoken(passage: &Passage, beginning: &str) -> String {
    if passage.cut {
        passage.runs.iter().map(|run| run.text.as_str()).collect()
    } else {
        beginning.to_owned()
    }
}

/// A heading and a passage with its context; a click anywhere in it counts.
fn side(ui: &mut Ui, rect: Rect, heading: &str, passage: Option<&Passage>) -> Response {
    let tokens = ui.tokens();
    let response = ui.interact(rect, ui.next_auto_id().with(heading), Sense::click());
    ui.skip_ahead_auto_ids(1);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    child.spacing_mut().item_spacing.y = 2.0;
    let small = egui::RichText::new(heading).size(tokens.text.small.size).color(tokens.colour.dim);
    child.add(Label::new(small).truncate().selectable(false));
    if let Some(passage) = passage {
        child.add(Label::new(in_type(&child, passage)).wrap().selectable(false));
    }
    let stroke = if response.has_focus() { tokens.focus_ring() } else { tokens.line() };
    if response.hovered() || response.has_focus() {
        ui.painter().rect_stroke(rect.expand(3.0), tokens.control_radius(), stroke, StrokeKind::Inside);
    }
    response
}

/// The words with some of what stands around them, paler. Words that are not in the other version are underlined and have
/// a ground of their own, so that colour is not the only sign.
fn in_type(ui: &Ui, passage: &Passage) -> LayoutJob {
    let tokens = ui.tokens();
    let format = |family, colour| TextFormat::simple(FontId::new(tokens.text.ui.size, family), colour);
    let around = || format(FontFamily::Proportional, tokens.colour.dim);
    let mut job = LayoutJob::default();
    job.wrap.max_rows = 2;
    job.append(&passage.before, 0.0, around());
    for run in &passage.runs {
        let plain = format(family::medium(), tokens.colour.text);
        if !run.differs {
            job.append(&run.text, 0.0, plain);
            continue;
        }
        let words = run.text.trim_end();
        let marked = TextFormat {
            background: tokens.colour.warning_fill,
            underline: Stroke::new(tokens.space.underline, tokens.colour.text),
            ..plain.clone()
        };
        job.append(words, 0.0, marked);
        job.append(&run.text[words.len()..], 0.0, plain);
    }
    job.append(&passage.after, 0.0, around());
    job
}
