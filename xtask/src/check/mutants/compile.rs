//! What the compiler says of each program, as cargo passes it on.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Context as _, Failure, Result};

/// What became of a program.
#[derive(Debug)]
pub(super) enum Built {
    /// It is there.
    Program(PathBuf),
    /// It does not compile: each error on a line.
    Errors(Vec<String>),
}

/// What became of the programs of a build.
#[derive(Debug)]
pub(super) struct Programs(HashMap<String, Built>);

impl Programs {
    /// What became of the program of that name.
    ///
    /// # Errors
    /// The compiler never came to it.
    pub(super) fn program(&self, name: &str) -> Result<&Built> {
        let missing = || Failure::new(format!("cargo says nothing of {name}"));
        self.0.get(name).ok_or_else(missing)
    }
}

/// An error of the compiler.
#[derive(Debug)]
pub(super) struct Complaint {
    /// Of the program or library.
    target: String,
    /// Where it was found first, relative to the root of the workspace.
    pub(super) file: String,
    /// `error[E0308]: mismatched types (mod.rs:17)`.
    pub(super) line: String,
}

/// Builds programs; one that does not compile keeps none of the others from being built.
///
/// # Errors
/// cargo cannot be started, or refuses the whole build.
pub(super) fn build(cargo: &mut Command) -> Result<Programs> {
    let said = messages(cargo)?;
    let mut programs = HashMap::new();
    for message in &said {
        let name = message.pointer("/target/name").and_then(Value::as_str);
        let path = message.get("executable").and_then(Value::as_str);
        if let Some((name, path)) = name.zip(path) {
            programs.insert(name.to_owned(), Built::Program(path.into()));
        }
    }
    for Complaint { target, line, .. } in said.iter().filter_map(complaint) {
        match programs.entry(target).or_insert(Built::Errors(Vec::new())) {
            Built::Errors(lines) => lines.push(line),
            Built::Program(_) => {}
        }
    }
    Ok(Programs(programs))
}

/// Builds, and returns every error of the compiler.
///
/// # Errors
/// As [`build`].
pub(super) fn complaints(cargo: &mut Command) -> Result<Vec<Complaint>> {
    Ok(messages(cargo)?.iter().filter_map(complaint).collect())
}

fn messages(cargo: &mut Command) -> Result<Vec<Value>> {
    cargo.args(["--offline", "--keep-going", "--message-format", "json"]);
    let output = cargo.output().context("cannot start `cargo`")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    // A build script that fails is no word of the compiler, and hides what it would say.
    let is_told = output.status.success() || messages.iter().any(|one| complaint(one).is_some());
    if !is_told {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!("cargo refuses to build:\n{said}")));
    }
    Ok(messages)
}

/// The error that a message of cargo is about, if it is about one with a place.
fn complaint(message: &Value) -> Option<Complaint> {
    let target = message.pointer("/target/name")?.as_str()?;
    let said = message.get("message")?;
    if said.get("level")?.as_str()? != "error" {
        return None;
    }
    let spans = said.get("spans")?.as_array()?;
    let place = spans.iter().find(|span| span["is_primary"] == true)?;
    let file = place.get("file_name")?.as_str()?;
    let name = Path::new(file).file_name()?.to_string_lossy();
    let code = said.pointer("/code/code").and_then(Value::as_str);
    let code = code.map(|code| format!("[{code}]")).unwrap_or_default();
    let text = said.get("message")?.as_str()?;
    Some(Complaint {
        target: target.to_owned(),
        file: file.to_owned(),
        line: format!("error{code}: {text} ({name}:{})", place["line_start"]),
    })
}
