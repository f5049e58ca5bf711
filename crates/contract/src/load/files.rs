//! The files that a document may be made of.
//!
//! A contract of a stranger says which files to read, and what is wrong with a file is shown with its
//! text. So references stay below one folder, symbolic links resolved, and nothing is read but
//! regular files of a bounded size.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes.
const MAX_LENGTH: u64 = 64 * 1024 * 1024;

/// A document's root file, and the folder that its references stay below: the nearest one with a
/// `Cargo.toml` or a `.git`, or else that of the document itself.
///
/// # Examples
/// ```
/// use std::io;
/// use sovx_contract::{Files, load};
///
/// let files = Files::of("../../openapi/sovx/openapi.yaml");
/// assert!(load(files.clone()).is_ok());
///
/// // The folder of the document alone would be too little for a reference to `../shared.yaml`.
/// let files = files.below("../../openapi");
/// assert!(load(files).is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    document: PathBuf,
    root: Option<PathBuf>,
}

impl Files {
    /// The files of the document with that root file.
    pub fn of(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            root: None,
        }
    }

    /// The same with another folder for references to stay below.
    #[must_use]
    pub fn below(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// The root file.
    pub fn document(&self) -> &Path {
        &self.document
    }

    /// The name of the root file, as diagnostics give it.
    pub(super) fn name(&self) -> String {
        let name = self.document.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Where a file is that is named as diagnostics and [`Document::files`](crate::Document::files)
    /// do, relative to the folder of the root file.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder().join(name)
    }

    /// Reads the root file.
    ///
    /// # Errors
    /// As those of [`Self::read`].
    pub fn read_document(&self) -> io::Result<String> {
        self.read(&self.name())
    }

    /// Reads a file that is named so.
    ///
    /// # Errors
    /// When the file cannot be read, and when it may not: it is outside of the folder, no regular
    /// file, larger than 64 MiB, or of a name with control characters.
    pub fn read(&self, name: &str) -> io::Result<String> {
        // A build script says the name to cargo, a line each.
        if name.contains(char::is_control) {
            return Err(refused("its name holds control characters"));
        }
        let folder = match self.folder() {
            empty if empty.as_os_str().is_empty() => Path::new(".").canonicalize()?,
            folder => folder.canonicalize()?,
        };
        let root = match &self.root {
            Some(root) => root.canonicalize()?,
            None => project(&folder).to_owned(),
        };
        // What is outside is not looked for either, so that nobody learns whether it exists.
        if !settled(&folder, Path::new(name)).starts_with(&root) {
            return Err(Outside(root).into());
        }
        let path = folder.join(name).canonicalize()?;
        if !path.starts_with(&root) {
            return Err(Outside(root).into());
        }
        read_regular(&path)
    }

    fn folder(&self) -> &Path {
        self.document.parent().unwrap_or(Path::new(""))
    }
}

impl<P: AsRef<Path> + ?Sized> From<&P> for Files {
    fn from(document: &P) -> Self {
        Self::of(document.as_ref())
    }
}

/// A file is outside of the folder that references stay below.
#[derive(Debug, thiserror::Error)]
#[error("it is outside of {}", .0.display())]
pub(super) struct Outside(PathBuf);

impl Outside {
    /// Whether that is why a file was not read.
    pub(super) fn is(error: &io::Error) -> bool {
        let cause: Option<&(dyn Error + Send + Sync)> = error.get_ref();
        cause.is_some_and(|cause| cause.is::<Self>())
    }
}

impl From<Outside> for io::Error {
    fn from(outside: Outside) -> Self {
        Self::new(io::ErrorKind::PermissionDenied, outside)
    }
}

/// The nearest folder of a project, or the folder itself.
fn project(folder: &Path) -> &Path {
    let is_project = |folder: &&Path| {
        let marks = ["Cargo.toml", ".git"];
        marks.iter().any(|mark| folder.join(mark).exists())
    };
    folder.ancestors().find(is_project).unwrap_or(folder)
}

/// A path with each `..` taken back, whatever exists.
fn settled(folder: &Path, name: &Path) -> PathBuf {
    let mut path = folder.to_owned();
    for component in name.components() {
        match component {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            other => path.push(other),
        }
    }
    path
}

fn refused(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

fn read_regular(path: &Path) -> io::Result<String> {
    let too_large = || refused("it is larger than 64 MiB");
    // To open a pipe would wait for its writer.
    let known = fs::metadata(path)?;
    if !known.is_file() {
        return Err(refused("it is no regular file"));
    }
    if known.len() > MAX_LENGTH {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_LENGTH + 1)
        .read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_LENGTH) {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|_foreign| refused("it is no UTF-8"))
}
