//! Child programs: started in sight, with their output streamed and never held back.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::failure::{Context as _, Failure, Result};

/// Starts the description of a program that runs in `directory`.
///
/// It does not see what cargo told this program about its own package: build scripts that watch
/// those variables would run again, and half of the dependencies would be compiled again.
pub(crate) fn program(name: impl AsRef<OsStr>, directory: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(directory);
    for (variable, _) in std::env::vars_os() {
        if variable.to_str().is_some_and(is_about_this_package) {
            command.env_remove(variable);
        }
    }
    command
}

fn is_about_this_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || matches!(variable, "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH")
}

/// Runs a program with its output going straight to the terminal.
///
/// # Errors
/// The program is missing, or it did not exit with 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().context(missing(command))?;
    succeeded(command, status)
}

/// Runs a program, shows each line of its standard output as it comes and hands it to `each`.
///
/// # Errors
/// The program is missing or its output is no longer readable. How it exited is left to the caller.
pub(crate) fn tee(command: &mut Command, mut each: impl FnMut(&str)) -> Result<ExitStatus> {
    announce(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context(missing(command))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.context("reading a program's output")?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            each(&line);
        }
    }
    child.wait().context("waiting for a program")
}

/// Runs a program and returns its standard output; its standard error goes to the terminal.
///
/// # Errors
/// The program is missing, or it did not exit with 0.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .context(missing(command))?;
    succeeded(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be started at all; `command` should only print its version.
pub(crate) fn is_available(command: &mut Command) -> bool {
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "`{}` ended with {status}",
        display(command)
    )))
}

fn missing(command: &Command) -> String {
    format!("cannot start `{}`", command.get_program().to_string_lossy())
}

fn announce(command: &Command) {
    eprintln!("+ {}", display(command));
}

/// The program's file name and its arguments; secrets travel in the environment, which is not shown.
fn display(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program
        .file_name()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_not_told_about_this_package() {
        let directory = env!("CARGO_MANIFEST_DIR");

        let seen = output(&mut program("env", Path::new(directory))).unwrap();

        assert!(std::env::vars_os().any(|(name, _)| name == "CARGO_PKG_NAME"));
        assert!(!seen.contains("CARGO_PKG_") && !seen.contains("CARGO_MANIFEST_"));
        assert!(seen.contains("PATH="));
    }
}
