//! Do generated checks and JSON Schema agree?
//!
//! For every named schema of a contract values are made from the schema as it is written, as they
//! should be and with one rule broken, and both sides judge each: the check that was generated from
//! the contract, and the `jsonschema` crate. They must agree on whether the value is admitted, and
//! every place that the check names must be one that JSON Schema names.
//!
//! Where OpenAPI means something else than JSON Schema, the schema is rewritten first, and only by
//! a reason that [`Reason`] lists.

#![warn(missing_docs)]

mod damage;
mod make;
mod places;
mod plain;
mod reduce;
mod text;
mod verdict;

use std::fmt;

use serde_json::Value;
use sovx_runtime::{At, Violations};

use make::Maker;
pub use plain::Reason;
use verdict::Judges;

/// A schema of a contract and the check that was generated from it.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// The name of its Rust type.
    pub name: &'static str,
    /// The pointer of the schema in the bundled contract.
    pub pointer: &'static str,
    /// The generated check.
    pub check: fn(&Value, &At<'_>, &mut Violations),
}

/// What came of the comparison of one contract.
#[derive(Debug, Default)]
pub struct Report {
    /// How many schemas were compared.
    pub schemas: usize,
    /// How many values both sides admitted.
    pub admitted: usize,
    /// How many values both sides refused, naming the same places.
    pub refused: usize,
    /// How often the schemas were rewritten for a reason.
    pub reasons: Vec<(Reason, usize)>,
    /// Schemas of which no value was admitted, so that little was compared.
    pub barren: Vec<&'static str>,
    /// Where the two sides say different things; the smallest value found for each schema.
    pub disagreements: Vec<Disagreement>,
}

/// A value on which the two sides disagree.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// The schema.
    pub schema: &'static str,
    /// What each side says.
    pub what: String,
    /// The value.
    pub value: Value,
}

/// Compares a contract and prints what came of it; whether both sides agree on everything.
///
/// # Errors
/// As [`compare`], and where the contract is no JSON.
#[expect(clippy::print_stdout, reason = "this is the last line of a program")]
pub fn report(name: &str, bundled: &str, subjects: &[Subject], cases: u32) -> Result<bool, String> {
    let bundled = serde_json::from_str(bundled).map_err(|error| error.to_string())?;
    let report = compare(&bundled, subjects, cases)?;
    println!(
        "{name:24} {:5} schemas {:8} admitted {:8} refused {:4} disagreements",
        report.schemas,
        report.admitted,
        report.refused,
        report.disagreements.len()
    );
    for (reason, count) in &report.reasons {
        println!("    rewritten {count} times: {reason}");
    }
    if !report.barren.is_empty() {
        println!("    no value admitted: {}", report.barren.join(", "));
    }
    for disagreement in &report.disagreements {
        println!("    {disagreement}");
    }
    Ok(report.disagreements.is_empty())
}

impl fmt::Display for Disagreement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} {}", self.schema, self.what, self.value)
    }
}

/// Compares both sides on every subject, with so many values each.
///
/// The values are the same in every run.
///
/// # Errors
/// The bundled contract holds a schema that JSON Schema cannot compile.
pub fn compare(bundled: &Value, subjects: &[Subject], cases: u32) -> Result<Report, String> {
    let (plain, reasons) = plain::rewritten(bundled);
    let mut report = Report {
        reasons,
        ..Report::default()
    };
    let registry = verdict::registry(&plain)?;
    for subject in subjects {
        let judges = Judges::new(&registry, *subject)?;
        one(&plain, &judges, cases, &mut report);
    }
    Ok(report)
}

/// Compares both sides on one subject. Every other value has one rule broken.
fn one(plain: &Value, judges: &Judges, cases: u32, report: &mut Report) {
    let name = judges.subject.name;
    let mut maker = Maker::new(plain);
    let schema = Maker::at(judges.subject.pointer);
    let mut admitted = 0;
    report.schemas += 1;
    for case in 0..cases {
        let mut value = maker.value(&schema);
        if case % 2 == 1 {
            damage::one_rule(&mut maker, &schema, &mut value);
        }
        match judges.agree(&value) {
            Ok(true) => admitted += 1,
            Ok(false) => report.refused += 1,
            Err(_) => {
                let value = reduce::smallest(value, |value| judges.agree(value).is_err());
                report.disagreements.push(Disagreement {
                    schema: name,
                    what: judges.agree(&value).err().unwrap_or_default(),
                    value,
                });
                break;
            }
        }
    }
    report.admitted += admitted;
    if admitted == 0 {
        report.barren.push(name);
    }
}
