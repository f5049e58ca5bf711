//! `contract judge`: the requests that follow from a contract, sent to a running server, and every
//! answer judged.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::Args;
use sovx_contract::Document;
use sovx_wire::{Courier, Findings, Visitor};

use crate::{Failure, Outcome, print, source};

#[derive(Debug, Args)]
#[command(
    after_help = "A credential is given by the name of its security scheme and the environment \
        variable that holds it, so that it stands in no list of processes:\n  \
        TOKEN=... contract judge openapi.yaml --base-url http://127.0.0.1:8080 \
        --credential bearerAuth=TOKEN"
)]
pub(crate) struct Options {
    /// The root file of the contract, YAML or JSON
    contract: PathBuf,
    #[command(flatten)]
    root: source::Root,
    /// The server to judge; its path may be that of the contract's first server
    #[arg(long, value_name = "URL")]
    base_url: String,
    /// A security scheme and the environment variable that holds its credential
    #[arg(long, value_name = "SCHEME=VARIABLE")]
    credential: Vec<String>,
    /// Admit problem details (RFC 9457) as refusals that the contract does not declare, or not as JSON
    #[arg(long)]
    allow_fallback: bool,
    /// Send at most so many requests
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    most: usize,
}

/// Judges the server and prints what was found.
///
/// # Errors
/// The contract cannot be used or the server cannot be asked.
pub(crate) fn run(options: &Options) -> Result<Outcome, Failure> {
    let document = source::load(&options.root.files(&options.contract))?;
    let courier = Courier::new(&options.base_url, &document.base_path)
        .map_err(|error| format!("--base-url: {error}"))?
        .ok_or_else(|| {
            let base = &document.base_path;
            format!("--base-url: its path is not the contract's; leave it out, or write `{base}`")
        })?;
    let visitor = Visitor {
        credentials: credentials(&document, &options.credential)?,
        run: run_name(),
        most: options.most,
        fallback: options.allow_fallback,
        ..Visitor::default()
    };
    let findings = sovx_wire::judge(&document, &courier, visitor);
    report(&findings.map_err(|error| error.to_string())?)
}

fn report(findings: &Findings) -> Result<Outcome, Failure> {
    for note in findings.notes() {
        print::line(note)?;
    }
    let problems: Vec<String> = findings.problems().collect();
    for problem in &problems {
        print::line(format_args!("problem: {problem}"))?;
    }
    let sent = source::counted(findings.sent(), "request");
    let found = source::counted(problems.len(), "problem");
    print::line(format_args!("{sent}, {found}"))?;
    Ok(if problems.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Found
    })
}

/// The credentials by the tier of their schemes.
fn credentials(document: &Document, given: &[String]) -> Result<HashMap<String, String>, Failure> {
    given
        .iter()
        .map(|given| credential(document, given))
        .collect()
}

fn credential(document: &Document, given: &str) -> Result<(String, String), Failure> {
    let (name, variable) = given
        .split_once('=')
        .ok_or("--credential: write the scheme, an equals sign, and the variable")?;
    let mut schemes = document.security_schemes.iter();
    let scheme = schemes.find(|scheme| scheme.name == name).ok_or_else(|| {
        let all = document.security_schemes.iter();
        let names: Vec<&str> = all.map(|scheme| scheme.name.as_str()).collect();
        format!(
            "--credential: the contract has no scheme `{name}`, only: {}",
            names.join(", ")
        )
    })?;
    #[expect(
        clippy::disallowed_methods,
        reason = "the variable's name comes from the caller"
    )]
    let secret = std::env::var(variable);
    let secret = secret.map_err(|_unset| format!("--credential: `{variable}` is not set"))?;
    Ok((scheme.tier.clone(), secret))
}

/// Some characters that tell this run from others.
fn run_name() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    format!(
        "c{:08x}",
        (millis ^ u128::from(std::process::id())) & 0xffff_ffff
    )
}
