//! What is said of each action wherever it is offered: its name, what it does, its icon and its keys.

use egui::{Key, KeyboardShortcut};

use super::Action;
use crate::ui::keys::{alt, bare, command, command_alt, command_shift, shift};
use crate::ui::theme::icons;

/// What is said about an action.
pub(super) struct Entry {
    pub label: &'static str,
    pub hint: &'static str,
    pub icon: &'static str,
    pub keys: &'static [KeyboardShortcut],
}

const fn entry(
    label: &'static str,
    hint: &'static str,
    icon: &'static str,
    keys: &'static [KeyboardShortcut],
) -> Entry {
    Entry { label, hint, icon, keys }
}

impl Action {
    /// What is said of it.
    pub(super) fn entry(self) -> Entry {
        match self {
            Self::NewProject => {
                entry("New project", "Start an empty project", icons::FILE_PLUS, const { &[command(Key::N)] })
            }
            Self::OpenProject => entry(
                "Open project…",
                "Open a project saved earlier",
                icons::FOLDER_OPEN,
                const { &[command(Key::O)] },
            ),
            Self::OpenFiles => entry(
                "Add files…",
                "Add documents to the corpus from files",
                icons::FILE_TEXT,
                const { &[command_shift(Key::O)] },
            ),
            Self::OpenFolder => entry(
                "Add folder…",
                "Add every document in a folder and the folders in it",
                icons::FOLDER_PLUS,
                const { &[command_alt(Key::O)] },
            ),
            Self::OpenBundledCorpus => entry(
                "Open the bundled corpus",
                "Five documents about a resignation, to try things on",
                icons::BOOKS,
                &[],
            ),
            Self::CheckFiles => entry(
                "Check the files again",
                "Look whether the documents’ files are where they were and say what they said",
                icons::ARROWS_CLOCKWISE,
                &[],
            ),
            Self::ShowFileChanges => entry(
                "Show what has changed in the file…",
                "Show what the file of the open document says now, and take it over or keep the text as it was read",
                icons::EYE,
                &[],
            ),
            Self::FindFiles => entry(
                "Find missing files…",
                "Look for all missing files in a folder and the folders in it",
                icons::MAGNIFYING_GLASS,
                &[],
            ),
            Self::CorrectText => entry(
                "Correct text…",
                "Correct the selected words in a copy of the text within the project",
                icons::PENCIL_SIMPLE,
                &[],
            ),
            Self::ShowNeedsLook => entry(
                "Needs a look",
                "List files that have changed and annotations whose place is not certain",
                icons::EYE,
                &[],
            ),
            Self::ShowHistory => entry(
                "History",
                "List all that was ever done: when, by whom, what, and whether it still holds",
                icons::CLOCK_COUNTER_CLOCKWISE,
                const { &[command_shift(Key::H)] },
            ),
            Self::Save => entry("Save", "Save the project", icons::FLOPPY_DISK, const { &[command(Key::S)] }),
            Self::SaveAs => entry(
                "Save as…",
                "Save the project under another name",
                icons::FLOPPY_DISK,
                const { &[command_shift(Key::S)] },
            ),
            Self::RestoreBackup => entry(
                "Restore a backup…",
                "See the earlier versions of the project and bring one back",
                icons::CLOCK_COUNTER_CLOCKWISE,
                &[],
            ),
            Self::Export => entry(
                "Export excerpts…",
                "Preview the excerpts table and write it as Word, Excel, CSV, HTML, Markdown or JSON Lines",
                icons::EXPORT,
                const { &[command(Key::E)] },
            ),
            Self::ExportCodebook => entry(
                "Export codebook…",
                "Write the tags with their descriptions and counts",
                icons::TREE_STRUCTURE,
                &[],
            ),
            Self::ExportMarkedDocument => entry(
                "Export document with its tags…",
                "Write the whole text of this document as a page with its tags marked",
                icons::FILE_TEXT,
                const { &[command_shift(Key::E)] },
            ),
            Self::ExportWords => entry(
                "Export words…",
                "Write the table of words in front, as it is filtered and sorted, as CSV or Excel",
                icons::LIST_NUMBERS,
                &[],
            ),
            Self::ExportHits => entry(
                "Export hits…",
                "Write the concordance, each hit with its context and place, as a table or a page",
                icons::MAGNIFYING_GLASS,
                &[],
            ),
            Self::ExportSearches => entry(
                "Export saved searches…",
                "Write the saved searches, each with its query, its scope and how much it finds, as a table or a page",
                icons::FLOPPY_DISK,
                &[],
            ),
            Self::SaveSearch => entry(
                "Save search…",
                "Keep what is searched for in the project under a name, to be asked again",
                icons::FLOPPY_DISK,
                &[],
            ),
            Self::ExportHistory => entry(
                "Export history…",
                "Write all that was ever done, with who, when and how it stands, as CSV or Markdown",
                icons::CLOCK_COUNTER_CLOCKWISE,
                &[],
            ),
            Self::Quit => entry("Quit", "Leave Lectern", icons::SIGN_OUT, const { &[command(Key::Q)] }),
            Self::Undo => entry(
                "Undo",
                "Take back the last change",
                icons::ARROW_U_UP_LEFT,
                const { &[command(Key::Z)] },
            ),
            Self::Redo => entry(
                "Redo",
                "Make the change taken back again",
                icons::ARROW_U_UP_RIGHT,
                const { &[command_shift(Key::Z), command(Key::Y)] },
            ),
            Self::Copy => entry("Copy", "Copy the selected text", icons::COPY, const { &[command(Key::C)] }),
            Self::SelectAll => entry(
                "Select all",
                "Select the whole document",
                icons::SELECTION_BACKGROUND,
                const { &[command(Key::A)] },
            ),
            Self::FindInDocument => entry(
                "Find in document",
                "Search the document in front",
                icons::MAGNIFYING_GLASS,
                const { &[command(Key::F)] },
            ),
            Self::ShowSearch => entry(
                "Search",
                "Search all documents for words, tags, entities and attributes",
                icons::MAGNIFYING_GLASS,
                const { &[command_shift(Key::F)] },
            ),
            Self::NextHit => entry(
                "Next hit",
                "Go to the next hit of the search, through all documents",
                icons::ARROW_DOWN,
                const { &[bare(Key::F3)] },
            ),
            Self::PreviousHit => entry(
                "Previous hit",
                "Go to the previous hit of the search, through all documents",
                icons::ARROW_UP,
                const { &[shift(Key::F3)] },
            ),
            Self::ShowConcordance => entry(
                "Concordance",
                "List every hit of the search in its line, aligned on the hit",
                icons::TABLE,
                const { &[alt(Key::C)] },
            ),
            Self::ShowWords => entry(
                "Words",
                "Count words: frequencies and collocates of the search, word lists, keyness",
                icons::LIST_NUMBERS,
                const { &[alt(Key::W)] },
            ),
            Self::EditDocumentMemo => entry(
                "Document memo",
                "Write about the document in front",
                icons::NOTE,
                const { &[shift(Key::M)] },
            ),
            Self::EditProjectMemo => {
                entry("Project memo", "Write about the project as a whole", icons::NOTE_PENCIL, &[])
            }
            Self::SetCoder => entry(
                "Coder…",
                "Say who codes: the name and initials written on each annotation",
                icons::IDENTIFICATION_BADGE,
                &[],
            ),
            Self::CommandPalette => entry(
                "Find any command…",
                "Find a command, document or tag by typing part of its name",
                icons::MAGNIFYING_GLASS,
                const { &[command(Key::K)] },
            ),
            Self::ShowDocuments => entry(
                "Documents",
                "Show the documents in the left panel",
                icons::FILES,
                const { &[command(Key::Num1)] },
            ),
            Self::ShowTags => {
                entry("Tags", "Show the tags in the left panel", icons::TAG, const { &[command(Key::Num2)] })
            }
            Self::ShowProblems => {
                entry("Problems", "List what could not be loaded, and why", icons::WARNING, &[])
            }
            Self::TogglePanel => entry(
                "Left panel",
                "Show or hide the left panel",
                icons::SIDEBAR_SIMPLE,
                const { &[command(Key::B)] },
            ),
            Self::ToggleInspector => {
                entry("Inspector", "Show or hide the inspector", icons::INFO, const { &[command(Key::I)] })
            }
            Self::ToggleTables => {
                entry("Tables", "Show or hide the tables below", icons::TABLE, const { &[command(Key::J)] })
            }
            Self::SplitRight => entry(
                "Split right",
                "Show this document a second time, to the right",
                icons::SQUARE_SPLIT_HORIZONTAL,
                const { &[command(Key::Backslash)] },
            ),
            Self::SplitDown => entry(
                "Split down",
                "Show this document a second time, below",
                icons::SQUARE_SPLIT_VERTICAL,
                // With Shift many keyboards say the other sign on the key.
                const { &[command_shift(Key::Backslash), command_shift(Key::Pipe)] },
            ),
            Self::OpenInOtherPane => entry(
                "Open in the other pane",
                "Show this document in the other pane too",
                icons::COLUMNS,
                const { &[command(Key::Enter)] },
            ),
            Self::ClosePane => {
                entry("Close tab", "Close the document in front", icons::X, const { &[command(Key::W)] })
            }
            Self::CloseOtherTabs => entry(
                "Close other tabs",
                "Close all tabs of this pane but the one in front",
                icons::X,
                const { &[command_alt(Key::W)] },
            ),
            Self::NextPane => {
                entry("Next pane", "Go to the next pane", icons::ARROW_RIGHT, const { &[bare(Key::F6)] })
            }
            Self::PreviousPane => entry(
                "Previous pane",
                "Go to the previous pane",
                icons::ARROW_LEFT,
                const { &[shift(Key::F6)] },
            ),
            Self::LinkScrolling => entry(
                "Link scrolling",
                "Scroll panes that stand side by side together",
                icons::LINK,
                const { &[command(Key::L)] },
            ),
            Self::ToggleReflow => entry(
                "Reflow text",
                "Join lines that were broken for a page; positions in the text stay as they are",
                icons::TEXT_ALIGN_LEFT,
                const { &[command(Key::R)] },
            ),
            Self::ToggleParagraphNumbers => entry(
                "Paragraph numbers",
                "Number the paragraphs in the margin",
                icons::PARAGRAPH,
                const { &[command_shift(Key::P)] },
            ),
            Self::WiderMeasure => entry(
                "Longer lines",
                "More characters on a line",
                icons::ARROWS_OUT_LINE_HORIZONTAL,
                const { &[alt(Key::Period)] },
            ),
            Self::NarrowerMeasure => entry(
                "Shorter lines",
                "Fewer characters on a line",
                icons::ARROWS_IN_LINE_HORIZONTAL,
                const { &[alt(Key::Comma)] },
            ),
            Self::LargerText => entry(
                "Larger text",
                "Larger letters in the text read",
                icons::TEXT_AA,
                const { &[alt(Key::Plus), alt(Key::Equals)] },
            ),
            Self::SmallerText => entry(
                "Smaller text",
                "Smaller letters in the text read",
                icons::TEXT_AA,
                const { &[alt(Key::Minus)] },
            ),
            Self::ZoomIn => entry(
                "Zoom in",
                "The whole window larger",
                icons::MAGNIFYING_GLASS_PLUS,
                const { &[command(Key::Plus), command(Key::Equals)] },
            ),
            Self::ZoomOut => entry(
                "Zoom out",
                "The whole window smaller",
                icons::MAGNIFYING_GLASS_MINUS,
                const { &[command(Key::Minus)] },
            ),
            Self::ZoomReset => entry(
                "Usual size",
                "The whole window at its usual size",
                icons::MAGNIFYING_GLASS,
                const { &[command(Key::Num0)] },
            ),
            Self::ThemeSystem => {
                entry("Theme like the system", "Light or dark as the system is", icons::GEAR, &[])
            }
            Self::ThemeLight => entry("Light theme", "Dark text on light paper", icons::SUN, &[]),
            Self::ThemeDark => entry("Dark theme", "Light text on dark paper", icons::MOON, &[]),
            Self::CancelJobs => {
                entry("Stop background work", "Stop loading documents and writing exports", icons::STOP, &[])
            }
            Self::TagSelection => entry(
                "Tag selection…",
                "Choose or create a tag for the selected passage",
                icons::TAG,
                const { &[bare(Key::T)] },
            ),
            Self::TagInVivo => entry(
                "Tag with its own words",
                "Make a tag of the selected words and tag them with it",
                icons::QUOTES,
                const { &[bare(Key::V)] },
            ),
            Self::Highlight => entry(
                "Highlight",
                "Mark the selected passage without a tag",
                icons::HIGHLIGHTER,
                const { &[bare(Key::H)] },
            ),
            Self::TagHits => entry(
                "Tag hits…",
                "Tag the hits chosen, or all: each hit, its sentence or its paragraph",
                icons::TAG,
                const { &[alt(Key::G)] },
            ),
            Self::EditMemo => {
                entry("Memo", "Write about the annotation in focus", icons::NOTE, const { &[bare(Key::M)] })
            }
            Self::DeleteAnnotation => entry(
                "Delete annotation",
                "Take the annotation in focus away; the text stays",
                icons::TRASH,
                const { &[bare(Key::Delete), bare(Key::Backspace)] },
            ),
            Self::NextAnnotation => entry(
                "Next annotation",
                "Go to the next tagged passage in this document",
                icons::ARROW_DOWN,
                const { &[bare(Key::N)] },
            ),
            Self::PreviousAnnotation => entry(
                "Previous annotation",
                "Go to the previous tagged passage in this document",
                icons::ARROW_UP,
                const { &[shift(Key::N)] },
            ),
            Self::NewTag => {
                entry("New tag…", "Add a tag to the codebook", icons::PLUS, const { &[command(Key::T)] })
            }
            Self::EditTag => entry(
                "Edit tag…",
                "Name, colour, description and key of the tag chosen in the codebook",
                icons::PENCIL_SIMPLE,
                const { &[bare(Key::F2)] },
            ),
            Self::MergeTag => entry(
                "Merge tag into…",
                "Give the excerpts of the chosen tag to another and take it out of the codebook",
                icons::ARROWS_MERGE,
                &[],
            ),
            Self::DeleteTag => {
                entry("Delete tag…", "Take the chosen tag out of the codebook", icons::TRASH, &[])
            }
            Self::ShowEntities => entry(
                "Entities",
                "Show the people, places and other entities in the left panel",
                icons::USER_FOCUS,
                const { &[command(Key::Num3)] },
            ),
            Self::ToggleMentions => entry(
                "Mark names in the text",
                "Underline the mentions of entities, or leave the text plain",
                icons::TEXT_UNDERLINE,
                const { &[alt(Key::N)] },
            ),
            Self::OnlyShared => entry(
                "Only names in all documents in view",
                "Mark only entities that all documents side by side name",
                icons::INTERSECT,
                const { &[alt(Key::S)] },
            ),
            Self::OnlyUnshared => entry(
                "Only names in one document in view",
                "Mark only entities that one of the documents side by side names and the others do not",
                icons::EXCLUDE,
                const { &[alt(Key::U)] },
            ),
            Self::NextMention => entry(
                "Next mention",
                "Go to the next place that names the entity, through all documents",
                icons::ARROW_DOWN,
                const { &[bare(Key::E)] },
            ),
            Self::PreviousMention => entry(
                "Previous mention",
                "Go to the previous place that names the entity, through all documents",
                icons::ARROW_UP,
                const { &[shift(Key::E)] },
            ),
            Self::NextMentionBeside => entry(
                "Next mention in the other pane",
                "Show the next place that names the entity beside this document",
                icons::COLUMNS,
                const { &[alt(Key::E)] },
            ),
            Self::NameEntity => entry(
                "Name as an entity…",
                "Say what the selected words, or the mention clicked, name",
                icons::USER_PLUS,
                const { &[bare(Key::A)] },
            ),
            Self::RejectMention => entry(
                "Not a name here",
                "Say that the mention clicked names nothing",
                icons::USER_MINUS,
                const { &[bare(Key::X)] },
            ),
            Self::RenameEntity => {
                entry("Rename entity…", "Show the entity under another name", icons::PENCIL_SIMPLE, &[])
            }
            Self::RetypeEntity => entry(
                "Type of entity…",
                "Say whether it is a person, a place, or something else",
                icons::SHAPES,
                const { &[shift(Key::A)] },
            ),
            Self::MergeEntity => entry(
                "Merge entity into…",
                "Say that the entity is the same as another",
                icons::ARROWS_MERGE,
                const { &[alt(Key::M)] },
            ),
            Self::SplitEntity => entry(
                "Split entity…",
                "Say that some of the ways the entity is written name another",
                icons::SQUARE_SPLIT_HORIZONTAL,
                const { &[shift(Key::Y)] },
            ),
            Self::RejectEntity => entry(
                "Not an entity",
                "Say that the entity is none, with all its mentions",
                icons::PROHIBIT,
                const { &[shift(Key::X)] },
            ),
            Self::TagEntity => entry(
                "Tag what names it…",
                "Tag every sentence, paragraph or mention that names the entity, alone or together with another",
                icons::TAG,
                const { &[alt(Key::T)] },
            ),
            Self::ShowNetwork => entry(
                "Network of names",
                "Draw who is named together with whom",
                icons::GRAPH,
                const { &[command_shift(Key::N)] },
            ),
            Self::ShowTimeline => entry(
                "Timeline",
                "Draw the dates named in the documents on a line",
                icons::CALENDAR_BLANK,
                const { &[command_shift(Key::T)] },
            ),
            Self::ShowSuggestions => entry(
                "Entities that look the same…",
                "Look at entities with similar names and say which are one",
                icons::ARROWS_MERGE,
                &[],
            ),
            Self::ShowNameLists => entry(
                "Lists of names…",
                "Have names of your own found, from a list or by a pattern",
                icons::LIST_BULLETS,
                &[],
            ),
            Self::ShowKinds => {
                entry("Types of entity…", "Make types of your own and give them colours", icons::SHAPES, &[])
            }
            Self::ShowDecisions => entry(
                "Decisions about entities…",
                "See all that was decided, take it back, or carry it to another project",
                icons::GAVEL,
                &[],
            ),
            Self::RecogniseNames => entry(
                "Recognise names",
                "Go on recognising names where it was stopped",
                icons::ARROWS_CLOCKWISE,
                &[],
            ),
            Self::ShowShared => entry(
                "Shared passages",
                "Show in the left panel what documents share",
                icons::GIT_DIFF,
                const { &[command(Key::Num5)] },
            ),
            Self::ShowMatrix => entry(
                "Matrix of shared words",
                "Show in the table below how many words any two documents share",
                icons::TABLE,
                const { &[alt(Key::X)] },
            ),
            Self::ShowOrder => entry(
                "Who came first",
                "Show in the table below the documents that share passages, by date, with arrows to the later ones",
                icons::CALENDAR_BLANK,
                &[],
            ),
            Self::ShowFigures => entry(
                "Figures",
                "Show in the table below how many, how much and how long the documents say, and where they differ",
                icons::HASH,
                &[],
            ),
            Self::MergeTopics => entry(
                "Merge topics of figures…",
                "Say that the topics chosen in the table of figures count the same",
                icons::ARROWS_MERGE,
                const { &[alt(Key::J)] },
            ),
            Self::SplitTopic => entry(
                "Split figures off…",
                "Make the figures chosen in the table of figures a topic of their own",
                icons::SQUARE_SPLIT_HORIZONTAL,
                const { &[alt(Key::Y)] },
            ),
            Self::RenameTopic => entry(
                "Rename topic of figures…",
                "Say what the topic chosen in the table of figures counts",
                icons::PENCIL_SIMPLE,
                const { &[alt(Key::R)] },
            ),
            Self::DismissTopic => entry(
                "Dismiss topic of figures",
                "Show the topics chosen in the table of figures no more; show those dismissed again",
                icons::EYE_SLASH,
                const { &[alt(Key::B)] },
            ),
            Self::FiguresByDocument => entry(
                "Figures by document",
                "Set the topics of figures out in a grid, a column for each document, or list them one below the other",
                icons::TABLE,
                &[],
            ),
            Self::PlotTopic => entry(
                "Figures over time",
                "Draw the topic chosen in the table of figures over time, with its sentences, or show the table",
                icons::CHART_LINE,
                const { &[alt(Key::O)] },
            ),
            Self::ExportFiguresCsv => entry(
                "Export figures as CSV…",
                "Write the topics that the table of figures lists, a line for each figure",
                icons::EXPORT,
                &[],
            ),
            Self::ExportFiguresXlsx => entry(
                "Export figures for Excel…",
                "Write the topics that the table of figures lists as a workbook, a row for each figure",
                icons::EXPORT,
                &[],
            ),
            Self::ShowTopicDecisions => entry(
                "Decisions on figures",
                "See what was decided about topics of figures, take it back, or write it to a file",
                icons::GAVEL,
                &[],
            ),
            Self::ToggleShared => entry(
                "Mark shared passages",
                "Tint what documents share and mark the words that differ, or leave the text plain",
                icons::HIGHLIGHTER,
                const { &[alt(Key::P)] },
            ),
            Self::OnlyDifferences => entry(
                "Mark only differences",
                "Dim two documents side by side, so that of what they share only the words that differ stand out",
                icons::GIT_DIFF,
                const { &[alt(Key::I)] },
            ),
            Self::ToggleBoilerplate => entry(
                "Show boilerplate",
                "Mark and list also what stands in many documents, or again and again in one",
                icons::COPY,
                &[],
            ),
            Self::NextShared => entry(
                "Next shared passage",
                "Go to the next passage shared with the document beside, and set both level",
                icons::ARROW_DOWN,
                const { &[bare(Key::S)] },
            ),
            Self::PreviousShared => entry(
                "Previous shared passage",
                "Go to the previous passage shared with the document beside, and set both level",
                icons::ARROW_UP,
                const { &[shift(Key::S)] },
            ),
            Self::TagBothSides => entry(
                "Tag both sides…",
                "Give the shared passage one tag in both its places",
                icons::TAG,
                const { &[shift(Key::T)] },
            ),
            Self::CollatePassage => entry(
                "Collate the passage",
                "Set all variants of the shared passage side by side, word by word, in the table below",
                icons::ROWS,
                const { &[alt(Key::K)] },
            ),
            Self::CompareThese => entry(
                "Compare these",
                "Set the passages selected in two panes, or else the two documents, side by side word by word",
                icons::COLUMNS,
                const { &[alt(Key::D)] },
            ),
            Self::ExportShared => entry(
                "Export what documents share…",
                "The list of shared passages, the collation, or two documents side by side as a page",
                icons::EXPORT,
                &[],
            ),
            Self::CompareDocuments => entry(
                "Compare documents",
                "Go on comparing documents where it was stopped",
                icons::ARROWS_CLOCKWISE,
                &[],
            ),
            Self::ShowShortcuts => entry(
                "Keyboard shortcuts",
                "List every command with its key",
                icons::KEYBOARD,
                const { &[bare(Key::F1)] },
            ),
            Self::ShowTryThis => entry("Try this", "The first steps, one by one", icons::LIGHTBULB, &[]),
            Self::About => {
                entry("About Lectern", "Version, licences and the fonts and icons used", icons::QUESTION, &[])
            }
        }
    }
}
