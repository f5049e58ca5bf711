//! Regular expressions of a contract.

mod classes;

use std::sync::OnceLock;

use regex::Regex;

/// A pattern of the contract, compiled on first use.
pub struct Pattern {
    source: &'static str,
    dialect: Dialect,
    compiled: OnceLock<Option<Engine>>,
}

/// Whose regular expressions a pattern is written in.
#[derive(Clone, Copy)]
enum Dialect {
    Rust,
    Ecma,
}

/// Linear time wherever it will do; backtracking, with its limit, for look-around and
/// back-references only.
enum Engine {
    Linear(Regex),
    Backtracking(Box<fancy_regex::Regex>),
}

impl Pattern {
    /// A pattern that the generator has compiled before.
    pub const fn new(source: &'static str) -> Self {
        Self::of(source, Dialect::Rust)
    }

    /// A pattern as JSON Schema has it (ECMA-262).
    pub const fn ecma(source: &'static str) -> Self {
        Self::of(source, Dialect::Ecma)
    }

    const fn of(source: &'static str, dialect: Dialect) -> Self {
        Self {
            source,
            dialect,
            compiled: OnceLock::new(),
        }
    }

    /// As it stands in the contract.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether it matches somewhere in the text. A pattern that does not compile accepts nothing,
    /// and so does one that gives up.
    pub fn accepts(&self, text: &str) -> bool {
        match self.compiled.get_or_init(|| self.compile()) {
            Some(Engine::Linear(pattern)) => pattern.is_match(text),
            Some(Engine::Backtracking(pattern)) => pattern.is_match(text).unwrap_or_default(),
            None => false,
        }
    }

    fn compile(&self) -> Option<Engine> {
        match self.dialect {
            Dialect::Rust => Regex::new(self.source).ok().map(Engine::Linear),
            Dialect::Ecma => {
                let source = jsonschema_regex::to_rust_regex(self.source).ok()?;
                let linear = Regex::new(&source).ok().map(Engine::Linear);
                linear.or_else(|| {
                    // The translation leaves alone what only this engine reads.
                    let source = classes::spelt_out(&source);
                    let backtracking = fancy_regex::Regex::new(&source).ok()?;
                    Some(Engine::Backtracking(Box::new(backtracking)))
                })
            }
        }
    }
}
