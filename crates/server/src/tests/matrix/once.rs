//! Every operation that takes an `Idempotency-Key` is carried out once for it.

use std::sync::{Mutex, mpsc};

use diesel::prelude::*;
use futures_util::future::{Either, select};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::sovx::SOVX;
use super::world::World;
use crate::db::schema::audit_head;
use crate::db::{Connection, DbError};
use crate::testing::{Setup, TestApp};

/// Lets no change come to its end, until it is released.
struct Hold {
    release: mpsc::Sender<()>,
    holding: JoinHandle<Result<(), DbError>>,
}

impl Hold {
    async fn begin(app: &TestApp) -> Self {
        let (release, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        let (begin, begun) = oneshot::channel();
        let begin = Mutex::new(Some(begin));
        let changes = app.changes.clone();
        let hold = move |conn: &mut Connection| {
            diesel::update(audit_head::table)
                .set(audit_head::seq.eq(audit_head::seq))
                .execute(conn)?;
            begin.lock().unwrap().take().map(|begin| begin.send(()));
            let _ended = released.lock().unwrap().recv();
            Ok::<_, DbError>(())
        };
        let holding = tokio::spawn(async move { changes.upkeep(hold).await });
        begun.await.unwrap();
        Self { release, holding }
    }

    async fn end(self) {
        self.release.send(()).unwrap();
        self.holding.await.unwrap().unwrap();
    }
}

#[actix_web::test]
async fn every_operation_with_a_key_waits_for_itself_and_then_answers_the_same_again() {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    let keyed = SOVX.operations().filter(|operation| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|parameter| parameter.idempotency_key)
    });

    let mut number = 0;
    for operation in keyed {
        number += 1;
        let world = World::new(&app, SOVX.api, number).await;
        let (credential, place) = SOVX.admitted(operation);
        let send = || {
            let request = world.prepared(operation, credential, place);
            app.send(request.header("idempotency-key", "once"))
        };

        let hold = Hold::begin(&app).await;
        let outcome = select(Box::pin(send()), Box::pin(send())).await;
        let (Either::Left((refused, running)) | Either::Right((refused, running))) = outcome;
        hold.end().await;
        let done = running.await;
        let again = send().await;

        let id = &operation.id;
        assert_eq!(
            refused.blamed(),
            ["Idempotency-Key IDEMPOTENCY_CONFLICT"],
            "{id}"
        );
        assert_eq!((refused.status, refused.header("retry-after")), (409, "1"));
        assert!(done.status < 300, "{id}: {done}");
        assert_eq!(done.header("idempotent-replayed"), "", "{id}");
        assert_eq!(again.header("idempotent-replayed"), "true", "{id}");
        assert_eq!(
            (done.status, &done.body),
            (again.status, &again.body),
            "{id}"
        );
    }
    assert!(number > 0, "no operation takes a key");
}
