//! `cargo xtask ci`: every check of the repository, each reported, none skipped after a failure.

mod examples;
mod generators;
mod outside;
mod rust;
pub(crate) mod server;
mod toolchain;

use std::fmt::Write as _;
use std::time::Instant;

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::failure::{Failure, Result};
use crate::test::{self, Counts, TestOptions};
use crate::tidy;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// What `cargo xtask ci` takes.
#[derive(Debug, Args)]
pub(crate) struct CiOptions {
    /// Run this step only; may be given several times
    #[arg(long, value_name = "STEP", value_parser = PossibleValuesParser::new(STEPS.map(|step| step.name)))]
    only: Vec<String>,
    /// Take the browser's picture of the documentation as the new reference
    #[arg(long)]
    update_picture: bool,
}

/// What a step may use.
struct Ci<'a> {
    workspace: &'a Workspace,
    tools: Tools<'a>,
    declared: &'a [(String, u16)],
    update_picture: bool,
    /// Whether all usual steps run, none of which may take long.
    is_whole: bool,
}

/// What a step that ran to its end has to say.
#[derive(Debug, Default)]
struct Done {
    note: String,
    counts: Option<Counts>,
    is_red: bool,
}

impl Done {
    fn red(note: String) -> Self {
        Self {
            note,
            counts: None,
            is_red: true,
        }
    }
}

struct Step {
    name: &'static str,
    run: fn(&Ci<'_>) -> Result<Done>,
}

/// Cheap steps first; the tests before what uses the server they build.
const STEPS: [Step; 23] = [
    Step {
        name: "fmt",
        run: rust::format,
    },
    Step {
        name: "tidy",
        run: tidied,
    },
    Step {
        name: "redocly",
        run: outside::redocly,
    },
    Step {
        name: "spec-validator",
        run: outside::spec_validator,
    },
    Step {
        name: "clippy",
        run: rust::clippy,
    },
    Step {
        name: "doc",
        run: rust::doc,
    },
    Step {
        name: "test",
        run: tests,
    },
    Step {
        name: "check-contract",
        run: rust::check_contract,
    },
    Step {
        name: "corpus",
        run: toolchain::corpus,
    },
    Step {
        name: "oracle",
        run: toolchain::oracle,
    },
    Step {
        name: "mutants",
        run: toolchain::mutants,
    },
    Step {
        name: "deny",
        run: rust::deny,
    },
    Step {
        name: "machete",
        run: rust::machete,
    },
    Step {
        name: "quickstart",
        run: examples::quickstart,
    },
    Step {
        name: "deposit",
        run: examples::deposit,
    },
    Step {
        name: "portal",
        run: examples::portal,
    },
    Step {
        name: "wire",
        run: outside::wire,
    },
    Step {
        name: "schemathesis",
        run: outside::schemathesis,
    },
    Step {
        name: "typescript",
        run: outside::typescript,
    },
    Step {
        name: "python",
        run: outside::python,
    },
    Step {
        name: "generators",
        run: generators::openapi_generator,
    },
    Step {
        name: "addresses",
        run: outside::addresses,
    },
    Step {
        name: "browser",
        run: outside::browser,
    },
];

/// Whether there is a step of that name.
pub(crate) fn has_step(name: &str) -> bool {
    STEPS.iter().any(|step| step.name == name)
}

/// Steps that take longer than a change should wait; they run when they are asked for by name.
const ON_REQUEST: [&str; 2] = ["oracle", "mutants"];

/// Runs the checks and prints what each came to. The last line has the counts of the tests.
///
/// # Errors
/// At least one step failed.
pub(crate) fn run(
    workspace: &Workspace,
    options: &CiOptions,
    declared: &[(String, u16)],
) -> Result<()> {
    let tools = Tools::new(workspace);
    let ci = Ci {
        workspace,
        tools,
        declared,
        update_picture: options.update_picture,
        is_whole: options.only.is_empty(),
    };
    let start = Instant::now();
    let mut table = String::from("step            result  seconds\n");
    let mut failed = Vec::new();
    let mut counts = None;
    for step in &STEPS {
        let is_named = options.only.iter().any(|name| name == step.name);
        let is_usual = options.only.is_empty() && !ON_REQUEST.contains(&step.name);
        if !is_named && !is_usual {
            continue;
        }
        eprintln!("\n=== {}", step.name);
        let start = Instant::now();
        let done = (step.run)(&ci).unwrap_or_else(|failure| Done::red(failure.to_string()));
        counts = counts.or(done.counts);
        let result = if done.is_red { "FAILED" } else { "ok" };
        if done.is_red {
            eprintln!("=== {} FAILED: {}", step.name, done.note);
            failed.push(step.name);
        }
        let note = done.note.lines().next().unwrap_or_default();
        let seconds = start.elapsed().as_secs_f64();
        // Writing to a String does not fail.
        let _ = writeln!(table, "{:15} {result:6} {seconds:8.1}  {note}", step.name);
    }
    println!(
        "\n{table}{:15} {:6} {:8.1}",
        "total",
        "",
        start.elapsed().as_secs_f64()
    );
    verdict(&failed, counts)
}

fn verdict(failed: &[&str], counts: Option<Counts>) -> Result<()> {
    if !failed.is_empty() {
        println!("FAILED: {}", failed.join(", "));
    }
    if let Some(Counts { passed, failed, .. }) = counts {
        println!("{passed} passed, {failed} failed");
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::new("checks failed"))
    }
}

fn tidied(ci: &Ci<'_>) -> Result<Done> {
    tidy::run(ci.workspace)?;
    Ok(Done::default())
}

fn tests(ci: &Ci<'_>) -> Result<Done> {
    let report = test::run(ci.workspace, &TestOptions::default(), ci.declared)?;
    let summary = report.summary();
    println!("\n{summary}");
    let note = if report.is_green() {
        String::new()
    } else {
        report.first_problem()
    };
    Ok(Done {
        note,
        counts: Some(report.total()),
        is_red: !report.is_green(),
    })
}
