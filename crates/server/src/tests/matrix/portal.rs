//! The matrix of the portal. What a row does not replace is good: beside a credential in
//! `X-Customer-Key` stands the platform key, beside all others the customer key.

use super::cells::Credential::*;
use super::cells::Place::{ApiKey, Bearer, CustomerKey, MasterKey};
use super::table::{Column, Matrix, OK, Row};
use crate::apis::Api;

pub(super) const PORTAL: Matrix = Matrix {
    api: Api::Portal,
    columns: COLUMNS,
    rows: ROWS,
};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // credential      sent as      platform  on a    and
    //                                        customer customer key
    (Nothing,          Bearer,      &[401, 401, 401]),
    (BareBearer,       Bearer,      &[401, 401, 401]),
    (Basic,            Bearer,      &[401, 401, 401]),
    (Garbage,          Bearer,      &[401, 401, 401]),
    (Session,          Bearer,      &[401, 401, 401]),
    (Owner,            Bearer,      &[401, 401, 401]),
    (User,             Bearer,      &[401, 401, 401]),
    (Master,           Bearer,      &[401, 401, 401]),
    (Platform,         Bearer,      &[ OK,  OK,  OK]),
    (Platform,         ApiKey,      &[401, 401, 401]),
    (Platform,         MasterKey,   &[401, 401, 401]),
    (PlatformOfOther,  Bearer,      &[ OK, 404, 403]),
    (PlatformMistyped, Bearer,      &[401, 401, 401]),
    (PlatformUnknown,  Bearer,      &[401, 401, 401]),
    (PlatformReplaced, Bearer,      &[401, 401, 401]),
    (PlatformDisabled, Bearer,      &[401, 401, 401]),
    (PlatformLive,     Bearer,      &[401, 401, 401]),
    (Customer,         Bearer,      &[403, 403, 403]),
    (Customer,         ApiKey,      &[401, 401, 401]),
    (Customer,         MasterKey,   &[401, 401, 401]),
    (CustomerOfOther,  Bearer,      &[403, 403, 403]),
    (CustomerUnknown,  Bearer,      &[401, 401, 401]),
    (CustomerReplaced, Bearer,      &[401, 401, 401]),
    (CustomerDeleted,  Bearer,      &[401, 401, 401]),
    (Nothing,          CustomerKey, &[ OK,  OK, 403]),
    (Garbage,          CustomerKey, &[ OK,  OK, 403]),
    (Session,          CustomerKey, &[ OK,  OK, 403]),
    (Owner,            CustomerKey, &[ OK,  OK, 403]),
    (User,             CustomerKey, &[ OK,  OK, 403]),
    (Master,           CustomerKey, &[ OK,  OK, 403]),
    (Platform,         CustomerKey, &[ OK,  OK, 403]),
    (Customer,         CustomerKey, &[ OK,  OK,  OK]),
    (CustomerSibling,  CustomerKey, &[ OK,  OK,  OK]),
    (CustomerInGrace,  CustomerKey, &[ OK,  OK,  OK]),
    (CustomerOfOther,  CustomerKey, &[ OK,  OK, 403]),
    (CustomerMistyped, CustomerKey, &[ OK,  OK, 403]),
    (CustomerUnknown,  CustomerKey, &[ OK,  OK, 403]),
    (CustomerReplaced, CustomerKey, &[ OK,  OK, 403]),
    (CustomerDeleted,  CustomerKey, &[ OK,  OK, 403]),
];

const COLUMNS: &[Column] = &[
    ("platform", "", "platform"),
    ("platform", "customerId", "platform, on a customer"),
    ("platform and customer", "", "platform and customer"),
];
