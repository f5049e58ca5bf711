//! `sovx ledger post-correction`.

use clap::Args;

use super::OrderArgs;
use super::order::wallet_id;
use crate::db::WalletId;

/// What to correct, and by how much.
#[derive(Debug, Clone, Args)]
pub struct CorrectionArgs {
    /// Whose account.
    #[command(flatten)]
    pub target: CorrectionTarget,
    /// Code of the currency, such as btc.
    #[arg(long, value_name = "CODE")]
    pub currency: String,
    /// How much, as a decimal number; with a minus to take it out.
    #[arg(long, value_name = "DECIMAL", allow_negative_numbers = true)]
    pub amount: String,
    /// Why, and under which name.
    #[command(flatten)]
    pub order: OrderArgs,
}

/// A wallet, or what a customer has earned.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub struct CorrectionTarget {
    /// Id of the wallet.
    #[arg(long, value_name = "ID", value_parser = wallet_id)]
    pub wallet: Option<WalletId>,
    /// Id of the customer whose revenue it is.
    #[arg(long, value_name = "ID")]
    pub customer: Option<String>,
}
