//! How large budgets are.

use std::collections::HashMap;
use std::time::Duration;

use super::Subject;
use crate::db::EndCustomerId;

/// A number of requests in a time: both the most at once and, when that is spent, the pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    requests: u32,
    seconds: u32,
}

impl Quota {
    /// `None` unless there are 1 to 1,000,000 requests in 1 to 86,400 seconds.
    #[must_use]
    pub fn new(requests: u32, seconds: u32) -> Option<Self> {
        let in_range = (1..=1_000_000).contains(&requests) && (1..=86_400).contains(&seconds);
        in_range.then_some(Self { requests, seconds })
    }

    const fn per_minute(requests: u32) -> Self {
        Self {
            requests,
            seconds: 60,
        }
    }

    /// How many requests a whole budget holds.
    #[must_use]
    pub fn requests(self) -> u32 {
        self.requests
    }

    /// How long a spent budget takes to be whole again.
    #[must_use]
    pub fn window(self) -> Duration {
        Duration::from_secs(self.seconds.into())
    }

    /// The nanoseconds in which one request is refilled, rounded in the server's favour.
    pub(super) fn interval(self) -> u64 {
        (u64::from(self.seconds) * 1_000_000_000).div_ceil(self.requests.into())
    }
}

/// The size of every budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotas {
    /// Requests with one good credential of the SovX API. Default: 600 a minute.
    pub credential: Quota,
    /// Requests from one address without a good credential. Default: 60 a minute.
    pub address: Quota,
    /// Attempts to log in from one address. Default: 30 a minute.
    pub login: Quota,
    /// Requests of one partner that manage its end customers. Default: 600 a minute.
    pub partner: Quota,
    /// Requests on behalf of one end customer. Default: 100 a minute.
    pub end_customer: Quota,
    /// End customers that have a quota of their own.
    pub end_customers: HashMap<EndCustomerId, Quota>,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            credential: Quota::per_minute(600),
            address: Quota::per_minute(60),
            login: Quota::per_minute(30),
            partner: Quota::per_minute(600),
            end_customer: Quota::per_minute(100),
            end_customers: HashMap::new(),
        }
    }
}

impl Quotas {
    /// The size of a subject's budget.
    pub(super) fn of(&self, subject: &Subject) -> Quota {
        match subject {
            Subject::Credential(..) => self.credential,
            Subject::Address(_) => self.address,
            Subject::Login(_) => self.login,
            Subject::Partner(_) => self.partner,
            Subject::EndCustomer(id) => *self.end_customers.get(id).unwrap_or(&self.end_customer),
        }
    }
}
