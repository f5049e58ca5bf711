//! Clients that openapi-generator makes of the served contracts, in three languages.
//!
//! Each generator runs with the options that anybody begins with: what does not compile or cannot
//! read an answer then is a fault of the contract.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::ci::outside::copy_into;
use crate::ci::server::Server;
use crate::ci::{Ci, Done};
use crate::command;
use crate::contracts::Contract;
use crate::failure::{Context as _, Result};

/// The clients in Python and TypeScript do their work, the one in Go compiles.
pub(super) fn openapi_generator(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "generators")?;
    let folders = Folders::new(ci)?;
    let contracts = Contract::all(ci.workspace)?;
    generate(ci, &folders, &contracts, &server)?;
    let names: Vec<&str> = contracts.iter().map(|one| one.name.as_str()).collect();
    python(ci, &folders, &names, &server)?;
    typescript(ci, &folders, &names, &server)?;
    go(ci, &folders, &names)?;
    server.finish()?;
    Ok(Done::default())
}

/// Where the sources of this step are, and where the clients go.
struct Folders {
    sources: PathBuf,
    configs: PathBuf,
    python: PathBuf,
    typescript: PathBuf,
    go: PathBuf,
}

impl Folders {
    fn new(ci: &Ci<'_>) -> Result<Self> {
        let target = ci.workspace.fresh_directory("checks/generators-clients")?;
        let folders = Self {
            sources: ci.workspace.root.join("tools/clients/openapi-generator"),
            configs: target.join("configs"),
            python: target.join("python"),
            // node finds its packages only from below where they are installed.
            typescript: ci.tools.node()?.join("openapi-generator"),
            go: target.join("go"),
        };
        if folders.typescript.exists() {
            fs::remove_dir_all(&folders.typescript).context(folders.typescript.display())?;
        }
        copy_into(&folders.sources.join("typescript"), &folders.typescript)?;
        fs::create_dir_all(&folders.configs).context(folders.configs.display())?;
        Ok(folders)
    }
}

/// Makes every client in one run of the generator: most of its time is its start.
fn generate(ci: &Ci<'_>, folders: &Folders, contracts: &[Contract], server: &Server) -> Result<()> {
    let mut generator = ci.tools.openapi_generator()?;
    generator.args(["batch", "--fail-fast", "--threads", "2"]);
    for Contract { name, .. } in contracts {
        let package = json!({"packageName": format!("{name}_client")});
        let modules = json!({"importFileExtension": ".js"});
        let clients = [
            ("python", folders.python.join(name), &package),
            (
                "typescript-fetch",
                folders.typescript.join("generated").join(name),
                &modules,
            ),
            ("go", folders.go.join("src").join(name), &package),
        ];
        for (language, output, options) in clients {
            let config = config(language, &server.published(name), &output, options);
            let path = folders.configs.join(format!("{name}-{language}.json"));
            fs::write(&path, config.to_string()).context(path.display())?;
            generator.arg(path);
        }
    }
    command::run(&mut generator)
}

/// What the generator is told about one client: no documentation, no tests, and nothing else that
/// is not its default.
fn config(language: &str, input: &str, output: &Path, options: &Value) -> Value {
    let parts = ["apiDocs", "modelDocs", "apiTests", "modelTests"];
    let parts: serde_json::Map<String, Value> = parts
        .map(|part| (part.to_owned(), json!("false")))
        .into_iter()
        .collect();
    json!({
        "generatorName": language,
        "inputSpec": input,
        "outputDir": output,
        "additionalProperties": options,
        "globalProperties": parts,
    })
}

fn python(ci: &Ci<'_>, folders: &Folders, names: &[&str], server: &Server) -> Result<()> {
    for name in names {
        let mut client = ci.tools.python_program("python")?;
        client
            .arg(folders.sources.join(format!("python/{name}.py")))
            .env("PYTHONPATH", folders.python.join(name));
        command::run(server.introduce(&mut client))?;
    }
    Ok(())
}

fn typescript(ci: &Ci<'_>, folders: &Folders, names: &[&str], server: &Server) -> Result<()> {
    let mut compiler = ci.tools.node_program("tsc")?;
    command::run(compiler.arg("--project").arg(&folders.typescript))?;
    for name in names {
        let mut client = ci.workspace.program("node");
        client.arg(folders.typescript.join(format!("built/{name}.js")));
        command::run(server.introduce(&mut client))?;
    }
    Ok(())
}

fn go(ci: &Ci<'_>, folders: &Folders, names: &[&str]) -> Result<()> {
    command::run(ci.tools.go(&folders.go)?.arg("build").args(names))
}
