//! The annotations of all three versions brought to the texts that the merged project has.
//!
//! A document has one text. Where a version has another one than is kept, its annotations are carried over to that before
//! they are compared, so that no place is ever taken for one in a text it was not made on.

use std::borrow::Cow;

use crate::project::anchoring::Transfer;
use crate::project::ids::{AnnotationId, DocumentId};
use crate::project::model::{Annotation, DocumentRecord, Project, Records};
use crate::project::standing::Doubt;
use crate::text::{Text, TextHash};

/// Gives a text by its hash, where it is to be had.
pub type Texts<'a> = dyn Fn(TextHash) -> Option<Text> + 'a;

type Annotations = Records<AnnotationId, Annotation>;

/// The annotations of `base` and of both sides as they stand in the texts that `documents` name.
pub(super) fn on_kept_texts<'a>(
    documents: &Records<DocumentId, DocumentRecord>,
    base: &'a Project,
    sides: [&'a Project; 2],
    texts: &Texts<'_>,
) -> (Cow<'a, Annotations>, [Cow<'a, Annotations>; 2]) {
    let mut before = Cow::Borrowed(&base.annotations);
    let mut after = sides.map(|side| Cow::Borrowed(&side.annotations));
    for kept in documents.values() {
        let hash_in = |version: &Project| version.documents.get(&kept.id).map(|record| record.hash);
        let is_other = |version: &Project| hash_in(version).is_some_and(|hash| hash != kept.hash);
        if !is_other(base) && !sides.into_iter().any(is_other) {
            continue;
        }
        let from = hash_in(base).unwrap_or(kept.hash);
        let in_base = Here { annotations: in_document(base, kept.id), hash: from };
        let base_on_kept = in_base.carried(kept.hash, texts);
        for (side, after) in sides.into_iter().zip(&mut after) {
            let Some(hash) = hash_in(side).filter(|hash| *hash != kept.hash) else { continue };
            let here = Here { annotations: in_document(side, kept.id), hash };
            let base_on_side = in_base.carried(hash, texts);
            let on_kept = here.carried(kept.hash, texts);
            for (id, annotation) in &here.annotations {
                let was = in_base.annotations.get(id).zip(base_on_side.get(id));
                let moved_along = was.is_some_and(|(was, carried)| has_same_place(was, carried, annotation));
                let place = if moved_along { base_on_kept.get(id) } else { on_kept.get(id) };
                let Some(Annotation { anchor, standing, .. }) = place.cloned() else { continue };
                after.to_mut().insert(*id, Annotation { anchor, standing, ..annotation.clone() });
            }
        }
        before.to_mut().extend(base_on_kept);
    }
    (before, after)
}

/// The annotations of one document in one version, and the text they stand in.
struct Here {
    annotations: Annotations,
    hash: TextHash,
}

impl Here {
    /// The same annotations as they stand in the text of this hash.
    fn carried(&self, to: TextHash, texts: &Texts<'_>) -> Annotations {
        if self.hash == to || self.annotations.is_empty() {
            return self.annotations.clone();
        }
        let (old, new) = (texts(self.hash), texts(to));
        let transfer = new.as_ref().map(|new| Transfer::new(old.as_ref(), new));
        let carried = |annotation: &Annotation| match &transfer {
            Some(transfer) => transfer.annotation(annotation),
            // Nobody can look where its words are in a text that is lost.
            None if annotation.standing.is_certain() => annotation.doubted(None, Doubt::Changed),
            None => annotation.clone(),
        };
        self.annotations.iter().map(|(id, annotation)| (*id, carried(annotation))).collect()
    }
}

fn in_document(version: &Project, document: DocumentId) -> Annotations {
    let here = version.annotations.iter().filter(|(_, annotation)| annotation.document == document);
    here.map(|(id, annotation)| (*id, annotation.clone())).collect()
}

/// True when nobody has moved an annotation, only the text has changed: it stands where the one it `was` is when it is
/// `carried` to that text. Where that place is not certain, its words have to do, unless somebody has said where it stands.
fn has_same_place(was: &Annotation, carried: &Annotation, is: &Annotation) -> bool {
    let at_its_place = (&carried.anchor, &carried.standing) == (&is.anchor, &is.standing);
    let is_unsure = was.standing.is_certain() && !carried.standing.is_certain() && !is.standing.is_certain();
    at_its_place || (is_unsure && carried.anchor.exact == is.anchor.exact)
}
