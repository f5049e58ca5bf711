//! The `sovx` program.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

/// Gives memory back to the system soon after a load. The system's own allocator kept 150 MiB of
/// what blocking threads had parsed.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    sovx_server::run(sovx_server::cli::Cli::parse())
}
