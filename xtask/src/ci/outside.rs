//! Steps by tools that others wrote: they read the contract as any reader would.

use std::fs;
use std::path::Path;

use crate::ci::server::Server;
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

/// A running server keeps to the contract whatever is thrown at it.
///
/// `logout` goes last, with a session of its own: it would end the session of everything else.
pub(super) fn schemathesis(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "schemathesis")?;
    let token = server.log_in()?;
    let token_to_end = server.log_in()?;
    let run = |token: &str, choice: &str| {
        let mut schemathesis = ci.tools.python_program("schemathesis")?;
        let config = ci.workspace.root.join("tools/schemathesis.toml");
        schemathesis
            .arg("--config-file")
            .arg(config)
            .args(["--no-color", "run"]);
        schemathesis.arg(ci.workspace.root.join(CONTRACT));
        schemathesis.args(["--url", &format!("{}/sovx/v1", server.origin())]);
        schemathesis.args(["--max-examples", "50", "--seed", "1", choice, "logout"]);
        schemathesis.current_dir(ci.workspace.target.join("checks/schemathesis"));
        command::run(server.introduce(&mut schemathesis, token))
    };
    let all_but_logout = run(&token, "--exclude-operation-id");
    let logout = run(&token_to_end, "--include-operation-id");
    server.finish()?;
    all_but_logout.and(logout)?;
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
