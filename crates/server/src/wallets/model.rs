//! Rows of `wallets`. Their networks are those of their addresses.

use diesel::prelude::*;
use sovx_api_types::sovx::models::{WalletOrder, WalletStatus};
use sovx_api_types::sovx::operations::ListWalletsRequest;
use sovx_runtime::line;

use crate::db::schema::wallets;
use crate::db::{CustomerKey, UserId, VaultWalletId, WalletId};
use crate::pagination::Filters;

/// A wallet as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = wallets)]
pub(crate) struct WalletRow {
    pub(crate) id: WalletId,
    pub(crate) vault_wallet_id: VaultWalletId,
    pub(crate) customer_id: CustomerKey,
    pub(crate) user_id: UserId,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) wallet_type: String,
    pub(crate) status: String,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) frozen_reason: Option<String>,
    pub(crate) frozen_at: Option<i64>,
}

impl WalletRow {
    /// Whether it may be used.
    pub(crate) fn is_active(&self) -> bool {
        self.status == WalletStatus::Active.as_str()
    }
}

/// A wallet to be stored; its customer and its user are given to the query.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = wallets)]
pub(super) struct NewWallet {
    pub(super) id: WalletId,
    pub(super) vault_wallet_id: VaultWalletId,
    pub(super) name: String,
    pub(super) name_key: String,
    pub(super) description: Option<String>,
    pub(super) wallet_type: &'static str,
    pub(super) status: &'static str,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

impl NewWallet {
    /// The same wallet, made at this time.
    pub(super) fn dated(&self, now: i64) -> Self {
        Self {
            created_at: now,
            updated_at: now,
            ..self.clone()
        }
    }
}

/// Which wallets to list, and how.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub(super) status: Option<WalletStatus>,
    pub(super) name: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) order: Option<WalletOrder>,
}

impl Listing {
    /// What a request asks for.
    pub(super) fn of<Caller>(request: &ListWalletsRequest<Caller>) -> Self {
        Self {
            status: request.filter_where_status,
            name: request.filter_where_name.clone(),
            currency: request.filter_where_currency.clone(),
            order: request.filter_sort,
        }
    }

    /// As the links of its pages repeat it.
    pub(super) fn filters(&self) -> Filters {
        Filters::default()
            .with("filter[sort]", self.order.map(WalletOrder::as_str))
            .with(
                "filter[where][status]",
                self.status.map(WalletStatus::as_str),
            )
            .with("filter[where][name]", self.name.as_deref())
            .with("filter[where][currency]", self.currency.as_deref())
    }
}

/// The form in which names are compared.
pub(super) fn name_key(name: &str) -> String {
    line::nfc(name).to_lowercase()
}
