//! Rows of `audit_log` and the one row of `audit_head`.

use diesel::prelude::*;

use crate::db::schema::{audit_head, audit_log};

/// An entry, as it is stored and read: the hash is computed over the very row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_log)]
pub(crate) struct EntryRow {
    /// From 1, without a gap.
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) tier: String,
    pub(crate) principal: String,
    pub(crate) credential: Option<String>,
    pub(crate) trace_id: String,
    pub(crate) action: String,
    pub(crate) target: String,
    /// A JSON object.
    pub(crate) details: String,
    /// The hash of the entry before; empty in the first.
    pub(crate) prev_hash: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

/// Where the chain ends.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit_head)]
pub(super) struct HeadRow {
    /// The number of the newest entry, 0 before the first.
    pub(super) seq: i64,
    /// The hash of the newest entry.
    pub(super) hash: Vec<u8>,
    /// The keyed hash of the two.
    pub(super) seal: Vec<u8>,
}
