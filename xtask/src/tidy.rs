//! Rules of the repository that no compiler knows. Every breach is reported, not only the first.

mod files;
mod layers;
mod pages;

use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// Checks every rule.
///
/// # Errors
/// At least one is broken; each breach has been printed as a line of its own.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut breaches = files::breaches(workspace)?;
    breaches.extend(layers::breaches(workspace)?);
    breaches.extend(pages::breaches(workspace)?);
    for breach in &breaches {
        println!("{breach}");
    }
    match breaches.len() {
        0 => Ok(()),
        count => Err(Failure::new(format!(
            "{count} breaches of the repository's rules"
        ))),
    }
}
