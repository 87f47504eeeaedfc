//! What the parts of the window ask for while they are drawn; carried out once, after the frame is drawn.

use std::sync::Arc;

use crate::analysis::cooccurrence::{Edge, Unit};
use crate::entities::resolve::EntityKey;
use crate::exchange::drawing::Drawing;
use crate::project::{AnnotationId, DocumentId, FigurePlace, NamedTopic, SearchId, TagId};
use crate::text::Span;
use crate::workbench::{Asked, Command, Exported, ExportedTopics, SharedPlaces};

use super::action::Action;
use super::dialogs::DialogRequest;
use super::figures::FileKind;
use super::screen::Subject;

/// A passage or annotations that a tag is to be given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagTarget {
    /// A passage that is selected.
    Passage(DocumentId, Span),
    /// Annotations that exist.
    Annotations(Vec<AnnotationId>),
    /// Several passages at once.
    Passages(Vec<(DocumentId, Span)>),
}

/// Whose memo is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoOf {
    /// The project's.
    Project,
    /// A document's.
    Document(DocumentId),
    /// A tag's.
    Tag(TagId),
    /// An annotation's.
    Annotation(AnnotationId),
}

/// A dialog that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Choose a tag, or make one, for a passage or annotations.
    PickTag(TagTarget),
    /// Make a tag below this one.
    NewTag(Option<TagId>),
    /// Delete a tag: with its annotations, or moving them up.
    DeleteTag(TagId),
    /// Merge a tag into another.
    MergeTag(TagId),
    /// Write a memo.
    Memo(MemoOf),
    /// Export the excerpts.
    Export,
    /// Export the codebook.
    ExportCodebook,
    /// Export one document's text with its tags marked.
    ExportMarkedDocument(DocumentId),
    /// Export the hits of the search, or the saved searches.
    ExportSearch(Exported),
    /// Save what is searched for under a name.
    SaveSearch(Asked),
    /// Give a saved search another name.
    RenameSearch(SearchId),
    /// Export the history.
    ExportHistory,
    /// Export what documents share; two documents side by side, if any are.
    ExportShared(Option<(DocumentId, DocumentId)>),
    /// Export the table of words in front.
    ExportWords,
    /// Say who is coding.
    Coder,
    /// Correct a passage of a text.
    Correct(DocumentId, Span),
    /// Read a document in another encoding.
    Encoding(DocumentId),
    /// Say what a passage names.
    NameEntity(DocumentId, Span),
    /// Give an entity another name.
    RenameEntity(EntityKey),
    /// Say of which kind entities are.
    RetypeEntities(Vec<EntityKey>),
    /// Say that some ways an entity is written name another, or that the mention one is at does.
    SplitEntity(EntityKey, Option<(DocumentId, Span)>),
    /// Say that entities are one, and which.
    MergeEntities(Vec<EntityKey>),
    /// Tag what names an entity.
    TagEntity(EntityKey),
    /// The passages that name two entities together.
    Passages(Edge, Unit),
    /// Tag everything a search has found.
    TagHits,
    /// Entities that look the same.
    Suggestions,
    /// The researcher's own lists of names.
    NameLists,
    /// The researcher's own kinds of entity.
    Kinds,
    /// What was decided about entities.
    Decisions,
    /// Say that topics of figures count the same.
    MergeTopics(Vec<NamedTopic>),
    /// Make figures a topic of their own; what their topic is called until then.
    SplitTopic(Vec<FigurePlace>, String),
    /// Give a topic of figures another name.
    RenameTopic(NamedTopic),
    /// What was decided about figures.
    TopicDecisions,
    /// What could not be loaded.
    Problems,
    /// What both sides of a merge had changed.
    Conflicts,
    /// Bring back a backup.
    Backups,
    /// Show what differs between a document and its changed file.
    Changes(DocumentId),
    /// All shortcuts.
    Shortcuts,
    /// About the program.
    About,
}

/// Something to be carried out after the frame is drawn.
#[derive(Clone, Debug)]
pub enum Request {
    /// Send a command to the workbench.
    Do(Command),
    /// Carry out an action of the menus.
    Run(Action),
    /// Look for this in all documents.
    Search(String),
    /// Show a document, at a passage if one is named.
    Open {
        /// Which document.
        document: DocumentId,
        /// Where.
        at: Option<Span>,
        /// In the pane beside the active one rather than in it.
        beside: bool,
    },
    /// Let the pane that shows a document stay, if it was only passing.
    Keep(DocumentId),
    /// Show an annotation in the text and in the inspector.
    Reveal(AnnotationId),
    /// Show an annotation as `Reveal` does, while the keyboard stays where it is.
    Preview(AnnotationId),
    /// Show a mention in the text: where its document is in view, else in the active pane or the one beside it.
    ShowMention {
        /// Which document.
        document: DocumentId,
        /// Where.
        span: Span,
        /// In the pane beside the active one.
        beside: bool,
    },
    /// Show a hit of the search in the text.
    ShowHit {
        /// Which document.
        document: DocumentId,
        /// Where.
        span: Span,
        /// Leave the keyboard where it is rather than give it to the text.
        preview: bool,
    },
    /// Show the first hit of a document in the text, the keyboard staying where it is.
    ShowFirstHit(DocumentId),
    /// Show a passage where its document is in view, else in the active pane or the one beside it.
    ShowPassage {
        /// Which document.
        document: DocumentId,
        /// Where.
        span: Span,
        /// In the pane beside the active one.
        beside: bool,
        /// Leave the keyboard where it is rather than give it to the text.
        keep_keyboard: bool,
    },
    /// Show both places of a shared passage, level with each other.
    ShowShared {
        /// The places; the first stays in the pane that shows it.
        places: SharedPlaces,
        /// Leave the keyboard where it is rather than give it to the text.
        keep_keyboard: bool,
    },
    /// Show two documents side by side; level with each other once it is known what they share.
    ShowBoth {
        /// The one on the left.
        one: DocumentId,
        /// The one beside it.
        other: DocumentId,
        /// Leave the keyboard where it is rather than give it to the text.
        keep_keyboard: bool,
    },
    /// Show any two places level with each other, as `ShowShared` does.
    ShowLevel {
        /// The places; the first stays in the pane that shows it.
        places: SharedPlaces,
        /// Leave the keyboard where it is rather than give it to the text.
        keep_keyboard: bool,
    },
    /// Show something in the inspector.
    Focus(Subject),
    /// Open a dialog.
    Dialog(Dialog),
    /// Ask for a file.
    AskForFile(DialogRequest),
    /// Save a figure: ask for a file, then write it.
    SaveDrawing {
        /// The figure.
        drawing: Arc<Drawing>,
        /// What the file is called at first, without an extension.
        name: &'static str,
        /// As what.
        kind: FileKind,
    },
    /// Export topics of figures as a table: ask for a file, then write it.
    ExportTopics(ExportedTopics),
    /// Say something for a while: a sentence.
    Say(&'static str),
}

/// Requests gathered while a frame is drawn.
#[derive(Debug, Default)]
pub struct Outbox(Vec<Request>);

impl Outbox {
    /// Asks for something.
    pub fn push(&mut self, request: Request) {
        self.0.push(request);
    }

    /// Sends a command to the workbench.
    pub fn command(&mut self, command: Command) {
        self.0.push(Request::Do(command));
    }

    /// Carries out an action of the menus.
    pub fn run(&mut self, action: Action) {
        self.0.push(Request::Run(action));
    }

    /// Shows something in the inspector.
    pub fn focus(&mut self, subject: Subject) {
        self.0.push(Request::Focus(subject));
    }

    /// Opens a dialog.
    pub fn dialog(&mut self, dialog: Dialog) {
        self.0.push(Request::Dialog(dialog));
    }

    /// Takes all requests, in order.
    pub fn take(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.0)
    }
}
