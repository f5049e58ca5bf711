//! What the server asks of whoever keeps its budgets.

use futures_util::future::BoxFuture;
use sovx_runtime::boundary::RateLimit;

use super::{Quota, Subject};

/// Keeps a budget for each subject.
///
/// An implementation that several nodes share has to keep this:
///
/// - A take is one atomic step. Two nodes never both spend the last request of a budget.
/// - A refused take leaves the budget as it was, and so does every peek.
/// - Time is that of the shared store, never that of a node.
/// - A subject is forgotten only when its budget is whole again, or when memory is short and no
///   other is nearer to that.
/// - It always decides. When the store cannot be reached it counts on its own, as [`LocalLimiter`]
///   does, so that an outage neither stops requests nor lifts the limits.
///
/// [`LocalLimiter`]: super::LocalLimiter
pub trait RateLimiter: Send + Sync {
    /// Takes one request from the subject's budget, unless it is spent.
    fn take<'a>(&'a self, subject: &'a Subject, quota: Quota) -> BoxFuture<'a, Decision>;

    /// What a take would find now. Spends nothing.
    fn peek<'a>(&'a self, subject: &'a Subject, quota: Quota) -> BoxFuture<'a, Decision>;
}

/// What a budget holds, and whether it pays for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// As every response to the request says it.
    pub budget: RateLimit,
    /// Whether the request may go on.
    pub outcome: Result<(), Spent>,
}

/// The budget is spent for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the budget of requests is spent")]
pub struct Spent {
    /// Whole seconds until it holds a request again, at least 1: the value of `Retry-After`.
    pub retry_after: u32,
}
