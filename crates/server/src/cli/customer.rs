//! `sovx revenue` and `sovx customer`: what is owed to customers, and what they leave.

use clap::{Args, Subcommand};

use super::OrderArgs;

/// What can be done with the revenue of customers.
#[derive(Debug, Subcommand)]
pub enum RevenueCommand {
    /// Take what was paid to a customer from its revenue.
    ///
    /// The payment itself is made elsewhere: --reference is the name that it has there.
    #[command(after_help = "\
Examples:
  sovx revenue payout --customer corp-acme --currency btc --reference SEPA-2026-0117 \\
    --reason \"Fees of May\"
  sovx revenue payout --customer corp-acme --currency usdc --amount 250 \\
    --reference SEPA-2026-0118 --reason \"Fees of June\"")]
    Payout(PayoutArgs),
}

/// What was paid out.
#[derive(Debug, Clone, Args)]
pub struct PayoutArgs {
    /// Id of the customer.
    #[arg(long, value_name = "ID")]
    pub customer: String,
    /// Code of the currency, such as btc.
    #[arg(long, value_name = "CODE")]
    pub currency: String,
    /// How much, as a decimal number; everything when left out.
    #[arg(long, value_name = "DECIMAL", allow_negative_numbers = true)]
    pub amount: Option<String>,
    /// Why, and under which name.
    #[command(flatten)]
    pub order: OrderArgs,
}

/// What can be done about customers.
#[derive(Debug, Subcommand)]
pub enum CustomerCommand {
    /// Empty the wallets and the revenue of a deleted customer, and print how much there was.
    ///
    /// The money goes to equity. Nothing is settled while something is held. Many accounts are
    /// emptied bit by bit: where that was interrupted, the same order goes on.
    #[command(after_help = "\
Example:
  sovx customer settle --customer corp-acme --reference closing-corp-acme \\
    --reason \"Contract ended on 31 May\"")]
    Settle(SettleArgs),
}

/// Whose money.
#[derive(Debug, Clone, Args)]
pub struct SettleArgs {
    /// Id of the customer, which must be deleted.
    #[arg(long, value_name = "ID")]
    pub customer: String,
    /// Why, and under which name.
    #[command(flatten)]
    pub order: OrderArgs,
}
