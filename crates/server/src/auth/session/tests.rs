//! What is accepted, for how long, and every forgery that is not.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

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
