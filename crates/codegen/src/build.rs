//! The build script's half: contracts in, generated files out, nothing stale.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sovx_contract::{Diagnostics, Document, Files};

use crate::Package;

/// Why a build script could not generate.
#[derive(Debug)]
pub enum BuildError {
    /// The contract is at fault.
    Contract(Diagnostics),
    /// A generated file could not be written.
    Write(PathBuf, std::io::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contract(diagnostics) => write!(formatter, "{diagnostics}"),
            Self::Write(path, _) => write!(formatter, "cannot write {}", path.display()),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Contract(_) => None,
            Self::Write(_, source) => Some(source),
        }
    }
}

/// What was read and what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The contract's source files, for a build script to watch.
    pub sources: Vec<PathBuf>,
    /// The generated files.
    pub files: Vec<PathBuf>,
}

/// Generates a contract's files into a folder.
///
/// # Errors
/// When the contract is not usable or a file cannot be written.
pub fn build(contract: impl Into<Files>, out: &Path) -> Result<Built, BuildError> {
    let contract = contract.into();
    let document = sovx_contract::load(contract.clone()).map_err(BuildError::Contract)?;
    let files = crate::generate(&document).map_err(BuildError::Contract)?;
    let files = files.iter().map(|file| (file.name, file.content.as_str()));
    Ok(Built {
        sources: sources(&document, &contract),
        files: write_all(files, out)?,
    })
}

/// Generates the modules of any contract into a folder, for a crate to include `api.rs` in a module
/// of its own: `include!(concat!(env!("OUT_DIR"), "/api.rs"));`
///
/// # Errors
/// As [`build`].
pub fn build_any(contract: impl Into<Files>, out: &Path) -> Result<Built, BuildError> {
    let contract = contract.into();
    let document = sovx_contract::load_lenient(contract.clone()).map_err(BuildError::Contract)?;
    let package = crate::modules(&document).map_err(BuildError::Contract)?;
    Ok(Built {
        sources: sources(&document, &contract),
        files: write(&package, out)?,
    })
}

/// The whole build script of a crate that includes `api.rs`: generates the modules of a contract,
/// tells cargo which files to watch, and says what is wrong in cargo's own way.
///
/// References stay below the crate's own folder: `Files::of(contract).below(folder)` names another.
#[expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a build script and cargo speak this way"
)]
pub fn build_script(contract: impl Into<Files>) -> ExitCode {
    let Some(out) = std::env::var_os("OUT_DIR") else {
        println!("cargo::error=cargo sets OUT_DIR for a build script");
        return ExitCode::FAILURE;
    };
    match build_any(contract, Path::new(&out)) {
        Ok(built) => {
            for source in built.sources {
                println!("cargo::rerun-if-changed={}", source.display());
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            for line in error.to_string().lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Writes the files of a package into a folder and says which.
///
/// # Errors
/// When a file cannot be written.
pub fn write(package: &Package, out: &Path) -> Result<Vec<PathBuf>, BuildError> {
    let files = package.files.iter();
    write_all(
        files.map(|file| (file.path.as_str(), file.content.as_str())),
        out,
    )
}

fn write_all<'f>(
    files: impl Iterator<Item = (&'f str, &'f str)>,
    out: &Path,
) -> Result<Vec<PathBuf>, BuildError> {
    let mut written = Vec::new();
    for (name, content) in files {
        let path = out.join(name);
        let folder = path.parent().unwrap_or(out);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, content))
            .map_err(|error| BuildError::Write(path.clone(), error))?;
        written.push(path);
    }
    Ok(written)
}

fn sources(document: &Document, contract: &Files) -> Vec<PathBuf> {
    let files = document.files.iter();
    files.map(|file| contract.path(file)).collect()
}
