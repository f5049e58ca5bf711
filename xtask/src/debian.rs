//! Packages of the machine: installed only as root on Debian, and never silently.

use std::path::Path;
use std::process::Command;

use crate::command;
use crate::failure::{Failure, Result};

/// Installs packages from the distribution.
///
/// # Errors
/// The machine is not Debian or the user not root: the sentence says what to install by hand. Or
/// apt-get fails.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if !Path::new("/etc/debian_version").exists() {
        return Err(Failure::new(format!(
            "please install what Debian calls: {names}"
        )));
    }
    if !is_root() {
        return Err(Failure::new(format!(
            "please run: sudo apt-get install {names}"
        )));
    }
    eprintln!("=== INSTALLING Debian packages on this machine: {names}");
    command::run(apt().args(["update", "--quiet"]))?;
    command::run(
        apt()
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages),
    )
}

/// Whether this process runs as root.
pub(crate) fn is_root() -> bool {
    user_id(&[]) == Some(0)
}

/// The numeric id that `id` prints; `arguments` go before the user's name.
pub(crate) fn user_id(arguments: &[&str]) -> Option<u32> {
    let mut id = Command::new("id");
    let text = command::output(id.arg("-u").args(arguments)).ok()?;
    text.trim().parse().ok()
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}
