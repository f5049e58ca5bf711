//! Amounts as the tables keep them: texts of 38 digits.

use std::fmt;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;
use sovx_ledger::Minor;

/// How many digits an amount is stored with.
const DIGITS: usize = 38;

/// An amount in the smallest unit of its currency. Texts of one length compare like numbers, in
/// every database.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub(crate) struct Units {
    digits: [u8; DIGITS],
    amount: Minor,
}

impl Units {
    /// Nothing.
    pub(crate) const ZERO: Self = Self {
        digits: [b'0'; DIGITS],
        amount: Minor::ZERO,
    };

    /// This amount, as it is stored.
    pub(crate) fn of(amount: Minor) -> Self {
        let mut digits = [b'0'; DIGITS];
        for (digit, written) in digits.iter_mut().zip(amount.padded().bytes()) {
            *digit = written;
        }
        Self { digits, amount }
    }

    /// The amount.
    pub(crate) fn minor(self) -> Minor {
        self.amount
    }

    /// The 38 digits.
    pub(crate) fn as_str(&self) -> &str {
        // Digits are valid UTF-8.
        std::str::from_utf8(&self.digits).unwrap_or_default()
    }
}

impl fmt::Debug for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.amount.fmt(f)
    }
}

/// A column held something else than 38 digits.
#[derive(Debug, thiserror::Error)]
#[error("a stored amount is not 38 digits")]
struct Malformed;

impl<DB: Backend> FromSql<Text, DB> for Units
where
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let text = String::from_sql(bytes)?;
        Ok(Self::of(Minor::from_padded(&text).ok_or(Malformed)?))
    }
}

impl<DB: Backend> ToSql<Text, DB> for Units
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        <str as ToSql<Text, DB>>::to_sql(self.as_str(), out)
    }
}
