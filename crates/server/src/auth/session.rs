//! Session tokens: signed with HMAC-SHA256, valid for one hour.
//!
//! The signature says who signed in and until when. Whether the session was ended earlier is the
//! sessions table's answer: `jti` names the row.

use std::collections::HashSet;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod hs256;

/// How long a session lasts.
pub const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// What a session token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The session, as named in the sessions table.
    pub jti: Uuid,
    /// The account that signed in.
    pub sub: Uuid,
    /// When it signed in, in seconds since 1970.
    pub iat: i64,
    /// The first second at which the token no longer counts, in seconds since 1970.
    pub exp: i64,
}

/// A new session: the token to hand out and what to remember of it.
#[derive(Debug, Clone)]
pub struct SessionToken {
    /// The token in clear text; prints as `[REDACTED]`.
    pub token: SecretString,
    /// The name of the session.
    pub jti: Uuid,
    /// When the token stops counting; whole seconds.
    pub expires: DateTime<Utc>,
}

/// A presented session token does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// Not a token of this server: wrong shape, algorithm, signature or claims.
    #[error("session token is malformed")]
    Malformed,
    /// Signed here, but its hour is over.
    #[error("session token has expired")]
    Expired,
}

/// A session token could not be made.
#[derive(Debug, thiserror::Error)]
#[error("session token could not be signed")]
pub struct SigningError(#[source] Box<dyn std::error::Error + Send + Sync>);

/// Signs and verifies session tokens.
///
/// Debug prints no key.
pub struct Sessions {
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
}

impl Sessions {
    /// Sessions under this key.
    #[must_use]
    pub fn new(key: &SecretBox<[u8; 32]>) -> Self {
        // An error means that another `Sessions` has installed the same provider before.
        let _ = hs256::PROVIDER.install_default();

        let mut validation = Validation::new(Algorithm::HS256);
        validation.algorithms = vec![Algorithm::HS256];
        validation.leeway = 0;
        // `verify` compares the time itself: with the caller's clock, and the last second excluded.
        validation.validate_exp = false;
        validation.required_spec_claims = HashSet::from(["exp".to_owned(), "sub".to_owned()]);
        Self {
            signing: EncodingKey::from_secret(key.expose_secret()),
            verifying: DecodingKey::from_secret(key.expose_secret()),
            validation,
        }
    }

    /// Opens a session for an account.
    ///
    /// # Errors
    ///
    /// [`SigningError`] if the claims cannot be encoded, which a valid date rules out.
    pub fn sign(&self, account: Uuid, now: DateTime<Utc>) -> Result<SessionToken, SigningError> {
        let failed = |error: jsonwebtoken::errors::Error| SigningError(Box::new(error));
        let exp = now.timestamp() + LIFETIME.num_seconds();
        let claims = Claims {
            jti: Uuid::new_v4(),
            sub: account,
            iat: now.timestamp(),
            exp,
        };
        let expires = DateTime::from_timestamp(exp, 0)
            .ok_or_else(|| SigningError("expiry is out of range".into()))?;

        let header = Header::new(Algorithm::HS256);
        let token = jsonwebtoken::encode(&header, &claims, &self.signing).map_err(failed)?;
        Ok(SessionToken {
            token: token.into(),
            jti: claims.jti,
            expires,
        })
    }

    /// Reads a presented token. Says nothing about whether the session was ended: look up `jti`.
    ///
    /// # Errors
    ///
    /// [`SessionError::Malformed`] for anything this server did not sign with HS256,
    /// [`SessionError::Expired`] from the second of `exp` on.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, SessionError> {
        let decoded = jsonwebtoken::decode::<Claims>(token, &self.verifying, &self.validation);
        let Ok(decoded) = decoded else {
            return Err(SessionError::Malformed);
        };
        if now.timestamp() >= decoded.claims.exp {
            return Err(SessionError::Expired);
        }
        Ok(decoded.claims)
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sessions([REDACTED])")
    }
}

#[cfg(test)]
mod tests;
