//! Two users with a wallet each, and money of every state.

use serde_json::{Value, json};
use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_ledger::Minor;

use crate::db::{Connection, CustomerKey, DbError, UserId, WalletId};
use crate::ledger::{Ledger, LedgerError, Owner, Posting};
use crate::proof::Report;
use crate::testing::{Caller, TestApp};
use crate::transactions::{self, NewTransaction, Subject};
use crate::vault::Network;
use crate::wallets;

/// A bitcoin has so many units.
pub(super) const COIN: u128 = 100_000_000;

pub(super) fn units(amount: u128) -> Minor {
    Minor::new(amount).unwrap()
}

/// A wallet and whose it is.
#[derive(Debug, Clone)]
pub(super) struct Purse {
    pub(super) customer: CustomerKey,
    pub(super) user: UserId,
    pub(super) wallet: WalletId,
}

impl Purse {
    pub(super) fn owner(&self) -> Owner {
        Owner::wallet(&self.customer, &self.user, &self.wallet)
    }

    fn subject(&self) -> Subject<'_> {
        Subject::Wallet(&self.customer, &self.user, &self.wallet)
    }
}

/// One step of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Post,
    Hold,
    Commit,
    Release,
}

pub(super) struct World {
    pub(super) app: TestApp,
    pub(super) ledger: Ledger,
    pub(super) a: Purse,
    pub(super) b: Purse,
    key: Vec<(&'static str, String)>,
}

impl World {
    pub(super) async fn start() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner("acme").await;
        let mut purses = Vec::new();
        for number in [1, 2] {
            let user = owner.user(number).await;
            let wallet = owner.wallet(&user, "Savings").await;
            let id = WalletId::parse(wallet["wallet_id"].as_str().unwrap()).unwrap();
            let row = app
                .db
                .read(move |conn| wallets::of_anybody(conn, &id))
                .await;
            let row = row.map_err(|error: DbError| error).unwrap();
            purses.push(Purse {
                customer: row.customer_id,
                user: row.user_id,
                wallet: row.id,
            });
        }
        let (b, a) = (purses.pop().unwrap(), purses.pop().unwrap());
        let key = owner.credentials.clone();
        let ledger = app.ledger();
        Self {
            app,
            ledger,
            a,
            b,
            key,
        }
    }

    fn owner(&self) -> Caller<'_> {
        let mut caller = self.app.anybody();
        caller.credentials.clone_from(&self.key);
        caller
    }

    /// Sends coins to a wallet; says which deposit they are.
    pub(super) async fn deposit(&self, to: &Purse, amount: &str) -> String {
        let body = json!({
            "wallet_id": to.wallet.as_str(),
            "currency": "btc",
            "network": Network::BitcoinTestnet.as_str(),
            "amount_decimal": amount,
        });
        let seen = self.owner().post("/sandbox/deposits", &body).await;
        assert_eq!(seen.status, 201, "{seen}");
        seen.data()["deposit_id"].as_str().unwrap().to_owned()
    }

    /// Lets the chain do something to a deposit, and shows it then.
    pub(super) async fn chain(&self, deposit: &str, wish: &str) -> Value {
        let path = format!("/sandbox/deposits/{deposit}/{wish}");
        let seen = self.owner().trigger(&path).await;
        assert_eq!(seen.status, 200, "{seen}");
        seen.data()
    }

    /// Sends coins that are credited at once.
    pub(super) async fn credited(&self, to: &Purse, amount: &str) -> String {
        let id = self.deposit(to, amount).await;
        assert_eq!(self.chain(&id, "confirm").await["state"], "CREDITED");
        id
    }

    /// Moves money from one wallet to another, and tells both.
    pub(super) async fn send(
        &self,
        operation: &str,
        (from, to): (&Purse, &Purse),
        amount: u128,
    ) -> Result<(), LedgerError> {
        self.transfer(operation, (from, to), amount, Step::Post)
            .await
    }

    /// A step of a transfer, told to both once the money moves.
    pub(super) async fn transfer(
        &self,
        operation: &str,
        (from, to): (&Purse, &Purse),
        amount: u128,
        step: Step,
    ) -> Result<(), LedgerError> {
        let (ledger, operation) = (self.ledger.clone(), operation.to_owned());
        let (from, to) = (from.clone(), to.clone());
        let written = self.app.changes.upkeep(move |conn| {
            let (debit, credit) = (from.owner(), to.owner());
            let posting = Posting {
                kind: "test.transfer",
                reference: operation.clone(),
                debit: &debit,
                credit: &credit,
                currency: "btc",
                amount: units(amount),
            };
            match step {
                Step::Post => ledger.post(conn, &operation, &[posting], 1_000)?,
                Step::Hold => ledger.hold(conn, &operation, &[posting], 1_000)?,
                Step::Commit => is_one(ledger.commit(conn, &operation, 1_000)?)?,
                Step::Release => is_one(ledger.release(conn, &operation, 1_000)?)?,
            }
            if matches!(step, Step::Post | Step::Commit) {
                tell(
                    conn,
                    Some(&operation),
                    (&from, TransactionType::TransferOut),
                    amount,
                )?;
                tell(
                    conn,
                    Some(&operation),
                    (&to, TransactionType::TransferIn),
                    amount,
                )?;
            }
            Ok(())
        });
        written.await
    }

    /// Puts money into a wallet by hand, which is told without the operation, or not at all.
    pub(super) async fn correct(&self, operation: &str, to: &Purse, is_told: bool) {
        let (ledger, operation, to) = (self.ledger.clone(), operation.to_owned(), to.clone());
        let written = self.app.changes.upkeep(move |conn| {
            let (debit, credit) = (Owner::equity(), to.owner());
            let posting = Posting {
                kind: "test.correction",
                reference: operation.clone(),
                debit: &debit,
                credit: &credit,
                currency: "btc",
                amount: units(7),
            };
            ledger.post(conn, &operation, &[posting], 1_000)?;
            if is_told {
                tell(conn, None, (&to, TransactionType::Credit), 7)?;
            }
            Ok::<_, LedgerError>(())
        });
        written.await.unwrap();
    }

    pub(super) async fn verify(&self, is_full: bool) -> Report {
        let changes = &self.app.changes;
        self.ledger.verify(changes, is_full, |_| {}).await.unwrap()
    }

    /// What the wallets have, in units: posted and held of each.
    pub(super) async fn balances(&self) -> [(u128, u128); 2] {
        let (a, b) = (self.a.owner(), self.b.owner());
        let read = self.app.db.read(move |conn| {
            let mut found = [(0, 0); 2];
            for (place, owner) in found.iter_mut().zip([&a, &b]) {
                let row = crate::ledger::queries::find_account(conn, owner, "btc")?.unwrap();
                let posted = row.credits.minor().get() - row.debits.minor().get();
                *place = (posted, row.held.minor().get());
            }
            Ok::<_, DbError>(found)
        });
        read.await.unwrap()
    }

    /// Money of every state: credited, on its way, replaced, in suspense, reversed with a debt;
    /// moved, held, committed, released.
    pub(super) async fn fill(&self) {
        let lost = self.credited(&self.a, "1").await;
        self.credited(&self.b, "3").await;
        self.send("t-1", (&self.a, &self.b), COIN / 4)
            .await
            .unwrap();
        self.chain(&lost, "reorg").await;
        let twice = self.credited(&self.a, "2").await;
        self.chain(&twice, "reorg").await;
        assert_eq!(self.chain(&twice, "confirm").await["state"], "CREDITED");
        let replaced = self.deposit(&self.a, "0.5").await;
        self.chain(&replaced, "orphan").await;
        self.deposit(&self.a, "0.125").await;
        self.app.execute("UPDATE wallets SET status = 'INACTIVE'");
        let kept = self.deposit(&self.b, "0.25").await;
        assert_eq!(self.chain(&kept, "confirm").await["state"], "SUSPENSE");
        self.app.execute("UPDATE wallets SET status = 'ACTIVE'");
        for (operation, end) in [
            ("h-1", Some(Step::Commit)),
            ("h-2", Some(Step::Release)),
            ("h-3", None),
        ] {
            for step in std::iter::once(Step::Hold).chain(end) {
                let wallets = (&self.b, &self.a);
                self.transfer(operation, wallets, COIN / 8, step)
                    .await
                    .unwrap();
            }
        }
    }
}

fn is_one(holds: usize) -> Result<(), LedgerError> {
    match holds {
        1 => Ok(()),
        _ => Err(LedgerError::Resolved),
    }
}

fn tell(
    conn: &mut Connection,
    operation: Option<&str>,
    (purse, kind): (&Purse, TransactionType),
    amount: u128,
) -> Result<(), DbError> {
    let transaction = NewTransaction {
        subject: purse.subject(),
        operation,
        kind,
        currency: "btc",
        amount: units(amount),
        status: TransactionStatus::Completed,
        tx_hash: None,
        memo: None,
    };
    transactions::insert(conn, transaction, 1_000).map(drop)
}
