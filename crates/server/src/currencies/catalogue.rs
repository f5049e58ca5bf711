//! Catalogue files: currencies and pairs as the API shows them.
//!
//! A file is one JSON object with the members `currencies` and `pairs`, lists of what
//! `GET /currencies` and `GET /currencies/pairs` answer, so that an answer can be edited and
//! imported. The contract's own rules judge it. All problems of a file are told at once, by
//! pointer and rule, never by value.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::Value;
use sovx_api_types::sovx::models::{Currency, CurrencyPair};
use sovx_runtime::{At, Check, Rule, Violations, line};

use super::model::{CurrencyRow, PairRow};
use crate::config::Environment;
use crate::db::now_millis;
use crate::vault::Network;

/// Currencies and pairs that keep every rule but one: that the currencies of the pairs exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Catalogue {
    pub(super) currencies: Vec<CurrencyRow>,
    pub(super) pairs: Vec<PairRow>,
}

/// The file was refused; one line per problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.join("\n"))]
pub(crate) struct CatalogueError {
    /// Each names a place and a rule.
    pub(crate) problems: Vec<String>,
}

impl Catalogue {
    /// Reads a catalogue file.
    ///
    /// # Errors
    /// Every problem of the file.
    pub(crate) fn parse(text: &str) -> Result<Self, CatalogueError> {
        let mut file: Value = serde_json::from_str(text).map_err(|error| CatalogueError {
            problems: vec![format!(
                "line {}: not valid JSON at column {}",
                error.line(),
                error.column()
            )],
        })?;
        let mut reading = Reading {
            violations: Violations::of_text(text.as_bytes(), &mut file),
        };
        reading.check_members(&file);
        let currencies = reading.list::<Currency>(&file, "currencies");
        let pairs = reading.list::<CurrencyPair>(&file, "pairs");
        reading.check_currencies(&currencies);
        reading.check_pairs(&pairs);
        let now = now_millis();
        let currencies = reading.rows(currencies, now);
        let pairs = pairs.into_iter().map(|(_, pair)| PairRow::of(pair, now));
        reading.settle(Self {
            currencies,
            pairs: pairs.collect(),
        })
    }

    /// The catalogue that a first start stores.
    ///
    /// # Errors
    /// If the embedded file were no catalogue, which a test rules out.
    pub(crate) fn embedded() -> Result<Self, CatalogueError> {
        Self::parse(include_str!("catalogue.json"))
    }

    /// How many currencies and pairs there are.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.currencies.len(), self.pairs.len())
    }
}

/// An item of a list that keeps the contract's rules, with its place.
type Placed<T> = (usize, T);

/// Answers hold no line that a request could not: each text of an item keeps the same rules.
fn check_lines(item: &Value, at: &At<'_>, violations: &mut Violations) {
    for (name, value) in item.as_object().into_iter().flatten() {
        if let Some(rule) = value.as_str().and_then(line::broken_rule) {
            violations.push(&At::Member(at, name), Rule::Format, rule);
        }
    }
}

struct Reading {
    violations: Violations,
}

impl Reading {
    fn check_members(&mut self, file: &Value) {
        let Some(members) = file.as_object() else {
            self.note(&At::Root, Rule::Type, "must be an object");
            return;
        };
        for name in members.keys() {
            if !["currencies", "pairs"].contains(&name.as_str()) {
                let at = At::Member(&At::Root, name);
                self.note(&at, Rule::Unknown, "is not a declared field");
            }
        }
    }

    /// The items of a list that keep the contract's rules; a list may be left out.
    fn list<T: Check + DeserializeOwned>(&mut self, file: &Value, name: &str) -> Vec<Placed<T>> {
        let at = At::Member(&At::Root, name);
        let items = match file.get(name) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => {
                self.note(&at, Rule::Type, "must be a list");
                return Vec::new();
            }
        };
        let mut kept = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let mut violations = self.violations.beside();
            let (at, mut item) = (At::Item(&at, index), item.clone());
            check_lines(&item, &at, &mut violations);
            line::normalise(&mut item);
            T::check(&item, &at, &mut violations);
            match serde_json::from_value(item) {
                Ok(item) if violations.is_empty() => kept.push((index, item)),
                Ok(_) | Err(_) => self.take_over(&violations),
            }
        }
        kept
    }

    fn check_currencies(&mut self, currencies: &[Placed<Currency>]) {
        let list = At::Member(&At::Root, "currencies");
        let (mut codes, mut ids) = (HashSet::new(), HashSet::new());
        for (index, currency) in currencies {
            let at = At::Item(&list, *index);
            for (name, value) in [
                ("symbol", &currency.symbol),
                ("currency", &currency.currency),
            ] {
                if *value != currency.code {
                    self.note(
                        &At::Member(&at, name),
                        Rule::Enum,
                        "must be the same as code",
                    );
                }
            }
            self.check_precision(currency, &at);
            if !codes.insert(&currency.code) {
                self.repeated(&at, "code");
            }
            if !ids.insert(currency.id) {
                self.repeated(&at, "id");
            }
        }
    }

    /// What a chain can send must have an amount here.
    fn check_precision(&mut self, currency: &Currency, at: &At<'_>) {
        let Some(network) = Network::of_currency(&currency.code, Environment::Live) else {
            return;
        };
        let decimals = network.decimals();
        if currency.precision < i32::from(decimals) {
            let at = At::Member(at, "precision");
            let rule = format!("must be at least {decimals}, as the currency's network has it");
            self.violations.push(&at, Rule::Minimum, rule);
        }
    }

    fn check_pairs(&mut self, pairs: &[Placed<CurrencyPair>]) {
        let list = At::Member(&At::Root, "pairs");
        let mut symbols = HashSet::new();
        for (index, pair) in pairs {
            let at = At::Item(&list, *index);
            if pair.symbol != format!("{}{}", pair.base, pair.quote) {
                let at = At::Member(&at, "symbol");
                self.note(&at, Rule::Enum, "must be base and quote in one word");
            }
            if pair.formatted_symbol.to_ascii_lowercase() != format!("{}/{}", pair.base, pair.quote)
            {
                let at = At::Member(&at, "formatted_symbol");
                self.note(
                    &at,
                    Rule::Enum,
                    "must be base and quote with a slash between",
                );
            }
            if pair.base == pair.quote {
                let at = At::Member(&at, "quote");
                self.note(&at, Rule::Enum, "must differ from base");
            }
            if !symbols.insert(&pair.symbol) {
                self.repeated(&at, "symbol");
            }
        }
    }

    fn rows(&mut self, currencies: Vec<Placed<Currency>>, now: i64) -> Vec<CurrencyRow> {
        let list = At::Member(&At::Root, "currencies");
        let mut rows = Vec::new();
        for (index, currency) in currencies {
            let row = CurrencyRow::of(currency, now);
            if row.is_none() {
                let at = At::Item(&list, index);
                let at = At::Member(&at, "min_withdrawal");
                let rule = "must have at most 15 digits, after the point as many as precision says";
                self.note(&at, Rule::MultipleOf, rule);
            }
            rows.extend(row);
        }
        rows
    }

    fn repeated(&mut self, at: &At<'_>, name: &str) {
        let at = At::Member(at, name);
        self.note(&at, Rule::UniqueItems, "occurs more than once");
    }

    fn note(&mut self, at: &At<'_>, rule: Rule, message: &'static str) {
        self.violations.push(at, rule, message);
    }

    fn take_over(&mut self, violations: &Violations) {
        for violation in violations {
            let at = At::Parameter(&violation.field);
            self.violations
                .push(&at, violation.rule, violation.message.clone());
        }
    }

    fn settle(self, catalogue: Catalogue) -> Result<Catalogue, CatalogueError> {
        if self.violations.is_empty() {
            return Ok(catalogue);
        }
        let line = |field: &str, rule: &str| match field {
            "" => format!("the file {rule}"),
            field => format!("{field} {rule}"),
        };
        let problems = self.violations.iter();
        Err(CatalogueError {
            problems: problems
                .map(|violation| line(&violation.field, &violation.message))
                .collect(),
        })
    }
}
