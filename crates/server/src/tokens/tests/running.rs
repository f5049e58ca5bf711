//! A second request with the key of one that is still running.

use std::sync::{Mutex, mpsc};

use diesel::prelude::*;
use futures_util::future::{Either, select};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::db::schema::users;
use crate::db::{Connection, DbError};
use crate::testing::{Caller, Seen, TestApp};

/// Keeps every user as it is until it is released.
struct Hold {
    release: mpsc::Sender<()>,
    holding: tokio::task::JoinHandle<Result<(), DbError>>,
}

impl Hold {
    async fn on_users(app: &TestApp) -> Self {
        let (release, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        let (begin, begun) = oneshot::channel();
        let begin = Mutex::new(Some(begin));
        let changes = app.changes.clone();
        let holding = tokio::spawn(async move {
            let hold = changes.upkeep(move |conn: &mut Connection| {
                diesel::update(users::table)
                    .set(users::updated_at.eq(users::updated_at))
                    .execute(conn)?;
                begin.lock().unwrap().take().map(|begin| begin.send(()));
                let _ended = released.lock().unwrap().recv();
                Ok::<_, DbError>(())
            });
            hold.await
        });
        begun.await.unwrap();
        Self { release, holding }
    }

    async fn end(self) {
        self.release.send(()).unwrap();
        self.holding.await.unwrap().unwrap();
    }
}

/// Sends the request twice with one key while users are held: what was refused, what was done.
async fn twice(app: &TestApp, caller: &Caller<'_>, path: &str, body: &Value) -> [Seen; 2] {
    let send = || {
        let request = caller.request(Method::POST, path);
        let request = request.header("idempotency-key", "twice");
        app.send(match body {
            Value::Null => request,
            body => request.json(body),
        })
    };
    let hold = Hold::on_users(app).await;
    let outcome = select(Box::pin(send()), Box::pin(send())).await;
    let (Either::Left((refused, running)) | Either::Right((refused, running))) = outcome;
    hold.end().await;
    [refused, running.await]
}

#[actix_web::test]
async fn while_tokens_are_being_issued_the_same_request_is_told_to_wait() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let id = user.trim_start_matches("/users/");
    let one = (format!("{user}/token"), json!(null));
    let several = ("/users/tokens".to_owned(), json!({ "user_ids": [id] }));

    for (path, body) in [one, several] {
        let [refused, done] = twice(&app, &owner, &path, &body).await;

        assert_eq!((refused.status, done.status), (409, 200), "{path}");
        assert_eq!(refused.blamed(), ["Idempotency-Key IDEMPOTENCY_CONFLICT"]);
        assert_eq!(refused.header("retry-after"), "1");
    }
}
