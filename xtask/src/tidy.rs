//! Rules of the repository that no compiler knows. Every breach is reported, not only the first.

mod files;
mod layers;

use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// Checks every rule.
///
/// # Errors
/// At least one is broken; each breach has been printed as a line of its own.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut breaches = files::breaches(workspace)?;
    breaches.extend(layers::breaches(workspace)?);
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
