//! Steps by tools that others wrote: they read the contracts as any reader would.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::ci::server::Server;
use crate::ci::{Ci, Done};
use crate::command;
use crate::contracts::Contract;
use crate::failure::{Context as _, Result};
use crate::tools::CHROMIUM;

/// The contracts keep to the rules of `openapi/redocly.yaml`.
pub(super) fn redocly(ci: &Ci<'_>) -> Result<Done> {
    let mut redocly = ci.tools.node_program("redocly")?;
    redocly
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    redocly
        .current_dir(ci.workspace.root.join("openapi"))
        .arg("lint");
    let contracts = Contract::all(ci.workspace)?;
    command::run(redocly.args(contracts.iter().map(|contract| &contract.root)))?;
    Ok(Done::default())
}

/// The contracts are valid OpenAPI 3.1.
pub(super) fn spec_validator(ci: &Ci<'_>) -> Result<Done> {
    let mut validator = ci.tools.python_program("openapi-spec-validator")?;
    let contracts = Contract::all(ci.workspace)?;
    command::run(validator.args(contracts.iter().map(|contract| &contract.root)))?;
    Ok(Done::default())
}

/// A running server answers what follows from its contracts as they declare, and every operation is
/// seen to succeed.
pub(super) fn wire(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "wire")?;
    let mut check = ci.workspace.cargo();
    check.args(["xtask", "check-contract", "--base-url"]);
    let mut notes = Vec::new();
    let status = command::tee(server.introduce(check.arg(server.origin())), |line| {
        notes.extend(line.trim_start().strip_prefix("note: ").map(str::to_owned));
    })?;
    server.finish()?;
    notes.retain(|note| !LATER.iter().any(|operation| note.contains(operation)));
    match notes.first() {
        None if status.success() => Ok(Done::default()),
        None => Ok(Done::red("the contracts are not kept".to_owned())),
        Some(note) => Ok(Done::red(note.clone())),
    }
}

/// The operations of the SovX contract that show what a run makes only after it has asked for them.
const LATER: [&str; 4] = [
    "no valid request of getAccountTransaction had success",
    "no valid request of getUserTransaction had success",
    "no valid request of getWalletTransaction had success",
    "no valid request of getDeposit had success",
];

/// The operations of the SovX contract that may end the credentials of everything else: they go
/// last. What the portal's can end is made by the run itself.
const ENDING: [&str; 6] = [
    "logout",
    "deleteCredential",
    "deleteCustomer",
    "deleteUser",
    "generateUserToken",
    "generateUserTokens",
];

/// A running server keeps to its contracts whatever is thrown at it.
pub(super) fn schemathesis(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "schemathesis")?;
    let tenant = server.populate()?;
    let mut outcome = Ok(());
    for contract in Contract::all(ci.workspace)? {
        let choices = match contract.name.as_str() {
            "sovx" => &["--exclude-operation-id", "--include-operation-id"][..],
            _ => &[""],
        };
        for choice in choices {
            let mut schemathesis = schemathesis_of(ci, &contract, choice, &server.origin())?;
            let ran = command::run(tenant.introduce(server.introduce(&mut schemathesis)));
            outcome = outcome.and(ran);
        }
    }
    server.finish()?;
    outcome.map(|()| Done::default())
}

/// A run against the operations of a contract, with or without those that end something, or all.
fn schemathesis_of(
    ci: &Ci<'_>,
    contract: &Contract,
    choice: &str,
    origin: &str,
) -> Result<Command> {
    let document = contract.load()?;
    let configs = ci.workspace.root.join("tools/schemathesis");
    let mut schemathesis = ci.tools.python_program("schemathesis")?;
    schemathesis
        .arg("--config-file")
        .arg(configs.join(format!("{}.toml", contract.name)))
        .args(["--no-color", "run"])
        .arg(&contract.root)
        .args(["--url", &format!("{origin}{}", document.base_path)])
        .args(["--max-examples", "50", "--seed", "1"]);
    for operation in ENDING.iter().filter(|_| !choice.is_empty()) {
        schemathesis.args([choice, operation]);
    }
    schemathesis.current_dir(ci.workspace.target.join("checks/schemathesis"));
    Ok(schemathesis)
}

/// TypeScript clients generated from the served contracts are type-checked and do their work.
pub(super) fn typescript(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "typescript")?;
    let project = ci.tools.node()?.join("clients");
    copy_into(
        &ci.workspace.root.join("tools/clients/typescript"),
        &project,
    )?;
    let contracts = Contract::all(ci.workspace)?;
    for Contract { name, .. } in &contracts {
        let mut generate = ci.tools.node_program("openapi-typescript")?;
        generate.arg(server.published(name)).arg("--output");
        command::run(generate.arg(project.join(format!("{name}.contract.d.ts"))))?;
    }
    command::run(ci.tools.node_program("tsc")?.arg("--project").arg(&project))?;
    for Contract { name, .. } in &contracts {
        let mut client = ci.workspace.program("node");
        client.arg(project.join(format!("built/{name}.js")));
        command::run(server.introduce(&mut client))?;
    }
    server.finish()?;
    Ok(Done::default())
}

/// Python clients generated from the served contracts do their work.
pub(super) fn python(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "python")?;
    let sources = ci.workspace.root.join("tools/clients/python");
    for Contract { name, .. } in Contract::all(ci.workspace)? {
        let project = ci.workspace.target.join("tools/python-client").join(&name);
        fs::create_dir_all(&project).context(project.display())?;
        let mut generate = ci.tools.python_program("openapi-python-client")?;
        generate.args(["generate", "--overwrite", "--fail-on-warning", "--url"]);
        generate.arg(server.published(&name)).arg("--config");
        generate.arg(sources.join(format!("{name}.yml")));
        command::run(generate.arg("--output-path").arg(&project))?;
        let mut client = ci.tools.python_program("python")?;
        client
            .arg(sources.join(format!("{name}.py")))
            .env("PYTHONPATH", &project);
        command::run(server.introduce(&mut client))?;
    }
    server.finish()?;
    Ok(Done::default())
}

/// How many addresses of each chain are compared: in a whole run, and in a run of this step by name.
const ADDRESSES: [u32; 2] = [2_000, 10_000];

/// Addresses are those that libraries of others make from the same keys.
pub(super) fn addresses(ci: &Ci<'_>) -> Result<Done> {
    // Commands work on what a server has made.
    let server = Server::start(ci.workspace, "addresses-server")?;
    let project = ci.tools.node()?.join("addresses");
    copy_into(&ci.workspace.root.join("tools/addresses"), &project)?;
    let mut check = ci.workspace.program("node");
    check.arg(project.join("check.mjs"));
    check.env("CHECK_PROGRAM", server.program());
    check.env("CHECK_DATA_DIR", server.data_dir());
    let out = ci.workspace.target.join("checks/addresses");
    check.env("CHECK_OUT", out);
    let [usual, on_request] = ADDRESSES;
    let count = if ci.is_whole { usual } else { on_request };
    check.env("CHECK_COUNT", count.to_string());
    let note = command::output(&mut check)?.trim_end().to_owned();
    println!("{note}");
    Ok(Done {
        note,
        ..Done::default()
    })
}

/// The documentation works in a browser, offline, and looks as in its picture.
pub(super) fn browser(ci: &Ci<'_>) -> Result<Done> {
    ci.tools.chromium()?;
    let server = Server::start(ci.workspace, "browser")?;
    let project = ci.tools.node()?.join("browser");
    copy_into(&ci.workspace.root.join("tools/browser"), &project)?;
    let mut check = ci.workspace.program("node");
    check
        .arg(project.join("docs.mjs"))
        .env("CHECK_CHROMIUM", CHROMIUM);
    check.env(
        "CHECK_PICTURE",
        ci.workspace.root.join("docs/swagger-ui.png"),
    );
    check.env("CHECK_OUT", ci.workspace.target.join("checks/browser"));
    check.env("CHECK_UPDATE", if ci.update_picture { "yes" } else { "" });
    command::run(server.introduce(&mut check))?;
    server.finish()?;
    Ok(Done::default())
}

/// Copies the files of a folder: node finds its packages only from below where they are installed.
pub(super) fn copy_into(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).context(to.display())?;
    for entry in fs::read_dir(from).context(from.display())? {
        let entry = entry.context(from.display())?;
        fs::copy(entry.path(), to.join(entry.file_name())).context(entry.path().display())?;
    }
    Ok(())
}
