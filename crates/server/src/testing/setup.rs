//! What a test may want otherwise than usual.

use std::collections::HashMap;

use reqwest::Url;

use crate::app::Edge;
use crate::limits::{Quota, Quotas};
use crate::serve::Shape;

/// How a server for a test is started; by default as usual.
#[derive(Default)]
pub(crate) struct Setup {
    pub(crate) registry: Option<Url>,
    pub(crate) shape: Shape,
    pub(crate) scarce: bool,
    /// Budgets that no test spends, unless it brings its own.
    pub(crate) quotas: Option<Quotas>,
    /// Whether the keys of end customers cannot be read again.
    pub(crate) conceals_keys: bool,
}

impl Setup {
    /// Believes what this machine says in `x-forwarded-*`.
    pub(crate) fn behind_proxy() -> Self {
        let trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        Self {
            shape: Shape {
                edge: Edge {
                    trusted_proxies,
                    ..Edge::default()
                },
                ..Shape::default()
            },
            ..Self::default()
        }
    }
}

/// Budgets that nobody spends.
pub(crate) fn plenty() -> Quotas {
    let quota = Quota::new(1_000_000, 1).unwrap();
    Quotas {
        credential: quota,
        address: quota,
        login: quota,
        partner: quota,
        end_customer: quota,
        end_customers: HashMap::new(),
    }
}
