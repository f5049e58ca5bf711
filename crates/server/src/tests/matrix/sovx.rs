//! The matrix of the SovX API. A credential counts wherever it stands.

use super::cells::Credential::*;
use super::cells::{ANY, AUTHORIZATION};
use super::table::{Column, Matrix, OK, Row};
use crate::apis::Api;

pub(super) const SOVX: Matrix = Matrix {
    api: Api::Sovx,
    columns: COLUMNS,
    rows: ROWS,
};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // credential      sent as        public    customer   owner    user/owner on
    //                                session    master  id in path user wallet
    (Nothing,          AUTHORIZATION, &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (BareBearer,       AUTHORIZATION, &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Basic,            AUTHORIZATION, &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Garbage,          ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Session,          ANY,           &[ OK,  OK,  OK, 403, 403, 403, 403, 403]),
    (SessionOfOther,   ANY,           &[ OK,  OK, 404, 403, 403, 403, 403, 403]),
    (SessionForged,    ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionRevoked,   ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionExpired,   ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Owner,            ANY,           &[ OK, 403, 403, 403,  OK,  OK,  OK,  OK]),
    (OwnerOfOther,     ANY,           &[ OK, 403, 403, 403,  OK, 404, 404, 404]),
    (OwnerMistyped,    ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerUnknown,     ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerRevoked,     ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (User,             ANY,           &[ OK, 403, 403, 403, 403, 403,  OK,  OK]),
    (UserSibling,      ANY,           &[ OK, 403, 403, 403, 403, 403, 403, 404]),
    (UserOfOther,      ANY,           &[ OK, 403, 403, 403, 403, 403, 403, 404]),
    (UserMalformed,    ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserUnknown,      ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserReplaced,     ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserExpired,      ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserDeleted,      ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Platform,         ANY,           &[ OK, 403, 403, 403, 403, 403, 403, 403]),
    (PlatformUnknown,  ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Customer,         ANY,           &[ OK, 403, 403, 403, 403, 403, 403, 403]),
    (CustomerUnknown,  ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Master,           ANY,           &[ OK, 403, 403,  OK, 403, 403, 403, 403]),
    (MasterUnknown,    ANY,           &[ OK, 401, 401, 401, 401, 401, 401, 401]),
];

const COLUMNS: &[Column] = &[
    ("", "", "public"),
    ("session", "", "session"),
    ("session", "customer_id", "session, on a customer"),
    ("master", "", "master"),
    ("owner", "", "owner"),
    ("owner", "an object", "owner, on an object"),
    ("user or owner", "user_id", "user or owner, on a user"),
    ("user or owner", "wallet_id", "user or owner, on a wallet"),
];
