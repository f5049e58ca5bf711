//! The sizes of budgets, as operators write them.

use std::collections::HashMap;

use super::origin::Lookup;
use super::values::Parsed;
use crate::db::EndCustomerId;
use crate::limits::{Quota, Quotas};

/// Every quota that is set; the rest has its default.
pub(super) fn quotas(lookup: &mut Lookup<'_>) -> Quotas {
    let Quotas {
        credential,
        address,
        login,
        partner,
        end_customer,
        ..
    } = Quotas::default();
    let mut of = |name, default| lookup.parsed(name, quota).unwrap_or(default);
    Quotas {
        credential: of("limit_credential", credential),
        address: of("limit_address", address),
        login: of("limit_login", login),
        partner: of("limit_partner", partner),
        end_customer: of("limit_end_customer", end_customer),
        end_customers: end_customers(lookup),
    }
}

fn end_customers(lookup: &mut Lookup<'_>) -> HashMap<EndCustomerId, Quota> {
    let listed = lookup.each("limit_end_customers", entry);
    let count = listed.len();
    let quotas: HashMap<_, _> = listed.into_iter().collect();
    if quotas.len() < count {
        lookup.problem("limit_end_customers must name each end customer once".to_owned());
    }
    quotas
}

fn quota(text: &str) -> Parsed<Quota> {
    read(text).ok_or(
        "must be a number of requests up to 1000000 in a number of seconds up to 86400, for \
         example 600/60s",
    )
}

fn entry(text: &str) -> Parsed<(EndCustomerId, Quota)> {
    let parts = text.split_once('=');
    parts
        .and_then(|(id, quota)| Some((EndCustomerId::parse(id.trim())?, read(quota.trim())?)))
        .ok_or("must give the ids of end customers and a quota for each, such as 1000/60s")
}

/// `600/60s`: so many requests in so many seconds.
fn read(text: &str) -> Option<Quota> {
    let (requests, seconds) = text.strip_suffix('s')?.split_once('/')?;
    Quota::new(number(requests)?, number(seconds)?)
}

fn number(digits: &str) -> Option<u32> {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
