//! Standard output, as far as it matters whether anybody sees what is printed.

use std::io::stdout;
use std::os::fd::AsFd as _;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::{fs, io};

/// Whether what is printed goes to `/dev/null`, which also stands in for a closed standard output.
pub(crate) fn is_discarded() -> bool {
    let same_device = || -> io::Result<bool> {
        let output = fs::File::from(stdout().as_fd().try_clone_to_owned()?).metadata()?;
        let null = fs::metadata("/dev/null")?;
        Ok(output.file_type().is_char_device() && output.rdev() == null.rdev())
    };
    same_device().unwrap_or(false)
}
