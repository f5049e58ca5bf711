//! Rows of `addresses`.

use diesel::prelude::*;

use crate::db::schema::addresses;
use crate::db::{AddressId, CustomerKey, SourceId, WalletId};

/// An address as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = addresses)]
pub(crate) struct AddressRow {
    pub(crate) id: AddressId,
    pub(crate) customer_id: CustomerKey,
    pub(crate) wallet_id: WalletId,
    pub(crate) network: String,
    pub(crate) currency: String,
    pub(crate) address: String,
    pub(crate) source_id: SourceId,
    pub(crate) address_index: i64,
    pub(crate) created_at: i64,
}

/// An address to be stored; its customer and its wallet are given to the query.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = addresses)]
pub(super) struct NewAddress {
    pub(super) id: AddressId,
    pub(super) network: &'static str,
    pub(super) currency: &'static str,
    pub(super) address: String,
    pub(super) source_id: SourceId,
    pub(super) address_index: i64,
    pub(super) created_at: i64,
}

/// An address as the operator's books have it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct GivenOut {
    pub(crate) network: String,
    pub(crate) source_id: SourceId,
    /// The fingerprint of the source, as `vault show` has it.
    pub(crate) source: String,
    pub(crate) index: i64,
    pub(crate) address: String,
    pub(crate) wallet_id: WalletId,
    pub(crate) at: i64,
}

impl GivenOut {
    /// Where it stands in the list.
    pub(crate) fn place(&self) -> Place {
        Place {
            network: self.network.clone(),
            source: self.source_id.clone(),
            index: self.index,
        }
    }
}

/// A place in the list of addresses that were given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(super) network: String,
    pub(super) source: SourceId,
    pub(super) index: i64,
}
