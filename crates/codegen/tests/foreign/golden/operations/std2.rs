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

/// A request of `routes`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoutesRequest {
    pub r#gen: Option<i64>,
}

impl RoutesRequest {
    const GEN: Parameter = Parameter::new(
        "gen",
        Place::Query,
        Style::Form { explode: true },
        Shape::Integer,
    );
}

impl Request for RoutesRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "routes",
        method: "GET",
        path: "/ping",
        parameters: &[Self::GEN],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = RoutesResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let r#gen = wire.optional(&Self::GEN, check::int64);
        wire.finish()?;
        Ok(Self { r#gen })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::GEN, self.r#gen.as_ref())?;
        Ok(())
    }
}

/// The responses of `routes`.
#[derive(Debug, Clone, PartialEq)]
pub enum RoutesResponse {
    /// Here.
    NoContent,
}

/// What becomes of `routes`: a response, or the unexpected.
pub type RoutesResult = Result<RoutesResponse, Fault>;

impl RoutesResponse {
    const NO_CONTENT: Described = Described::empty(Statuses::Code(204));
}

impl Response for RoutesResponse {
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
