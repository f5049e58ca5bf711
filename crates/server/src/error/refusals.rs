//! What a caller reads when it is not let in.

use sovx_api_types::sovx::models::{ApiError, ErrorCode};
use sovx_runtime::{Declares, Failure, Scope};

use super::{Errors, Wording};
use crate::auth::caller::{Flaw, Kind, Refusal, Wanted};

impl<O> From<Refusal> for Failure<O>
where
    O: Scope<Error: Wording> + Declares<400> + Declares<401> + Declares<403>,
{
    fn from(refusal: Refusal) -> Self {
        let error = Wording::refused(&refusal);
        match refusal {
            Refusal::Repeated(_) | Refusal::Ambiguous(..) => Self::new::<400>(error),
            Refusal::Nobody(..) => Self::new::<401>(error),
            Refusal::WrongKind(..) => Self::new::<403>(error),
        }
    }
}

/// A refusal in the codes of the SovX contract.
pub(super) fn refused(refusal: &Refusal) -> Errors {
    let (code, field) = match refusal {
        Refusal::Repeated(header) => (ErrorCode::BadRequest, Some((*header).to_owned())),
        Refusal::Ambiguous(..) => (ErrorCode::BadRequest, None),
        Refusal::Nobody(wanted, flaws) => (unauthorized(wanted, flaws), None),
        Refusal::WrongKind(..) => (ErrorCode::Forbidden, None),
    };
    vec![ApiError {
        code,
        message: refusal.to_string(),
        field,
    }]
}

/// Where nothing but keys is taken it is a key that is missing or bad.
fn unauthorized(wanted: &Wanted, flaws: &[(&str, Flaw)]) -> ErrorCode {
    let takes = |kind: &Kind| wanted.kinds.contains(kind);
    let keys = wanted.kinds.iter().filter(|kind| kind.is_key()).count();
    if keys == wanted.kinds.len() {
        return ErrorCode::InvalidApiKey;
    }
    let mut bad_key = false;
    for (_, flaw) in flaws {
        match flaw {
            Flaw::Expired(kind) if takes(kind) => return ErrorCode::TokenExpired,
            Flaw::Unknown(kind) => bad_key |= kind.is_key() && keys > 0,
            Flaw::Malformed | Flaw::Expired(_) => {}
        }
    }
    match bad_key {
        true => ErrorCode::InvalidApiKey,
        false => ErrorCode::Unauthorized,
    }
}
