//! Profiles belong to no account: any account may create a customer from one.

use super::model::ProfileRow;
use crate::db::schema::registry_profiles;
use crate::db::{Connection, DbError, columns};
use diesel::prelude::*;

/// Stores profiles, replacing those known, within the transaction of the caller.
///
/// Sorted, so that two imports at once lock the rows in the same order.
pub(super) fn upsert(conn: &mut Connection, profiles: &[ProfileRow]) -> Result<(), DbError> {
    let mut sorted: Vec<&ProfileRow> = profiles.iter().collect();
    sorted.sort_by(|a, b| a.customer_id.cmp(&b.customer_id));
    for profile in sorted {
        let replaced = diesel::update(registry_profiles::table.find(&profile.customer_id))
            .set(profile)
            .execute(conn)?;
        if replaced == 0 {
            diesel::insert_into(registry_profiles::table)
                .values(profile)
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Finds the profile of an id.
pub(super) fn find(
    conn: &mut Connection,
    customer_id: &str,
) -> Result<Option<ProfileRow>, DbError> {
    let row = registry_profiles::table
        .find(customer_id)
        .select(columns::<ProfileRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}
