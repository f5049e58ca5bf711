//! `cargo xtask corpus`: crates from the contracts of strangers, generated and compiled.
//!
//! The contracts come from two packages of npm, pinned with their digests, and are kept below the
//! target directory: none is part of the repository.

mod entries;
mod packages;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use clap::Args;
use serde_json::Value;
use sovx_codegen::{CheckedType, PackageOptions};
use sovx_contract::Document;

use self::entries::Entry;
use self::packages::Packages;
use self::table::Row;
use crate::command;
use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

/// How many of the compiler's errors are repeated.
const ERRORS: usize = 3;

/// The crate that needs what all of them need.
const SHARED: &str = "shared";

/// What `cargo xtask corpus` takes.
#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  cargo xtask corpus\n  cargo xtask corpus --small\n  \
        cargo xtask corpus github stripe"
)]
pub(crate) struct CorpusOptions {
    /// Only these contracts, by their names in xtask/corpus.txt
    pub(crate) names: Vec<String>,
    /// Only the ten small ones that CI takes, with the generator as tests build it
    #[arg(long)]
    pub(crate) small: bool,
}

/// Generates and compiles every contract, prints a table, and says how it ended.
///
/// # Errors
/// A contract has no crate and the list does not say so, a crate does not compile, or a tool is
/// missing.
pub(crate) fn run(workspace: &Workspace, options: &CorpusOptions) -> Result<String> {
    let corpus = Corpus::new(workspace, options)?;
    let mut rows = Vec::new();
    for entry in entries::chosen(options)? {
        rows.push(corpus.generate(&entry)?);
    }
    corpus.manifest(&rows)?;
    corpus.dependencies()?;
    for row in rows.iter_mut().filter(|row| row.is_generated()) {
        corpus.check(row)?;
        eprintln!("{}", row.line());
    }
    println!("\n{}", table::table(&rows));
    let summary = table::summary(&rows);
    println!("{summary}");
    if rows.iter().all(Row::is_as_listed) {
        Ok(summary)
    } else {
        Err(Failure::new(summary))
    }
}

/// Where everything is.
struct Corpus<'w> {
    workspace: &'w Workspace,
    packages: Packages<'w>,
    generator: PathBuf,
    crates: PathBuf,
}

impl<'w> Corpus<'w> {
    fn new(workspace: &'w Workspace, options: &CorpusOptions) -> Result<Self> {
        let profile = if options.small { "debug" } else { "release" };
        let mut cargo = workspace.cargo();
        cargo.args([
            "build",
            "--quiet",
            "--locked",
            "--package",
            "sovx-contract-cli",
        ]);
        if !options.small {
            cargo.arg("--release");
        }
        command::run(&mut cargo)?;
        let home = workspace.target.join("corpus");
        let crates = home.join("crates");
        fs::create_dir_all(&crates).context(crates.display())?;
        Ok(Self {
            workspace,
            packages: Packages::new(workspace, home.join("packages")),
            generator: workspace.target.join(profile).join("contract"),
            crates,
        })
    }

    /// Writes the crate of a contract and notes what the generator says of it.
    fn generate(&self, entry: &Entry) -> Result<Row> {
        let contract = self.packages.file(&entry.package, &entry.file)?;
        let out = self.crates.join(&entry.name);
        if out.exists() {
            fs::remove_dir_all(&out).context(out.display())?;
        }
        let mut generator = command::program(&self.generator, &self.workspace.root);
        generator
            .arg("generate")
            .arg(contract)
            .arg("--out")
            .arg(&out);
        generator.args([
            "--name",
            &package_name(&entry.name),
            "--format",
            "json",
            "--quiet",
        ]);
        generator
            .arg("--runtime")
            .arg(self.workspace.root.join("crates/runtime"));
        let output = generator.output().context("cannot start the generator")?;
        if output.status.success() {
            let said: Value = serde_json::from_slice(&output.stdout).context(&entry.name)?;
            return Ok(Row::generated(entry, &said));
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        eprintln!("{}: {said}", entry.name);
        Ok(Row::refused(entry, &said))
    }

    /// One workspace of all crates, with the versions that this one is locked to.
    fn manifest(&self, rows: &[Row]) -> Result<()> {
        let generated = rows.iter().filter(|row| row.is_generated());
        let members: Vec<String> = generated.map(|row| format!("{:?}", row.name)).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"{SHARED}\", {}]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n",
            members.join(", ")
        );
        let place = self.crates.join("Cargo.toml");
        fs::write(&place, manifest).context(place.display())?;
        let lock = self.workspace.root.join("Cargo.lock");
        fs::copy(&lock, self.crates.join("Cargo.lock")).context(lock.display())?;
        Ok(())
    }

    /// What all crates share, compiled before the clock runs: as a crate that needs just that.
    fn dependencies(&self) -> Result<()> {
        let folder = self.crates.join(SHARED);
        fs::create_dir_all(folder.join("src")).context(folder.display())?;
        let runtime = self.workspace.root.join("crates/runtime");
        let manifest = format!(
            "[package]\nname = \"{SHARED}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             sovx-runtime = {{ path = {runtime:?}, features = [\"actix\", \"client\"] }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).context(folder.display())?;
        fs::write(folder.join("src/lib.rs"), "").context(folder.display())?;
        command::run(&mut self.cargo(&["--package", SHARED]))
    }

    fn cargo(&self, arguments: &[&str]) -> std::process::Command {
        let mut cargo = command::program("cargo", &self.crates);
        cargo.args(["check", "--quiet"]).args(arguments);
        cargo.env("CARGO_TARGET_DIR", &self.workspace.target);
        cargo
    }

    fn check(&self, row: &mut Row) -> Result<()> {
        let start = Instant::now();
        let name = package_name(&row.name);
        let mut cargo = self.cargo(&["--package", &name, "--message-format", "short"]);
        let output = cargo
            .stdout(Stdio::null())
            .output()
            .context("cannot start cargo")?;
        row.checked(output.status.success(), start.elapsed());
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let errors = said.lines().filter(|line| line.contains("error"));
            for line in errors.take(ERRORS) {
                eprintln!("{}: {line}", row.name);
            }
        }
        Ok(())
    }
}

fn package_name(name: &str) -> String {
    format!("corpus-{name}")
}

/// Where a contract of the corpus is, fetched where it was not yet.
///
/// # Errors
/// There is none of that name, or npm fails.
pub(crate) fn contract(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let packages = Packages::new(workspace, workspace.target.join("corpus/packages"));
    let options = CorpusOptions {
        names: vec![name.to_owned()],
        small: false,
    };
    let entries = entries::chosen(&options)?;
    let entry = entries
        .first()
        .ok_or_else(|| Failure::new(format!("no contract `{name}`")))?;
    packages.file(&entry.package, &entry.file)
}

/// Writes the crate of a contract into a folder and says which of its types check values.
///
/// # Errors
/// The contract has none, or a file cannot be written.
pub(crate) fn package(
    workspace: &Workspace,
    document: &Document,
    name: &str,
    folder: &Path,
) -> Result<Vec<CheckedType>> {
    let options = PackageOptions {
        name: package_name(name),
        runtime: workspace.root.join("crates/runtime"),
        standalone: false,
    };
    let failed = |problem: &dyn std::fmt::Display| Failure::new(format!("{name}: {problem}"));
    let package =
        sovx_codegen::package(document, &options).map_err(|problems| failed(&problems))?;
    sovx_codegen::write(&package, folder).map_err(|problem| failed(&problem))?;
    Ok(package.types)
}
