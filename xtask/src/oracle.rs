//! `cargo xtask oracle`: does generated validation agree with JSON Schema?
//!
//! A program is written that links the generated code of every contract, ours and some of
//! strangers', and compares each generated check with the `jsonschema` crate.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::Args;
use sovx_codegen::CheckedType;

use crate::command;
use crate::contracts::Contract;
use crate::corpus;
use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

/// Strangers' contracts that are compared: small ones of different makers and versions.
const FOREIGN: [&str; 6] = [
    "canada-holidays-ca",
    "1password-connect",
    "circleci",
    "nexmo-application-v2",
    "listennotes",
    "codat-banking",
];

/// What `cargo xtask oracle` takes.
#[derive(Debug, Args)]
pub(crate) struct OracleOptions {
    /// How many values each schema is tried with
    #[arg(long, value_name = "COUNT", default_value_t = 256)]
    pub(crate) cases: u32,
    /// Strangers' contracts of the corpus to compare, instead of the usual ones
    #[arg(long, value_name = "NAME")]
    pub(crate) foreign: Vec<String>,
}

impl Default for OracleOptions {
    fn default() -> Self {
        Self {
            cases: 256,
            foreign: Vec::new(),
        }
    }
}

/// Builds the program and runs it.
///
/// # Errors
/// A contract cannot be used, or the two sides disagree.
pub(crate) fn run(workspace: &Workspace, options: &OracleOptions) -> Result<()> {
    let home = workspace.target.join("oracle");
    let source = home.join("src");
    fs::create_dir_all(&source).context(source.display())?;
    let mut program = Program::default();
    for contract in Contract::all(workspace)? {
        let document = contract.load()?;
        let path = format!("sovx_api_types::{}::models", contract.name);
        let types = sovx_codegen::checked_types(&document);
        write_json(&source, &contract.name, &document.bundled)?;
        program.add(&contract.name, &path, &types);
    }
    let usual = || FOREIGN.map(str::to_owned).to_vec();
    let foreign = if options.foreign.is_empty() {
        usual()
    } else {
        options.foreign.clone()
    };
    for name in &foreign {
        foreign_contract(workspace, name, &mut program, &home)?;
    }
    write(&source.join("main.rs"), &program.main(options.cases))?;
    write(&home.join("Cargo.toml"), &program.manifest(workspace))?;
    let lock = home.join("Cargo.lock");
    fs::copy(workspace.root.join("Cargo.lock"), &lock).context(lock.display())?;
    let mut cargo = command::program("cargo", &home);
    cargo
        .args(["run", "--quiet"])
        .env("CARGO_TARGET_DIR", &workspace.target);
    command::run(&mut cargo)
        .map_err(|_red| Failure::new("generated checks and JSON Schema disagree"))
}

fn foreign_contract(
    workspace: &Workspace,
    name: &str,
    program: &mut Program,
    home: &Path,
) -> Result<()> {
    let file = corpus::contract(workspace, name)?;
    let document = sovx_contract::load_lenient(&file);
    let document = document.map_err(|problems| Failure::new(format!("{name}: {problems}")))?;
    let folder = home.join(name);
    let package = corpus::package(workspace, &document, name, &folder)?;
    write_json(&home.join("src"), name, &document.bundled)?;
    let krate = format!("corpus_{}", name.replace('-', "_"));
    program.add(name, &format!("{krate}::models"), &package);
    program.foreign.push(name.to_owned());
    Ok(())
}

/// The source of the program.
#[derive(Default)]
struct Program {
    comparisons: String,
    foreign: Vec<String>,
}

impl Program {
    fn add(&mut self, name: &str, path: &str, types: &[CheckedType]) {
        let text = &mut self.comparisons;
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "    good &= compared({name:?}, include_str!(\"{name}.json\"), &["
        );
        for CheckedType { name, pointer } in types {
            let check = format!("<{path}::{name} as sovx_runtime::Check>::check");
            let _ = writeln!(
                text,
                "        sovx_oracle::Subject {{ name: {name:?}, pointer: {pointer:?}, check: {check} }},"
            );
        }
        text.push_str("    ]);\n");
    }

    fn main(&self, cases: u32) -> String {
        format!(
            "fn compared(name: &str, contract: &str, subjects: &[sovx_oracle::Subject]) -> bool {{\n\
             \x20   sovx_oracle::report(name, contract, subjects, {cases}).unwrap_or_else(|error| {{\n\
             \x20       println!(\"{{name}}: {{error}}\");\n        false\n    }})\n}}\n\n\
             fn main() -> std::process::ExitCode {{\n    let mut good = true;\n{}\
             \x20   if good {{ std::process::ExitCode::SUCCESS }} else {{ std::process::ExitCode::FAILURE }}\n}}\n",
            self.comparisons
        )
    }

    fn manifest(&self, workspace: &Workspace) -> String {
        let crates = workspace.root.join("crates");
        let own = ["api-types", "oracle", "runtime"];
        let own = own.map(|name| format!("sovx-{name} = {{ path = {:?} }}\n", crates.join(name)));
        let foreign = self.foreign.iter();
        let foreign: String = foreign
            .map(|name| {
                format!("corpus-{name} = {{ path = {name:?}, default-features = false }}\n")
            })
            .collect();
        format!(
            "[package]\nname = \"oracle\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n[dependencies]\n{}{foreign}\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n",
            own.concat()
        )
    }
}

fn write_json(folder: &Path, name: &str, value: &serde_json::Value) -> Result<()> {
    write(&folder.join(format!("{name}.json")), &value.to_string())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).context(path.display())
}
