//! Rows of `end_customers` and `end_customer_keys`.
//!
//! A deleted end customer keeps its row, so that what it did stays told, but neither its keys nor its
//! claim to the name.

use diesel::prelude::*;

use crate::db::schema::{end_customer_keys, end_customers};
use crate::db::{EndCustomerId, PartnerId};

/// An end customer as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = end_customers)]
pub(super) struct CustomerRow {
    pub(super) id: EndCustomerId,
    pub(super) name: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// An end customer to be stored; its partner is given to the query.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = end_customers)]
pub(super) struct NewCustomer {
    pub(super) id: EndCustomerId,
    pub(super) name: String,
    pub(super) name_key: String,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// What to change of an end customer.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = end_customers)]
pub(super) struct CustomerChanges {
    pub(super) name: String,
    pub(super) name_key: String,
    pub(super) updated_at: i64,
}

/// The current key of an end customer, to be stored; its customer is given to the query.
#[derive(Clone, Insertable)]
#[diesel(table_name = end_customer_keys, treat_none_as_default_value = false)]
pub(super) struct NewKey {
    pub(super) key_hash: Vec<u8>,
    pub(super) pepper_id: String,
    /// The key itself, sealed to this row; `None` where keys cannot be read again.
    pub(super) sealed: Option<Vec<u8>>,
}

/// The current key of an end customer as stored.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = end_customer_keys)]
pub(super) struct KeyRow {
    pub(super) key_hash: Vec<u8>,
    pub(super) sealed: Option<Vec<u8>>,
}

/// Whose key a hash is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) partner: PartnerId,
    pub(crate) customer: EndCustomerId,
    pub(crate) name: String,
}

impl NewCustomer {
    pub(super) fn new(id: EndCustomerId, name: &str, now: i64) -> Self {
        let CustomerChanges {
            name,
            name_key,
            updated_at,
        } = CustomerChanges::new(name, now);
        Self {
            id,
            name,
            name_key,
            created_at: now,
            updated_at,
        }
    }
}

impl CustomerChanges {
    /// The contract permits no white space around a name but spaces.
    pub(super) fn new(name: &str, now: i64) -> Self {
        let name = name.trim_matches(' ');
        Self {
            name: name.to_owned(),
            name_key: name.to_lowercase(),
            updated_at: now,
        }
    }
}
