//! Stable identities of the records in a project: UUIDs, one type each so that they cannot be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new random identity.
            #[allow(clippy::new_without_default, reason = "no identity is the usual one")]
            pub fn new() -> Self {
                Self(Uuid::new_v4())
            }

            /// An identity derived from content, the same every time for the same bytes (UUID version 8).
            pub fn derived(content: &[u8]) -> Self {
                let mut bytes = [0; 16];
                bytes.copy_from_slice(&blake3::hash(content).as_bytes()[..16]);
                Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
            }

            /// The UUID itself.
            pub fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// Identity of a project.
    ProjectId
);
id!(
    /// Identity of an entry of a project's history.
    EntryId
);
id!(
    /// Identity of a document within a project.
    DocumentId
);
id!(
    /// Identity of a tag in the codebook.
    TagId
);
id!(
    /// Identity of an annotation.
    AnnotationId
);
id!(
    /// Identity of a saved search.
    SearchId
);
id!(
    /// Identity of a person who codes.
    CoderId
);

impl CoderId {
    /// Of somebody of whom only the name is known: the same wherever this name is given, in capitals or not.
    pub fn of_name(name: &str) -> Self {
        Self::derived(name.trim().to_lowercase().as_bytes())
    }
}

id!(
    /// Identity of a decision on entities.
    DecisionId
);
id!(
    /// Identity of a decision on topics of figures.
    TopicDecisionId
);
id!(
    /// Identity of a list of names.
    ListId
);
id!(
    /// Identity of a kind of entity that the researcher has made.
    KindId
);

impl DocumentId {
    /// The identity of a document that joins a project: the same for the same name and text every time, so that
    /// two people who begin with the same files can merge their projects.
    pub fn of(name_in_corpus: &str, text: crate::text::TextHash) -> Self {
        let mut content = name_in_corpus.as_bytes().to_vec();
        content.push(0);
        content.extend_from_slice(text.as_bytes());
        Self::derived(&content)
    }
}
