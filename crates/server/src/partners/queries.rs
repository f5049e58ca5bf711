//! One statement each. The operator names a partner by its name, in any case.

use diesel::prelude::*;

use super::model::{KeyChanges, NewPartner, PartnerRow};
use crate::db::schema::partners;
use crate::db::{Connection, DbError, PartnerId, Unique, columns};

const NAME: Unique = Unique {
    constraint: "partners_name_key",
    columns: "partners.name_key",
};

/// Why a partner was not stored.
#[derive(Debug, thiserror::Error)]
pub(super) enum InsertError {
    #[error("another partner has this name")]
    TakenName,
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for InsertError {
    fn from(error: DbError) -> Self {
        if error.violates(&NAME) {
            Self::TakenName
        } else {
            Self::Db(error)
        }
    }
}

/// Stores a partner, unless its name is taken.
pub(super) fn insert(conn: &mut Connection, new: &NewPartner) -> Result<(), InsertError> {
    diesel::insert_into(partners::table)
        .values(new)
        .execute(conn)
        .map_err(DbError::from)?;
    Ok(())
}

/// All partners, by name.
pub(super) fn list(conn: &mut Connection) -> Result<Vec<PartnerRow>, DbError> {
    let rows = partners::table
        .order(partners::name_key.asc())
        .select(columns::<PartnerRow>())
        .load(conn)?;
    Ok(rows)
}

/// One partner; `None` when there is none of this name.
pub(super) fn find(conn: &mut Connection, name_key: &str) -> Result<Option<PartnerRow>, DbError> {
    let row = partners::table
        .filter(partners::name_key.eq(name_key))
        .select(columns::<PartnerRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Puts another key in the place of a partner's own; `None` when there is no such partner.
pub(super) fn set_key(
    conn: &mut Connection,
    name_key: &str,
    key: &KeyChanges,
) -> Result<Option<PartnerId>, DbError> {
    let id = diesel::update(partners::table.filter(partners::name_key.eq(name_key)))
        .set(key)
        .returning(partners::id)
        .get_result(conn)
        .optional()?;
    Ok(id)
}

/// Enables or disables a partner; `None` when there is no such partner.
pub(super) fn set_active(
    conn: &mut Connection,
    name_key: &str,
    is_active: bool,
    now: i64,
) -> Result<Option<PartnerId>, DbError> {
    let id = diesel::update(partners::table.filter(partners::name_key.eq(name_key)))
        .set((
            partners::is_active.eq(is_active),
            partners::updated_at.eq(now),
        ))
        .returning(partners::id)
        .get_result(conn)
        .optional()?;
    Ok(id)
}

/// Which active partner's key has this hash. The hash can only be known to who holds the key.
pub(crate) fn find_live(
    conn: &mut Connection,
    key_hash: &[u8],
) -> Result<Option<PartnerId>, DbError> {
    let id = partners::table
        .filter(partners::key_hash.eq(key_hash))
        .filter(partners::is_active.eq(true))
        .select(partners::id)
        .get_result(conn)
        .optional()?;
    Ok(id)
}
