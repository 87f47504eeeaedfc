//! What is to be written to a file that somebody is asked to name.
//!
//! A dialog or a panel puts it by; the window asks for the place, asks again where that would replace something
//! ([`super::app`]), and sends the command.

use std::path::PathBuf;
use std::sync::Arc;

use crate::exchange::drawing::Drawing;
use crate::exchange::trail::TrailFormat;
use crate::exchange::{ExportRequest, Format, Options};
use crate::workbench::{
    Command, ComparisonCommand, EntityCommand, ExportedTopics, FigureCommand, SearchCommand, SearchExport,
    SharedExport, WordsCommand,
};

/// What is to be written.
pub enum Writing {
    /// The project.
    Project,
    /// An export.
    Export(Box<ExportRequest>),
    /// The history.
    History(TrailFormat),
    /// What documents share.
    Shared(SharedExport, Format),
    /// The table of words in front.
    Words(Format, Box<Options>),
    /// The hits of the search, or the saved searches.
    Search(Box<SearchExport>),
    /// The decisions about entities.
    Decisions,
    /// The decisions about figures.
    TopicDecisions,
    /// Topics of figures, as a table.
    Topics(ExportedTopics),
    /// A figure, as what this extension says.
    Figure(Arc<Drawing>, &'static str),
}

impl Writing {
    /// The end of the file's name, without the dot.
    pub fn extension(&self) -> &'static str {
        match self {
            Self::Project => "ron",
            Self::Export(request) => request.format.extension(),
            Self::History(format) => format.extension(),
            Self::Shared(_, format) | Self::Words(format, _) => format.extension(),
            Self::Search(asked) => asked.format.extension(),
            Self::Decisions | Self::TopicDecisions => "csv",
            Self::Topics(topics) => topics.format.extension(),
            Self::Figure(_, extension) => extension,
        }
    }

    /// The command that writes it to a place.
    pub fn to(self, path: PathBuf) -> Command {
        match self {
            Self::Project => Command::SaveAs(path),
            Self::Export(request) => Command::Export { request, path },
            Self::History(format) => Command::ExportHistory { format, path },
            Self::Shared(what, format) => {
                Command::Comparison(ComparisonCommand::Export { what, format, path })
            }
            Self::Words(format, options) => Command::Words(WordsCommand::Export { format, options, path }),
            Self::Search(asked) => Command::Search(SearchCommand::Export { asked, path }),
            Self::Decisions => Command::Entities(EntityCommand::ExportDecisions(path)),
            Self::TopicDecisions => Command::Figures(FigureCommand::ExportDecisions(path)),
            Self::Topics(topics) => Command::Figures(FigureCommand::ExportTopics(topics, path)),
            Self::Figure(drawing, _) => Command::Entities(EntityCommand::SaveDrawing(drawing, path)),
        }
    }
}
