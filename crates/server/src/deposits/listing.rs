//! Which deposits are listed, and in which order.

use sovx_api_types::sovx::models::{DepositOrder, DepositState};
use sovx_api_types::sovx::operations::ListDepositsRequest;
use sovx_runtime::Timestamp;

use crate::pagination::Filters;

/// Which deposits to list, and how; what is `None` does not matter.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub(super) state: Option<DepositState>,
    pub(super) currency: Option<String>,
    /// The earliest time of creation.
    pub(super) from: Option<Timestamp>,
    /// The time of creation that is too late.
    pub(super) to: Option<Timestamp>,
    pub(super) order: Option<DepositOrder>,
}

impl Listing {
    /// What a request asks for.
    pub(super) fn of<Caller>(request: &ListDepositsRequest<Caller>) -> Self {
        Self {
            state: request.filter_where_state,
            currency: request.filter_where_currency.clone(),
            from: request.filter_where_from,
            to: request.filter_where_to,
            order: request.filter_sort,
        }
    }

    /// As the links of its pages repeat it.
    pub(super) fn filters(&self) -> Filters {
        let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
        let (from, to) = (time(self.from), time(self.to));
        Filters::default()
            .with("filter[sort]", self.order.map(DepositOrder::as_str))
            .with("filter[where][state]", self.state.map(DepositState::as_str))
            .with("filter[where][currency]", self.currency.as_deref())
            .with("filter[where][from]", from.as_deref())
            .with("filter[where][to]", to.as_deref())
    }
}
