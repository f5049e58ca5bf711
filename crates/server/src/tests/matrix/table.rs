//! What a matrix is: rows of credentials, columns of operations.

use sovx_contract::Document;
use sovx_contract::model::Operation;

use super::cells::{Credential, Place};
use crate::apis::Api;
use crate::testing::document;

/// The operation's own success.
pub(super) const OK: u16 = 200;

/// What is presented, in any one of these places, and what operations of each column answer.
pub(super) type Row = (Credential, &'static [Place], &'static [u16]);

/// The tiers that an operation admits, the object that it names, and the title.
pub(super) type Column = (&'static str, &'static str, &'static str);

/// Who may call what of one API.
pub(super) struct Matrix {
    pub(super) api: Api,
    pub(super) columns: &'static [Column],
    pub(super) rows: &'static [Row],
}

/// Operations that name objects of a tenant in their body.
const NAMING_IN_BODY: [&str; 2] = ["generateUserTokens", "simulateDeposit"];

impl Matrix {
    /// Every operation of the contract.
    pub(super) fn operations(&self) -> impl Iterator<Item = &'static Operation> {
        document(self.api).operations.iter()
    }

    /// A credential that an operation admits, and where.
    pub(super) fn admitted(&self, operation: &Operation) -> (Credential, Place) {
        let column = self.column(operation);
        let mut rows = self.rows.iter();
        let (credential, places, _) = rows.find(|(.., cells)| cells[column] == OK).unwrap();
        (*credential, places[0])
    }

    /// The column of an operation.
    pub(super) fn column(&self, operation: &Operation) -> usize {
        let (tiers, object) = (tiers(document(self.api), operation), object(operation));
        let mut columns = self.columns.iter();
        columns
            .position(|(admitted, named, _)| {
                let any = *named == "an object" && !object.is_empty();
                *admitted == tiers && (*named == object || any)
            })
            .unwrap_or_else(|| panic!("the matrix has no column for {}", operation.id))
    }
}

/// The tiers that an operation admits: alternatives joined by "or", what is needed together by "and".
fn tiers(document: &Document, operation: &Operation) -> String {
    let tier = |name: &String| {
        let mut schemes = document.security_schemes.iter();
        let scheme = schemes.find(|scheme| scheme.name == *name).unwrap();
        scheme.tier.clone()
    };
    let mut alternatives: Vec<String> = Vec::new();
    for required in &operation.security {
        let tiers: Vec<String> = required.schemes.iter().map(tier).collect();
        let tiers = tiers.join(" and ");
        if !alternatives.contains(&tiers) {
            alternatives.push(tiers);
        }
    }
    alternatives.join(" or ")
}

/// The first object that an operation names, by its parameter.
fn object(operation: &Operation) -> &str {
    let mut segments = operation.path.split('/');
    let parameter = segments.find_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_body = NAMING_IN_BODY.contains(&operation.id.as_str());
    parameter.unwrap_or(if in_body { "user_ids" } else { "" })
}
