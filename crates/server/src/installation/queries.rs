//! One statement each, over pairs of a name and a value.

use diesel::prelude::*;

use crate::db::schema::installation;
use crate::db::{Connection, DbError, Unique, now_millis};

/// Violated where another process has stored the same name first.
pub(crate) const NAME: Unique = Unique {
    constraint: "installation_pkey",
    columns: "installation.name",
};

/// The value of this name.
pub(crate) fn find(conn: &mut Connection, name: &str) -> Result<Option<String>, DbError> {
    let value = installation::table
        .find(name)
        .select(installation::value)
        .get_result(conn)
        .optional()?;
    Ok(value)
}

/// Stores a value; there must be none of this name.
pub(crate) fn insert(conn: &mut Connection, name: &str, value: &str) -> Result<(), DbError> {
    diesel::insert_into(installation::table)
        .values((
            installation::name.eq(name),
            installation::value.eq(value),
            installation::updated_at.eq(now_millis()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Puts another value in the place of this one; `false` when it is not there any more.
pub(crate) fn replace(
    conn: &mut Connection,
    name: &str,
    old: &str,
    new: &str,
) -> Result<bool, DbError> {
    let replaced = diesel::update(installation::table.find(name))
        .filter(installation::value.eq(old))
        .set((
            installation::value.eq(new),
            installation::updated_at.eq(now_millis()),
        ))
        .execute(conn)?;
    Ok(replaced > 0)
}

/// Removes a value; `false` when it is not there any more.
pub(crate) fn remove(conn: &mut Connection, name: &str, value: &str) -> Result<bool, DbError> {
    let removed = diesel::delete(installation::table.find(name))
        .filter(installation::value.eq(value))
        .execute(conn)?;
    Ok(removed > 0)
}
