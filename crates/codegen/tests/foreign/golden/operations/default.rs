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

/// A request of `ping`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PingRequest {}
impl Request for PingRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "ping",
        method: "HEAD",
        path: "/ping",
        parameters: &[],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = PingResponse;
    fn read(_: &mut Incoming<'_>) -> Result<Self, Rejection> {
        Ok(Self {})
    }

    fn write(&self, _: &mut Outgoing) -> Result<(), Unwritable> {
        Ok(())
    }
}

/// The responses of `ping`.
#[derive(Debug, Clone, PartialEq)]
pub enum PingResponse {
    /// Here.
    NoContent,
}

/// What becomes of `ping`: a response, or the unexpected.
pub type PingResult = Result<PingResponse, Fault>;

impl PingResponse {
    const NO_CONTENT: Described = Described::empty(Statuses::Code(204));
}

impl Response for PingResponse {
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

/// A request of `options`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OptionsRequest {}
impl Request for OptionsRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "options",
        method: "OPTIONS",
        path: "/ping",
        parameters: &[],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = OptionsResponse;
    fn read(_: &mut Incoming<'_>) -> Result<Self, Rejection> {
        Ok(Self {})
    }

    fn write(&self, _: &mut Outgoing) -> Result<(), Unwritable> {
        Ok(())
    }
}

/// The responses of `options`.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionsResponse {
    /// Here.
    NoContent,
}

/// What becomes of `options`: a response, or the unexpected.
pub type OptionsResult = Result<OptionsResponse, Fault>;

impl OptionsResponse {
    const NO_CONTENT: Described = Described::empty(Statuses::Code(204));
}

impl Response for OptionsResponse {
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

/// A request of `trace`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TraceRequest {}
impl Request for TraceRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "trace",
        method: "TRACE",
        path: "/ping",
        parameters: &[],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = TraceResponse;
    fn read(_: &mut Incoming<'_>) -> Result<Self, Rejection> {
        Ok(Self {})
    }

    fn write(&self, _: &mut Outgoing) -> Result<(), Unwritable> {
        Ok(())
    }
}

/// The responses of `trace`.
#[derive(Debug, Clone, PartialEq)]
pub enum TraceResponse {
    /// Back.
    Ok(Vec<u8>),
}

/// What becomes of `trace`: a response, or the unexpected.
pub type TraceResult = Result<TraceResponse, Fault>;

impl TraceResponse {
    const OK: Described = Described::of(Statuses::Code(200), "message/http");
}

impl Response for TraceResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(200)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Ok(body) => Ok(Self::OK.answer().bytes(body)),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::OK.is(answer) {
            return Ok(Self::Ok(answer.body.clone()));
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// A request of `self`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SelfRequest {}
impl Request for SelfRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "self",
        method: "PATCH",
        path: "/ping",
        parameters: &[],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = SelfResponse;
    fn read(_: &mut Incoming<'_>) -> Result<Self, Rejection> {
        Ok(Self {})
    }

    fn write(&self, _: &mut Outgoing) -> Result<(), Unwritable> {
        Ok(())
    }
}

/// The responses of `self`.
#[derive(Debug, Clone, PartialEq)]
pub enum SelfResponse {
    /// Here.
    NoContent,
}

/// What becomes of `self`: a response, or the unexpected.
pub type SelfResult = Result<SelfResponse, Fault>;

impl SelfResponse {
    const NO_CONTENT: Described = Described::empty(Statuses::Code(204));
}

impl Response for SelfResponse {
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
