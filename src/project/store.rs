//! The project on disk: `NAME.ron` and the folder `NAME.lectern/` beside it.
