//! What the program says about itself.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::Shell;

/// For which shell.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  sovx completions bash > ~/.local/share/bash-completion/completions/sovx
  sovx completions zsh > ~/.zfunc/_sovx")]
pub struct CompletionsArgs {
    /// The shell that reads the script.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Where the manual goes.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  sovx man | man -l -
  sovx man --out /usr/local/share/man/man1")]
pub struct ManArgs {
    /// An existing directory for the pages of all commands.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
}
