//! `sovx version`, `completions` and `man`: what the program says about itself.

use std::path::Path;

use clap::CommandFactory as _;
use serde_json::{Map, Value, json};

use super::{CommandError, report, say_bytes};
use crate::apis::Api;
use crate::cli::{Cli, CompletionsArgs, ManArgs, OutputArgs};

pub(super) fn version(OutputArgs { format }: OutputArgs) -> Result<(), CommandError> {
    let program = env!("CARGO_PKG_VERSION");
    let mut text = format!("sovx {program}");
    let mut contracts = Map::new();
    for api in Api::ALL {
        let contract: Value = serde_json::from_str(api.parts().contract)
            .map_err(|error| CommandError::Document(error.into()))?;
        let version = contract.pointer("/info/version").and_then(Value::as_str);
        let version = version.unwrap_or_default();
        let name = api.parts().name;
        text.push_str(&format!("\ncontract {name} {version}"));
        contracts.insert(name.to_owned(), version.into());
    }
    let json = json!({ "version": program, "contracts": contracts });
    report(format, text, &json)
}

pub(super) fn completions(args: &CompletionsArgs) -> Result<(), CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sovx", &mut script);
    say_bytes(&script)
}

pub(super) fn manual(args: &ManArgs) -> Result<(), CommandError> {
    match &args.out {
        Some(directory) => write_pages(directory).map_err(CommandError::Manual),
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            say_bytes(&page)
        }
    }
}

fn write_pages(directory: &Path) -> std::io::Result<()> {
    clap_mangen::generate_to(Cli::command(), directory)
}
