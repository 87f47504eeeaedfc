//! Arguments, then the window or one headless command; nothing else.

fn main() {}
