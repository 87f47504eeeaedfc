//! Everything a user can command, in one list: what it is called, where it stands in the menus, its icon and keys.
//!
//! Menus, buttons, the command palette, the list of shortcuts and the keyboard all read from here. What an action does
//! is the window's business; how keys become actions is [`super::shortcuts`].

use egui::{Key, KeyboardShortcut, Modifiers};

use super::theme::icons;

/// One menu of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Projects, documents, exports.
    File,
    /// Undo, selection, who codes.
    Edit,
    /// Panes, panels, reading, theme.
    View,
    /// Tagging.
    Tag,
    /// Shortcuts and what the program is.
    Help,
}

impl Menu {
    /// The menus in their order.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Tag, Self::Help];

    /// Its name in the menu bar.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Tag => "Tag",
            Self::Help => "Help",
        }
    }

    /// Its actions in their order, in groups that a line divides.
    pub fn groups(self) -> impl Iterator<Item = &'static [Action]> {
        Action::GROUPS.iter().filter(move |(menu, _)| *menu == self).map(|(_, actions)| *actions)
    }
}

/// Declares [`Action`] and its groups together, so that no action can be left out of the menus.
macro_rules! actions {
    ($($menu:ident: [$($(#[$doc:meta])* $action:ident),* $(,)?])*) => {
        /// Something a user can command.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $($($(#[$doc])* $action,)*)*
        }

        impl Action {
            /// Every action, in the order of the menus.
            pub const ALL: &[Self] = &[$($(Self::$action,)*)*];

            const GROUPS: &[(Menu, &[Self])] = &[$((Menu::$menu, &[$(Self::$action,)*]),)*];
        }
    };
}

actions! {
    File: [
        /// Start an empty project.
        NewProject,
        /// Open a project file.
        OpenProject,
    ]
    File: [
        /// Add documents from files.
        OpenFiles,
        /// Add the documents of a folder.
        OpenFolder,
        /// Open the documents that come with the program.
        OpenBundledCorpus,
    ]
    File: [
        /// Save the project.
        Save,
        /// Save the project under another name.
        SaveAs,
    ]
    File: [
        /// Export excerpts.
        Export,
        /// Export the codebook.
        ExportCodebook,
        /// Export one document with its tags marked.
        ExportMarkedDocument,
    ]
    File: [
        /// Leave.
        Quit,
    ]
    Edit: [
        /// Take back the last change.
        Undo,
        /// Make the change taken back again.
        Redo,
    ]
    Edit: [
        /// Copy the selected text.
        Copy,
        /// Select the whole document.
        SelectAll,
    ]
    Edit: [
        /// Write about the document.
        EditDocumentMemo,
        /// Write about the project.
        EditProjectMemo,
        /// Say who codes.
        SetCoder,
    ]
    View: [
        /// Find any command, document or tag.
        CommandPalette,
    ]
    View: [
        /// The documents in the left panel.
        ShowDocuments,
        /// The tags in the left panel.
        ShowTags,
        /// The list of what could not be loaded.
        ShowProblems,
    ]
    View: [
        /// Show or hide the left panel.
        TogglePanel,
        /// Show or hide the inspector.
        ToggleInspector,
        /// Show or hide the tables.
        ToggleTables,
    ]
    View: [
        /// A pane to the right.
        SplitRight,
        /// A pane below.
        SplitDown,
        /// Open what is shown here in the other pane.
        OpenInOtherPane,
        /// Close the pane.
        ClosePane,
        /// Go to the next pane.
        NextPane,
        /// Go to the previous pane.
        PreviousPane,
        /// Scroll panes together.
        LinkScrolling,
    ]
    View: [
        /// Show hard-wrapped text reflowed.
        ToggleReflow,
        /// Number the paragraphs.
        ToggleParagraphNumbers,
        /// Longer lines.
        WiderMeasure,
        /// Shorter lines.
        NarrowerMeasure,
        /// Larger letters in the text read.
        LargerText,
        /// Smaller letters in the text read.
        SmallerText,
    ]
    View: [
        /// The whole window larger.
        ZoomIn,
        /// The whole window smaller.
        ZoomOut,
        /// The whole window at its usual size.
        ZoomReset,
    ]
    View: [
        /// Light or dark as the system is.
        ThemeSystem,
        /// The light theme.
        ThemeLight,
        /// The dark theme.
        ThemeDark,
    ]
    View: [
        /// Stop background work.
        CancelJobs,
    ]
    Tag: [
        /// Tag the selection.
        TagSelection,
        /// Tag the selection with its own words.
        TagInVivo,
        /// Mark the selection without a tag.
        Highlight,
    ]
    Tag: [
        /// Write about the annotation.
        EditMemo,
        /// Take the annotation away.
        DeleteAnnotation,
        /// Go to the next annotation.
        NextAnnotation,
        /// Go to the previous annotation.
        PreviousAnnotation,
    ]
    Tag: [
        /// Add a tag to the codebook.
        NewTag,
        /// Change a tag.
        EditTag,
        /// Merge a tag into another.
        MergeTag,
        /// Take a tag out of the codebook.
        DeleteTag,
    ]
    Help: [
        /// List the keys.
        ShowShortcuts,
        /// Show the first steps.
        ShowTryThis,
    ]
    Help: [
        /// What the program is.
        About,
    ]
}

/// True when a key types a capital letter, which egui does not count among the keys of text fields.
fn types_a_capital(keys: KeyboardShortcut) -> bool {
    let with_command = keys.modifiers.command || keys.modifiers.ctrl || keys.modifiers.alt;
    !with_command && keys.logical_key.name().chars().count() == 1
}

/// True for F1 and the like, which no text field has a use for.
fn is_function_key(key: Key) -> bool {
    key.name().strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok())
}

/// What is said about an action.
struct Entry {
    label: &'static str,
    hint: &'static str,
    icon: &'static str,
    keys: &'static [KeyboardShortcut],
}

const fn entry(
    label: &'static str,
    hint: &'static str,
    icon: &'static str,
    keys: &'static [KeyboardShortcut],
) -> Entry {
    Entry { label, hint, icon, keys }
}

const fn bare(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn command_alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::ALT), key)
}

impl Action {
    /// What it is called, in sentence case; an ellipsis when it asks for more before it acts.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// What it does, in one line.
    pub fn hint(self) -> &'static str {
        self.entry().hint
    }

    /// Its icon, one of [`icons`].
    pub fn icon(self) -> &'static str {
        self.entry().icon
    }

    /// Its key, as shown beside it.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        self.keys().first().copied()
    }

    /// Every key that commands it, the one shown first.
    pub fn keys(self) -> &'static [KeyboardShortcut] {
        self.entry().keys
    }

    /// The menu it stands in.
    pub fn menu(self) -> Menu {
        Self::GROUPS.iter().find(|(_, actions)| actions.contains(&self)).map_or(Menu::View, |(menu, _)| *menu)
    }

    /// True when its keys belong to a text field while one is being typed in.
    pub fn yields_to_text_fields(self) -> bool {
        matches!(self, Self::Undo | Self::Redo | Self::Copy | Self::SelectAll)
            || self.keys().iter().any(|keys| {
                let types = keys.conflicts_with_text_editing() || types_a_capital(*keys);
                types && !is_function_key(keys.logical_key)
            })
    }

    /// True when holding its key down commands it again and again.
    pub fn repeats(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::ZoomIn
                | Self::ZoomOut
                | Self::LargerText
                | Self::SmallerText
                | Self::WiderMeasure
                | Self::NarrowerMeasure
                | Self::NextAnnotation
                | Self::PreviousAnnotation
                | Self::NextPane
                | Self::PreviousPane
        )
    }

    fn entry(self) -> Entry {
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
            Self::Save => entry("Save", "Save the project", icons::FLOPPY_DISK, const { &[command(Key::S)] }),
            Self::SaveAs => entry(
                "Save as…",
                "Save the project under another name",
                icons::FLOPPY_DISK,
                const { &[command_shift(Key::S)] },
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
                const { &[command_shift(Key::Backslash)] },
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn labels_are_sentences_without_stops_and_differ() {
        let mut seen = BTreeMap::new();
        for &action in Action::ALL {
            let label = action.label();
            assert!(label.starts_with(char::is_uppercase), "{label}");
            assert!(!label.ends_with(['.', ':']) && !action.hint().ends_with('.'), "{label}");
            assert_eq!(seen.insert(label, action), None, "{label} twice");
        }
    }

    #[test]
    fn no_key_commands_two_actions() {
        let mut seen = BTreeMap::new();
        for &action in Action::ALL {
            for key in action.keys() {
                let name = key.format(&egui::ModifierNames::NAMES, false);
                assert_eq!(seen.insert(name.clone(), action), None, "{name} twice");
            }
        }
    }

    #[test]
    fn menus_hold_every_action_once() {
        let in_menus: Vec<Action> =
            Menu::ALL.iter().flat_map(|menu| menu.groups()).flatten().copied().collect();
        assert_eq!(in_menus, Action::ALL);
        assert_eq!(Action::TagSelection.menu(), Menu::Tag);
    }
}
