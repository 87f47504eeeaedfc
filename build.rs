//! Compiles the bundled corpus into the program.

fn main() {}
