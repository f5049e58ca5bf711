//! The tables that a proof walks through.

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::pages::Pages;
use super::product::{DepositFound, TransactionFound};
use crate::db::schema::{deposits, ledger_accounts, ledger_lines, ledger_movements, transactions};
use crate::db::{
    Connection, DbError, DepositId, LedgerAccountId, MovementId, MultiBackend, TransactionId,
    columns,
};
use crate::ledger::model::{AccountRow, LineRow, MovementRow};

/// Whether the columns of a row have the types that were written. SQLite stores any type in any
/// column, and a filter then passes over the row.
fn well_typed(conn: &Connection, texts: &[&str], others: &str) -> SqlLiteral<Bool> {
    match conn {
        Connection::Sqlite(_) => {
            let texts = texts.iter();
            let texts = texts.map(|name| format!("typeof({name}) IN ('text', 'null') AND "));
            sql(&format!("{}{others}", texts.collect::<String>()))
        }
        Connection::Postgres(_) => sql("TRUE"),
    }
}

/// All accounts, with whether their columns are well typed.
pub(super) struct Accounts;

impl Pages for Accounts {
    const TABLE: &'static str = "ledger_accounts";
    type Row = (AccountRow, bool);
    type Key = LedgerAccountId;

    fn key((row, _): &Self::Row) -> Self::Key {
        row.id.clone()
    }

    fn load(
        &self,
        conn: &mut Connection,
        after: Option<&Self::Key>,
        limit: i64,
    ) -> Result<Vec<Self::Row>, DbError> {
        let texts = [
            "id",
            "kind",
            "owner",
            "currency",
            "customer_id",
            "user_id",
            "wallet_id",
            "debits",
            "credits",
            "held",
            "available",
        ];
        let others = "typeof(seq) = 'integer' AND typeof(created_at) = 'integer' \
                      AND typeof(mac) = 'blob' AND typeof(seal) = 'blob'";
        let mut query = ledger_accounts::table
            .order(ledger_accounts::id)
            .limit(limit)
            .select((columns::<AccountRow>(), well_typed(conn, &texts, others)))
            .into_boxed::<MultiBackend>();
        if let Some(after) = after {
            query = query.filter(ledger_accounts::id.gt(after));
        }
        Ok(query.load(conn)?)
    }

    fn next_key(
        &self,
        conn: &mut Connection,
        after: Option<&Self::Key>,
    ) -> Result<Option<Self::Key>, DbError> {
        let mut query = ledger_accounts::table
            .order(ledger_accounts::id)
            .select(ledger_accounts::id)
            .into_boxed::<MultiBackend>();
        if let Some(after) = after {
            query = query.filter(ledger_accounts::id.gt(after));
        }
        Ok(query.first(conn).optional()?)
    }
}

/// The lines of an account with their movements.
pub(super) struct Lines<'a>(pub(super) &'a LedgerAccountId);

impl Pages for Lines<'_> {
    const TABLE: &'static str = "ledger_lines";
    type Row = (LineRow, Option<MovementRow>, bool);
    type Key = i64;

    fn key((row, _, _): &Self::Row) -> Self::Key {
        row.seq
    }

    fn id(&self, key: &Self::Key) -> String {
        format!("{}:{key}", self.0)
    }

    fn load(
        &self,
        conn: &mut Connection,
        after: Option<&Self::Key>,
        limit: i64,
    ) -> Result<Vec<Self::Row>, DbError> {
        let texts = [
            "ledger_lines.account_id",
            "ledger_lines.movement_id",
            "ledger_lines.side",
            "ledger_lines.amount",
            "ledger_lines.debits_after",
            "ledger_lines.credits_after",
            "ledger_lines.held_after",
            "ledger_lines.available_after",
            "ledger_movements.id",
            "ledger_movements.operation",
            "ledger_movements.kind",
            "ledger_movements.phase",
            "ledger_movements.debit_id",
            "ledger_movements.credit_id",
            "ledger_movements.currency",
            "ledger_movements.amount",
            "ledger_movements.resolves",
            "ledger_movements.reference",
        ];
        let others = "typeof(ledger_lines.seq) = 'integer' AND typeof(ledger_lines.mac) = 'blob' \
                      AND typeof(ledger_movements.created_at) IN ('integer', 'null')";
        let selected = (
            columns::<LineRow>(),
            columns::<Option<MovementRow>>(),
            well_typed(conn, &texts, others),
        );
        let rows = ledger_lines::table
            .left_join(ledger_movements::table)
            .filter(ledger_lines::account_id.eq(self.0))
            .filter(ledger_lines::seq.gt(after.copied().unwrap_or(i64::MIN)))
            .order(ledger_lines::seq)
            .limit(limit)
            .select(selected)
            .load(conn)?;
        Ok(rows)
    }

    fn next_key(
        &self,
        conn: &mut Connection,
        after: Option<&Self::Key>,
    ) -> Result<Option<Self::Key>, DbError> {
        let key = ledger_lines::table
            .filter(ledger_lines::account_id.eq(self.0))
            .filter(ledger_lines::seq.gt(after.copied().unwrap_or(i64::MIN)))
            .order(ledger_lines::seq)
            .select(ledger_lines::seq)
            .first(conn)
            .optional()?;
        Ok(key)
    }
}

macro_rules! pages_by_id {
    ($(#[$doc:meta])* $name:ident, $table:ident, $row:ty, $key:ty) => {
        $(#[$doc])*
        pub(super) struct $name;

        impl Pages for $name {
            const TABLE: &'static str = stringify!($table);
            type Row = $row;
            type Key = $key;

            fn key(row: &Self::Row) -> Self::Key {
                row.id.clone()
            }

            fn load(
                &self,
                conn: &mut Connection,
                after: Option<&Self::Key>,
                limit: i64,
            ) -> Result<Vec<Self::Row>, DbError> {
                let mut query = $table::table
                    .order($table::id)
                    .limit(limit)
                    .select(columns::<$row>())
                    .into_boxed::<MultiBackend>();
                if let Some(after) = after {
                    query = query.filter($table::id.gt(after));
                }
                Ok(query.load(conn)?)
            }

            fn next_key(
                &self,
                conn: &mut Connection,
                after: Option<&Self::Key>,
            ) -> Result<Option<Self::Key>, DbError> {
                let mut query = $table::table
                    .order($table::id)
                    .select($table::id)
                    .into_boxed::<MultiBackend>();
                if let Some(after) = after {
                    query = query.filter($table::id.gt(after));
                }
                Ok(query.first(conn).optional()?)
            }
        }
    };
}

pages_by_id!(
    /// All movements.
    Movements, ledger_movements, MovementRow, MovementId
);
pages_by_id!(
    /// All deposits.
    Deposits, deposits, DepositFound, DepositId
);
pages_by_id!(
    /// All transactions.
    Transactions, transactions, TransactionFound, TransactionId
);
