//! What generated code says of an operation.

use super::{Answer, Incoming, Outgoing, Parameter, Requirement, Statuses, Unwritable};
use crate::{Rejection, Undecodable};

/// An operation of a contract.
#[derive(Debug)]
pub struct Endpoint {
    /// `operationId`.
    pub id: &'static str,
    /// Upper case: `GET`.
    pub method: &'static str,
    /// The path template, below the contract's base path: `/pets/{id}`.
    pub path: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// The content types of the request body; none where the operation takes none.
    pub accepts: &'static [&'static str],
    /// Whether a request without a body is refused.
    pub body_required: bool,
    /// Who may call; `None` where anybody may.
    pub security: Option<&'static Requirement>,
    /// The status of a request of the wrong shape: 400, or 422 where only that is declared.
    pub malformed: u16,
    /// The status of a body of the right shape that breaks a limit: 422, or as `malformed` where
    /// the contract does not declare that.
    pub limits: u16,
}

/// A request of an operation.
pub trait Request: Sized + Send + 'static {
    /// The operation.
    const ENDPOINT: &'static Endpoint;
    /// Its responses.
    type Response: Response;

    /// Takes the request off the wire, every rule checked.
    ///
    /// # Errors
    /// What the boundary answers instead.
    fn read(from: &mut Incoming<'_>) -> Result<Self, Rejection>;

    /// Puts the request on the wire.
    ///
    /// # Errors
    /// When a value cannot be written in its place.
    fn write(&self, to: &mut Outgoing) -> Result<(), Unwritable>;
}

/// The responses of an operation, one variant for each that the contract declares.
pub trait Response: Sized {
    /// The statuses that the contract declares.
    const DECLARED: &'static [Statuses];

    /// Puts the response on the wire.
    ///
    /// # Errors
    /// When a value cannot be written in its place.
    fn write(self) -> Result<Answer, Unwritable>;

    /// Takes the response off the wire.
    ///
    /// # Errors
    /// When the contract does not declare it, or when it does not read as declared.
    fn read(answer: &Answer) -> Result<Self, Undecodable>;
}

/// The members of a form, and what others may be.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// How each declared member is written.
    pub members: &'static [Parameter],
    /// What a member that is not declared looks like.
    pub others: super::Shape,
    /// The content types that the parts of a member may state (`encoding`), ranges included.
    pub types: &'static [(&'static str, &'static [&'static str])],
}

impl Form {
    /// The content types that the parts of a member may state; `None` where they may state any.
    pub(crate) fn types_of(&self, name: &str) -> Option<&'static [&'static str]> {
        let mut all = self.types.iter();
        all.find(|(own, _)| *own == name).map(|(_, types)| *types)
    }
}
