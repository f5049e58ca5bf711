//! The matrix of the portal. A credential counts wherever it stands, but in `X-Customer-Key`, which
//! holds customer keys only. What a row does not replace is good: beside a credential in
//! `X-Customer-Key` stands the platform key, beside all others the customer key.

use super::cells::Credential::*;
use super::cells::{AUTHORIZATION, BUT_CUSTOMER, CUSTOMER};
use super::table::{Column, Matrix, OK, Row};
use crate::apis::Api;

pub(super) const PORTAL: Matrix = Matrix {
    api: Api::Portal,
    columns: COLUMNS,
    rows: ROWS,
};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // credential      sent as        platform  on a    and
    //                                          customer customer key
    (Nothing,          AUTHORIZATION, &[401, 401, 401]),
    (BareBearer,       AUTHORIZATION, &[401, 401, 401]),
    (Basic,            AUTHORIZATION, &[401, 401, 401]),
    (Garbage,          BUT_CUSTOMER,  &[401, 401, 401]),
    (Session,          BUT_CUSTOMER,  &[403, 403, 403]),
    (SessionExpired,   BUT_CUSTOMER,  &[401, 401, 401]),
    (Owner,            BUT_CUSTOMER,  &[403, 403, 403]),
    (OwnerUnknown,     BUT_CUSTOMER,  &[401, 401, 401]),
    (User,             BUT_CUSTOMER,  &[403, 403, 403]),
    (Master,           BUT_CUSTOMER,  &[403, 403, 403]),
    (Platform,         BUT_CUSTOMER,  &[ OK,  OK,  OK]),
    (PlatformOfOther,  BUT_CUSTOMER,  &[ OK, 404, 403]),
    (PlatformMistyped, BUT_CUSTOMER,  &[401, 401, 401]),
    (PlatformUnknown,  BUT_CUSTOMER,  &[401, 401, 401]),
    (PlatformReplaced, BUT_CUSTOMER,  &[401, 401, 401]),
    (PlatformDisabled, BUT_CUSTOMER,  &[401, 401, 401]),
    (PlatformLive,     BUT_CUSTOMER,  &[401, 401, 401]),
    (Customer,         BUT_CUSTOMER,  &[403, 403, 403]),
    (CustomerOfOther,  BUT_CUSTOMER,  &[403, 403, 403]),
    (CustomerUnknown,  BUT_CUSTOMER,  &[401, 401, 401]),
    (CustomerReplaced, BUT_CUSTOMER,  &[401, 401, 401]),
    (CustomerDeleted,  BUT_CUSTOMER,  &[401, 401, 401]),
    (Nothing,          CUSTOMER,      &[ OK,  OK, 403]),
    (Garbage,          CUSTOMER,      &[ OK,  OK, 403]),
    (Session,          CUSTOMER,      &[ OK,  OK, 403]),
    (Owner,            CUSTOMER,      &[ OK,  OK, 403]),
    (User,             CUSTOMER,      &[ OK,  OK, 403]),
    (Master,           CUSTOMER,      &[ OK,  OK, 403]),
    (Platform,         CUSTOMER,      &[ OK,  OK, 403]),
    (Customer,         CUSTOMER,      &[ OK,  OK,  OK]),
    (CustomerSibling,  CUSTOMER,      &[ OK,  OK,  OK]),
    (CustomerInGrace,  CUSTOMER,      &[ OK,  OK,  OK]),
    (CustomerOfOther,  CUSTOMER,      &[ OK,  OK, 403]),
    (CustomerMistyped, CUSTOMER,      &[ OK,  OK, 403]),
    (CustomerUnknown,  CUSTOMER,      &[ OK,  OK, 403]),
    (CustomerReplaced, CUSTOMER,      &[ OK,  OK, 403]),
    (CustomerDeleted,  CUSTOMER,      &[ OK,  OK, 403]),
];

const COLUMNS: &[Column] = &[
    ("platform", "", "platform"),
    ("platform", "customerId", "platform, on a customer"),
    ("platform and customer", "", "platform and customer"),
];
