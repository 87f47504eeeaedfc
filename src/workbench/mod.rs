//! The state that window and command line share, the commands they send, the background jobs.
