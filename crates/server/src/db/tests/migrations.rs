//! The schema: reached once by many, left and reached again.

use crate::db::migrations::{POSTGRES, SQLITE, run};
use crate::db::testing::{Place, account};
use crate::db::{Connection, now_millis, schema};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_migrations::MigrationHarness;

const ALL: usize = 45;

#[test]
fn of_eight_that_start_on_an_empty_database_exactly_one_migrates() {
    let place = Place::new();

    let applied: Vec<usize> = std::thread::scope(|scope| {
        let starters: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| run(&mut place.connect()).unwrap()))
            .collect();
        starters
            .into_iter()
            .map(|starter| starter.join().unwrap())
            .collect()
    });

    assert_eq!(
        applied.iter().filter(|&&count| count == ALL).count(),
        1,
        "{applied:?}"
    );
    assert_eq!(
        applied.iter().filter(|&&count| count == 0).count(),
        7,
        "{applied:?}"
    );
}

#[test]
fn up_down_and_up_again_gives_the_same_schema() {
    let place = Place::new();
    let mut conn = place.connect();
    run(&mut conn).unwrap();
    let before = describe(&mut conn);

    revert(&mut conn, ALL);
    let between = describe(&mut conn);
    let again = run(&mut conn).unwrap();

    assert!(!between.contains("customers"), "{between}");
    assert_eq!(again, ALL);
    assert_eq!(describe(&mut conn), before);
}

#[test]
fn reverting_a_step_and_taking_it_again_keeps_the_data_of_the_others() {
    let place = Place::new();
    let mut conn = place.connect();
    run(&mut conn).unwrap();
    let kept = account(&mut conn);

    revert(&mut conn, 4);
    let again = run(&mut conn).unwrap();

    let ids: Vec<crate::db::AccountId> = schema::accounts::table
        .select(schema::accounts::id)
        .load(&mut conn)
        .unwrap();
    assert_eq!(again, 4);
    assert_eq!(ids, [kept]);
}

#[test]
fn a_holder_that_died_does_not_block_for_ever() {
    let place = Place::new();
    let mut conn = place.connect();
    leave_lock(&mut conn, -1);

    let applied = run(&mut conn).unwrap();

    assert_eq!(applied, ALL);
}

#[test]
fn a_living_holder_is_waited_for() {
    let place = Place::new();
    let mut conn = place.connect();
    let expires_at = leave_lock(&mut conn, 600);

    let applied = run(&mut conn).unwrap();

    assert_eq!(applied, ALL);
    assert!(now_millis() >= expires_at, "it began too early");
}

#[test]
fn every_column_the_queries_name_exists() {
    let place = Place::new();
    let mut conn = place.connect();
    run(&mut conn).unwrap();

    macro_rules! assert_readable {
        ($($table:ident)*) => {$(
            let sql = diesel::debug_query::<diesel::sqlite::Sqlite, _>(
                &schema::$table::table.select(schema::$table::all_columns),
            )
            .to_string();
            let sql = sql.split(" --").next().unwrap().replace('`', "\"");
            conn.batch_execute(&sql).unwrap();
        )*};
    }
    assert_readable!(accounts sessions customers peppers credentials registry_profiles);
    assert_readable!(audit_log audit_head idempotency_keys);
    assert_readable!(users user_tokens);
    assert_readable!(usage_periods usage_processes);
    assert_readable!(monetization_counters monetization_settings currencies currency_pairs);
    assert_readable!(partners end_customers end_customer_keys);
}

/// As if another process had begun to migrate and its lease ended in so many milliseconds; says
/// when that is.
fn leave_lock(conn: &mut Connection, milliseconds: i64) -> i64 {
    run(conn).unwrap();
    revert(conn, ALL);
    let expires_at = now_millis() + milliseconds;
    diesel::insert_into(schema::migration_locks::table)
        .values((
            schema::migration_locks::name.eq("schema"),
            schema::migration_locks::holder.eq("another"),
            schema::migration_locks::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .unwrap();
    expires_at
}

fn revert(conn: &mut Connection, steps: usize) {
    for _ in 0..steps {
        match conn {
            Connection::Sqlite(conn) => drop(conn.revert_last_migration(SQLITE).unwrap()),
            Connection::Postgres(conn) => drop(conn.revert_last_migration(POSTGRES).unwrap()),
        }
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// The tables, columns and indexes, one a line.
fn describe(conn: &mut Connection) -> String {
    let query = match conn {
        Connection::Sqlite(_) => {
            "SELECT name || ' ' || COALESCE(sql, '') AS line FROM sqlite_master ORDER BY 1"
        }
        Connection::Postgres(_) => {
            "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable
                    || ' ' || COALESCE(collation_name, '') AS line
             FROM information_schema.columns WHERE table_schema = 'public'
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
             UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
             WHERE connamespace = 'public'::regnamespace ORDER BY 1"
        }
    };
    let lines: Vec<Line> = diesel::sql_query(query).load(conn).unwrap();
    lines
        .into_iter()
        .map(|line| line.line)
        .collect::<Vec<_>>()
        .join("\n")
}
