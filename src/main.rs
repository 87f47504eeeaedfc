//! Arguments, logging, then the window or one headless command; nothing else.

use std::io;
use std::process::ExitCode;

use lectern::cli;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let arguments = cli::Arguments::from_command_line();
    // RUST_LOG wins; warnings of the graphics libraries are of no use to a reader.
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,wgpu_core=error,wgpu_hal=error,naga=error,egui_wgpu=error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).init();
    cli::run(arguments)
}
