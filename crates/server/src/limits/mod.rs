//! Rate limits: how many requests each caller may send, and in what time.
//!
//! Every budget is kept by one [`RateLimiter`], whoever spends it and for whatever: nothing is
//! counted a second time elsewhere. A budget refills evenly, so there is no edge of a window at which
//! it could be spent twice, and what is refused costs nothing.

mod limiter;
mod local;
mod quota;
mod subject;
#[cfg(test)]
mod tests;

pub use limiter::{Decision, RateLimiter, Spent};
pub use local::LocalLimiter;
pub use quota::{Quota, Quotas};
pub use subject::{Network, Subject};

use std::sync::Arc;

/// The budgets of this server: what each subject may spend, and the limiter that keeps count.
#[derive(Clone)]
pub struct Limits {
    limiter: Arc<dyn RateLimiter>,
    quotas: Arc<Quotas>,
}

impl Limits {
    /// Budgets of these sizes, kept by this limiter.
    #[must_use]
    pub fn new(limiter: Arc<dyn RateLimiter>, quotas: Quotas) -> Self {
        Self {
            limiter,
            quotas: Arc::new(quotas),
        }
    }

    /// Takes one request from a subject's budget, unless it is spent.
    pub async fn take(&self, subject: &Subject) -> Decision {
        self.limiter.take(subject, self.quotas.of(subject)).await
    }

    /// What [`take`](Self::take) would find now. Spends nothing.
    pub async fn peek(&self, subject: &Subject) -> Decision {
        self.limiter.peek(subject, self.quotas.of(subject)).await
    }

    /// The size of a subject's budget.
    #[must_use]
    pub fn quota(&self, subject: &Subject) -> Quota {
        self.quotas.of(subject)
    }
}
