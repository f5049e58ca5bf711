//! The schema: reached once by many, left and reached again.

use crate::db::migrations::{LEASE, POSTGRES, SQLITE, run};
use crate::db::testing::{Place, account, customer};
use crate::db::{Connection, OpenError, now_millis, schema};
use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel_migrations::MigrationHarness;
use std::time::Instant;

/// How many migrations there are.
fn all() -> usize {
    MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE)
        .unwrap()
        .len()
}

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
        applied.iter().filter(|&&count| count == all()).count(),
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

    revert(&mut conn, all());
    let between = describe(&mut conn);
    let again = run(&mut conn).unwrap();

    assert!(!between.contains("customers"), "{between}");
    assert_eq!(again, all());
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

/// Customers with one registration number are refused by the first release and taken by this one.
#[test]
fn an_upgrade_keeps_the_customers_and_takes_a_registration_twice() {
    let place = Place::new();
    let mut conn = place.connect();
    run(&mut conn).unwrap();
    let account = account(&mut conn);
    revert_to(&mut conn, "20261122001710");
    let register = |conn: &mut Connection, id: &str| {
        let key = customer(conn, &account, id);
        diesel::update(schema::customers::table.find(key))
            .set(schema::customers::business_registration_number.eq("4711"))
            .execute(conn)
    };
    register(&mut conn, "corp-one").unwrap();
    let before = register(&mut conn, "corp-two");

    run(&mut conn).unwrap();
    let after = register(&mut conn, "corp-three");

    assert!(before.is_err());
    assert_eq!(after, Ok(1));
    let numbers: Vec<Option<String>> = schema::customers::table
        .order(schema::customers::customer_id)
        .select(schema::customers::business_registration_number)
        .load(&mut conn)
        .unwrap();
    let number = Some("4711".to_owned());
    assert_eq!(numbers, [number.clone(), number, None]);
}

#[test]
fn the_lock_of_a_process_that_died_is_taken_over_soon() {
    let place = Place::new();
    let mut conn = place.connect();
    leave_lock(&mut conn);

    let begun = Instant::now();
    let applied = run(&mut conn).unwrap();

    assert_eq!(applied, all());
    assert!(begun.elapsed() >= LEASE, "it began too early");
}

#[test]
fn a_lock_that_was_left_behind_costs_nothing_where_nothing_is_to_migrate() {
    let place = Place::new();
    let mut conn = place.connect();
    run(&mut conn).unwrap();
    insert_lock(&mut conn, "another");

    let begun = Instant::now();
    let applied = run(&mut conn).unwrap();

    assert_eq!(applied, 0);
    assert!(begun.elapsed() < LEASE, "{:?}", begun.elapsed());
}

#[test]
fn a_holder_that_renews_is_waited_for() {
    let place = Place::new();
    let mut conn = place.connect();
    leave_lock(&mut conn);

    let begun = Instant::now();
    let (applied, released_after, begun_after) = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let applied = run(&mut place.connect()).unwrap();
            (applied, begun.elapsed())
        });
        // Longer than a dead holder would be waited for.
        for _ in 0..6 {
            std::thread::sleep(LEASE / 4);
            conn.batch_execute("UPDATE migration_locks SET expires_at = expires_at + 1")
                .unwrap();
        }
        conn.batch_execute("DELETE FROM migration_locks").unwrap();
        let released_after = begun.elapsed();
        let (applied, begun_after) = waiting.join().unwrap();
        (applied, released_after, begun_after)
    });

    assert_eq!(applied, all());
    assert!(begun_after >= released_after);
}

#[test]
fn a_database_of_a_newer_version_is_refused_and_left_alone() {
    let place = Place::new();
    let mut conn = place.connect();
    run(&mut conn).unwrap();
    conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231')")
        .unwrap();
    let before = describe(&mut conn);

    let refused = run(&mut conn);

    assert!(matches!(refused, Err(OpenError::Newer)), "{refused:?}");
    assert_eq!(describe(&mut conn), before);
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
    assert_readable!(installation);
    assert_readable!(ledger_currencies ledger_accounts ledger_movements ledger_lines);
    assert_readable!(ledger_checkpoints transactions deposits);
    assert_readable!(chain_cursors sim_chains sim_blocks sim_transactions);
}

/// As if another process had begun to migrate and died.
fn leave_lock(conn: &mut Connection) {
    run(conn).unwrap();
    revert(conn, all());
    insert_lock(conn, "another");
}

fn insert_lock(conn: &mut Connection, holder: &str) {
    diesel::insert_into(schema::migration_locks::table)
        .values((
            schema::migration_locks::name.eq("schema"),
            schema::migration_locks::holder.eq(holder),
            schema::migration_locks::expires_at.eq(now_millis() + 600_000),
        ))
        .execute(conn)
        .unwrap();
}

fn revert(conn: &mut Connection, steps: usize) {
    for _ in 0..steps {
        match conn {
            Connection::Sqlite(conn) => drop(conn.revert_last_migration(SQLITE).unwrap()),
            Connection::Postgres(conn) => drop(conn.revert_last_migration(POSTGRES).unwrap()),
        }
    }
}

/// Goes back to the schema that this migration made.
fn revert_to(conn: &mut Connection, version: &str) {
    let newest = |conn: &mut Connection| match conn {
        Connection::Sqlite(conn) => conn.applied_migrations().unwrap()[0].to_string(),
        Connection::Postgres(conn) => conn.applied_migrations().unwrap()[0].to_string(),
    };
    while newest(conn).as_str() > version {
        revert(conn, 1);
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
