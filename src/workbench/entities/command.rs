//! What people can ask about names: each that changes the project becomes decisions, lists or kinds in one edit.

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::network::View;
use crate::entities::resolve::EntityKey;
use crate::exchange::drawing::Drawing;
use crate::project::{DecisionId, DocumentId, Kind, KindId, ListId, NameList, OwnKind};
use crate::text::Span;

/// One request about names.
#[derive(Clone, Debug)]
pub enum EntityCommand {
    /// Goes on recognising names where somebody has stopped it.
    Recognise,
    /// Says that entities are one.
    Merge {
        /// Those that go.
        from: Vec<EntityKey>,
        /// The one that stays.
        into: EntityKey,
    },
    /// Says that passages name another entity than was thought, one that exists or a new one.
    Split {
        /// The passages, each with its document.
        places: Vec<(DocumentId, Span)>,
        /// The kind of the entity they name.
        kind: Kind,
        /// The name of the entity they name.
        name: String,
    },
    /// Gives an entity another name.
    Rename {
        /// The entity.
        entity: EntityKey,
        /// Its name from now on.
        name: String,
    },
    /// Says that entities are of another kind.
    Retype {
        /// The entities.
        entities: Vec<EntityKey>,
        /// What they are.
        kind: Kind,
    },
    /// Says that a passage names something of another kind.
    RetypeMention {
        /// The document.
        document: DocumentId,
        /// The passage.
        span: Span,
        /// What it names.
        kind: Kind,
    },
    /// Says that entities are none, with all their mentions.
    Reject(Vec<EntityKey>),
    /// Says that a passage names nothing.
    RejectMention {
        /// The document.
        document: DocumentId,
        /// The passage.
        span: Span,
    },
    /// Says that these words name nothing, wherever they stand as a mention by themselves.
    RejectWording(String),
    /// Says that a passage that was missed names something.
    AddMention {
        /// The document.
        document: DocumentId,
        /// The passage.
        span: Span,
        /// What it names.
        kind: Kind,
        /// Which entity it names; the one its words lead to when `None`.
        name: Option<String>,
    },
    /// Says that these words name something wherever they stand.
    AddWording {
        /// The words.
        wording: String,
        /// What they name.
        kind: Kind,
        /// Which entity they name; the one the words lead to when `None`.
        name: Option<String>,
    },
    /// Says that two entities that look the same are not.
    Dismiss {
        /// One of them.
        one: EntityKey,
        /// The other.
        other: EntityKey,
    },
    /// Counts who is named with whom.
    CountCompany,
    /// Chooses and lays out what is shown of that.
    ArrangeNetwork(Box<View>),
    /// Gathers the dates that are named.
    GatherDates,
    /// Writes a figure to a file: as PNG where its name ends so, else as SVG.
    SaveDrawing(Arc<Drawing>, PathBuf),
    /// Writes all decisions to a file, to carry them to another project.
    ExportDecisions(PathBuf),
    /// Takes decisions over from a file that another project has written.
    ImportDecisions(PathBuf),
    /// Makes a list of the names in a file.
    ImportNames(PathBuf),
    /// Takes decisions back.
    TakeBack(Vec<DecisionId>),
    /// Adds a list of names, or puts another state of it in the place of the one there is.
    PutList(NameList),
    /// Takes a list of names away.
    RemoveList(ListId),
    /// Adds a kind of entity, or gives it another colour.
    PutKind(OwnKind),
    /// Takes a kind of entity away; what is of it stays so, without a colour of its own.
    RemoveKind(KindId),
}
