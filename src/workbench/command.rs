//! What people can ask of the workbench, with a window or without: the one vocabulary of both.

use std::path::PathBuf;

use crate::exchange::ExportRequest;
use crate::exchange::trail::TrailFormat;
use crate::project::codebook::DeleteMode;
use crate::project::{AnnotationId, DocumentId, EntryId, TagColour, TagId};
use crate::text::Span;

use super::comparison::{ComparisonCommand, FigureCommand};
use super::entities::EntityCommand;
use super::jobs::JobId;
use super::search::SearchCommand;
use super::words::WordsCommand;

/// One request. Each that changes the project becomes one [`crate::project::Edit`].
#[derive(Clone, Debug)]
pub enum Command {
    /// Adds files and folders to the project; a single project file is opened instead.
    OpenInputs(Vec<PathBuf>),
    /// Adds the documents compiled into the program.
    AddBundledCorpus,
    /// Reads the texts of documents that have none: reading was stopped, or their files were missing. Send it when
    /// such a document comes to be shown, not in every frame: a text that cannot be read is tried anew each time.
    ReadTexts(Vec<DocumentId>),
    /// Takes documents, with their annotations, out of the project.
    RemoveDocuments(Vec<DocumentId>),
    /// Looks whether the files of the documents are where they were and say what they said.
    CheckSources,
    /// Takes over what the changed file of a document says, and carries its annotations over.
    TakeOverText(DocumentId),
    /// Reads the file of a document in another encoding, and carries its annotations over.
    ReadAs {
        /// Which document.
        document: DocumentId,
        /// The name of the encoding: one of [`crate::corpus::encodings::OFFERED`].
        encoding: String,
    },
    /// Keeps the text of a document as it was read, although its file says something else now.
    KeepTextAsRead(DocumentId),
    /// Takes the files of these documents where they were found to be now.
    FollowMoved(Vec<DocumentId>),
    /// Looks for all missing files in this folder and below.
    FindSources(PathBuf),
    /// Puts other words in the place of a passage, in a copy of the text within the project; the file it was read from
    /// is not touched.
    CorrectText {
        /// Which document.
        document: DocumentId,
        /// What is to be corrected.
        span: Span,
        /// What stands there from now on.
        text: String,
    },
    /// Gives a document another title.
    SetTitle {
        /// Which document.
        document: DocumentId,
        /// Its title from now on.
        title: String,
    },
    /// Sets an attribute of a document, or removes it.
    SetAttribute {
        /// Which document.
        document: DocumentId,
        /// Name of the attribute.
        name: String,
        /// Its value from now on; `None` removes it.
        value: Option<String>,
    },
    /// Gives an attribute another name, in all documents that have it.
    RenameAttribute {
        /// Its name until now.
        from: String,
        /// Its name from now on.
        to: String,
    },
    /// Writes a document's memo.
    SetDocumentMemo {
        /// Which document.
        document: DocumentId,
        /// The memo from now on.
        memo: String,
    },

    /// Begins a new project without documents.
    NewProject,
    /// Go on with work that has no name; see [`super::Workbench::unfinished`].
    ContinueUnfinished(PathBuf),
    /// Put work that has no name away.
    DiscardUnfinished(PathBuf),
    /// Move the journal that is still under the name the project file had before beside the file as it is called now; see
    /// [`super::Workbench::journal_left_behind`].
    TakeJournalOver,
    /// Leave that journal where it is.
    LeaveJournal,
    /// Opens a project file.
    OpenProject(PathBuf),
    /// Work on a project that can only be read because somebody may have it open on another machine.
    WorkAllTheSame,
    /// Takes the version of the project that another program wrote in the place of the one here.
    Reload,
    /// Keeps the version here; the one another program wrote becomes a backup.
    KeepMine,
    /// Unites the version another program wrote with the one here.
    MergeTheirs,
    /// Clears the list of what both sides of the last merge had changed.
    ForgetConflicts,
    /// Opens the backup offered for a damaged project in its place; see [`super::Workbench::damaged_project`].
    OpenBackupInstead,
    /// Leaves the damaged project as it is.
    LeaveDamaged,
    /// Looks at the backups of the project; see [`super::Workbench::listed_backups`].
    ListBackups,
    /// Brings back a backup of the project.
    RestoreBackup(PathBuf),
    /// Saves the project to its file.
    Save,
    /// Saves the project to another file, which becomes its file.
    SaveAs(PathBuf),
    /// Writes the project's memo.
    SetProjectMemo(String),
    /// Takes back the last edit.
    Undo,
    /// Makes the last edit taken back again.
    Redo,
    /// Takes back all that was done after this entry of the history.
    UndoBackTo(EntryId),
    /// Makes the changes of an entry that is not in force once more, as a new edit, where they fit.
    DoAgain(EntryId),
    /// Reads the entries that were moved out of the journal when that had grown long; see
    /// [`super::Workbench::earlier_entries`].
    ReadEarlierHistory,
    /// Says what whoever codes on this machine is called; what they have done so far goes by that name as well.
    SetCoder {
        /// Full name.
        name: String,
        /// Initials shown in tables.
        initials: String,
    },
    /// Says that somebody else codes on this machine from now on. Who has this name in the project is taken to be the same.
    SetOtherCoder {
        /// Full name.
        name: String,
        /// Initials shown in tables.
        initials: String,
    },

    /// Tags a passage.
    Tag {
        /// Which document.
        document: DocumentId,
        /// The passage.
        span: Span,
        /// The tags; none makes an untagged highlight.
        tags: Vec<TagId>,
    },
    /// Tags a passage with the tag of this path, made where it is missing.
    TagByPath {
        /// Which document.
        document: DocumentId,
        /// The passage.
        span: Span,
        /// Names from the top of the codebook down.
        path: Vec<String>,
    },
    /// Tags many passages with the tag of this path, made where it is missing, in one edit.
    TagAll {
        /// The passages, each with its document.
        passages: Vec<(DocumentId, Span)>,
        /// Names from the top of the codebook down.
        path: Vec<String>,
    },
    /// Adds tags to annotations. Where one is somebody else's, this coder is given one of their own at its place.
    AddTags {
        /// Which annotations.
        annotations: Vec<AnnotationId>,
        /// The tags.
        tags: Vec<TagId>,
    },
    /// Adds the tag of this path, made where it is missing, to annotations, as [`Self::AddTags`] does.
    AddTagByPath {
        /// Which annotations.
        annotations: Vec<AnnotationId>,
        /// Names from the top of the codebook down.
        path: Vec<String>,
    },
    /// Takes a tag off an annotation, which stays as a highlight when it was the last.
    RemoveTag {
        /// Which annotation.
        annotation: AnnotationId,
        /// The tag.
        tag: TagId,
    },
    /// Gives an annotation other ends.
    MoveAnnotation {
        /// Which annotation.
        annotation: AnnotationId,
        /// The passage from now on.
        span: Span,
    },
    /// Writes an annotation's memo.
    SetAnnotationMemo {
        /// Which annotation.
        annotation: AnnotationId,
        /// The memo from now on.
        memo: String,
    },
    /// Deletes annotations.
    DeleteAnnotations(Vec<AnnotationId>),
    /// Takes the places that are proposed for annotations that need a look.
    AcceptProposals(Vec<AnnotationId>),
    /// Says of annotations that need a look that they have no place in the text any more; they are kept.
    Detach(Vec<AnnotationId>),

    /// Makes a tag.
    NewTag {
        /// The tag above it.
        parent: Option<TagId>,
        /// Its name.
        name: String,
    },
    /// Renames a tag.
    RenameTag {
        /// Which tag.
        tag: TagId,
        /// Its name from now on.
        name: String,
    },
    /// Gives a tag another colour.
    RecolourTag {
        /// Which tag.
        tag: TagId,
        /// Its colour from now on.
        colour: TagColour,
    },
    /// Writes a tag's description.
    DescribeTag {
        /// Which tag.
        tag: TagId,
        /// The description from now on.
        description: String,
    },
    /// Writes a tag's memo.
    SetTagMemo {
        /// Which tag.
        tag: TagId,
        /// The memo from now on.
        memo: String,
    },
    /// Gives a tag a shortcut key, or takes it away.
    SetTagShortcut {
        /// Which tag.
        tag: TagId,
        /// A letter or digit.
        key: Option<char>,
    },
    /// Moves a tag with all below it.
    MoveTag {
        /// Which tag.
        tag: TagId,
        /// The tag it shall stand under.
        parent: Option<TagId>,
        /// The sibling it shall stand before; at the end when `None`.
        before: Option<TagId>,
    },
    /// Merges one tag into another.
    MergeTags {
        /// The tag that goes.
        from: TagId,
        /// The tag that stays.
        into: TagId,
    },
    /// Deletes a tag.
    DeleteTag {
        /// Which tag.
        tag: TagId,
        /// What becomes of its annotations.
        mode: DeleteMode,
    },

    /// Asks something about names.
    Entities(EntityCommand),
    /// Finds something in the texts; changes nothing in the project.
    Search(SearchCommand),
    /// Counts words; changes nothing in the project.
    Words(WordsCommand),
    /// Asks something about figures.
    Figures(FigureCommand),
    /// Compares the documents where that was stopped, or has not been begun.
    CompareDocuments,
    /// Asks something about what documents share.
    Comparison(ComparisonCommand),

    /// Writes an export to a file.
    Export {
        /// What to export and how.
        request: Box<ExportRequest>,
        /// Where to.
        path: PathBuf,
    },
    /// Writes the history to a file.
    ExportHistory {
        /// As what.
        format: TrailFormat,
        /// Where to.
        path: PathBuf,
    },
    /// Stops a running job; what it has done so far stays.
    CancelJob(JobId),
    /// Empties the list of problems.
    ClearProblems,
}

/// What a command has done, for whoever wants to go on from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing that needs a name: nothing changed, or the change speaks for itself.
    Done,
    /// This annotation was made or changed.
    Annotation(AnnotationId),
    /// This tag was made.
    Tag(TagId),
    /// This job was begun.
    Job(JobId),
    /// Another project has taken the place of the one before.
    ProjectReplaced,
}
