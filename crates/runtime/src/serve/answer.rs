//! From what became of a request to the bytes that answer it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use actix_web::{HttpMessage, HttpResponse};
use futures_util::FutureExt;

use super::exchange::{Exchange, Halt};
use crate::boundary::{FailureCause, OperationId, closing};
use crate::wire::{Answer, Endpoint, Fault, Problem, Refusal, Request, Response};
use crate::{Cause, Rejection};

/// Words a problem as one of the declared responses, where one of them can say it.
pub(super) type Reject<S, R> = fn(&S, &Problem) -> Option<<R as Request>::Response>;

/// Runs an operation and writes its response, whichever it is.
pub(super) async fn answer<S, R: Request>(
    server: &S,
    mut exchange: Exchange,
    reject: Reject<S, R>,
    work: &impl AsyncFn(&S, &mut Exchange) -> Result<R::Response, Halt>,
) -> HttpResponse {
    let endpoint = R::ENDPOINT;
    let http = exchange.http.clone();
    http.extensions_mut().insert(OperationId(endpoint.id));
    let ended = AssertUnwindSafe(work(server, &mut exchange))
        .catch_unwind()
        .await;
    let written = match ended.unwrap_or_else(|_panic| Err(Rejection::Panicked.into())) {
        Ok(response) => response
            .write()
            .map_err(|cause| Halt::Fault(Fault::from(cause))),
        Err(halt) => Err(halt),
    };
    match written {
        Ok(answer) => http_response(answer),
        Err(halt) => {
            let is_coded = matches!(halt, Halt::Coded);
            let (problem, fault) = problem(endpoint, halt);
            let worded = reject(server, &problem).and_then(|response| response.write().ok());
            let mut response = http_response(worded.unwrap_or_else(|| fallback(&problem)));
            challenge(&mut response, endpoint);
            if is_coded {
                let none = HeaderValue::from_static("identity");
                response.headers_mut().insert(ACCEPT_ENCODING, none);
            }
            if let Some(fault) = fault {
                note(&mut response, endpoint, fault);
            }
            closing(response)
        }
    }
}

fn problem(endpoint: &Endpoint, halt: Halt) -> (Problem, Option<Fault>) {
    let failed = |fault| (Problem::new(500, "The server failed."), Some(fault));
    match halt {
        Halt::Rejected(rejection) => {
            let problem = Problem::of(&rejection, endpoint.malformed, endpoint.limits);
            (problem, None)
        }
        Halt::Coded => {
            let detail = "The body must not be compressed or coded otherwise.";
            (Problem::new(415, detail), None)
        }
        Halt::Refused(Refusal::Unauthenticated) => {
            let detail = "The request needs a valid credential.";
            (Problem::new(401, detail), None)
        }
        Halt::Refused(Refusal::Forbidden) => {
            let detail = "The caller may not do this.";
            (Problem::new(403, detail), None)
        }
        Halt::Refused(Refusal::Fault(fault)) | Halt::Fault(fault) => failed(fault),
    }
}

/// The answer where the contract declares none.
pub(super) fn fallback(problem: &Problem) -> Answer {
    let answer = Answer {
        status: problem.status,
        content_type: Some(Problem::CONTENT_TYPE.to_owned()),
        ..Answer::default()
    };
    // Texts and numbers are always JSON.
    answer.json(problem).unwrap_or_default()
}

/// As actix sends it; an internal error without a body where it cannot be sent at all.
pub(super) fn http_response(answer: Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = HttpResponse::build(status);
    for (name, value) in answer.headers {
        builder.append_header((name, value));
    }
    match answer.content_type {
        Some(content_type) => builder
            .insert_header((CONTENT_TYPE, content_type))
            .body(answer.body),
        None => builder.finish(),
    }
}

/// Says on a 401 what would be accepted (RFC 9110, section 15.5.2).
fn challenge(response: &mut HttpResponse, endpoint: &Endpoint) {
    let Some(requirement) = endpoint.security else {
        return;
    };
    if response.status() == StatusCode::UNAUTHORIZED
        && !response.headers().contains_key(WWW_AUTHENTICATE)
        && let Ok(value) = requirement.challenge().parse()
    {
        response.headers_mut().insert(WWW_AUTHENTICATE, value);
    }
}

/// Leaves the cause to the log, and to the layers around.
fn note(response: &mut HttpResponse, endpoint: &Endpoint, fault: Fault) {
    let cause: Cause = Arc::from(fault.into_cause());
    tracing::error!(operation = endpoint.id, cause = %cause, "an operation failed");
    response.extensions_mut().insert(FailureCause(cause));
}
