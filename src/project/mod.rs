//! The annotation project: its records, the edits that change them, the history of those edits and its journal on
//! disk, the codebook as a tree, and the RON file it is kept in.
//!
//! Ground floor. Knows documents and positions in them, nothing of screens, exports or background work.

pub mod anchoring;
pub mod codebook;
pub mod colour;
pub mod conflict;
pub mod correct;
pub mod difference;
pub mod edit;
pub mod figures;
pub mod history;
pub mod ids;
pub mod journal;
pub mod merge;
pub mod misfit;
pub mod model;
pub mod naming;
pub mod searches;
pub mod standing;
pub mod store;
pub mod text_trail;
pub mod titles;
pub mod verify;

pub use colour::TagColour;
pub use edit::{Change, Conflict, Edit, Swap, TextChange};
pub use figures::{FigurePlace, Measure, NamedTopic, TopicDecision, TopicRuling};
pub use history::{Entry, History, Position};
pub use ids::{
    AnnotationId, CoderId, DecisionId, DocumentId, EntryId, KindId, ListId, ProjectId, SearchId, TagId,
    TopicDecisionId,
};
pub use model::{
    Annotation, Coder, DocumentRecord, Project, ProjectInfo, Records, Tag, Timestamp, change_each,
};
pub use naming::{Decision, Kind, NameList, Named, OwnKind, Ruling};
pub use searches::{SavedSearch, Scope};
pub use standing::{Doubt, Proposal, Standing};
pub use titles::Titles;
