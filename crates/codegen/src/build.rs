//! The build script's half: contracts in, generated files out, nothing stale.

use std::fmt;
use std::path::{Path, PathBuf};

use sovx_contract::Diagnostics;

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
pub fn build(contract: &Path, out: &Path) -> Result<Built, BuildError> {
    let document = sovx_contract::load(contract).map_err(BuildError::Contract)?;
    let files = crate::generate(&document).map_err(BuildError::Contract)?;
    std::fs::create_dir_all(out).map_err(|error| BuildError::Write(out.to_owned(), error))?;
    let mut written = Vec::new();
    for file in files {
        let path = out.join(file.name);
        std::fs::write(&path, file.content)
            .map_err(|error| BuildError::Write(path.clone(), error))?;
        written.push(path);
    }
    let folder = contract.parent().unwrap_or(Path::new(""));
    let sources = document.files.iter().map(|file| folder.join(file));
    Ok(Built {
        sources: sources.collect(),
        files: written,
    })
}
