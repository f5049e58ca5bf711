//! Typed ids: a customer's key cannot be passed where an account is wanted.
//!
//! All but one are UUIDs kept as text; new keys are version 7, so that they sort by time of creation.
//! The exception is [`EndCustomerId`], whose form the contract of the portal gives.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, ToSql};
use diesel::sql_types::Text;
use rand::seq::IndexedRandom;
use uuid::Uuid;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
        #[diesel(sql_type = Text)]
        pub struct $name(String);

        impl $name {
            /// As it is kept and shown.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<DB: Backend> FromSql<Text, DB> for $name
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                String::from_sql(bytes).map(Self)
            }
        }

        impl<DB: Backend> ToSql<Text, DB> for $name
        where
            String: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut serialize::Output<'b, '_, DB>) -> serialize::Result {
                <String as ToSql<Text, DB>>::to_sql(&self.0, out)
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $fresh:ident) => {
        text_id!($(#[$doc])* $name);

        impl $name {
            /// An id that no row has yet.
            #[must_use]
            pub fn fresh() -> Self {
                Self(Uuid::$fresh().to_string())
            }

            /// Reads an id that came from outside; `None` unless it is a UUID.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(|id| Self(id.to_string()))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id.to_string())
            }
        }

        impl From<&$name> for Uuid {
            /// Every id is a UUID; the nil one stands for a damaged row.
            fn from(id: &$name) -> Self {
                Uuid::try_parse(&id.0).unwrap_or_default()
            }
        }
    };
}

uuid_id!(
    /// An account: the tenant that every query takes.
    AccountId,
    now_v7
);
uuid_id!(
    /// The inner key of a customer; clients name it by its `customer_id` instead.
    CustomerKey,
    now_v7
);
uuid_id!(
    /// A credential of a customer, as clients see it.
    CredentialId,
    new_v4
);
uuid_id!(
    /// A session: the `jti` of its token.
    SessionId,
    new_v4
);
uuid_id!(
    /// A user of a customer, as clients see it: they may choose it.
    UserId,
    now_v7
);
uuid_id!(
    /// A wallet of a user, as clients see it.
    WalletId,
    now_v7
);
uuid_id!(
    /// A wallet, as the vault knows it.
    VaultWalletId,
    now_v7
);
uuid_id!(
    /// A deposit address, as clients see it.
    AddressId,
    now_v7
);
uuid_id!(
    /// A source of addresses in the vault.
    SourceId,
    now_v7
);
uuid_id!(
    /// A partner: the tenant of every query of the portal.
    PartnerId,
    now_v7
);
uuid_id!(
    /// A server process that counts requests.
    ProcessId,
    now_v7
);
uuid_id!(
    /// An account of the ledger.
    LedgerAccountId,
    now_v7
);
uuid_id!(
    /// A movement of the ledger.
    MovementId,
    now_v7
);
uuid_id!(
    /// What happened to a wallet or to a customer's revenue, as clients see it.
    TransactionId,
    now_v7
);
uuid_id!(
    /// A deposit, as clients see it.
    DepositId,
    now_v7
);
text_id!(
    /// An end customer of a partner, as clients see it: `c` and 24 lower-case letters and digits.
    EndCustomerId
);

/// The letters of an [`EndCustomerId`].
const BASE36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

impl EndCustomerId {
    const RANDOM_LENGTH: usize = 24;

    /// An id that no row has yet: 124 random bits.
    #[must_use]
    pub fn fresh() -> Self {
        let mut random = rand::rng();
        let letters = std::iter::repeat_with(|| BASE36.choose(&mut random));
        let letters = letters.flatten().take(Self::RANDOM_LENGTH);
        let text = std::iter::once(b'c').chain(letters.copied());
        Self(text.map(char::from).collect())
    }

    /// Reads an id that came from outside; `None` unless it is of that form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let random = text.strip_prefix('c')?;
        let known = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        let well_formed = random.len() == Self::RANDOM_LENGTH && random.bytes().all(known);
        well_formed.then(|| Self(text.to_owned()))
    }
}
