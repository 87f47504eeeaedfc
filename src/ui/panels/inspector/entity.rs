//! The inspector on an entity: what it is, how it is written, where and with whom it is named, and all its mentions.

use std::rc::Rc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{RichText, Ui, vec2};

use super::{InspectorPanel, mentions, pieces};
use crate::analysis::values::ValueKey;
use crate::entities::resolve::{Entity, EntityKey};
use crate::text::numbers::counted;
use crate::ui::action::Action;
use crate::ui::entity_looks;
use crate::ui::kit::{self, Chip, ListRow, Mark, PushButton};
use crate::ui::mention_order::MentionOrder;
use crate::ui::outbox::{Dialog, Outbox};
use crate::ui::panels::draw;
use crate::ui::panels::wording::date;
use crate::ui::screen::{Screen, Subject};
use crate::ui::shortcuts;
use crate::ui::theme::{Themed as _, text_style};
use crate::workbench::{Command, EntityCommand, Workbench};

/// So many spellings are shown as chips.
const SPELLINGS: usize = 8;
/// So many entities are listed that are named together with it.
const COMPANY: usize = 6;
/// Documents, and mentions in them, looked through for what is named together with it: more would hold up a frame.
const DOCUMENTS_READ: usize = 100;
const MENTIONS_READ: usize = 20_000;

/// What is read about an entity once for each order of its mentions.
#[derive(Debug)]
pub(super) struct About {
    /// The order it was read in.
    order: Rc<MentionOrder>,
    /// How its mentions spread over the documents.
    bars: mentions::Bars,
    /// The dates of the first and the last document that names it.
    dates: Option<(String, String)>,
    /// What is named in the same paragraphs, with in how many of them.
    company: Vec<(EntityKey, usize)>,
    /// True when not all that names it was looked through for that.
    is_partial: bool,
}

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut InspectorPanel,
    screen: &mut Screen,
    bench: &Workbench,
    key: EntityKey,
    out: &mut Outbox,
) {
    let entities = bench.entities().clone();
    let Some(entity) = entities.get(key) else { return };
    let about = state.about(bench, entity);
    pieces::body(ui, |ui| {
        draw::inset(ui, |ui| {
            heading(ui, bench, entity, &about);
            spellings(ui, entity);
        });
        mentions::strip(ui, bench, entity, &about.bars, out);
        draw::inset(ui, |ui| buttons(ui, screen, entity, out));
        company(ui, bench, &about, out);
        kit::section_header(ui, "Mentions");
        mentions::list(ui, screen, bench, (entity, &about.order), out);
    });
}

fn heading(ui: &mut Ui, bench: &Workbench, entity: &Entity, about: &About) {
    let tokens = ui.tokens();
    ui.add(egui::Label::new(RichText::new(&*entity.name).text_style(text_style::heading())).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * tokens.space.grid;
        kit::swatch(ui, entity_looks::colour(&entity.kind, bench.project(), tokens));
        let mentions = counted(entity.occurrences.len(), "mention", "mentions");
        let documents = counted(bench.entities().document_count(entity.key), "document", "documents");
        draw::dim(ui, format!("{} · {mentions} in {documents}", entity_looks::one(&entity.kind)));
    });
    if let Some((first, last)) = &about.dates {
        let when = if first == last { date(first) } else { format!("{} to {}", date(first), date(last)) };
        draw::dim(ui, when);
    }
}

/// The ways the entity is written, the commonest first.
fn spellings(ui: &mut Ui, entity: &Entity) {
    if entity.aliases.len() < 2 {
        return;
    }
    ui.add_space(ui.tokens().space.grid);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for alias in entity.aliases.iter().take(SPELLINGS) {
            let times = counted(alias.count as usize, "time", "times");
            ui.add(Chip::new(&alias.text)).on_hover_text(format!("Written so {times}"));
        }
        let more = entity.aliases.len().saturating_sub(SPELLINGS);
        if more > 0 {
            draw::dim(ui, format!("and {more} more"));
        }
    });
}

fn buttons(ui: &mut Ui, screen: &mut Screen, entity: &Entity, out: &mut Outbox) {
    ui.add_space(ui.tokens().space.grid);
    ui.horizontal_wrapped(|ui| {
        if ui.add(PushButton::new("Merge…")).clicked() {
            out.dialog(Dialog::MergeEntities(vec![entity.key]));
        }
        let split = Action::SplitEntity;
        let keys = shortcuts::text_of(ui, split).map_or_else(String::new, |keys| format!(" ({keys})"));
        if ui.add(PushButton::new("Split…")).on_hover_text(format!("{}{keys}", split.hint())).clicked() {
            out.run(split);
        }
        if ui.add(PushButton::new("Rename…")).clicked() {
            out.dialog(Dialog::RenameEntity(entity.key));
        }
        if ui.add(PushButton::new("Type…")).clicked() {
            out.dialog(Dialog::RetypeEntities(vec![entity.key]));
        }
        if ui.add(PushButton::new("Tag…")).clicked() {
            out.run(Action::TagEntity);
        }
        let is_hidden = screen.entities.hidden.contains(&entity.key);
        let mark = if is_hidden { "Mark in the text" } else { "Do not mark" };
        if ui.add(PushButton::new(mark)).clicked() && !screen.entities.hidden.remove(&entity.key) {
            screen.entities.hidden.insert(entity.key);
        }
        if ui.add(PushButton::new("Not an entity")).clicked() {
            out.command(Command::Entities(EntityCommand::Reject(vec![entity.key])));
        }
    });
}

fn company(ui: &mut Ui, bench: &Workbench, about: &About, out: &mut Outbox) {
    if about.company.is_empty() {
        return;
    }
    let heading = kit::section_header(ui, "Often with");
    let counted = if about.is_partial {
        "Counted in the first of the paragraphs that name both: there are too many to count them all"
    } else {
        "Counted in paragraphs that name both"
    };
    heading.on_hover_text(counted);
    for (key, paragraphs) in &about.company {
        let Some(other) = bench.entities().get(*key) else { continue };
        let colour = entity_looks::colour(&other.kind, bench.project(), ui.tokens());
        let row = ListRow::new(&other.name).mark(Mark::Swatch(colour)).count(*paragraphs).show(ui).row;
        if row.clicked() {
            out.focus(Subject::Entity(*key));
        }
    }
}

impl About {
    pub(super) fn of(bench: &Workbench, entity: &Entity, order: Rc<MentionOrder>) -> Self {
        let bars = mentions::Bars::of(bench, entity, &order);
        let dates = dates(bench, entity, &order);
        let (company, is_partial) = company_of(bench, entity, &order);
        Self { order, bars, dates, company, is_partial }
    }

    /// True when it was read in this order.
    pub(super) fn is_in(&self, order: &Rc<MentionOrder>) -> bool {
        Rc::ptr_eq(&self.order, order)
    }
}

/// The dates of the first and the last document that names it; those that cannot be read as a date only where none can.
fn dates(bench: &Workbench, entity: &Entity, order: &MentionOrder) -> Option<(String, String)> {
    let records = order.documents(entity).filter_map(|(id, _)| bench.project().documents.get(&id));
    let mut dates: Vec<(ValueKey, &str)> = records
        .map(|record| record.attribute("date").trim())
        .filter(|date| !date.is_empty())
        .map(|date| (ValueKey::of(date), date))
        .collect();
    let is_read = |(key, _): &(ValueKey, &str)| matches!(key, ValueKey::Scale(_));
    if dates.iter().any(is_read) {
        dates.retain(is_read);
    }
    let (first, last) = dates.iter().min().zip(dates.iter().max())?;
    let last = if first.0 == last.0 { first } else { last };
    Some((first.1.to_owned(), last.1.to_owned()))
}

/// The entities named in the same paragraphs as this one, those in most paragraphs first; and whether that was counted in a
/// part of them.
fn company_of(bench: &Workbench, entity: &Entity, order: &MentionOrder) -> (Vec<(EntityKey, usize)>, bool) {
    let entities = bench.entities();
    let mut counts: std::collections::HashMap<EntityKey, usize> = std::collections::HashMap::new();
    let mut left = MENTIONS_READ;
    let mut is_partial = order.documents(entity).len() > DOCUMENTS_READ;
    for (document, _) in order.documents(entity).take(DOCUMENTS_READ) {
        let Some(text) = bench.text(document) else { continue };
        let mentions = entities.mentions(document, text.hash());
        is_partial |= mentions.len() > left;
        let mentions = &mentions[..mentions.len().min(left)];
        left -= mentions.len();
        let paragraph = |start| text.structure().paragraph_at(start);
        let named: Vec<(usize, &Entity)> = mentions
            .iter()
            .enumerate()
            .filter_map(|(index, mention)| {
                Some((paragraph(mention.span.start), entities.named_by(document, index)?))
            })
            .collect();
        for same in named.chunk_by(|a, b| a.0 == b.0) {
            if !same.iter().any(|(_, other)| other.key == entity.key) {
                continue;
            }
            let mut others: Vec<EntityKey> = same
                .iter()
                .filter(|(_, other)| other.key != entity.key && is_company(other))
                .map(|(_, other)| other.key)
                .collect();
            others.sort_unstable();
            others.dedup();
            for other in others {
                *counts.entry(other).or_default() += 1;
            }
        }
    }
    let mut company: Vec<(EntityKey, usize)> = counts.into_iter().collect();
    company.sort_unstable_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
    company.truncate(COMPANY);
    (company, is_partial)
}

/// True for an entity that one may be found in the company of: a number or a day says little.
fn is_company(entity: &Entity) -> bool {
    use crate::entities::Kind;
    !matches!(entity.kind, Kind::Date | Kind::Money | Kind::Quantity | Kind::Contact)
}

/// Words with one part of them set off, in at most two lines.
pub(super) fn context_job(ui: &Ui, before: &str, name: &str, after: &str, width: f32) -> LayoutJob {
    let tokens = ui.tokens();
    let plain = TextFormat {
        font_id: text_style::excerpt().resolve(ui.style()),
        color: tokens.colour.text,
        line_height: Some(tokens.text.excerpt.line),
        ..TextFormat::default()
    };
    let strong = TextFormat {
        underline: egui::Stroke::new(1.0, tokens.colour.dim),
        background: tokens.colour.hover,
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    job.append(before, 0.0, plain.clone());
    job.append(name, 0.0, strong);
    job.append(after, 0.0, plain);
    job.wrap = TextWrapping { max_width: width, max_rows: 2, ..TextWrapping::default() };
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::springs::{LINE, springs_in};
    use crate::ui::theme;

    /// A window with nothing but the inspector in it.
    struct Page {
        panel: InspectorPanel,
        screen: Screen,
        bench: Workbench,
        out: Outbox,
        key: EntityKey,
        /// What each frame drew from.
        seen: Vec<Rc<About>>,
    }

    fn draw_page(page: &mut Page, ui: &mut Ui) {
        show(ui, &mut page.panel, &mut page.screen, &page.bench, page.key, &mut page.out);
        let about = page.panel.about(&page.bench, page.bench.entities().get(page.key).unwrap());
        page.seen.push(about);
    }

    #[test]
    fn mentions_are_ordered_and_counted_once_for_all_frames() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("quell.txt");
        std::fs::write(&file, LINE.repeat(500)).unwrap();
        let bench = springs_in(vec![file]);
        let entity = bench.entities().all().first().unwrap();
        let key = entity.key;
        assert_eq!((entity.occurrences.len(), bench.entities().document_count(key)), (500, 1));
        let page = Page {
            panel: InspectorPanel::default(),
            screen: Screen::default(),
            bench,
            out: Outbox::default(),
            key,
            seen: Vec::new(),
        };
        let mut harness = egui_kittest::Harness::builder()
            .with_size([320.0, 800.0])
            .with_context_setup(theme::install)
            .build_ui_state(move |ui, page: &mut Page| draw_page(page, ui), page);
        for _ in 0..5 {
            harness.step();
        }
        let seen = &harness.state().seen;
        assert!(seen.len() > 5 && seen.iter().all(|about| Rc::ptr_eq(about, &seen[0])), "read anew");
    }
}
