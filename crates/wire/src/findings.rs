//! What a visit found out, operation by operation.

use std::collections::BTreeSet;

use sovx_contract::Problem;

/// What is known of one operation.
#[derive(Debug)]
struct Record {
    operation: String,
    sent: usize,
    statuses: BTreeSet<u16>,
    /// Whether a valid request was sent, and whether one had success.
    valid: Option<bool>,
    skipped: usize,
}

/// A problem and the requests that showed it.
#[derive(Debug)]
struct Finding {
    problem: String,
    first: String,
    more: usize,
}

/// Everything that was found.
#[derive(Debug, Default)]
pub struct Findings {
    records: Vec<Record>,
    found: Vec<Finding>,
    left_out: usize,
}

impl Findings {
    /// How many requests were sent.
    pub fn sent(&self) -> usize {
        self.records.iter().map(|record| record.sent).sum()
    }

    /// Notes an answer.
    pub(crate) fn answered(&mut self, operation: &str, valid: bool, status: u16) {
        self.note(operation, |record| {
            record.sent += 1;
            record.statuses.insert(status);
            if valid {
                // A conflict is with what is stored, which no request could have known.
                let success = (200..300).contains(&status) || status == 409;
                record.valid = Some(record.valid.unwrap_or_default() || success);
            }
        });
    }

    /// Notes a request that could not be sent for want of a credential.
    pub(crate) fn skipped(&mut self, operation: &str) {
        self.note(operation, |record| record.skipped += 1);
    }

    /// Notes requests that were not planned for want of room.
    pub(crate) fn left_out(&mut self, count: usize) {
        self.left_out = count;
    }

    /// Notes a problem that a request showed.
    pub(crate) fn problem(&mut self, problem: &Problem, what: &str) {
        let text = problem.to_string();
        match self.found.iter_mut().find(|known| known.problem == text) {
            Some(known) => known.more += 1,
            None => self.found.push(Finding {
                problem: text,
                first: what.to_owned(),
                more: 0,
            }),
        }
    }

    /// Each problem on a line.
    pub fn problems(&self) -> impl Iterator<Item = String> + '_ {
        self.found.iter().map(|finding| {
            let more = match finding.more {
                0 => String::new(),
                count => format!(" and {count} more requests"),
            };
            format!(
                "{} (sent: {}{more}; fix: let the server answer as declared, or change the \
                 contract)",
                finding.problem, finding.first
            )
        })
    }

    /// A line for each operation, and what could not be found out.
    pub fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self.records.iter().map(Record::line).collect();
        for record in &self.records {
            if record.skipped > 0 {
                notes.push(format!(
                    "note: {} requests of {} were not sent for want of a credential",
                    record.skipped, record.operation
                ));
            }
            if record.valid == Some(false) {
                notes.push(format!(
                    "note: no valid request of {} had success, so only refusals were judged",
                    record.operation
                ));
            }
        }
        if self.left_out > 0 {
            let count = self.left_out;
            notes.push(format!(
                "note: {count} invalid requests were left out to keep to the limit"
            ));
        }
        notes
    }

    /// Changes the record of an operation; the first change makes it.
    fn note(&mut self, operation: &str, change: impl FnOnce(&mut Record)) {
        let known = self
            .records
            .iter_mut()
            .find(|record| record.operation == operation);
        if let Some(record) = known {
            change(record);
            return;
        }
        let mut record = Record {
            operation: operation.to_owned(),
            sent: 0,
            statuses: BTreeSet::new(),
            valid: None,
            skipped: 0,
        };
        change(&mut record);
        self.records.push(record);
    }
}

impl Record {
    /// `createCustomer  31 requests: 201 400 422`.
    fn line(&self) -> String {
        let statuses: Vec<String> = self.statuses.iter().map(u16::to_string).collect();
        let requests = if self.sent == 1 {
            "request: "
        } else {
            "requests:"
        };
        format!(
            "{:24} {:3} {requests} {}",
            self.operation,
            self.sent,
            statuses.join(" ")
        )
    }
}
