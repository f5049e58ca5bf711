//! The audit log: what it tells, and what it notices.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::json;

use super::{changes, pepper};
use crate::auth::caller::{Actor, Tier};
use crate::changes::audit::{Filter, Flaw, Verdict};
use crate::changes::{Change, Changed, Changes};
use crate::db::schema::registry_profiles;
use crate::db::testing::TestDb;
use crate::db::{Connection, DbError};

fn actor() -> Actor {
    Actor {
        tier: Tier::Owner,
        principal: "corp-acme".to_owned(),
        credential: Some("credential-1".to_owned()),
        trace_id: "trace-1".to_owned(),
    }
}

/// Makes so many changes, to objects `1`, `2` and so on.
async fn make(changes: &Changes, count: usize) {
    for number in 1..=count {
        let change = Change::of("user.created", number).with("size", 5);
        let made = changes.change(actor(), move |_conn| {
            Ok::<_, DbError>(Changed::by((), change.clone()))
        });
        made.await.unwrap();
    }
}

fn put(conn: &mut Connection, name: &str) -> Result<(), DbError> {
    diesel::insert_into(registry_profiles::table)
        .values((
            registry_profiles::customer_id.eq(name),
            registry_profiles::profile.eq("{}"),
            registry_profiles::updated_at.eq(1),
        ))
        .execute(conn)?;
    Ok(())
}

async fn profiles(changes: &Changes) -> i64 {
    let count = |conn: &mut Connection| -> Result<i64, DbError> {
        Ok(registry_profiles::table.count().get_result(conn)?)
    };
    changes.db().read(count).await.unwrap()
}

async fn actions(changes: &Changes) -> Vec<(i64, String, String)> {
    let filter = Filter {
        limit: 100,
        ..Filter::default()
    };
    let entries = changes.entries(filter).await.unwrap();
    let told = entries
        .into_iter()
        .map(|entry| (entry.seq, entry.action, entry.target));
    told.collect()
}

/// Alters the database as somebody with all rights to it might: without the triggers.
fn tamper(test: &TestDb, sql: &str) {
    let mut conn = test.place.connect();
    match conn {
        Connection::Sqlite(_) => {
            for trigger in ["keeps_entries", "loses_nothing", "replaces_nothing"] {
                let drop = format!("DROP TRIGGER audit_log_{trigger}");
                conn.batch_execute(&drop).unwrap();
            }
        }
        Connection::Postgres(_) => {
            let off = "ALTER TABLE audit_log DISABLE TRIGGER ALL";
            conn.batch_execute(off).unwrap();
        }
    }
    conn.batch_execute(sql).unwrap();
}

/// What becomes of a log of five entries.
async fn verdict_after(sql: &str) -> Verdict {
    let (test, changes) = changes();
    make(&changes, 5).await;
    tamper(&test, sql);
    changes.verify(&[], |_| ()).await.unwrap()
}

fn broken(seq: i64, flaw: Flaw) -> Verdict {
    Verdict::Broken { seq, flaw }
}

#[tokio::test]
async fn an_entry_tells_who_did_what_to_which_object() {
    let (_test, changes) = changes();
    make(&changes, 1).await;

    let filter = Filter {
        limit: 1,
        ..Filter::default()
    };
    let entry = changes.entries(filter).await.unwrap().remove(0);

    assert_eq!((entry.seq, entry.tier.as_str()), (1, "owner"));
    assert_eq!(entry.principal, "corp-acme");
    assert_eq!(entry.credential.as_deref(), Some("credential-1"));
    assert_eq!(entry.trace_id, "trace-1");
    assert_eq!(
        (entry.action.as_str(), entry.target.as_str()),
        ("user.created", "1")
    );
    assert_eq!(entry.details, json!({"size": 5}).to_string());
}

#[tokio::test]
async fn an_effect_and_its_entry_are_kept_together_or_not_at_all() {
    let (_test, changes) = changes();

    let kept = changes.change(actor(), |conn| {
        put(conn, "kept")?;
        Ok::<_, DbError>(Changed::by((), Change::of("registry.imported", "kept")))
    });
    kept.await.unwrap();
    let failing = changes.change(actor(), |conn| {
        put(conn, "failing")?;
        put(conn, "failing")?;
        Ok::<_, DbError>(Changed::by((), Change::of("registry.imported", "failing")))
    });
    failing.await.unwrap_err();

    assert_eq!(profiles(&changes).await, 1);
    assert_eq!(
        actions(&changes).await,
        [(1, "registry.imported".to_owned(), "kept".to_owned())]
    );
}

#[tokio::test]
async fn work_that_changed_nothing_leaves_no_entry_and_several_changes_leave_several() {
    let (_test, changes) = changes();

    let nothing = |_: &mut Connection| Ok::<_, DbError>(Changed::nothing(()));
    changes.change(actor(), nothing).await.unwrap();
    let several = |_: &mut Connection| {
        let minted = ["a", "b"].map(|user| Change::of("user_token.issued", user));
        Ok::<_, DbError>(Changed::by_all((), minted))
    };
    changes.change(actor(), several).await.unwrap();

    let told: Vec<_> = actions(&changes).await;
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].0, told[1].0), (1, 2));
    assert_eq!((told[0].2.as_str(), told[1].2.as_str()), ("a", "b"));
}

#[tokio::test]
async fn changes_at_once_make_one_chain_without_a_gap() {
    let (_test, changes) = changes();

    let tasks: Vec<_> = (0..40)
        .map(|_| {
            let changes = changes.clone();
            tokio::spawn(async move { make(&changes, 2).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }

    assert_eq!(
        changes.verify(&[], |_| ()).await.unwrap(),
        Verdict::Intact { entries: 80 }
    );
}

#[tokio::test]
async fn a_chain_of_several_pages_is_proved_and_an_empty_one_too() {
    let (_test, changes) = changes();
    assert_eq!(
        changes.verify(&[], |_| ()).await.unwrap(),
        Verdict::Intact { entries: 0 }
    );

    let many = |_: &mut Connection| {
        let all = (0..1001).map(|number| Change::of("user.created", number));
        Ok::<_, DbError>(Changed::by_all((), all))
    };
    changes.change(actor(), many).await.unwrap();

    assert_eq!(
        changes.verify(&[], |_| ()).await.unwrap(),
        Verdict::Intact { entries: 1001 }
    );
}

#[tokio::test]
async fn a_changed_field_is_noticed_whichever_it_is() {
    for change in [
        "at = at + 1",
        "tier = 'user'",
        "principal = 'corp-other'",
        "credential = NULL",
        "trace_id = 'trace-2'",
        "action = 'thing.deleted'",
        "target = '4'",
        "details = '{}'",
    ] {
        let sql = format!("UPDATE audit_log SET {change} WHERE seq = 3");

        assert_eq!(
            verdict_after(&sql).await,
            broken(3, Flaw::Altered),
            "{change}"
        );
    }
}

#[tokio::test]
async fn a_removed_an_added_and_a_renumbered_entry_are_noticed() {
    let copy = |seq: i64| {
        format!(
            "INSERT INTO audit_log SELECT {seq}, at, tier, principal, credential, trace_id, \
             action, target, details, prev_hash, hash FROM audit_log WHERE seq = 5"
        )
    };

    for (sql, expected) in [
        (
            "DELETE FROM audit_log WHERE seq = 1",
            broken(1, Flaw::Missing),
        ),
        (
            "DELETE FROM audit_log WHERE seq = 3",
            broken(3, Flaw::Missing),
        ),
        (&copy(6), broken(6, Flaw::Detached)),
        (&copy(0), broken(1, Flaw::Missing)),
        (
            "UPDATE audit_log SET seq = 7 WHERE seq = 5",
            broken(5, Flaw::Missing),
        ),
        (
            "UPDATE audit_log SET seq = 9 WHERE seq = 2; \
             UPDATE audit_log SET seq = 2 WHERE seq = 3; \
             UPDATE audit_log SET seq = 3 WHERE seq = 9",
            broken(2, Flaw::Detached),
        ),
    ] {
        assert_eq!(verdict_after(sql).await, expected, "{sql}");
    }
}

#[tokio::test]
async fn a_tail_cut_off_is_noticed_even_if_the_head_is_set_back() {
    let cut = "DELETE FROM audit_log WHERE seq > 3";
    let set_back = format!(
        "{cut}; UPDATE audit_head SET seq = 3, \
         hash = (SELECT hash FROM audit_log WHERE seq = 3)"
    );

    assert_eq!(verdict_after(cut).await, broken(4, Flaw::Missing));
    assert_eq!(verdict_after(&set_back).await, broken(3, Flaw::Head));
    assert_eq!(
        verdict_after("DELETE FROM audit_head").await,
        broken(5, Flaw::Head)
    );
}

#[tokio::test]
async fn what_goes_on_from_a_head_set_back_does_not_hide_it() {
    let (test, changes) = changes();
    make(&changes, 5).await;
    tamper(
        &test,
        "DELETE FROM audit_log WHERE seq > 3; UPDATE audit_head SET seq = 3, \
         hash = (SELECT hash FROM audit_log WHERE seq = 3)",
    );

    make(&changes, 2).await;

    assert_eq!(
        changes.verify(&[], |_| ()).await.unwrap(),
        broken(4, Flaw::Altered)
    );
}

#[tokio::test]
async fn an_entry_written_without_the_pepper_is_noticed() {
    let (test, changes) = changes();
    make(&changes, 5).await;

    make(&Changes::new(test.db.clone(), &pepper(8)), 1).await;

    assert_eq!(
        changes.verify(&[], |_| ()).await.unwrap(),
        broken(6, Flaw::Altered)
    );
}

#[tokio::test]
async fn the_database_itself_refuses_to_alter_an_entry() {
    let (test, changes) = changes();
    make(&changes, 2).await;
    let mut conn = test.place.connect();
    let replace = match conn {
        Connection::Sqlite(_) => "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log",
        Connection::Postgres(_) => "TRUNCATE audit_log",
    };

    for sql in [
        "UPDATE audit_log SET target = 'x' WHERE seq = 1",
        "DELETE FROM audit_log WHERE seq = 1",
        replace,
    ] {
        let refused = conn.batch_execute(sql).unwrap_err().to_string();

        assert!(
            refused.contains("the audit log is append-only"),
            "{refused}"
        );
    }
    assert_eq!(
        changes.verify(&[], |_| ()).await.unwrap(),
        Verdict::Intact { entries: 2 }
    );
}

#[tokio::test]
async fn entries_are_listed_from_the_newest_or_after_one_and_filtered() {
    let (_test, changes) = changes();
    make(&changes, 5).await;
    let disable = |_: &mut Connection| {
        let change = Change::of("account.disabled", "a");
        Ok::<_, DbError>(Changed::by((), change))
    };
    changes.change(Actor::operator(), disable).await.unwrap();
    let list = async |filter: Filter| -> Vec<i64> {
        let entries = changes.entries(filter).await.unwrap();
        entries.iter().map(|entry| entry.seq).collect()
    };
    let two = Filter {
        limit: 2,
        ..Filter::default()
    };

    assert_eq!(list(two.clone()).await, [5, 6]);
    let after = Filter {
        after: Some(2),
        ..two.clone()
    };
    assert_eq!(list(after).await, [3, 4]);
    let action = Filter {
        action: Some("user.created".to_owned()),
        ..two.clone()
    };
    assert_eq!(list(action).await, [4, 5]);
    let principal = Filter {
        principal: Some("operator".to_owned()),
        ..two
    };
    assert_eq!(list(principal).await, [6]);
}
