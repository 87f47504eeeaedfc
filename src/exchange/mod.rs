//! Export and import: one file per format.
