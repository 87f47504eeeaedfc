//! `lectern screenshot`: the workbench drawn into a picture, without a window.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::input::Opened;
use super::output::Output;
use super::{find, input};
use crate::compare::shared::Kind;
use crate::entities::resolve::{Entity, EntityKey};
use crate::project::DocumentId;
use crate::ui::app::LecternApp;
use crate::ui::dialogs::ScriptedDialogs;
use crate::ui::panes::Panes;
use crate::ui::screen::{BottomTable, SidePanel, Subject};
use crate::ui::screenshot::{self, Frame, Sheet};
use crate::workbench::{Command, ComparisonCommand, ThemeChoice};

/// Draw the workbench into a picture, without a window
///
/// Draws what the window would show, with the same renderer, on a graphics card or in software. Where there is neither,
/// it says what to install. Of more than 60 documents, names are recognised in those in view alone, unless all are asked
/// for by --panel entities, --table network or timeline, or --entity.
#[derive(Args, Debug)]
#[command(after_help = super::EXIT_STATUS)]
pub(super) struct Arguments {
    /// The picture to write
    #[arg(value_name = "PATH.png")]
    path: PathBuf,

    /// Replace a file that is there already; a document or what belongs to a project never
    #[arg(long)]
    force: bool,

    /// A project (.ron), a folder or files; none: the bundled corpus
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Size of the picture in pixels
    #[arg(long, value_name = "WxH", default_value = "1280x800")]
    size: Size,

    /// Pixels to a point: 2 draws everything twice as large
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = scale)]
    scale: f32,

    /// Light or dark
    #[arg(long, value_enum, default_value = "light")]
    theme: Theme,

    /// Documents to show side by side: ids, paths, file names or titles, with commas between them; may be given
    /// several times, for names that have commas in them; with --panel shared the first two are level at a passage they share
    #[arg(long, value_name = "DOCUMENT,…")]
    open: Vec<String>,

    /// The panel on the left
    #[arg(long, value_enum, default_value = "documents")]
    panel: Panel,

    /// The table or figure below; with --search the concordance if none is named. The collation is that of the longest passage
    /// in which something differs; differences are those of the two documents in view
    #[arg(long, value_enum)]
    table: Option<Table>,

    /// The entity in the inspector, by its name or one that it goes by
    #[arg(long, value_name = "NAME")]
    entity: Option<String>,

    /// What is searched for: the search panel and the concordance show what is found
    #[arg(long, value_name = "QUERY", conflicts_with = "panel")]
    search: Option<String>,
}

/// In more documents than this, names are recognised only where they are in view: a picture should not take minutes.
const RECOGNISED: usize = 60;

/// A panel of the left side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Panel {
    Documents,
    Entities,
    Tags,
    Shared,
}

/// What the lower part of the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    Excerpts,
    Concordance,
    Words,
    Matrix,
    Figures,
    Network,
    Timeline,
    Order,
    Collation,
    Differences,
    History,
}

impl Table {
    fn shown(self) -> BottomTable {
        match self {
            Self::Excerpts => BottomTable::Excerpts,
            Self::Concordance => BottomTable::Concordance,
            Self::Words => BottomTable::Words,
            Self::Matrix => BottomTable::Matrix,
            Self::Figures => BottomTable::Figures,
            Self::Network => BottomTable::Network,
            Self::Timeline => BottomTable::Timeline,
            Self::Order => BottomTable::Order,
            Self::Collation => BottomTable::Collation,
            Self::Differences => BottomTable::Differences,
            Self::History => BottomTable::History,
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

/// Width and height in pixels.
#[derive(Clone, Copy, Debug)]
struct Size {
    width: u32,
    height: u32,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let sides = text.split_once(['x', 'X', '×']);
        let numbers = sides.and_then(|(width, height)| {
            Some((width.trim().parse::<u32>().ok()?, height.trim().parse::<u32>().ok()?))
        });
        let sensible = 64..=screenshot::LONGEST_SIDE;
        match numbers {
            Some((width, height)) if sensible.contains(&width) && sensible.contains(&height) => {
                Ok(Self { width, height })
            }
            Some(_) => {
                Err(format!("each side must be between {} and {} pixels", sensible.start(), sensible.end()))
            }
            None => Err("write it as width and height, as in 1280x800".to_owned()),
        }
    }
}

/// Reads a sensible number of pixels to a point.
fn scale(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok().filter(|number| (0.5..=4.0).contains(number));
    number.ok_or_else(|| "the scale must be a number between 0.5 and 4".to_owned())
}

pub(super) fn run(arguments: &Arguments, quiet: bool) -> Result<(), Failure> {
    let mut opened = input::open(&arguments.inputs, quiet)?;
    let mut output = Output::to(Some(&arguments.path), arguments.force, &opened)?;
    opened.bench.compare_from_now_on();
    let draws_names = matches!(arguments.table, Some(Table::Network | Table::Timeline));
    let shows_all = arguments.entity.is_some() || draws_names || matches!(arguments.panel, Panel::Entities);
    let recognises_all = shows_all || opened.bench.documents().len() <= RECOGNISED;
    if recognises_all {
        opened.recognise(quiet)?;
    }
    let entity = arguments.entity.as_deref().map(|name| entity_named(&opened, name)).transpose()?;
    let mut documents = Vec::new();
    for names in &arguments.open {
        documents.extend(documents_named(&opened, names)?);
    }
    let theme = match arguments.theme {
        Theme::Light => ThemeChoice::Light,
        Theme::Dark => ThemeChoice::Dark,
    };
    opened.bench.change_settings(|settings| {
        settings.theme = theme;
        // The greeting of a first start would lie over the workbench.
        settings.try_this_closed = true;
    });

    let ctx = egui::Context::default();
    let mut app = LecternApp::new(&ctx, opened.bench, Box::new(ScriptedDialogs::default()));
    if !documents.is_empty() {
        let columns: Vec<Vec<DocumentId>> = documents.into_iter().map(|document| vec![document]).collect();
        *app.panes_mut() = Panes::arranged(&columns);
    }
    let screen = app.screen_mut();
    screen.side = Some(match arguments.panel {
        Panel::Documents => SidePanel::Documents,
        Panel::Entities => SidePanel::Entities,
        Panel::Tags => SidePanel::Tags,
        Panel::Shared => SidePanel::Shared,
    });
    if let Some(query) = &arguments.search {
        query.clone_into(&mut screen.search.query);
        screen.side = Some(SidePanel::Search);
        screen.table = BottomTable::Concordance;
    }
    if let Some(table) = arguments.table {
        screen.table = table.shown();
    }
    if let Some(entity) = entity {
        screen.focus = Subject::Entity(entity);
        // As wide as it was: nothing gives way, and the inspector shows what was asked for.
        screen.width = Some(arguments.size.width as f32 / arguments.scale);
    }
    let sheet = Sheet {
        width: arguments.size.width,
        height: arguments.size.height,
        pixels_per_point: arguments.scale,
    };
    let mut is_first = !recognises_all;
    let mut is_asked = false;
    let is_level = arguments.panel == Panel::Shared && !arguments.open.is_empty();
    let picture = screenshot::render(&ctx, sheet, |ui| {
        app.ui(ui);
        // What is in view is known once the panes are laid out.
        if std::mem::take(&mut is_first) {
            let in_view: Vec<DocumentId> = app.panes().visible().iter().map(|pane| pane.document).collect();
            app.bench_mut().recognise_only(&in_view);
        }
        let is_busy = !app.bench().jobs().is_empty();
        // What is made only when somebody asks can be asked for once the documents have been compared.
        if !is_busy && !std::mem::replace(&mut is_asked, true) {
            if is_level {
                app.show_first_shared();
            }
            let asks = arguments.table.and_then(|table| asked_for(table, &app));
            if let Some(command) = asks {
                app.bench_mut().send(Command::Comparison(command));
            }
            return Frame::Waiting;
        }
        if is_busy { Frame::Waiting } else { Frame::Complete }
    });
    let png = picture.and_then(|picture| screenshot::to_png(&picture)).map_err(Failure::could_not)?;
    output.bytes(&png)?;
    output.finish()
}

/// What a table shows only when it is asked for.
fn asked_for(table: Table, app: &LecternApp) -> Option<ComparisonCommand> {
    match table {
        Table::Collation => {
            let passages = app.bench().comparison().passages().iter().filter(|it| it.kind.is_shown());
            // One in which something differs says more.
            let telling = passages.max_by_key(|it| (it.kind != Kind::Verbatim, it.words))?;
            Some(ComparisonCommand::Collate(telling.cluster as usize))
        }
        Table::Differences => {
            let [a, b, ..] = app.panes().visible()[..] else { return None };
            Some(ComparisonCommand::Beside { a: (a.document, None), b: (b.document, None) })
        }
        _ => None,
    }
}

/// The entity of this name, or one that goes by it.
fn entity_named(opened: &Opened, name: &str) -> Result<EntityKey, Failure> {
    let all = opened.bench.entities().all();
    let goes_by = |entity: &&Entity| entity.aliases.iter().any(|alias| alias.text.eq_ignore_ascii_case(name));
    let named = all.iter().find(|entity| entity.name.eq_ignore_ascii_case(name));
    let entity = named.or_else(|| all.iter().find(goes_by));
    entity.map(|entity| entity.key).ok_or_else(|| {
        Failure::could_not(format!("No entity is called “{name}”: lectern entities lists those there are."))
    })
}

/// One document whose name has commas in it, or several with commas between their names.
fn documents_named(opened: &Opened, names: &str) -> Result<Vec<DocumentId>, Failure> {
    match find::document(opened, names) {
        Ok(document) => Ok(vec![document]),
        Err(_) if names.contains(',') => {
            names.split(',').map(|name| find::document(opened, name.trim())).collect()
        }
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_width_and_height() {
        let size: Size = "1280x800".parse().unwrap();
        assert_eq!((size.width, size.height), (1280, 800));
        for wrong in ["", "1280", "1280x", "x800", "0x800", "1280x99999", "-1x5", "12.5x800"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn scales_are_sensible_numbers() {
        assert_eq!(scale("2"), Ok(2.0));
        for wrong in ["0", "NaN", "inf", "-1", "100", "two"] {
            assert!(scale(wrong).is_err(), "{wrong}");
        }
    }
}
