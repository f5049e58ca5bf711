//! The depot, a small contract with a server of it, in as many versions as there are drifts.
//!
//! Each version is a program of its own, so that no drift can hide another one. A version that does
//! not compile was noticed by the compiler; of the others, what the program declares is compared
//! with the contract, and then the running program is judged.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sovx_contract::Document;

use super::compile::{Built, build};
use super::running::{Program, judged};
use super::tree::{DEPOT, Tree, edited};
use super::{Drift, Kill, Level};
use crate::check::declared;
use crate::failure::{Context as _, Failure, Result};

/// Where the contract, its handlers and their program are.
const SOURCE: &str = "crates/codegen";
/// Relative to that, and so are the files of the drifts.
pub(super) const CONTRACT: &str = "tests/golden/openapi.yaml";
pub(super) const MODELS: &str = "tests/golden/models.rs";
pub(super) const OPERATIONS: &str = "tests/golden/operations.rs";
pub(super) const SERVER: &str = "tests/golden/server.rs";
pub(super) const HANDLERS: &str = "tests/depot/mod.rs";
const PROGRAM: &str = "examples/depot.rs";
const API: &str = "tests/golden/api.rs";

/// The version without a drift.
const CLEAN: &str = "depot-clean";

/// Asks cargo for the features that the tests of the workspace need, without compiling a test.
pub(super) const FEATURES: &str = "depot-features";

/// The depot and its versions.
pub(super) struct Depot<'t> {
    tree: &'t Tree<'t>,
    /// The contract without a drift.
    pub(super) document: Document,
    contract: String,
}

/// What became of a version before it was compiled.
enum Version {
    /// It is there, to be compiled.
    Written(String),
    /// The generator refuses its contract.
    Refused(Kill),
}

impl<'t> Depot<'t> {
    /// Reads the contract.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn new(tree: &'t Tree<'t>) -> Result<Self> {
        let path = tree.root.join(SOURCE).join(CONTRACT);
        Ok(Self {
            tree,
            document: loaded(&path)?,
            contract: fs::read_to_string(&path).context(path.display())?,
        })
    }

    /// Compiles every version and looks for the level that notices. The clean version is compiled
    /// with them and returned.
    ///
    /// # Errors
    /// A drift cannot be planted, or the clean version does not pass every level.
    pub(super) fn programs(
        &self,
        drifts: &[&'static Drift],
    ) -> Result<(Program, Vec<Option<Kill>>)> {
        let mut versions = vec![self.write(CLEAN, None)?];
        for (number, drift) in drifts.iter().enumerate() {
            versions.push(self.write(&format!("depot-{number}"), Some(drift))?);
        }
        let built = self.build(&versions)?;
        let mut kills = Vec::new();
        for version in &versions {
            kills.push(match version {
                Version::Refused(kill) => Some(kill.clone()),
                Version::Written(name) => self.noticed(built.program(name)?)?,
            });
        }
        match kills.remove(0) {
            None => {}
            Some(kill) => {
                return Err(Failure::new(format!("the clean depot: {}", kill.line)));
            }
        }
        match built.program(CLEAN)? {
            Built::Program(path) => Ok((Program::new(path), kills)),
            Built::Errors(_) => Err(Failure::new("the clean depot does not compile")),
        }
    }

    /// Compares what the clean program declares with the contract, drifted.
    ///
    /// # Errors
    /// The drift cannot be planted, or the contract is not one any more.
    pub(super) fn contract(&self, declared: &Value, drift: &Drift) -> Result<Option<Kill>> {
        let file = format!("{DEPOT}/contract/openapi.yaml");
        let text = edited(drift.file, &self.contract, drift.from, drift.to)?;
        self.tree.write(&file, text.as_bytes())?;
        let document = loaded(&self.tree.root.join(file))?;
        Ok(Kill::first(
            Level::Spec,
            declared::differences(&document, declared),
        ))
    }

    fn noticed(&self, built: &Built) -> Result<Option<Kill>> {
        let program = match built {
            Built::Errors(lines) => return Ok(Kill::first(Level::Compile, lines.clone())),
            Built::Program(path) => Program::new(path),
        };
        let lines = declared::differences(&self.document, &program.declared()?);
        if let Some(kill) = Kill::first(Level::Spec, lines) {
            return Ok(Some(kill));
        }
        let running = program.start()?;
        let lines = judged(&self.document, running.address())?;
        Ok(Kill::first(Level::Wire, lines))
    }

    /// Lays out the sources of a version: as in the repository, so that they find each other.
    fn write(&self, name: &str, drift: Option<&Drift>) -> Result<Version> {
        let folder = format!("{DEPOT}/{name}");
        let planted = |file: &str, text: &str| match drift {
            Some(drift) if drift.file == file => edited(file, text, drift.from, drift.to),
            _ => Ok(text.to_owned()),
        };
        let put = |file: &str, text: &str| {
            let text = planted(file, text)?;
            self.tree
                .write(&format!("{folder}/{file}"), text.as_bytes())
        };
        put(CONTRACT, &self.contract)?;
        for file in [PROGRAM, API, HANDLERS] {
            let path = self.tree.root.join(SOURCE).join(file);
            put(file, &fs::read_to_string(&path).context(path.display())?)?;
        }
        let contract = self.tree.root.join(&folder).join(CONTRACT);
        let generated =
            sovx_contract::load(&contract).and_then(|document| sovx_codegen::generate(&document));
        let generated = match generated {
            Ok(generated) => generated,
            Err(diagnostics) => {
                let lines = diagnostics.0.iter().map(ToString::to_string);
                let kill = Kill::first(Level::Compile, lines.collect());
                let kill = kill.ok_or_else(|| Failure::new("refused for no reason"))?;
                return Ok(Version::Refused(kill));
            }
        };
        for file in generated {
            put(&format!("tests/golden/{}", file.name), &file.content)?;
        }
        Ok(Version::Written(name.to_owned()))
    }

    fn build(&self, versions: &[Version]) -> Result<super::compile::Programs> {
        let names = || {
            versions.iter().filter_map(|version| match version {
                Version::Written(name) => Some(name),
                Version::Refused(_) => None,
            })
        };
        let mut manifest = MANIFEST.to_owned();
        for name in names() {
            manifest.push_str(&format!(
                "\n[[bin]]\nname = \"{name}\"\npath = \"{name}/{PROGRAM}\"\n"
            ));
        }
        self.tree
            .write(&format!("{DEPOT}/Cargo.toml"), manifest.as_bytes())?;
        self.tree
            .write(&format!("{DEPOT}/features.rs"), b"fn main() {}\n")?;
        let mut cargo = self.tree.cargo();
        cargo.args(["build", "--workspace", "--example", FEATURES]);
        for name in names() {
            cargo.args(["--bin", name]);
        }
        build(&mut cargo)
    }
}

/// The package of the versions, which are added to it.
const MANIFEST: &str = r#"[package]
name = "depot"
edition.workspace = true
publish.workspace = true
version.workspace = true
autobins = false
autoexamples = false

[[example]]
name = "depot-features"
path = "features.rs"

[dependencies]
actix-web.workspace = true
chrono.workspace = true
serde.workspace = true
serde_json.workspace = true
sovx-runtime = { workspace = true, features = ["actix"] }
utoipa.workspace = true
uuid.workspace = true
validator.workspace = true
"#;

fn loaded(path: &Path) -> Result<Document> {
    sovx_contract::load(path).map_err(|problems| Failure::new(problems.to_string()))
}
