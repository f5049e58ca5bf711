//! The service as it runs: every answer is judged against the contract.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes only functions with #[test] for tests"
)]

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use sovx_contract::{Exchange, Judge, load_lenient};
use sovx_runtime::Secret;

mod api {
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}

use api::client::Client;
use api::models::{Reading, ReadingLevel};
use api::operations::*;

/// The program, ended with the test.
struct Service {
    program: Child,
    address: String,
}

impl Service {
    async fn start() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        drop(free);
        let program = Command::new(env!("CARGO_BIN_EXE_tides"))
            .arg(&address)
            .spawn()
            .unwrap();
        let service = Self {
            program,
            address: format!("http://{address}"),
        };
        for _ in 0..200 {
            if TcpStream::connect(&address).is_ok() {
                return service;
            }
            actix_web::rt::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the service does not answer");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn reading() -> Reading {
    Reading {
        taken_at: serde_json::from_str(r#""2026-02-03T04:05:06Z""#).unwrap(),
        level: ReadingLevel::Number(1.5),
    }
}

#[actix_web::test]
async fn the_client_meets_the_service() {
    let service = Service::start().await;
    let client = Client::new(&service.address).unwrap();
    let client = client.with_gauge_key(Secret::new("demo".to_owned()));
    let code = || "ABZ".to_owned();

    let added = client
        .add_reading(&AddReadingRequest::new(code(), reading()))
        .await
        .unwrap();
    let listed = client
        .list_readings(&ListReadingsRequest::new(code()))
        .await
        .unwrap();

    assert_eq!(added, AddReadingResponse::Created(reading()));
    assert_eq!(listed, ListReadingsResponse::OkJson(vec![reading()]));
}

const READINGS: &str = "/v1/harbours/ABZ/readings";
const LISTED: &str = "/v1/harbours/ABZ/readings?gauge=inner&gauge=outer&limit=2";
const REPEATED: &str = "/v1/harbours/ABZ/readings?gauge=inner&gauge=inner";
const TABLE: &str = "/v1/harbours/ABZ/readings?format=csv";
const GOOD: &str = r#"{"taken_at": "2026-02-03T04:05:06Z", "level": "low"}"#;
const BROKEN: &str = r#"{"taken_at": "yesterday", "level": 99}"#;

#[actix_web::test]
async fn every_answer_keeps_the_contract() {
    let service = Service::start().await;
    let contract = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.yaml");
    let judge = Judge::new(&load_lenient(&contract).unwrap()).unwrap();
    let requests = [
        ("GET", "/v1/harbours/abz/readings?limit=0", "", 400),
        ("POST", READINGS, GOOD, 201),
        ("POST", READINGS, BROKEN, 400),
        ("POST", READINGS, "{", 400),
        ("GET", READINGS, "", 200),
        ("GET", LISTED, "", 200),
        ("GET", REPEATED, "", 400),
        ("GET", TABLE, "", 200),
    ];

    // The generated client chooses what encrypts; here nothing does.
    drop(Client::new(&service.address).unwrap());
    let http = reqwest::Client::new();

    for (method, target, body, status) in requests {
        let url = format!("{}{target}", service.address);
        let answer = http
            .request(method.parse().unwrap(), url)
            .header("X-Gauge-Key", "demo")
            .header("Content-Type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        let headers = answer.headers().iter();
        let headers = headers.map(|(name, value)| {
            let value = value.to_str().unwrap_or_default();
            (name.to_string(), value.to_owned())
        });
        let headers: Vec<(String, String)> = headers.collect();
        assert_eq!(answer.status().as_u16(), status, "{method} {target}");
        let bytes = answer.bytes().await.unwrap();
        let verdict = judge.response(&Exchange {
            method,
            path: target.split('?').next().unwrap(),
            status,
            headers,
            body: &bytes,
        });
        assert_eq!(verdict.problems, [], "{method} {target}");
    }
}
