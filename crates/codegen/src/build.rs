//! The build script's half: contracts in, generated files out, nothing stale.

use std::fmt;
use std::io::Write;
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

/// Generates a contract's files into a folder and returns the contract's source files, for the
/// build script to watch.
///
/// # Errors
/// When the contract is not usable or a file cannot be written.
pub fn build(contract: &Path, out: &Path) -> Result<Vec<PathBuf>, BuildError> {
    let document = sovx_contract::load(contract).map_err(BuildError::Contract)?;
    let files = crate::generate(&document).map_err(BuildError::Contract)?;
    std::fs::create_dir_all(out).map_err(|error| BuildError::Write(out.to_owned(), error))?;
    for file in files {
        let path = out.join(file.name);
        std::fs::File::create(&path)
            .and_then(|mut open| open.write_all(file.content.as_bytes()))
            .map_err(|error| BuildError::Write(path, error))?;
    }
    let folder = contract.parent().unwrap_or(Path::new(""));
    Ok(document
        .files
        .iter()
        .map(|file| folder.join(file))
        .collect())
}
