//! `contract generate`: a crate from a contract.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde_json::json;
use sovx_codegen::{Package, PackageOptions};
use sovx_contract::{Document, Severity};

use crate::{Failure, Outcome, print, source};

#[derive(Debug, Args)]
#[command(
    after_help = "The crate has the features `server` and `client`, both by default. Where the \
        contract declares no JSON body for a refusal, its server answers application/problem+json \
        (RFC 9457); the crate lists these places.\n\n\
        Example:\n  contract generate petstore.yaml --out crates/petstore-api"
)]
pub(crate) struct Options {
    /// The root file of the contract, YAML or JSON
    contract: PathBuf,
    #[command(flatten)]
    root: source::Root,
    /// Where to write the crate
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The name of the crate [default: that of the folder]
    #[arg(long)]
    name: Option<String>,
    /// Where the crate `sovx-runtime` is [default: beside this program's own source]
    #[arg(long, value_name = "DIR")]
    runtime: Option<PathBuf>,
    /// Make the crate a workspace of its own
    #[arg(long)]
    standalone: bool,
    /// How to print what was made
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Say nothing of what was put up with in the contract
    #[arg(long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A sentence
    Text,
    /// The figures as an object
    Json,
}

/// Writes the crate.
///
/// # Errors
/// The contract cannot be used, or a file cannot be written.
pub(crate) fn run(options: &Options) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let package = package_options(options)?;
    keep_foreign(&options.out)?;
    let contract = options.root.files(&options.contract);
    let document = source::load(&contract)?;
    let package = sovx_codegen::package(&document, &package)
        .map_err(|problems| source::errors(&problems, &contract))?;
    let written = sovx_codegen::write(&package, &options.out).map_err(|error| error.to_string())?;
    if !options.quiet {
        let warnings = source::shown(Severity::Warning, &document.warnings, &contract);
        eprint!("{warnings}");
    }
    let figures = Figures {
        operations: document.operations.len(),
        types: package.types.len(),
        files: written.len(),
        lines: lines(&package),
        seconds: start.elapsed().as_secs_f64(),
        peak_mebibytes: peak_mebibytes(),
    };
    match options.format {
        Format::Text => print::line(figures.sentence(&options.out))?,
        Format::Json => print::line(figures.object(&document))?,
    }
    Ok(Outcome::Fine)
}

fn package_options(options: &Options) -> Result<PackageOptions, Failure> {
    let of_folder = || {
        let name = options.out.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("runtime");
    let name = options.name.clone().unwrap_or_else(of_folder);
    if !sovx_codegen::is_crate_name(&name) {
        return Err(format!(
            "`{name}` cannot be the name of a crate; give one with --name: letters, digits, `-` \
             and `_`, a letter first, and no word of Rust's own"
        ));
    }
    Ok(PackageOptions {
        name,
        runtime: options.runtime.clone().unwrap_or_else(beside),
        standalone: options.standalone,
    })
}

/// A crate that was not generated is not written over.
fn keep_foreign(out: &Path) -> Result<(), Failure> {
    let library = std::fs::read_to_string(out.join("src/lib.rs")).unwrap_or_default();
    let is_generated = library.starts_with(sovx_codegen::GENERATED);
    let is_crate = out.join("Cargo.toml").exists() || out.join("src").exists();
    if is_crate && !is_generated {
        return Err(format!(
            "{} holds what was not generated; name an empty folder with --out, or remove it",
            out.display()
        ));
    }
    Ok(())
}

fn lines(package: &Package) -> usize {
    let sources = package
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs"));
    sources.map(|file| file.content.lines().count()).sum()
}

/// What was made, and what it took.
struct Figures {
    operations: usize,
    types: usize,
    files: usize,
    lines: usize,
    seconds: f64,
    /// The most memory that was in use; 0 where the system does not say.
    peak_mebibytes: u64,
}

impl Figures {
    fn sentence(&self, out: &Path) -> String {
        format!(
            "{}: {} operations and {} types in {} lines, {:.2} s, at most {} MiB",
            out.display(),
            self.operations,
            self.types,
            self.lines,
            self.seconds,
            self.peak_mebibytes
        )
    }

    fn object(&self, document: &Document) -> String {
        let value = json!({
            "title": document.title,
            "version": document.version,
            "operations": self.operations,
            "types": self.types,
            "files": self.files,
            "lines": self.lines,
            "warnings": document.warnings.len(),
            "seconds": self.seconds,
            "peak_mebibytes": self.peak_mebibytes,
        });
        value.to_string()
    }
}

/// As Linux counts it for this process (`proc_pid_status(5)`, `VmHWM`).
fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.unwrap_or_default() / 1024
}
