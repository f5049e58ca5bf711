use sovx_api_types::sovx::operations::{
    ConfirmDepositRequest, ConfirmDepositResponse, ConfirmDepositResult, GetDepositRequest,
    GetDepositResponse, GetDepositResult, ListDepositsRequest, ListDepositsResponse,
    ListDepositsResult, OrphanDepositRequest, OrphanDepositResponse, OrphanDepositResult,
    ReorgDepositRequest, ReorgDepositResponse, ReorgDepositResult, SimulateDepositOperation,
    SimulateDepositRequest, SimulateDepositResponse, SimulateDepositResult,
};
use sovx_runtime::{Failure, Idempotency};

use super::convert::{self, Precise};
use super::listing::Listing;
use super::observe::Books;
use super::queries;
use super::requests::{self, Refused, Simulation, Wish};
use crate::api::{DepositsApi, SandboxApi, UserOrOwner};
use crate::app::App;
use crate::auth::caller::{OwnerCaller, UserCaller};
use crate::db::{Connection, DbError, DepositId, WalletId};
use crate::error::{NoDeposit, NotFound};
use crate::ledger::{self, precision};
use crate::pagination::filtered_page;
use crate::wallets::{self, Reach};

impl DepositsApi for App {
    async fn list_deposits(
        &self,
        request: ListDepositsRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> ListDepositsResult {
        let listing = Listing::of(&request);
        let (limit, skip) = (request.filter_limit, request.filter_skip);
        let wallet = WalletId::from(request.wallet_id);
        let (reach, _) = Reach::of(request.caller);
        let (path, filters) = (format!("/wallets/{wallet}/deposits"), listing.filters());
        let found = self.db.read(move |conn| {
            if wallets::find(conn, &reach, &wallet)?.is_none() {
                return Ok::<_, DbError>(None);
            }
            let place = (&reach.customer, &wallet);
            let page = (limit.into(), skip.into());
            let (rows, total) = queries::list(conn, place, &listing, page)?;
            Ok(Some((
                ledger::with_precision(conn, rows, |row| &row.currency)?,
                total,
            )))
        });
        let (rows, total) = found.await?.ok_or(NotFound::Wallet)?;
        let data = rows.into_iter().map(convert::shown);
        let data = data.collect::<Result<_, _>>()?;
        let page = filtered_page(&path, &filters, data, limit, skip, total);
        Ok(ListDepositsResponse::Ok(page))
    }

    async fn get_deposit(
        &self,
        request: GetDepositRequest<UserOrOwner<UserCaller, OwnerCaller>>,
    ) -> GetDepositResult {
        let wallet = WalletId::from(request.wallet_id);
        let id = DepositId::from(request.deposit_id);
        let (reach, _) = Reach::of(request.caller);
        let found = self.db.read(move |conn| {
            if wallets::find(conn, &reach, &wallet)?.is_none() {
                return Ok::<_, DbError>(None);
            }
            let row = queries::find_in(conn, (&reach.customer, &wallet), &id)?;
            let found =
                ledger::with_precision(conn, row.into_iter().collect(), |row| &row.currency)?;
            Ok(Some(found.into_iter().next()))
        });
        let found = found.await?.ok_or(NotFound::Wallet)?;
        let found = found.ok_or(NoDeposit)?;
        Ok(GetDepositResponse::Ok(convert::shown(found)?))
    }
}

impl SandboxApi for App {
    async fn simulate_deposit(
        &self,
        request: SimulateDepositRequest<OwnerCaller, Idempotency<SimulateDepositOperation>>,
    ) -> SimulateDepositResult {
        let OwnerCaller { customer, actor } = request.caller;
        let simulation = Simulation::from(request.body);
        let (books, environment) = (self.books(), self.environment);
        let tenant = customer.clone();
        let stands = move |conn: &mut Connection, told: &_| match told {
            SimulateDepositResponse::Created(deposit) => {
                let reach = Reach::of_owner(tenant.clone());
                Ok(wallets::find(conn, &reach, &deposit.wallet_id.into())?.is_some())
            }
            _ => Ok(false),
        };
        let work = move |conn: &mut Connection| {
            let made = simulation.carry_out(conn, &books, &customer, environment)?;
            made.try_map(|row| {
                let precision = precision(conn, &row.currency)?;
                let shown = convert::shown((row, precision))?;
                Ok::<_, Failure<SimulateDepositOperation>>(SimulateDepositResponse::Created(shown))
            })
        };
        self.once(request.idempotency_key, actor, stands, work)
            .await
    }

    async fn confirm_deposit(
        &self,
        request: ConfirmDepositRequest<OwnerCaller>,
    ) -> ConfirmDepositResult {
        let id = request.deposit_id.into();
        let shown = self.wish(request.caller, id, Wish::Confirm).await?;
        Ok(ConfirmDepositResponse::Ok(convert::shown(shown)?))
    }

    async fn orphan_deposit(
        &self,
        request: OrphanDepositRequest<OwnerCaller>,
    ) -> OrphanDepositResult {
        let id = request.deposit_id.into();
        let shown = self.wish(request.caller, id, Wish::Orphan).await?;
        Ok(OrphanDepositResponse::Ok(convert::shown(shown)?))
    }

    async fn reorg_deposit(&self, request: ReorgDepositRequest<OwnerCaller>) -> ReorgDepositResult {
        let id = request.deposit_id.into();
        let shown = self.wish(request.caller, id, Wish::Reorganise).await?;
        Ok(ReorgDepositResponse::Ok(convert::shown(shown)?))
    }
}

impl App {
    fn books(&self) -> Books {
        Books {
            ledger: self.ledger.clone(),
            clock: self.clock(),
        }
    }

    /// Lets the simulated chain do something to a deposit of the caller's.
    async fn wish(
        &self,
        caller: OwnerCaller,
        id: DepositId,
        wish: Wish,
    ) -> Result<Precise, Refused> {
        let OwnerCaller { customer, actor } = caller;
        let books = self.books();
        self.change(actor, move |conn| {
            let changed = requests::carry_out(conn, &books, &customer, &id, wish)?;
            changed.try_map(|row| {
                let precision = precision(conn, &row.currency)?;
                Ok::<_, Refused>((row, precision))
            })
        })
        .await
    }
}
