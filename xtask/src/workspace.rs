//! Where things are: asked from cargo, so that a moved target directory is respected.

use std::collections::BTreeSet;
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
    /// What it builds, each by its kind and its name.
    targets: Vec<(String, String)>,
}

impl Member {
    /// Its programs, but for one that has the name of its library: their pages would be the same.
    pub(crate) fn documented(&self) -> impl Iterator<Item = &str> {
        let of = |kind: &'static str| {
            let targets = self.targets.iter().filter(move |(known, _)| known == kind);
            targets.map(|(_, name)| name.as_str())
        };
        let is_library =
            move |program: &str| of("lib").any(|name| name == program.replace('-', "_"));
        of("bin").filter(move |program| !is_library(program))
    }
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

    /// A cargo command that builds the server and the examples.
    ///
    /// Of the whole workspace, and with the examples, because those need what the tests need: cargo
    /// then chooses the same features for every dependency, and nothing is compiled a second time.
    pub(crate) fn build(&self) -> Command {
        let mut cargo = self.cargo();
        cargo.args([
            "build",
            "--workspace",
            "--bin",
            "sovx",
            "--examples",
            "--locked",
        ]);
        cargo
    }

    /// Any program, in the root of the workspace.
    pub(crate) fn program(&self, name: &str) -> Command {
        command::program(name, &self.root)
    }

    /// Every file that git knows or would add, relative to the root.
    ///
    /// # Errors
    /// git fails.
    pub(crate) fn files(&self) -> Result<BTreeSet<String>> {
        let mut git = self.program("git");
        git.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let list = command::output(&mut git)?;
        let files = list.split_terminator('\0').map(str::to_owned);
        // A file that is deleted but not yet committed is none.
        Ok(files
            .filter(|file| self.root.join(file).is_file())
            .collect())
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
    let targets = package.get("targets").and_then(Value::as_array);
    Ok(Member {
        name: text(package, "name")?,
        directory,
        targets: targets
            .into_iter()
            .flatten()
            .map(target)
            .collect::<Result<_>>()?,
    })
}

fn target(target: &Value) -> Result<(String, String)> {
    let kind = target.pointer("/kind/0").and_then(Value::as_str);
    let kind = kind.ok_or_else(|| Failure::new("cargo metadata has a target of no kind"))?;
    Ok((kind.to_owned(), text(target, "name")?))
}

fn text(value: &Value, key: &str) -> Result<String> {
    value
        .get(key)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("cargo metadata has no `{key}`")))
}
