//! Generates the modules that the service is made of.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    sovx_codegen::build_script(Path::new("openapi.yaml"))
}
