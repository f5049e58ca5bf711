//! Which transactions are listed, and in which order.

use sovx_api_types::sovx::models::{TransactionOrder, TransactionStatus, TransactionType};
use sovx_api_types::sovx::operations::{
    ListAccountTransactionsRequest, ListUserTransactionsRequest, ListWalletTransactionsRequest,
};
use sovx_runtime::Timestamp;

use crate::pagination::Filters;

/// Which transactions to list, and how; what is `None` does not matter.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub(super) kind: Option<TransactionType>,
    pub(super) currency: Option<String>,
    pub(super) status: Option<TransactionStatus>,
    /// The earliest time of creation.
    pub(super) from: Option<Timestamp>,
    /// The time of creation that is too late.
    pub(super) to: Option<Timestamp>,
    pub(super) order: Option<TransactionOrder>,
}

/// What a request asks for, and the place of the page. The lists know the same filters.
macro_rules! listing_of {
    ($($request:ident)*) => {$(
        impl<Caller> From<&$request<Caller>> for Listing {
            fn from(request: &$request<Caller>) -> Self {
                Self {
                    kind: request.filter_where_type,
                    currency: request.filter_where_currency.clone(),
                    status: request.filter_where_status,
                    from: request.filter_where_from,
                    to: request.filter_where_to,
                    order: request.filter_sort,
                }
            }
        }
    )*};
}

listing_of!(ListAccountTransactionsRequest ListUserTransactionsRequest ListWalletTransactionsRequest);

impl Listing {
    /// As the links of its pages repeat it.
    pub(super) fn filters(&self) -> Filters {
        let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
        let (from, to) = (time(self.from), time(self.to));
        let (kind, status) = (self.kind, self.status);
        Filters::default()
            .with("filter[sort]", self.order.map(TransactionOrder::as_str))
            .with("filter[where][type]", kind.map(TransactionType::as_str))
            .with("filter[where][currency]", self.currency.as_deref())
            .with(
                "filter[where][status]",
                status.map(TransactionStatus::as_str),
            )
            .with("filter[where][from]", from.as_deref())
            .with("filter[where][to]", to.as_deref())
    }
}
