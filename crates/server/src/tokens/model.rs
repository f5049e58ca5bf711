//! Rows of `user_tokens`. The token itself is nowhere: only its keyed hash.

use std::collections::HashSet;

use diesel::prelude::*;
use secrecy::ExposeSecret;
use sovx_api_types::sovx::models;
use sovx_runtime::{Secret, Timestamp};
use uuid::Uuid;

use super::lifetime::year_after;
use crate::auth::pepper::Pepper;
use crate::auth::user_token::UserToken;
use crate::changes::Change;
use crate::db::{AccountId, CustomerKey, UserId, schema::user_tokens};
use crate::error::{Broken, MissingUsers};

/// A token to be stored.
#[derive(Clone, Insertable)]
#[diesel(table_name = user_tokens)]
pub(super) struct NewToken {
    pub(super) user_id: UserId,
    pub(super) token_hash: Vec<u8>,
    pub(super) pepper_id: String,
    pub(super) created_at: i64,
    pub(super) expires_at: i64,
}

/// A token in clear, with what is stored of it.
#[derive(Clone)]
pub(super) struct Issued {
    token: UserToken,
    pub(super) row: NewToken,
}

impl Issued {
    /// A new token for this user.
    ///
    /// # Errors
    /// When the calendar ends within a year.
    pub(super) fn mint(user_id: UserId, pepper: &Pepper, now: i64) -> Result<Self, Broken> {
        let token = UserToken::mint();
        let row = NewToken {
            user_id,
            token_hash: pepper.hash(&token).as_bytes().to_vec(),
            pepper_id: pepper.id().to_owned(),
            created_at: now,
            expires_at: year_after(now).ok_or(OUT_OF_CALENDAR)?,
        };
        Ok(Self { token, row })
    }

    /// As the audit log tells it.
    pub(super) fn change(&self) -> Change {
        Change::of("user_token.issued", &self.row.user_id)
    }

    /// As the contract shows it, this once.
    ///
    /// # Errors
    /// When its end is out of the calendar.
    pub(super) fn shown(&self) -> Result<models::UserToken, Broken> {
        let expires = Timestamp::from_millis(self.row.expires_at);
        Ok(models::UserToken {
            token: Secret::new(self.token.expose_secret().to_owned()),
            user_id: (&self.row.user_id).into(),
            expires: expires.ok_or(OUT_OF_CALENDAR)?,
        })
    }
}

/// Tokens for several users, none of whom is there twice.
#[derive(Clone)]
pub(super) struct Batch {
    /// Each with the place at which its user stands first in the request.
    issued: Vec<(usize, Issued)>,
}

impl Batch {
    /// A new token for each of these users. One that is named again counts once.
    ///
    /// # Errors
    /// When the calendar ends within a year.
    pub(super) fn mint(user_ids: &[Uuid], pepper: &Pepper, now: i64) -> Result<Self, Broken> {
        let mut seen = HashSet::new();
        let first = user_ids
            .iter()
            .enumerate()
            .filter(|(_, id)| seen.insert(**id));
        let mint = |(place, id): (usize, &Uuid)| {
            Issued::mint(UserId::from(*id), pepper, now).map(|issued| (place, issued))
        };
        let issued = first.map(mint).collect::<Result<_, _>>()?;
        Ok(Self { issued })
    }

    /// What is stored of them.
    pub(super) fn rows(&self) -> Vec<&NewToken> {
        self.issued.iter().map(|(_, issued)| &issued.row).collect()
    }

    /// Says where the users stand who are missing.
    ///
    /// # Errors
    /// When there are any.
    pub(super) fn without(&self, missing: &[UserId]) -> Result<(), MissingUsers> {
        let places = self.issued.iter();
        let places = places.filter(|(_, issued)| missing.contains(&issued.row.user_id));
        let places: Vec<usize> = places.map(|(place, _)| *place).collect();
        match places.as_slice() {
            [] => Ok(()),
            _ => Err(MissingUsers(places)),
        }
    }

    /// As the contract shows them, this once.
    ///
    /// # Errors
    /// When their end is out of the calendar.
    pub(super) fn shown(&self) -> Result<Vec<models::UserToken>, Broken> {
        self.issued
            .iter()
            .map(|(_, issued)| issued.shown())
            .collect()
    }

    /// As the audit log tells it.
    pub(super) fn changes(&self) -> Vec<Change> {
        self.issued
            .iter()
            .map(|(_, issued)| issued.change())
            .collect()
    }
}

const OUT_OF_CALENDAR: Broken = Broken {
    what: "a token would end out of the calendar",
};

/// Whose token a hash is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The user.
    pub(crate) user_id: UserId,
    /// The user's customer.
    pub(crate) customer: CustomerKey,
    /// The account of that customer.
    pub(crate) account: AccountId,
    /// When the token ends, in milliseconds since the epoch.
    pub(crate) expires_at: i64,
}
