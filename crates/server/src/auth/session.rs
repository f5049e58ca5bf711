//! Session tokens: signed with HMAC-SHA256, valid for one hour.
//!
//! The signature says who signed in and until when. Whether the session was ended earlier is the
//! sessions table's answer: `jti` names the row.

use std::collections::HashSet;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::signature::{self, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

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
        let _ = PROVIDER.install_default();

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

/// HMAC-SHA256 and nothing else. The providers that come with the JWT library bring RSA along.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| {
        let hs256 = Hs256::new(*algorithm, key.family(), key.as_bytes())?;
        Ok(Box::new(hs256))
    },
    verifier_factory: |algorithm, key| {
        let hs256 = Hs256::new(*algorithm, key.family(), key.try_get_as_bytes()?)?;
        Ok(Box::new(hs256))
    },
    key_utils: KeyUtils::new_unimplemented(),
};

struct Hs256(Hmac<Sha256>);

impl Hs256 {
    fn new(
        algorithm: Algorithm,
        family: AlgorithmFamily,
        key: &[u8],
    ) -> jsonwebtoken::errors::Result<Self> {
        if algorithm != Algorithm::HS256 || family != AlgorithmFamily::Hmac {
            return Err(ErrorKind::UnsupportedAlgorithm.into());
        }
        match Hmac::new_from_slice(key) {
            Ok(mac) => Ok(Self(mac)),
            Err(_) => Err(ErrorKind::InvalidKeyFormat.into()),
        }
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(self
            .0
            .clone()
            .chain_update(message)
            .finalize()
            .into_bytes()
            .to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let mac = self.0.clone().chain_update(message);
        mac.verify_slice(signature)
            .map_err(signature::Error::from_source)
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn sessions(byte: u8) -> Sessions {
        Sessions::new(&SecretBox::new(Box::new([byte; 32])))
    }

    fn noon() -> DateTime<Utc> {
        "2026-01-15T12:00:00.750Z".parse().unwrap()
    }

    fn encode(text: &str) -> String {
        URL_SAFE_NO_PAD.encode(text)
    }

    /// A token with any header and claims, signed by the given key as HMAC-SHA256.
    fn forge(byte: u8, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", encode(header), encode(claims));
        let mac = Hmac::<Sha256>::new_from_slice(&[byte; 32]).unwrap();
        let tag = mac.chain_update(&message).finalize().into_bytes();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    fn claims_json() -> String {
        let id = Uuid::nil();
        let now = noon().timestamp();
        format!(
            r#"{{"jti":"{id}","sub":"{id}","iat":{now},"exp":{}}}"#,
            now + 60
        )
    }

    #[test]
    fn a_signed_token_names_account_and_session_for_an_hour() {
        let account = Uuid::new_v4();

        let session = sessions(1).sign(account, noon()).unwrap();

        let claims = sessions(1)
            .verify(session.token.expose_secret(), noon())
            .unwrap();
        assert_eq!((claims.sub, claims.jti), (account, session.jti));
        assert_eq!(session.expires.to_rfc3339(), "2026-01-15T13:00:00+00:00");
        assert_eq!(claims.exp - claims.iat, 3600);
    }

    #[test]
    fn a_token_counts_up_to_the_last_second_before_its_expiry() {
        let session = sessions(1).sign(Uuid::new_v4(), noon()).unwrap();
        let token = session.token.expose_secret();

        let last = sessions(1).verify(token, session.expires - TimeDelta::milliseconds(1));
        let over = sessions(1).verify(token, session.expires);

        assert!(last.is_ok());
        assert_eq!(over, Err(SessionError::Expired));
    }

    #[test]
    fn two_sessions_of_one_account_have_different_names() {
        let sessions = sessions(1);
        let account = Uuid::new_v4();

        let (one, other) = (
            sessions.sign(account, noon()),
            sessions.sign(account, noon()),
        );

        assert_ne!(one.unwrap().jti, other.unwrap().jti);
    }

    #[test]
    fn the_forgery_used_in_these_tests_is_accepted_with_the_right_header() {
        let token = forge(1, r#"{"alg":"HS256","typ":"JWT"}"#, &claims_json());

        assert!(sessions(1).verify(&token, noon()).is_ok());
        assert_eq!(
            sessions(2).verify(&token, noon()),
            Err(SessionError::Malformed)
        );
    }

    #[test]
    fn no_algorithm_but_hs256_is_accepted() {
        for alg in [
            "none", "None", "NONE", "", "hs256", "HS384", "HS512", "RS256", "ES256",
        ] {
            let header = format!(r#"{{"alg":"{alg}","typ":"JWT"}}"#);
            let signed = forge(1, &header, &claims_json());
            let unsigned = format!("{}.", signed.rsplit_once('.').unwrap().0);

            assert_eq!(
                sessions(1).verify(&signed, noon()),
                Err(SessionError::Malformed),
                "{alg}"
            );
            assert_eq!(
                sessions(1).verify(&unsigned, noon()),
                Err(SessionError::Malformed)
            );
        }
    }

    #[test]
    fn a_token_without_the_right_claims_is_malformed() {
        let id = Uuid::nil();
        let table = [
            "{}".to_owned(),
            format!(r#"{{"jti":"{id}","sub":"{id}","iat":1}}"#),
            format!(r#"{{"jti":"{id}","sub":"{id}","iat":1,"exp":"9999999999"}}"#),
            format!(r#"{{"jti":"{id}","sub":"acme","iat":1,"exp":9999999999}}"#),
            format!(r#"{{"sub":"{id}","iat":1,"exp":9999999999}}"#),
            "not json".to_owned(),
        ];
        for claims in table {
            let token = forge(1, r#"{"alg":"HS256"}"#, &claims);

            assert_eq!(
                sessions(1).verify(&token, noon()),
                Err(SessionError::Malformed)
            );
        }
    }

    #[test]
    fn any_changed_character_makes_a_token_malformed() {
        let session = sessions(1).sign(Uuid::new_v4(), noon()).unwrap();
        let token = session.token.expose_secret();
        for position in 0..token.len() {
            let mut bytes = token.as_bytes().to_vec();
            bytes[position] = if bytes[position] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();

            assert_eq!(
                sessions(1).verify(&changed, noon()),
                Err(SessionError::Malformed)
            );
        }
        for text in ["", ".", "..", "...", "a.b.c", "é.é.é"] {
            assert_eq!(
                sessions(1).verify(text, noon()),
                Err(SessionError::Malformed)
            );
        }
    }

    #[test]
    fn debug_output_is_redacted() {
        let session = sessions(1).sign(Uuid::new_v4(), noon()).unwrap();

        let printed = format!("{session:?} {:?}", sessions(1));

        assert_eq!(printed.matches("[REDACTED]").count(), 2);
        assert!(!printed.contains("eyJ"));
    }
}
