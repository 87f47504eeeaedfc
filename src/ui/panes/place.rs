//! What a pane remembers of the document it shows: the place on the page, the selection, how large and how cut for
//! reading.

use serde::{Deserialize, Serialize};

use crate::corpus::Document;
use crate::text::Span;
use crate::text::reading::{Reading, ReadingMode};
use crate::ui::reader::{Align, ReaderState};

/// A pane's place in its document. Place, mode and zoom are kept for the next start, the rest is not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The byte at the top of the page.
    top: usize,
    /// Whether the reader has chosen to see the text reflowed, or as it stands.
    reflowed: Option<bool>,
    /// Enlargement of the text, once it has been shown.
    zoom: Option<f32>,
    #[serde(skip)]
    reader: ReaderState,
    /// True once the place has been taken up.
    #[serde(skip)]
    resumed: bool,
    #[serde(skip)]
    reveal: Option<Span>,
    #[serde(skip)]
    level: Option<(Span, f32)>,
    #[serde(skip)]
    select: Option<Span>,
}

impl Place {
    /// Brings a passage into view when the pane is next shown.
    pub fn reveal(&mut self, span: Span) {
        self.reveal = Some(span);
    }

    /// Brings the first row of a passage to so many parts of the height below the top of the page when the pane is next
    /// shown.
    pub fn level(&mut self, span: Span, part: f32) {
        self.level = Some((span, part));
    }

    /// Selects a passage when the pane is next shown.
    pub fn select(&mut self, span: Span) {
        self.select = Some(span);
    }

    /// Selects nothing and leaves the caret at the end of what was selected.
    pub fn collapse_selection(&mut self) {
        self.select = self.selection().map(|span| Span::new(span.end, span.end));
    }

    /// The passage selected.
    pub fn selection(&self) -> Option<Span> {
        self.reader.selected().filter(|span| !span.is_empty())
    }

    /// The byte at the top of the page.
    pub fn top(&self) -> usize {
        self.top
    }

    /// How the document is cut for reading.
    pub fn mode(&self, document: &Document) -> ReadingMode {
        match self.reflowed {
            Some(true) => ReadingMode::Reflowed,
            Some(false) => ReadingMode::AsIs,
            None => usual_mode(document),
        }
    }

    /// Cuts the document another way; the place is kept.
    pub fn set_mode(&mut self, mode: ReadingMode) {
        self.reflowed = Some(mode == ReadingMode::Reflowed);
        self.resumed = false;
    }

    /// The reader's own state, with what has been asked of the pane since it was last shown.
    pub(super) fn reader_for(&mut self, reading: &Reading) -> &mut ReaderState {
        if !self.resumed {
            self.resumed = true;
            self.reader.set_zoom(self.zoom());
            self.reader.resume_at(self.top);
        }
        if let Some(span) = self.select.take() {
            self.reader.select(reading, span);
        }
        if let Some(span) = self.reveal.take() {
            self.reader.scroll_to(span, Align::Comfortable);
        }
        if let Some((span, part)) = self.level.take() {
            self.reader.scroll_to(span, Align::Level(part));
        }
        &mut self.reader
    }

    /// The reader's own state.
    pub(super) fn reader(&mut self) -> &mut ReaderState {
        &mut self.reader
    }

    /// Enlargement of the text.
    pub fn zoom(&self) -> f32 {
        self.zoom.unwrap_or(1.0)
    }

    /// Notes where the reader is now and how large it shows the text, to come back to.
    pub(super) fn note(&mut self) {
        self.top = self.reader.visible_span().start;
        self.zoom = Some(self.reader.zoom());
    }
}

/// How a document is shown until its reader says otherwise: hard-wrapped text reflowed, all other as it stands.
pub fn usual_mode(document: &Document) -> ReadingMode {
    if document.text.structure().is_hard_wrapped() { ReadingMode::Reflowed } else { ReadingMode::AsIs }
}
