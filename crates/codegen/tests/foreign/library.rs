//! A server of the golden contract that remembers what it was asked.

use std::fmt::Debug;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpServer, rt};
use sovx_runtime::Patch;
use sovx_runtime::wire::{Content, OtherStatus, StatusOf};
use uuid::Uuid;

use crate::api::models::{Error, Loan, Problem as LoanProblem, Title};
use crate::api::operations::*;
use crate::api::server::*;

/// What the server was asked, in the words of `Debug`.
#[derive(Default)]
pub(crate) struct Library {
    pub(crate) seen: Mutex<Vec<String>>,
}

impl Library {
    fn see(&self, request: &impl Debug) {
        self.seen.lock().unwrap().push(format!("{request:?}"));
    }
}

/// Who was let in: a card, a member of staff, or the desk.
#[derive(Debug)]
pub(crate) struct Caller(pub(crate) String);

impl Callers for Library {
    type Caller = Caller;

    async fn authenticate(
        &self,
        presented: &Presented<'_>,
        asked: Alternative,
    ) -> Result<Caller, Refusal> {
        let Some(asked) = asked.first() else {
            return Err(Refusal::Unauthenticated);
        };
        if let Some((name, password)) = presented.basic("desk") {
            let known = (name.as_str(), password.as_str()) == ("ada", "s3cret:");
            return known
                .then_some(Caller(name))
                .ok_or(Refusal::Unauthenticated);
        }
        match presented.secret(asked.scheme).as_deref() {
            Some("reader") if asked.scopes.is_empty() => Ok(Caller("reader".to_owned())),
            Some("reader") => Err(Refusal::Forbidden),
            Some("writer") => Ok(Caller(asked.scopes.join(" "))),
            Some("broken") => Err(Fault::new("the card index is on fire").into()),
            _ => Err(Refusal::Unauthenticated),
        }
    }
}

impl Describe<Error> for Library {
    fn describe(&self, problem: &Problem) -> Error {
        Error {
            code: i64::from(problem.status),
            message: problem.detail.clone(),
        }
    }
}

impl Describe<LoanProblem> for Library {
    fn describe(&self, problem: &Problem) -> LoanProblem {
        LoanProblem {
            title: Some(problem.title.to_owned()),
            status: Some(i64::from(problem.status)),
        }
    }
}

pub(crate) fn title() -> Title {
    Title {
        isbn: "123".to_owned(),
        name: "Emma & \"Äpfel\"".to_owned(),
        year: Patch::Absent,
        tags: None,
        place: None,
    }
}

pub(crate) fn loan() -> Loan {
    serde_json::from_value(serde_json::json!({"title": 7, "id": Uuid::from_u128(7)})).unwrap()
}

impl CatalogueApi for Library {
    async fn search_titles(
        &self,
        request: SearchTitlesRequest,
    ) -> Result<SearchTitlesResponse, Fault> {
        self.see(&request);
        let headers = SearchTitlesOkJsonHeaders {
            x_total: 1,
            x_genres: Some(vec!["a,b".to_owned(), "c d".to_owned()]),
        };
        Ok(match request.q.as_deref() {
            Some("csv") => SearchTitlesResponse::OkCsv(
                "isbn\n123".to_owned(),
                SearchTitlesOkCsvHeaders {
                    x_total: 1,
                    x_genres: None,
                },
            ),
            Some("busy") => {
                let error = Error {
                    code: 1,
                    message: "busy".to_owned(),
                };
                let status = OtherStatus::new(503).ok_or_else(|| Fault::new("503 is declared"))?;
                SearchTitlesResponse::Default(status, error)
            }
            Some("panic") => panic!("a test asked for it"),
            _ => SearchTitlesResponse::OkJson(vec![title()], headers),
        })
    }

    async fn add_title(
        &self,
        caller: Caller,
        request: AddTitleRequest,
    ) -> Result<AddTitleResponse, Fault> {
        self.see(&request);
        match request.body {
            AddTitleBody::Json(title) | AddTitleBody::Form(title) => {
                let location = format!("/titles/{}", caller.0);
                Ok(AddTitleResponse::Created(
                    title,
                    AddTitleCreatedHeaders { location },
                ))
            }
            AddTitleBody::Text(text) if text == "known" => Ok(AddTitleResponse::Conflict),
            AddTitleBody::Text(text) => {
                let status = StatusOf::new(418).ok_or_else(|| Fault::new("418 is declared"))?;
                let error = Error {
                    code: 418,
                    message: text,
                };
                Ok(AddTitleResponse::ClientError(status, error))
            }
        }
    }

    async fn get_title(
        &self,
        caller: Option<Caller>,
        request: GetTitleRequest,
    ) -> Result<GetTitleResponse, Fault> {
        self.see(&request);
        match caller {
            Some(_) => Ok(GetTitleResponse::Ok(title())),
            None => Ok(GetTitleResponse::NotFound),
        }
    }

    async fn get_titles_by_isbn_cover_by_format(
        &self,
        request: GetTitlesByIsbnCoverByFormatRequest,
    ) -> Result<GetTitlesByIsbnCoverByFormatResponse, Fault> {
        self.see(&request);
        Ok(GetTitlesByIsbnCoverByFormatResponse::Ok(Content {
            content_type: if request.isbn == "text" {
                "text/plain".to_owned()
            } else {
                format!(
                    "image/{}",
                    serde_json::to_value(request.format)?
                        .as_str()
                        .unwrap_or("*")
                )
            },
            bytes: vec![0, 255],
        }))
    }

    async fn put_cover(
        &self,
        _: Caller,
        request: PutCoverRequest,
    ) -> Result<PutCoverResponse, Fault> {
        self.see(&request);
        Ok(PutCoverResponse::NoContent)
    }

    async fn get_shelves(&self, request: GetShelvesRequest) -> Result<GetShelvesResponse, Fault> {
        self.see(&request);
        Ok(GetShelvesResponse::Ok("shelves".to_owned()))
    }
}

impl LoansApi for Library {
    async fn borrow(&self, _: Caller, request: BorrowRequest) -> Result<BorrowResponse, Fault> {
        self.see(&request);
        Ok(BorrowResponse::Created(loan()))
    }

    async fn renew(&self, _: Caller, request: RenewRequest) -> Result<RenewResponse, Fault> {
        self.see(&request);
        if request.body.is_none() {
            return Err("weeks".parse::<i64>().unwrap_err().into());
        }
        Ok(RenewResponse::Ok(loan()))
    }

    async fn report_damage(
        &self,
        _: Caller,
        request: ReportDamageRequest,
    ) -> Result<ReportDamageResponse, Fault> {
        self.see(&request);
        Ok(ReportDamageResponse::Accepted)
    }

    async fn prove(&self, _: Caller, request: ProveRequest) -> Result<ProveResponse, Fault> {
        self.see(&request);
        Ok(ProveResponse::NoContent)
    }
}

impl StdApi for Library {
    async fn routes2(&self, request: RoutesRequest) -> Result<RoutesResponse, Fault> {
        self.see(&request);
        Ok(RoutesResponse::NoContent)
    }
}

impl DefaultApi for Library {
    async fn ping(&self, request: PingRequest) -> Result<PingResponse, Fault> {
        self.see(&request);
        Ok(PingResponse::NoContent)
    }

    async fn options(&self, request: OptionsRequest) -> Result<OptionsResponse, Fault> {
        self.see(&request);
        Ok(OptionsResponse::NoContent)
    }

    async fn trace(&self, request: TraceRequest) -> Result<TraceResponse, Fault> {
        self.see(&request);
        Ok(TraceResponse::Ok(b"TRACE /ping".to_vec()))
    }

    async fn self_(&self, request: SelfRequest) -> Result<SelfResponse, Fault> {
        self.see(&request);
        Ok(SelfResponse::NoContent)
    }
}

/// Serves the library on a port of its own; returns its address.
pub(crate) fn serve(library: &Arc<Library>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let library = Arc::clone(library);
    let server = HttpServer::new(move || App::new().configure(routes(Arc::clone(&library))))
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
    rt::spawn(server);
    address
}
