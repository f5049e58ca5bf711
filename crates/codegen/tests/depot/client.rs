//! The generated client, over a transport that keeps what it was given.

#![expect(
    dead_code,
    unreachable_pub,
    reason = "it is generated for a library, and a test uses a part of it"
)]

use std::cell::RefCell;
use std::fmt::Display;

use serde::Serialize;
use serde_json::json;
use sovx_runtime::Undecodable;

use super::PARCEL;
use crate::api::{models, operations};

/// What generated code takes a method from.
mod reqwest {
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub(super) struct Method(pub(super) &'static str);

    impl Method {
        pub(super) const GET: Self = Self("GET");
        pub(super) const POST: Self = Self("POST");
        pub(super) const PUT: Self = Self("PUT");
    }
}

struct Answer<T>(T);

#[derive(Debug)]
struct ClientError;

/// Answers every call the same way.
struct Client {
    status: u16,
    body: String,
    calls: RefCell<Vec<String>>,
}

impl Client {
    fn answering(status: u16, body: &impl ToString) -> Self {
        Self {
            status,
            body: body.to_string(),
            calls: RefCell::default(),
        }
    }

    fn send<T>(
        &self,
        call: Call,
        decode: impl FnOnce(u16, &[u8]) -> Result<T, Undecodable>,
    ) -> std::future::Ready<Result<Answer<T>, ClientError>> {
        self.calls.borrow_mut().push(call.0);
        let decoded = decode(self.status, self.body.as_bytes());
        std::future::ready(decoded.map(Answer).map_err(|_undecodable| ClientError))
    }
}

struct Call(String);

impl Call {
    fn new(operation: &str, method: reqwest::Method, segments: &[&str]) -> Self {
        Self(format!("{operation}: {} /{}", method.0, segments.join("/")))
    }

    fn add(mut self, text: &str) -> Self {
        self.0.push_str(text);
        self
    }

    fn credential(self, alternative: &[(&str, &str)]) -> Self {
        let carried = alternative
            .iter()
            .map(|(tier, header)| format!("{tier} in {header}"));
        let carried: Vec<String> = carried.collect();
        self.add(&format!(" as {}", carried.join(" and ")))
    }

    fn secret_header(self, name: &str, value: Option<&sovx_runtime::Secret>) -> Self {
        match value {
            Some(value) => self.add(&format!(" {name}: {}", value.expose())),
            None => self,
        }
    }

    fn header(self, name: &str, value: Option<&impl Display>) -> Self {
        match value {
            Some(value) => self.add(&format!(" {name}: {value}")),
            None => self,
        }
    }

    fn query(self, name: &str, value: Option<&impl Display>) -> Self {
        match value {
            Some(value) => self.add(&format!(" {name}={value}")),
            None => self,
        }
    }

    fn optional_json(self, body: Option<&impl Serialize>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    fn json(self, body: &impl Serialize) -> Self {
        let body = serde_json::to_string(body).unwrap();
        self.add(&format!(" {body}"))
    }
}

include!("../golden/client.rs");

#[actix_web::test]
async fn a_call_carries_what_the_contract_names() {
    let client = Client::answering(204, &"");
    let changes = serde_json::from_value(json!({"remark": null, "label": "x"})).unwrap();
    let request = operations::UpdateParcelRequest::new(PARCEL, changes);

    let answer = client.update_parcel(&request).await.unwrap();

    assert_eq!(answer.0, operations::UpdateParcelResponse::NoContent);
    assert_eq!(
        *client.calls.borrow(),
        [
            "updateParcel: PUT /parcels/00000000-0000-0000-0000-000000000007 as clerk in \
          authorization {\"label\":\"x\",\"remark\":null}"
        ]
    );
}

#[actix_web::test]
async fn a_request_carries_its_key_and_each_tier_that_may_send_it() {
    let client = Client::answering(500, &"");
    let to = models::Move::ToShelf(models::ToShelf {
        note: None,
        shelf: "B7".to_owned(),
    });
    let mut request = operations::MoveParcelRequest::new(PARCEL, to);
    request.idempotency_key = Some(sovx_runtime::Secret::new("once".to_owned()));

    let unreadable = client.move_parcel(&request).await;

    assert!(unreadable.is_err());
    assert_eq!(
        *client.calls.borrow(),
        [
            "moveParcel: POST /parcels/00000000-0000-0000-0000-000000000007/moves as clerk in \
             authorization as manager in x-manager-key Idempotency-Key: once {\"shelf\":\"B7\"}"
        ]
    );
}

#[actix_web::test]
async fn credentials_that_belong_together_are_sent_together_and_a_body_may_be_left_out() {
    let client = Client::answering(204, &"");
    let mut request = operations::CountShelfRequest::new("A 12".to_owned());

    client.count_shelf(&request).await.unwrap();
    request.body = Some(models::Count { missing: 3 });
    client.count_shelf(&request).await.unwrap();

    let called = "countShelf: POST /shelves/A 12/inventory as clerk in authorization and manager \
                  in x-manager-key";
    let with_body = format!("{called} {{\"missing\":3}}");
    assert_eq!(*client.calls.borrow(), [called.to_owned(), with_body]);
}

#[actix_web::test]
async fn a_request_has_its_defaults() {
    let page = json!({
        "success": true, "data": [],
        "meta": {
            "timestamp": "2026-01-15T10:30:00.000Z", "version": "v1", "trace_id": "t",
            "pagination": {"total": 0},
        },
    });
    let client = Client::answering(200, &page);

    let answer = client
        .list_parcels(&operations::ListParcelsRequest::new())
        .await
        .unwrap();

    let operations::ListParcelsResponse::Ok(page) = answer.0 else {
        panic!("not a page");
    };
    assert_eq!((page.data.len(), page.pagination.total), (0, 0));
    let called = "listParcels: GET /parcels as manager in x-manager-key filter[limit]=20 \
                  fragile=false";
    assert_eq!(*client.calls.borrow(), [called]);
}

#[actix_web::test]
async fn a_declared_failure_is_a_response_and_anything_else_an_error() {
    let refused = json!({
        "success": false, "errors": [{"message": "no"}],
        "meta": {"timestamp": "2026-01-15T10:30:00.000Z", "version": "v1", "trace_id": "t"},
    });
    let door = || models::OpenDoorBody {
        door: "north".to_owned(),
        code: sovx_runtime::Secret::new("1234".to_owned()),
    };
    let request = operations::OpenDoorRequest::new(door());

    let declared = Client::answering(422, &refused)
        .open_door(&request)
        .await
        .unwrap();
    let undeclared = Client::answering(404, &refused).open_door(&request).await;
    let broken = Client::answering(200, &json!({"name": 1}))
        .open_door(&request)
        .await;

    assert!(matches!(
        declared.0,
        operations::OpenDoorResponse::UnprocessableEntity(faults) if faults[0].message == "no"
    ));
    assert!(undeclared.is_err() && broken.is_err());
}

#[actix_web::test]
async fn a_failure_is_read_in_the_error_body_of_its_operation() {
    let refused = |errors: serde_json::Value| {
        json!({
            "success": false, "errors": errors,
            "meta": {"timestamp": "2026-01-15T10:30:00.000Z", "version": "v1", "trace_id": "t"},
        })
    };
    let own = refused(json!([{"code": "no_such_parcel", "message": "no"}]));
    let first = refused(json!([{"message": "no"}]));
    let request = operations::FileClaimRequest::new(PARCEL, models::Claim { cents: 1 });

    let own = Client::answering(404, &own).file_claim(&request).await;
    let first = Client::answering(404, &first).file_claim(&request).await;

    let own = own.unwrap().0;
    assert!(matches!(
        own,
        operations::FileClaimResponse::NotFound(faults)
            if faults[0].code == models::ClaimCode::NoSuchParcel
    ));
    assert!(first.is_err());
}
