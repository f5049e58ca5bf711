// Generated from the contract "Town Library 2.4". Change the contract, not this file.

#[allow(unused_imports, reason = "not every operation needs all of them")]
use sovx_runtime::{Check, Rejection, Undecodable, check};

#[allow(unused_imports, reason = "not every operation needs all of them")]
use sovx_runtime::wire::{
    Answer, Content, Described, Endpoint, Fault, Form, Incoming, Members, OtherStatus,
    Outgoing, Parameter, Part, Place, Request, Response, Shape, StatusOf, Statuses,
    Style, Unwritable, Upload,
};

#[allow(unused_imports, reason = "not every operation needs all of them")]
use super::super::models;

/// A request of `borrow`.
#[derive(Debug, Clone, PartialEq)]
pub struct BorrowRequest {
    /// The body.
    pub body: models::LoanRequest,
}

impl BorrowRequest {
    /// A request with what must be said.
    pub fn new(body: models::LoanRequest) -> Self {
        Self { body }
    }
}

impl Request for BorrowRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "borrow",
        method: "POST",
        path: "/loans",
        parameters: &[],
        accepts: &["application/json"],
        body_required: true,
        security: Some(&super::CARD_KEY),
        malformed: 422,
        limits: 422,
    };
    type Response = BorrowResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        Ok(Self {
            body: wire.json(usize::MAX, <models::LoanRequest as Check>::check)?,
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        let body = &self.body;
        wire.json(0, body)?;
        Ok(())
    }
}

/// The responses of `borrow`.
#[derive(Debug, Clone, PartialEq)]
pub enum BorrowResponse {
    /// Lent.
    Created(models::Loan),
    /// Not lent.
    UnprocessableEntity(models::Problem),
}

/// What becomes of `borrow`: a response, or the unexpected.
pub type BorrowResult = Result<BorrowResponse, Fault>;

impl BorrowResponse {
    const CREATED: Described = Described::of(Statuses::Code(201), "application/json");
    const UNPROCESSABLE_ENTITY: Described = Described::of(
        Statuses::Code(422),
        "application/problem+json",
    );
}

impl Response for BorrowResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(201), Statuses::Code(422)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Created(body) => Self::CREATED.answer().json(&body),
            Self::UnprocessableEntity(body) => {
                Self::UNPROCESSABLE_ENTITY.answer().json(&body)
            }
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::CREATED.is(answer) {
            return Ok(Self::Created(answer.read_json()?));
        }
        if Self::UNPROCESSABLE_ENTITY.is(answer) {
            return Ok(Self::UnprocessableEntity(answer.read_json()?));
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// A request of `renew`.
#[derive(Debug, Clone, PartialEq)]
pub struct RenewRequest {
    pub id: uuid::Uuid,
    /// The body.
    pub body: Option<models::RenewBody>,
}

impl RenewRequest {
    const ID: Parameter = Parameter::new(
        "id",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );

    /// A request with what must be said.
    pub fn new(id: uuid::Uuid) -> Self {
        Self { id, body: None }
    }
}

impl Request for RenewRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "renew",
        method: "POST",
        path: "/loans/{id}:renew",
        parameters: &[Self::ID],
        accepts: &["application/json"],
        body_required: false,
        security: Some(&super::STAFF_OR_CARD_KEY),
        malformed: 400,
        limits: 400,
    };
    type Response = RenewResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let id = wire.required(&Self::ID, check::uuid);
        let checked = wire.finish()?;
        Ok(Self {
            id: checked.settled(id)?,
            body: if wire.has_body() {
                Some(wire.json(usize::MAX, <models::RenewBody as Check>::check)?)
            } else {
                None
            },
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::ID, Some(&self.id))?;
        if let Some(body) = &self.body {
            wire.json(0, body)?;
        }
        Ok(())
    }
}

/// The responses of `renew`.
#[derive(Debug, Clone, PartialEq)]
pub enum RenewResponse {
    /// Renewed.
    Ok(models::Loan),
    /// Failed.
    ServerError(StatusOf<Self, 5>, String),
}

/// What becomes of `renew`: a response, or the unexpected.
pub type RenewResult = Result<RenewResponse, Fault>;

impl RenewResponse {
    const OK: Described = Described::of(Statuses::Code(200), "application/json");
    const SERVER_ERROR: Described = Described::of(Statuses::Range(5), "text/plain");
}

impl Response for RenewResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(200), Statuses::Range(5)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Ok(body) => Self::OK.answer().json(&body),
            Self::ServerError(status, body) => {
                Self::SERVER_ERROR.answer().status(status.get()).text(&body)
            }
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::OK.is(answer) {
            return Ok(Self::Ok(answer.read_json()?));
        }
        if Self::SERVER_ERROR.is(answer) {
            return Ok(
                Self::ServerError(
                    StatusOf::new(answer.status).ok_or(Undecodable::UndeclaredStatus)?,
                    answer.read_text()?,
                ),
            );
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// A request of `reportDamage`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportDamageRequest {
    pub id: uuid::Uuid,
    /// The body.
    pub body: ReportDamageForm,
}

impl ReportDamageRequest {
    const ID: Parameter = Parameter::new(
        "id",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );
    const MULTIPART_FORM: Form = Form {
        members: &[
            Parameter::new(
                "note",
                Place::Query,
                Style::Form { explode: true },
                Shape::Text,
            ),
            Parameter::new(
                "pages",
                Place::Query,
                Style::Form { explode: true },
                Shape::List(&Shape::Integer),
            ),
            Parameter::new(
                "photo",
                Place::Query,
                Style::Form { explode: true },
                Shape::Bytes,
            ),
            Parameter::new(
                "more",
                Place::Query,
                Style::Form { explode: true },
                Shape::List(&Shape::Bytes),
            ),
            Parameter::new(
                "place",
                Place::Query,
                Style::Json,
                Shape::Object(&[("lat", Shape::Number), ("lon", Shape::Number)], None),
            ),
        ],
        others: Shape::Any,
        types: &[
            ("photo", &["image/png", "image/jpeg"]),
            ("more", &["image/*"]),
            ("place", &["application/json"]),
        ],
    };

    /// A request with what must be said.
    pub fn new(id: uuid::Uuid, body: ReportDamageForm) -> Self {
        Self { id, body }
    }
}

impl Request for ReportDamageRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "reportDamage",
        method: "POST",
        path: "/loans/{id}/damage",
        parameters: &[Self::ID],
        accepts: &["multipart/form-data"],
        body_required: true,
        security: Some(&super::CARD_KEY),
        malformed: 400,
        limits: 400,
    };
    type Response = ReportDamageResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let id = wire.required(&Self::ID, check::uuid);
        let checked = wire.finish()?;
        Ok(Self {
            id: checked.settled(id)?,
            body: ReportDamageForm::read(
                &mut wire
                    .members(
                        &Self::MULTIPART_FORM,
                        <models::ReportDamageBody as Check>::check,
                    )?,
            )?,
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::ID, Some(&self.id))?;
        let body = &self.body;
        wire.members(&Self::MULTIPART_FORM, body.write()?);
        Ok(())
    }
}

/// The members of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportDamageForm {
    pub note: String,
    pub pages: Option<Vec<i64>>,
    pub photo: Upload,
    pub more: Vec<Upload>,
    pub place: Option<models::Place>,
}

impl ReportDamageForm {
    fn read(parts: &mut Members) -> Result<Self, Rejection> {
        Ok(Self {
            note: parts.required("note")?,
            pages: parts.optional("pages")?,
            photo: parts.required_file("photo")?,
            more: parts.files("more"),
            place: parts.optional("place")?,
        })
    }

    fn write(&self) -> Result<Vec<Part>, Unwritable> {
        let mut parts = Vec::new();
        Part::add(&mut parts, "note", Some(&self.note))?;
        Part::add(&mut parts, "pages", self.pages.as_ref())?;
        Part::add_files(&mut parts, "photo", [&self.photo]);
        Part::add_files(&mut parts, "more", &self.more);
        Part::add(&mut parts, "place", self.place.as_ref())?;
        Ok(parts)
    }
}

/// The responses of `reportDamage`.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportDamageResponse {
    /// Noted.
    Accepted,
}

/// What becomes of `reportDamage`: a response, or the unexpected.
pub type ReportDamageResult = Result<ReportDamageResponse, Fault>;

impl ReportDamageResponse {
    const ACCEPTED: Described = Described::empty(Statuses::Code(202));
}

impl Response for ReportDamageResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(202)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Accepted => Ok(Self::ACCEPTED.answer()),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::ACCEPTED.is(answer) {
            return Ok(Self::Accepted);
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// A request of `prove`.
#[derive(Debug, Clone, PartialEq)]
pub struct ProveRequest {
    pub id: uuid::Uuid,
    /// The body.
    pub body: ProveForm,
}

impl ProveRequest {
    const ID: Parameter = Parameter::new(
        "id",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );
    const MULTIPART_FORM: Form = Form {
        members: &[
            Parameter::new(
                "proof",
                Place::Query,
                Style::Form { explode: true },
                Shape::Bytes,
            ),
        ],
        others: Shape::Any,
        types: &[("proof", &["application/pdf"])],
    };

    /// A request with what must be said.
    pub fn new(id: uuid::Uuid, body: ProveForm) -> Self {
        Self { id, body }
    }
}

impl Request for ProveRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "prove",
        method: "PUT",
        path: "/loans/{id}/proof",
        parameters: &[Self::ID],
        accepts: &["multipart/form-data"],
        body_required: true,
        security: Some(&super::CARD_KEY),
        malformed: 400,
        limits: 400,
    };
    type Response = ProveResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let id = wire.required(&Self::ID, check::uuid);
        let checked = wire.finish()?;
        Ok(Self {
            id: checked.settled(id)?,
            body: ProveForm::read(
                &mut wire
                    .members(&Self::MULTIPART_FORM, <models::ProveBody as Check>::check)?,
            )?,
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::ID, Some(&self.id))?;
        let body = &self.body;
        wire.members(&Self::MULTIPART_FORM, body.write()?);
        Ok(())
    }
}

/// The members of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct ProveForm {
    pub proof: Option<Upload>,
}

impl ProveForm {
    fn read(parts: &mut Members) -> Result<Self, Rejection> {
        Ok(Self { proof: parts.file("proof") })
    }

    fn write(&self) -> Result<Vec<Part>, Unwritable> {
        let mut parts = Vec::new();
        Part::add_files(&mut parts, "proof", &self.proof);
        Ok(parts)
    }
}

/// The responses of `prove`.
#[derive(Debug, Clone, PartialEq)]
pub enum ProveResponse {
    /// Kept.
    NoContent,
}

/// What becomes of `prove`: a response, or the unexpected.
pub type ProveResult = Result<ProveResponse, Fault>;

impl ProveResponse {
    const NO_CONTENT: Described = Described::empty(Statuses::Code(204));
}

impl Response for ProveResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(204)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::NoContent => Ok(Self::NO_CONTENT.answer()),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::NO_CONTENT.is(answer) {
            return Ok(Self::NoContent);
        }
        Err(Undecodable::UndeclaredStatus)
    }
}
