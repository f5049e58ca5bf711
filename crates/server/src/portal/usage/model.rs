//! What is counted. Counts are gathered, added to the database and read in one form.

use actix_web::http::StatusCode;
use diesel::prelude::*;

use crate::db::schema::usage_periods;

/// How a request ended, as its customer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was answered, or sent elsewhere.
    Successful,
    /// It was refused or could not be carried out, whoever is to blame.
    Failed,
    /// It came when the customer's budget was spent.
    RateLimited,
}

impl Outcome {
    /// What a status says.
    pub(crate) fn of(status: StatusCode) -> Self {
        if status == StatusCode::TOO_MANY_REQUESTS {
            Self::RateLimited
        } else if status.is_client_error() || status.is_server_error() {
            Self::Failed
        } else {
            Self::Successful
        }
    }
}

/// The requests of one end customer in one period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = usage_periods)]
pub(crate) struct Counts {
    pub(crate) successful: i64,
    pub(crate) failed: i64,
    pub(crate) rate_limited: i64,
    /// When the last of them was answered; 0 where there was none.
    pub(crate) last_request_at: i64,
}

impl Counts {
    /// All of them.
    pub(crate) fn total(&self) -> i64 {
        self.successful
            .saturating_add(self.failed)
            .saturating_add(self.rate_limited)
    }

    /// Counts one more.
    pub(super) fn count(&mut self, outcome: Outcome, now: i64) {
        let counter = match outcome {
            Outcome::Successful => &mut self.successful,
            Outcome::Failed => &mut self.failed,
            Outcome::RateLimited => &mut self.rate_limited,
        };
        *counter = counter.saturating_add(1);
        self.last_request_at = self.last_request_at.max(now);
    }
}
