//! Everything a user can command, in one list: what it is called, where it stands in the menus, its icon and keys.
//!
//! Menus, buttons, the command palette, the list of shortcuts and the keyboard all read from here. What an action does
//! is the window's business; how keys become actions is [`super::shortcuts`]. What is said of each is in `entries`.

mod entries;

use egui::{Key, KeyboardShortcut};

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
    /// Who, where, when and how much.
    Entities,
    /// What documents share and where they differ.
    Compare,
    /// Shortcuts and what the program is.
    Help,
}

impl Menu {
    /// The menus in their order.
    pub const ALL: [Self; 7] =
        [Self::File, Self::Edit, Self::View, Self::Tag, Self::Entities, Self::Compare, Self::Help];

    /// Its name in the menu bar.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Tag => "Tag",
            Self::Entities => "Entities",
            Self::Compare => "Compare",
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
        /// Look whether files have changed.
        CheckFiles,
        /// Show what the changed file of the open document says.
        ShowFileChanges,
        /// Look for missing files in a folder.
        FindFiles,
    ]
    File: [
        /// Save the project.
        Save,
        /// Save the project under another name.
        SaveAs,
        /// Bring back a backup of the project.
        RestoreBackup,
    ]
    File: [
        /// Export excerpts.
        Export,
        /// Export the codebook.
        ExportCodebook,
        /// Export one document with its tags marked.
        ExportMarkedDocument,
        /// Export the table of words in front.
        ExportWords,
        /// Export the hits of the search.
        ExportHits,
        /// Export the saved searches.
        ExportSearches,
        /// Export the history.
        ExportHistory,
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
        /// Look for something in the document in front.
        FindInDocument,
        /// Look for something in all documents.
        ShowSearch,
        /// Keep what is searched for in the project.
        SaveSearch,
        /// Go to the next hit.
        NextHit,
        /// Go to the previous hit.
        PreviousHit,
        /// The hits below each other.
        ShowConcordance,
        /// Frequencies, collocates, word lists and keyness.
        ShowWords,
    ]
    Edit: [
        /// Correct the selected words.
        CorrectText,
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
        /// The list of what a person has to look at.
        ShowNeedsLook,
        /// The list of all that was ever done.
        ShowHistory,
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
        /// Close the other tabs beside it.
        CloseOtherTabs,
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
        /// Tag what a search has found.
        TagHits,
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
    Entities: [
        /// The entities in the left panel.
        ShowEntities,
        /// Mark mentions in the text, or do not.
        ToggleMentions,
        /// Mark only what all documents in view name.
        OnlyShared,
        /// Mark only what one of the documents in view names.
        OnlyUnshared,
    ]
    Entities: [
        /// Go to the next mention of the entity.
        NextMention,
        /// Go to the previous mention of the entity.
        PreviousMention,
        /// Go to the next mention in the other pane.
        NextMentionBeside,
    ]
    Entities: [
        /// Say what the selected words name.
        NameEntity,
        /// Say that the mention names nothing.
        RejectMention,
    ]
    Entities: [
        /// Give the entity another name.
        RenameEntity,
        /// Say of which type the entity is.
        RetypeEntity,
        /// Say that the entity is the same as another.
        MergeEntity,
        /// Say that some of what names the entity names another.
        SplitEntity,
        /// Say that the entity is none.
        RejectEntity,
        /// Tag what names the entity.
        TagEntity,
    ]
    Entities: [
        /// Who is named with whom, as a figure.
        ShowNetwork,
        /// The dates named, on a line.
        ShowTimeline,
    ]
    Entities: [
        /// List entities that look the same.
        ShowSuggestions,
        /// The lists of names.
        ShowNameLists,
        /// The types of entity.
        ShowKinds,
        /// What was decided about entities.
        ShowDecisions,
        /// Go on recognising names.
        RecogniseNames,
    ]
    Compare: [
        /// What documents share, in the left panel.
        ShowShared,
        /// How much any two documents share, in the table below.
        ShowMatrix,
        /// Documents that share something in the order of their dates, in the table below.
        ShowOrder,
        /// The figures of the documents, in the table below.
        ShowFigures,
    ]
    Compare: [
        /// Say that topics of figures count the same.
        MergeTopics,
        /// Make figures a topic of their own.
        SplitTopic,
        /// Give a topic of figures another name.
        RenameTopic,
        /// Show a topic of figures no more, or again.
        DismissTopic,
        /// Set figures out by document, or list them.
        FiguresByDocument,
        /// Draw a topic of figures over time.
        PlotTopic,
    ]
    Compare: [
        /// What was decided about figures.
        ShowTopicDecisions,
        /// Export the table of figures as CSV.
        ExportFiguresCsv,
        /// Export the table of figures as a workbook.
        ExportFiguresXlsx,
    ]
    Compare: [
        /// Mark shared passages in the text, or do not.
        ToggleShared,
        /// Mark only the words that differ, and dim what both say.
        OnlyDifferences,
        /// Show also what stands in many documents.
        ToggleBoilerplate,
    ]
    Compare: [
        /// Go to the next shared passage.
        NextShared,
        /// Go to the previous shared passage.
        PreviousShared,
        /// Tag a shared passage in both its places.
        TagBothSides,
        /// Set all variants of a shared passage side by side.
        CollatePassage,
        /// Compare two selections, or two documents, word by word.
        CompareThese,
    ]
    Compare: [
        /// Export what documents share.
        ExportShared,
    ]
    Compare: [
        /// Go on comparing documents.
        CompareDocuments,
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
                | Self::NextMention
                | Self::PreviousMention
                | Self::NextMentionBeside
                | Self::NextHit
                | Self::PreviousHit
                | Self::NextShared
                | Self::PreviousShared
                | Self::NextPane
                | Self::PreviousPane
        )
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
