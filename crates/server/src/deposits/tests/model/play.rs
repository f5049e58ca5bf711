//! Takes the steps on a database and in the model, and compares the two.
//!
//! A sequence is one transaction that is rolled back, and a step a savepoint in it, so that each
//! begins with an empty ledger.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use sovx_api_types::sovx::models::{TransactionStatus, TransactionType};
use sovx_ledger::Minor;

use super::state::Model;
use super::steps::{Step, WALLETS};
use crate::clock::Clock;
use crate::config::Environment;
use crate::db::schema::transactions as transactions_table;
use crate::db::schema::{deposits, ledger_accounts, ledger_movements, wallets};
use crate::db::{Connection, CustomerKey, DepositId, WalletId};
use crate::deposits::observe::{Books, observe};
use crate::deposits::requests::{Simulation, Wish, carry_out};
use crate::deposits::source::Cursor;
use crate::deposits::{queries, simulated};
use crate::ledger::{Ledger, LedgerError, Owner, Posting};
use crate::proof;
use crate::testing::{Caller, TestApp, pepper};
use crate::transactions::{self, NewTransaction, Subject};
use crate::vault::Network;
use crate::wallets::{WalletRow, of_anybody};

const NETWORK: Network = Network::EthereumSepolia;

/// What may go wrong, as a sentence.
type Outcome = Result<(), String>;

/// The database, and what is always there.
pub(super) struct Play {
    conn: Connection,
    books: Books,
    wallets: Vec<WalletRow>,
}

/// One sequence.
struct Sequence<'a> {
    play: &'a mut Play,
    model: Model,
    deposits: Vec<DepositId>,
    cursor: Option<Cursor>,
    /// How many holds there were.
    holds: usize,
    moved: usize,
    /// How many movements and transactions there were when the ledger was last proved.
    proved: [i64; 2],
}

impl Play {
    pub(super) async fn new(app: &TestApp) -> Self {
        let owner = app.owner("model").await;
        let (one, two) = (owner.user(1).await, owner.user(2).await);
        let ids = [
            wallet(&owner, &one, "First").await,
            wallet(&owner, &one, "Second").await,
            wallet(&owner, &two, "Third").await,
        ];
        let mut conn = app.connect();
        let rows = ids.iter().map(|id| of_anybody(&mut conn, id).unwrap());
        Self {
            wallets: rows.collect(),
            conn,
            books: Books {
                ledger: Ledger::new(&pepper()),
                clock: Clock::standing(),
            },
        }
    }

    /// Takes the steps; how the first divergence looks, if there is one.
    pub(super) fn through(&mut self, steps: &[Step]) -> Outcome {
        self.conn.batch_execute("BEGIN").unwrap();
        let now = self.books.clock.now_millis();
        let mut sequence = Sequence {
            model: Model::at(now),
            play: self,
            deposits: Vec::new(),
            cursor: None,
            holds: 0,
            moved: 0,
            proved: [0; 2],
        };
        let outcome = steps.iter().try_for_each(|step| {
            let taken = sequence.take(*step);
            let compared = taken.and_then(|()| sequence.compare());
            compared.map_err(|problem| format!("{step:?}: {problem}"))
        });
        self.conn.batch_execute("ROLLBACK").unwrap();
        outcome
    }

    /// Tells both sides of what moved.
    fn tell(&mut self, operation: &str, (from, to): (usize, usize), amount: u64, now: i64) {
        let sides = [
            (from, TransactionType::TransferOut),
            (to, TransactionType::TransferIn),
        ];
        for (wallet, kind) in sides {
            let row = &self.wallets[wallet];
            let transaction = NewTransaction {
                subject: Subject::Wallet(&row.customer_id, &row.user_id, &row.id),
                operation: Some(operation),
                kind,
                currency: "eth",
                amount: Minor::new(amount.into()).unwrap(),
                status: TransactionStatus::Completed,
                tx_hash: None,
                memo: None,
            };
            transactions::insert(&mut self.conn, transaction, now).unwrap();
        }
    }

    fn owner(&self, wallet: usize) -> Owner {
        let row = &self.wallets[wallet];
        Owner::wallet(&row.customer_id, &row.user_id, &row.id)
    }
}

async fn wallet(owner: &Caller<'_>, user: &str, name: &str) -> WalletId {
    let body = serde_json::json!({"name": name, "currency": "ETH"});
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();
    WalletId::parse(wallet["wallet_id"].as_str().unwrap()).unwrap()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "numbers and tuples, as they come"
)]
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Outcome {
    match found == expected {
        true => Ok(()),
        false => Err(format!("{what} is {found:?} and should be {expected:?}")),
    }
}

impl Sequence<'_> {
    fn take(&mut self, step: Step) -> Outcome {
        self.model.now = self.play.books.clock.now_millis();
        match step {
            Step::Send { wallet, amount } => self.send(wallet, amount),
            Step::Mine => {
                self.model.mine();
                let now = self.model.now;
                simulated::next_block(&mut self.play.conn, NETWORK, now, 2000).unwrap();
                Ok(())
            }
            Step::Look => {
                self.model.look();
                self.look();
                Ok(())
            }
            Step::Pass => {
                let block = [Step::Jump(3000), Step::Mine, Step::Look];
                block.into_iter().try_for_each(|step| self.take(step))
            }
            Step::Confirm(at) => {
                let expected = self.model.confirm(at);
                self.wish(at, Wish::Confirm, expected)
            }
            Step::Orphan(at) => {
                let expected = self.model.orphan(at);
                self.wish(at, Wish::Orphan, expected)
            }
            Step::Reorganise(at) => {
                let expected = self.model.reorganise(at);
                self.wish(at, Wish::Reorganise, expected)
            }
            Step::Switch(wallet) => self.switch(wallet),
            Step::Move { from, to, amount } => self.transfer(from, to, amount),
            Step::Hold { from, to, amount } => self.hold(from, to, amount),
            Step::Commit(at) => self.end(at, true),
            Step::Release(at) => self.end(at, false),
            Step::Jump(millis) => {
                self.play.books.clock.jump(millis);
                Ok(())
            }
        }
    }

    fn send(&mut self, wallet: usize, amount: u64) -> Outcome {
        self.model.send(wallet, amount);
        let row = &self.play.wallets[wallet];
        let simulation = Simulation::of(
            row.id.clone(),
            ("eth", NETWORK.as_str()),
            format!("0.{amount:018}"),
        );
        let customer = row.customer_id.clone();
        let Play { conn, books, .. } = &mut *self.play;
        let made = simulation.carry_out(conn, books, &customer, Environment::Sandbox);
        let made = made.map_err(|error| error.to_string())?;
        self.deposits.push(made.into_value().id);
        Ok(())
    }

    /// As the watcher looks, but for the connection.
    fn look(&mut self) {
        let Play { conn, books, .. } = &mut *self.play;
        let scan = simulated::scan(conn, NETWORK, self.cursor.as_ref()).unwrap();
        let mut due = std::collections::BTreeMap::new();
        for found in &scan.found {
            let id = queries::find_output(conn, NETWORK, &found.output).unwrap();
            due.insert(id.unwrap(), found.seen);
        }
        for row in queries::open(conn, NETWORK, scan.fork, None).unwrap() {
            let output = crate::deposits::watch::output(&row);
            let seen = simulated::sight(conn, NETWORK, &[output]).unwrap();
            due.insert(row.id, seen[0]);
        }
        for (id, seen) in due {
            let row = queries::find(conn, &id).unwrap();
            observe(conn, books, &row, seen).unwrap();
        }
        self.cursor = Some(scan.cursor);
    }

    fn wish(&mut self, at: usize, wish: Wish, expected: bool) -> Outcome {
        let Some(id) = self.deposits.get(at).cloned() else {
            return same("the model's wish", false, expected);
        };
        let customer: CustomerKey = self.play.wallets[0].customer_id.clone();
        let Play { conn, books, .. } = &mut *self.play;
        let done = carry_out(conn, books, &customer, &id, wish).is_ok();
        same("whether it is done", done, expected)
    }

    fn switch(&mut self, wallet: usize) -> Outcome {
        let inactive = &mut self.model.wallets[wallet].is_inactive;
        *inactive = !*inactive;
        let status = if *inactive { "INACTIVE" } else { "ACTIVE" };
        diesel::update(wallets::table.find(&self.play.wallets[wallet].id))
            .set(wallets::status.eq(status))
            .execute(&mut self.play.conn)
            .unwrap();
        Ok(())
    }

    /// Does something to the ledger that may be refused, and leaves nothing then.
    fn attempt(
        &mut self,
        work: impl FnOnce(&mut Play) -> Result<usize, LedgerError>,
    ) -> Result<usize, String> {
        self.play.conn.batch_execute("SAVEPOINT step").unwrap();
        let done = work(self.play);
        let end = match &done {
            Ok(_) => "RELEASE SAVEPOINT step",
            Err(_) => "ROLLBACK TO SAVEPOINT step",
        };
        self.play.conn.batch_execute(end).unwrap();
        match done {
            Ok(count) => Ok(count),
            Err(LedgerError::Insufficient) => Ok(0),
            Err(other) => Err(other.to_string()),
        }
    }

    fn book(
        &mut self,
        operation: &str,
        (from, to): (usize, usize),
        amount: u64,
        is_hold: bool,
    ) -> Result<usize, String> {
        let now = self.model.now;
        self.attempt(|play| {
            let posting = Posting {
                kind: "transfer",
                reference: operation.to_owned(),
                debit: &play.owner(from),
                credit: &play.owner(to),
                currency: "eth",
                amount: Minor::new(amount.into()).unwrap(),
            };
            let ledger = play.books.ledger.clone();
            match is_hold {
                true => ledger.hold(&mut play.conn, operation, &[posting], now)?,
                false => {
                    ledger.post(&mut play.conn, operation, &[posting], now)?;
                    play.tell(operation, (from, to), amount, now);
                }
            }
            Ok(1)
        })
    }

    fn transfer(&mut self, from: usize, to: usize, amount: u64) -> Outcome {
        if from == to {
            return Ok(());
        }
        self.moved += 1;
        let expected = usize::from(self.model.transfer(from, to, amount));
        let operation = format!("move-{}", self.moved);
        let done = self.book(&operation, (from, to), amount, false)?;
        same("how many moved", done, expected)
    }

    fn hold(&mut self, from: usize, to: usize, amount: u64) -> Outcome {
        if from == to {
            return Ok(());
        }
        let expected = usize::from(self.model.hold(from, to, amount));
        let operation = format!("hold-{}", self.holds);
        self.holds += expected;
        let done = self.book(&operation, (from, to), amount, true)?;
        same("how many are held", done, expected)
    }

    fn end(&mut self, at: usize, moves: bool) -> Outcome {
        let expected = self.model.end(at, moves);
        let now = self.model.now;
        let operation = format!("hold-{at}");
        let held = self.model.held(at);
        let ended = self.attempt(|play| {
            let ledger = play.books.ledger.clone();
            match moves {
                true => {
                    let ended = ledger.commit(&mut play.conn, &operation, now)?;
                    if let (Some((from, to, amount)), 1) = (held, ended) {
                        play.tell(&operation, (from, to), amount, now);
                    }
                    Ok(ended)
                }
                false => ledger.release(&mut play.conn, &operation, now),
            }
        });
        same("how many holds ended", ended?, expected)
    }

    /// Compares wallets, deposits and what is in suspense.
    fn compare(&mut self) -> Outcome {
        for at in 0..self.deposits.len() {
            let state: String = deposits::table
                .find(&self.deposits[at])
                .select(deposits::state)
                .get_result(&mut self.play.conn)
                .unwrap();
            let expected = self.model.deposits[at].state.name();
            same(&format!("deposit {at}"), state.as_str(), expected)?;
        }
        for wallet in 0..WALLETS {
            let id = self.play.wallets[wallet].id.to_string();
            let model = self.model.wallets[wallet];
            let expected = (model.available(), model.held);
            same(
                &format!("wallet {wallet}"),
                self.in_account("wallet", &id),
                expected,
            )?;
            let debt = self.in_account("deposit_reversals", &id);
            same(
                &format!("the debt of wallet {wallet}"),
                debt,
                (model.debt, 0),
            )?;
            let frozen: Option<i64> = wallets::table
                .find(&self.play.wallets[wallet].id)
                .select(wallets::frozen_at)
                .get_result(&mut self.play.conn)
                .unwrap();
            let what = format!("whether wallet {wallet} is frozen");
            same(&what, frozen.is_some(), model.is_frozen)?;
        }
        let suspense = self.in_account("suspense", "platform");
        same("what is in suspense", suspense, (self.model.suspense, 0))?;
        self.prove()
    }

    /// Proves the ledger, unless nothing was booked and told since it was proved.
    fn prove(&mut self) -> Outcome {
        let Play { conn, books, .. } = &mut *self.play;
        let rows = [
            ledger_movements::table.count().get_result(conn).unwrap(),
            transactions_table::table.count().get_result(conn).unwrap(),
        ];
        if std::mem::replace(&mut self.proved, rows) == rows {
            return Ok(());
        }
        let proved = proof::of_connection(conn, &books.ledger).unwrap();
        match proved.findings.is_empty() {
            true => Ok(()),
            false => Err(format!("{:?}", proved.findings)),
        }
    }

    /// What is available and what is held.
    fn in_account(&mut self, kind: &str, owner: &str) -> (u64, u64) {
        let found: Option<(Option<String>, String)> = ledger_accounts::table
            .filter(ledger_accounts::kind.eq(kind))
            .filter(ledger_accounts::owner.eq(owner))
            .select((ledger_accounts::available, ledger_accounts::held))
            .get_result(&mut self.play.conn)
            .optional()
            .unwrap();
        found.map_or((0, 0), |(available, held)| {
            (available.unwrap().parse().unwrap(), held.parse().unwrap())
        })
    }
}
