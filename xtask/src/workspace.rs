//! Where things are: asked from cargo, so that a moved target directory is respected.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command;
use crate::failure::{Context as _, Failure, Result};

/// The repository and its members.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Where cargo builds; tools and artefacts of the checks go below it too.
    pub(crate) target: PathBuf,
    /// Every member crate.
    pub(crate) members: Vec<Member>,
}

/// One member crate.
#[derive(Debug)]
pub(crate) struct Member {
    /// The package name.
    pub(crate) name: String,
    /// The folder of its `Cargo.toml`.
    pub(crate) directory: PathBuf,
}

impl Workspace {
    /// Asks cargo about the workspace that this crate was built in.
    ///
    /// # Errors
    /// `cargo metadata` fails or its answer lacks a member this code reads.
    pub(crate) fn load() -> Result<Self> {
        let mut metadata = command::program("cargo", Path::new(env!("CARGO_MANIFEST_DIR")));
        metadata.args(["metadata", "--format-version", "1", "--no-deps", "--locked"]);
        let answer = command::output(&mut metadata)?;
        let answer: Value = serde_json::from_str(&answer).context("reading cargo metadata")?;
        let packages = answer.get("packages").and_then(Value::as_array);
        Ok(Self {
            root: text(&answer, "workspace_root")?.into(),
            target: text(&answer, "target_directory")?.into(),
            members: packages
                .into_iter()
                .flatten()
                .map(member)
                .collect::<Result<_>>()?,
        })
    }

    /// A cargo command in the root of the workspace.
    pub(crate) fn cargo(&self) -> Command {
        self.program("cargo")
    }

    /// Any program, in the root of the workspace.
    pub(crate) fn program(&self, name: &str) -> Command {
        command::program(name, &self.root)
    }

    /// Creates a folder below the target directory, empty, and returns its path.
    ///
    /// # Errors
    /// The file system refuses.
    pub(crate) fn fresh_directory(&self, name: &str) -> Result<PathBuf> {
        let directory = self.target.join(name);
        let what = directory.display().to_string();
        if directory.exists() {
            fs::remove_dir_all(&directory).context(&what)?;
        }
        fs::create_dir_all(&directory).context(&what)?;
        Ok(directory)
    }
}

fn member(package: &Value) -> Result<Member> {
    let manifest = PathBuf::from(text(package, "manifest_path")?);
    let directory = manifest.parent().unwrap_or(&manifest).to_path_buf();
    Ok(Member {
        name: text(package, "name")?,
        directory,
    })
}

fn text(value: &Value, key: &str) -> Result<String> {
    value
        .get(key)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("cargo metadata has no `{key}`")))
}
