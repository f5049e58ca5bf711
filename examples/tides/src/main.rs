//! A service of the contract `openapi.yaml`: all that is written by hand.
use actix_web::{App, HttpServer};
use std::sync::Arc;
use tokio::sync::Mutex;

mod api {
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}
use api::{models::*, operations::*, server::*};

/// What the gauges read, by harbour.
#[derive(Default)]
struct Tides(Mutex<Vec<(String, Reading)>>);

impl ReadingsApi for Tides {
    async fn list_readings(&self, request: ListReadingsRequest) -> ListReadingsResult {
        let known = self.0.lock().await;
        let own = known.iter().rev().filter(|known| known.0 == request.code);
        let readings = own.map(|(_, reading)| reading.clone());
        if request.format == Some(ListReadingsFormat::Csv) {
            let lines = readings.map(|reading| format!("{}\n", reading.taken_at));
            return Ok(ListReadingsResponse::OkCsv(lines.collect()));
        }
        Ok(ListReadingsResponse::OkJson(readings.collect()))
    }

    async fn add_reading(&self, (): (), request: AddReadingRequest) -> AddReadingResult {
        let reading = (request.code, request.body.clone());
        self.0.lock().await.push(reading);
        Ok(AddReadingResponse::Created(request.body))
    }
}

impl Callers for Tides {
    type Caller = ();
    async fn authenticate(&self, shown: &Presented<'_>, _: Alternative) -> Result<(), Refusal> {
        let known = shown.secret("gaugeKey").is_some_and(|key| key == "demo");
        known.then_some(()).ok_or(Refusal::Unauthenticated)
    }
}

impl Describe<Error> for Tides {
    fn describe(&self, problem: &Problem) -> Error {
        Error {
            code: problem.status.into(),
            message: problem.detail.clone(),
            details: Some(problem.violations.iter().map(ToString::to_string).collect()),
        }
    }
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let tides = Arc::new(Tides::default());
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or("127.0.0.1:8080".to_owned());
    let server = HttpServer::new(move || App::new().configure(routes(Arc::clone(&tides))));
    server.bind(address)?.run().await
}
