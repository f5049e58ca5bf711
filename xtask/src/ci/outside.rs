//! Steps by tools that others wrote: they read the contract as any reader would.

use std::fs;
use std::path::Path;

use crate::ci::server::{self, Server};
use crate::ci::{Ci, Done};
use crate::command;
use crate::failure::{Context as _, Result};
use crate::tools::CHROMIUM;

const CONTRACT: &str = "openapi/sovx/openapi.yaml";

/// The contract keeps to the rules of `openapi/redocly.yaml`.
pub(super) fn redocly(ci: &Ci<'_>) -> Result<Done> {
    let mut redocly = ci.tools.node_program("redocly")?;
    redocly
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    redocly.current_dir(ci.workspace.root.join("openapi"));
    command::run(redocly.args(["lint", "sovx/openapi.yaml"]))?;
    Ok(Done::default())
}

/// The contract is valid OpenAPI 3.1.
pub(super) fn spec_validator(ci: &Ci<'_>) -> Result<Done> {
    command::run(
        ci.tools
            .python_program("openapi-spec-validator")?
            .arg(CONTRACT),
    )?;
    Ok(Done::default())
}

/// The operations that may end the credentials of everything else: they go last.
const ENDING: [&str; 6] = [
    "logout",
    "deleteCredential",
    "deleteCustomer",
    "deleteUser",
    "generateUserToken",
    "generateUserTokens",
];

/// A running server keeps to the contract whatever is thrown at it.
pub(super) fn schemathesis(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "schemathesis")?;
    let token = server.log_in()?;
    let tenant = server.populate(&token)?;
    let run = |choice: &str| {
        let mut schemathesis = ci.tools.python_program("schemathesis")?;
        let config = ci.workspace.root.join("tools/schemathesis.toml");
        schemathesis
            .arg("--config-file")
            .arg(config)
            .args(["--no-color", "run"]);
        schemathesis.arg(ci.workspace.root.join(CONTRACT));
        schemathesis.args(["--url", &format!("{}/sovx/v1", server.origin())]);
        schemathesis.args(["--max-examples", "50", "--seed", "1"]);
        for operation in ENDING {
            schemathesis.args([choice, operation]);
        }
        schemathesis.current_dir(ci.workspace.target.join("checks/schemathesis"));
        command::run(tenant.introduce(server.introduce(&mut schemathesis, &token)))
    };
    let others = run("--exclude-operation-id");
    let ending = run("--include-operation-id");
    server.finish()?;
    others.and(ending)?;
    Ok(Done::default())
}

/// A TypeScript client generated from the served contract is type-checked and does its work.
pub(super) fn typescript(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "typescript")?;
    let project = ci.tools.node()?.join("clients");
    copy_into(
        &ci.workspace.root.join("tools/clients/typescript"),
        &project,
    )?;
    let contract = format!("{}/openapi/sovx.json", server.origin());
    let mut generate = ci.tools.node_program("openapi-typescript")?;
    command::run(
        generate
            .arg(contract)
            .arg("--output")
            .arg(project.join("sovx.d.ts")),
    )?;
    command::run(ci.tools.node_program("tsc")?.arg("--project").arg(&project))?;
    let mut client = ci.workspace.program("node");
    client.arg(project.join("built/customers.js"));
    command::run(server.introduce(&mut client, &server.log_in()?))?;
    server.finish()?;
    Ok(Done::default())
}

/// A Python client generated from the served contract does its work.
pub(super) fn python(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "python")?;
    let sources = ci.workspace.root.join("tools/clients/python");
    let project = ci.workspace.target.join("tools/python-client");
    let mut generate = ci.tools.python_program("openapi-python-client")?;
    generate.args(["generate", "--overwrite", "--fail-on-warning", "--url"]);
    generate.arg(format!("{}/openapi/sovx.json", server.origin()));
    generate.arg("--config").arg(sources.join("generator.yml"));
    command::run(generate.arg("--output-path").arg(&project))?;
    let mut client = ci.tools.python_program("python")?;
    client
        .arg(sources.join("customers.py"))
        .env("PYTHONPATH", &project);
    command::run(server.introduce(&mut client, &server.log_in()?))?;
    server.finish()?;
    Ok(Done::default())
}

/// How many addresses of each chain are compared.
const ADDRESSES: u32 = 10_000;

/// Addresses are those that libraries of others make from the same keys.
pub(super) fn addresses(ci: &Ci<'_>) -> Result<Done> {
    let server = server::build(ci.workspace)?;
    let project = ci.tools.node()?.join("addresses");
    copy_into(&ci.workspace.root.join("tools/addresses"), &project)?;
    let mut check = ci.workspace.program("node");
    check.arg(project.join("check.mjs"));
    check.env("SOVX_CHECK_PROGRAM", server);
    let out = ci.workspace.target.join("checks/addresses");
    check.env("SOVX_CHECK_OUT", out);
    check.env("SOVX_CHECK_COUNT", ADDRESSES.to_string());
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
        .env("SOVX_CHECK_CHROMIUM", CHROMIUM);
    check.env(
        "SOVX_CHECK_PICTURE",
        ci.workspace.root.join("docs/swagger-ui.png"),
    );
    check.env("SOVX_CHECK_OUT", ci.workspace.target.join("checks/browser"));
    check.env(
        "SOVX_CHECK_UPDATE",
        if ci.update_picture { "yes" } else { "" },
    );
    command::run(server.introduce(&mut check, &server.log_in()?))?;
    server.finish()?;
    Ok(Done::default())
}

/// Copies the files of a folder: node finds its packages only from below where they are installed.
fn copy_into(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).context(to.display())?;
    for entry in fs::read_dir(from).context(from.display())? {
        let entry = entry.context(from.display())?;
        fs::copy(entry.path(), to.join(entry.file_name())).context(entry.path().display())?;
    }
    Ok(())
}
