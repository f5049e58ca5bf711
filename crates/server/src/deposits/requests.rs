//! What the sandbox is asked to do with deposits.

use sovx_api_types::sovx::models::{
    SimulateDeposit, SimulateDepositDecimal, SimulateDepositNumber,
};
use sovx_ledger::{DepositState, Minor, Precision};
use uuid::Uuid;

use super::arrival;
use super::model::{DAMAGED, DepositRow};
use super::observe::{Books, ObserveError, observe};
use super::queries;
use super::simulated;
use super::source::Found;
use super::watch::{output, seen_first};
use crate::changes::Changed;
use crate::config::Environment;
use crate::db::{Connection, CustomerKey, DbError, DepositId, WalletId};
use crate::error::Mismatch;
use crate::ledger::{Owner, precision};
use crate::vault::Network;
use crate::wallets::{self, Reach};

/// An amount as it was sent, and the member that it was sent in.
#[derive(Debug, Clone)]
struct Sent {
    field: &'static str,
    text: String,
}

/// A deposit that is to be simulated.
#[derive(Debug, Clone)]
pub(super) struct Simulation {
    wallet: WalletId,
    currency: String,
    network: String,
    amount: Sent,
}

/// Why a deposit was not simulated.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SimulateError {
    #[error("the customer has no such wallet")]
    NoWallet,
    #[error("values of the request do not go together")]
    Mismatch(Mismatch),
    #[error(transparent)]
    Observe(ObserveError),
}

/// Why the chain did nothing to a deposit.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error("the customer has no such deposit")]
    NoDeposit,
    /// The state of the deposit does not permit it.
    #[error("{0}")]
    State(&'static str),
    #[error(transparent)]
    Observe(ObserveError),
}

impl<E: Into<ObserveError>> From<E> for SimulateError {
    fn from(error: E) -> Self {
        Self::Observe(error.into())
    }
}

impl<E: Into<ObserveError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Observe(error.into())
    }
}

#[cfg(test)]
impl Simulation {
    /// A deposit of an exact amount to a wallet.
    pub(super) fn of(
        wallet: WalletId,
        (currency, network): (&str, &str),
        amount_decimal: String,
    ) -> Self {
        Self {
            wallet,
            currency: currency.to_owned(),
            network: network.to_owned(),
            amount: Sent {
                field: "/amount_decimal",
                text: amount_decimal,
            },
        }
    }
}

impl From<SimulateDeposit> for Simulation {
    fn from(body: SimulateDeposit) -> Self {
        let simulation = |wallet: Uuid, currency: String, network: String, amount| Self {
            wallet: wallet.into(),
            currency,
            network,
            amount,
        };
        match body {
            SimulateDeposit::SimulateDepositNumber(SimulateDepositNumber {
                wallet_id,
                currency,
                network,
                amount,
            }) => {
                // The shortest notation that leads to the same number: up to 15 digits, what was sent.
                let text = amount.to_string();
                let field = "/amount";
                simulation(wallet_id, currency, network, Sent { field, text })
            }
            SimulateDeposit::SimulateDepositDecimal(SimulateDepositDecimal {
                wallet_id,
                currency,
                network,
                amount_decimal: text,
            }) => {
                let field = "/amount_decimal";
                simulation(wallet_id, currency, network, Sent { field, text })
            }
        }
    }
}

impl Simulation {
    /// Sends the coins, and shows the deposit that they are.
    pub(super) fn carry_out(
        &self,
        conn: &mut Connection,
        books: &Books,
        customer: &CustomerKey,
        environment: Environment,
    ) -> Result<Changed<DepositRow>, SimulateError> {
        let network = self.network(environment)?;
        let reach = Reach::of_owner(customer.clone());
        let (wallet, addresses) =
            wallets::find(conn, &reach, &self.wallet)?.ok_or(SimulateError::NoWallet)?;
        let address = addresses
            .into_iter()
            .find(|row| row.network == network.as_str());
        let address = address
            .ok_or_else(|| SimulateError::Mismatch(Mismatch::no_address("/network".to_owned())))?;
        let now = books.clock.now_millis();
        // From here on the precision is settled: no import changes what the amount means.
        let chain = Owner::chain(network.as_str());
        books.ledger.open(conn, &chain, network.currency(), now)?;
        let precision = precision(conn, network.currency())?.ok_or(DAMAGED)?;
        let amount = self.amount(precision)?;
        let (output, seen) = simulated::send(conn, network, &address.address, amount, now)?;
        let found = Found {
            output,
            address: address.address,
            amount,
            seen,
        };
        let row = arrival::record(conn, &books.ledger, network, &found, now);
        let row = row?.ok_or(DAMAGED)?;
        debug_assert_eq!(row.wallet_id, wallet.id);
        let change = seen_first(&row);
        Ok(Changed::by(row, change))
    }

    fn network(&self, environment: Environment) -> Result<Network, SimulateError> {
        let mut mismatch = Mismatch::default();
        let Ok(network) = self.network.parse::<Network>() else {
            return Err(SimulateError::Mismatch(Mismatch::network(
                "/network".to_owned(),
            )));
        };
        if !network.belongs_to(environment) {
            mismatch.add(Mismatch::environment("/network".to_owned()));
        }
        if !network.currency().eq_ignore_ascii_case(&self.currency) {
            mismatch.add(Mismatch::currency("/currency".to_owned()));
        }
        mismatch.or(network).map_err(SimulateError::Mismatch)
    }

    fn amount(&self, precision: Precision) -> Result<Minor, SimulateError> {
        let Sent { field, text } = &self.amount;
        let refuse =
            |rule: String| SimulateError::Mismatch(Mismatch::rule((*field).to_owned(), rule));
        match Minor::parse(text, precision) {
            Ok(amount) if amount.is_zero() => Err(refuse("must be greater than 0".to_owned())),
            Ok(amount) => Ok(amount),
            Err(error) => Err(refuse(error.to_string())),
        }
    }
}

/// How often a deposit may be changed by others while a request is about it.
const ATTEMPTS: usize = 10;

/// What the chain is asked to do with a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Confirm,
    Orphan,
    Reorganise,
}

/// Lets the simulated chain do something to a deposit, and brings the deposit to where it then is.
pub(super) fn carry_out(
    conn: &mut Connection,
    books: &Books,
    customer: &CustomerKey,
    id: &DepositId,
    wish: Wish,
) -> Result<Changed<DepositRow>, Refused> {
    let row = own(conn, customer, id)?.ok_or(Refused::NoDeposit)?;
    let state = row.state()?;
    if state == DepositState::Returned {
        return Err(Refused::State("The deposit was sent back."));
    }
    let network: Network = row.network.parse().or(Err(DAMAGED))?;
    let (place, now) = (output(&row), books.clock.now_millis());
    let seen = match wish {
        Wish::Confirm if matches!(state, DepositState::Credited | DepositState::Suspense) => {
            return Ok(Changed::nothing(row));
        }
        Wish::Confirm => simulated::confirm(conn, network, &place, now)?
            .ok_or(Refused::State("Another transaction has taken its place."))?,
        Wish::Orphan => simulated::orphan(conn, network, &place, now)?.ok_or(DAMAGED)?,
        Wish::Reorganise => simulated::reorganise(conn, network, &place, now)?
            .ok_or(Refused::State("The deposit is in no block."))?,
    };
    // The chain is locked: what it says stays true, whoever changes the deposit meanwhile.
    for _ in 0..ATTEMPTS {
        let row = queries::find(conn, id)?;
        let changed = observe(conn, books, &row, seen)?;
        if let Some(changed) = changed.some() {
            return Ok(changed);
        }
    }
    Err(DbError::Busy.into())
}

/// A deposit that the customer sees: its wallet's user is not deleted, and it was not assigned to
/// somebody else.
fn own(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &DepositId,
) -> Result<Option<DepositRow>, DbError> {
    let Some(row) = queries::find_of(conn, customer, id)? else {
        return Ok(None);
    };
    let reach = Reach::of_owner(customer.clone());
    let wallet = row.credited_to.as_ref().unwrap_or(&row.wallet_id);
    let is_visible = wallets::find(conn, &reach, wallet)?.is_some();
    Ok(is_visible.then_some(row))
}
