//! A proof while money moves.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::world::{COIN, Step, World};
use crate::db::{Connection, DbError};

#[actix_web::test]
async fn a_proof_beside_a_busy_server_raises_no_false_alarm() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.credited(&world.b, "1").await;
    let (is_over, moved) = (AtomicBool::new(false), AtomicU32::new(0));

    let moving = async {
        while !is_over.load(Ordering::Relaxed) {
            let number = moved.fetch_add(1, Ordering::Relaxed);
            let (there, back) = ((&world.a, &world.b), (&world.b, &world.a));
            world.send(&format!("t-{number}"), there, 5).await.unwrap();
            let hold = format!("h-{number}");
            for step in [Step::Hold, Step::Commit] {
                world.transfer(&hold, back, COIN / 100, step).await.unwrap();
            }
            world
                .send(&format!("r-{number}"), there, COIN / 100)
                .await
                .unwrap();
        }
    };
    let proving = async {
        let mut seen = Vec::new();
        for round in 0..12 {
            let report = world.verify(round % 3 == 0).await;
            assert!(report.findings.is_empty(), "{round}: {:?}", report.findings);
            seen.push(report.counts.lines);
        }
        is_over.store(true, Ordering::Relaxed);
        seen
    };
    let ((), seen) = tokio::join!(moving, proving);

    assert!(seen.is_sorted());
    assert!(seen.last() > seen.first(), "{seen:?}");
    assert!(world.verify(true).await.findings.is_empty());
}

#[actix_web::test]
async fn a_snapshot_has_none_of_the_limits_of_requests() {
    let world = World::start().await;

    let limit = world.app.db.snapshot(|conn| {
        let shown = match conn {
            Connection::Sqlite(_) => sql_query("SELECT '0' AS statement_timeout"),
            Connection::Postgres(_) => sql_query("SHOW statement_timeout"),
        };
        let limit: Limit = shown.get_result(conn)?;
        Ok::<_, DbError>(limit.statement_timeout)
    });

    assert_eq!(limit.await.unwrap(), "0");
}

#[derive(QueryableByName)]
struct Limit {
    #[diesel(sql_type = Text)]
    statement_timeout: String,
}
