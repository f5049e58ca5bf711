//! The matrix itself.

use sovx_contract::model::Operation;

use super::cells::Credential::{self, *};
use super::cells::Place::{self, ApiKey, Bearer, MasterKey};
use crate::testing::DOCUMENT;

/// The operation's own success.
pub(super) const OK: u16 = 200;

/// What is presented, where, and what operations of each column answer. A header that an operation
/// does not read counts as nothing presented.
#[rustfmt::skip]
pub(super) const TABLE: [(Credential, Place, [u16; 8]); 69] = [
    // credential     sent as    public    customer   owner    user/owner on
    //                             session    master  id in path user wallet
    (Nothing,         Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (BareBearer,      Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Basic,           Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Garbage,         Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Garbage,         ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Garbage,         MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Session,         Bearer,    [ OK,  OK,  OK, 401, 401, 401, 403, 403]),
    (Session,         ApiKey,    [ OK, 401, 401, 403, 403, 403, 403, 403]),
    (Session,         MasterKey, [ OK, 401, 401, 403, 401, 401, 401, 401]),
    (SessionOfOther,  Bearer,    [ OK,  OK, 404, 401, 401, 401, 403, 403]),
    (SessionOfOther,  ApiKey,    [ OK, 401, 401, 403, 403, 403, 403, 403]),
    (SessionOfOther,  MasterKey, [ OK, 401, 401, 403, 401, 401, 401, 401]),
    (SessionForged,   Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionForged,   ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionForged,   MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionRevoked,  Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionRevoked,  ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionRevoked,  MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionExpired,  Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionExpired,  ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (SessionExpired,  MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Owner,           Bearer,    [ OK, 403, 403, 401, 401, 401, 401, 401]),
    (Owner,           ApiKey,    [ OK, 401, 401, 403,  OK,  OK,  OK,  OK]),
    (Owner,           MasterKey, [ OK, 401, 401, 403, 401, 401, 401, 401]),
    (OwnerOfOther,    Bearer,    [ OK, 403, 403, 401, 401, 401, 401, 401]),
    (OwnerOfOther,    ApiKey,    [ OK, 401, 401, 403,  OK, 404, 404, 404]),
    (OwnerOfOther,    MasterKey, [ OK, 401, 401, 403, 401, 401, 401, 401]),
    (OwnerMistyped,   Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerMistyped,   ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerMistyped,   MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerUnknown,    Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerUnknown,    ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerUnknown,    MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerRevoked,    Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerRevoked,    ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (OwnerRevoked,    MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (User,            Bearer,    [ OK, 403, 403, 401, 401, 401,  OK,  OK]),
    (User,            ApiKey,    [ OK, 401, 401, 403, 403, 403,  OK,  OK]),
    (User,            MasterKey, [ OK, 401, 401, 403, 401, 401, 401, 401]),
    (UserSibling,     Bearer,    [ OK, 403, 403, 401, 401, 401, 403, 404]),
    (UserSibling,     ApiKey,    [ OK, 401, 401, 403, 403, 403, 403, 404]),
    (UserSibling,     MasterKey, [ OK, 401, 401, 403, 401, 401, 401, 401]),
    (UserOfOther,     Bearer,    [ OK, 403, 403, 401, 401, 401, 403, 404]),
    (UserOfOther,     ApiKey,    [ OK, 401, 401, 403, 403, 403, 403, 404]),
    (UserOfOther,     MasterKey, [ OK, 401, 401, 403, 401, 401, 401, 401]),
    (UserMalformed,   Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserMalformed,   ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserMalformed,   MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserUnknown,     Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserUnknown,     ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserUnknown,     MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserReplaced,    Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserReplaced,    ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserReplaced,    MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserExpired,     Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserExpired,     ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserExpired,     MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserDeleted,     Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserDeleted,     ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (UserDeleted,     MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Platform,        Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Platform,        ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Platform,        MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (Master,          Bearer,    [ OK, 403, 403, 401, 401, 401, 403, 403]),
    (Master,          ApiKey,    [ OK, 401, 401,  OK, 403, 403, 403, 403]),
    (Master,          MasterKey, [ OK, 401, 401,  OK, 401, 401, 401, 401]),
    (MasterUnknown,   Bearer,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (MasterUnknown,   ApiKey,    [ OK, 401, 401, 401, 401, 401, 401, 401]),
    (MasterUnknown,   MasterKey, [ OK, 401, 401, 401, 401, 401, 401, 401]),
];

/// The columns, by the tiers that an operation admits and the object that it names.
pub(super) const COLUMNS: [(&str, &str, &str); 8] = [
    ("", "", "public"),
    ("session", "", "session"),
    ("session", "customer_id", "session, on a customer"),
    ("master", "", "master"),
    ("owner", "", "owner"),
    ("owner", "an object", "owner, on an object"),
    ("user or owner", "user_id", "user or owner, on a user"),
    ("user or owner", "wallet_id", "user or owner, on a wallet"),
];

/// Operations that name objects of a tenant in their body.
const NAMING_IN_BODY: [&str; 1] = ["generateUserTokens"];

/// A credential that an operation admits, and where.
pub(super) fn admitted(operation: &Operation) -> (Credential, Place) {
    let column = column(operation);
    let mut rows = TABLE.iter();
    let (credential, place, _) = rows.find(|(.., cells)| cells[column] == OK).unwrap();
    (*credential, *place)
}

/// The column of an operation.
pub(super) fn column(operation: &Operation) -> usize {
    let (tiers, object) = (tiers(operation), object(operation));
    let mut columns = COLUMNS.iter();
    columns
        .position(|(admitted, named, _)| {
            let any = *named == "an object" && !object.is_empty();
            *admitted == tiers && (*named == object || any)
        })
        .unwrap_or_else(|| panic!("the matrix has no column for {}", operation.id))
}

/// The tiers that an operation admits, joined by "or".
fn tiers(operation: &Operation) -> String {
    let mut tiers: Vec<&str> = Vec::new();
    let names = operation.security.iter().flat_map(|one| &one.schemes);
    for name in names {
        let mut schemes = DOCUMENT.security_schemes.iter();
        let scheme = schemes.find(|scheme| scheme.name == *name).unwrap();
        if !tiers.contains(&scheme.tier.as_str()) {
            tiers.push(&scheme.tier);
        }
    }
    tiers.join(" or ")
}

/// The first object that an operation names, by its parameter.
fn object(operation: &Operation) -> &str {
    let mut segments = operation.path.split('/');
    let parameter = segments.find_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_body = NAMING_IN_BODY.contains(&operation.id.as_str());
    parameter.unwrap_or(if in_body { "user_ids" } else { "" })
}
