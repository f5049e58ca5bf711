//! What a database knows of its installation, on a real database.

use std::sync::Arc;

use diesel::connection::SimpleConnection as _;
use secrecy::SecretBox;

use super::{EnvironmentError, OtherSecret, ProofError, check, find, forget, record, set, settle};
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::config::Environment::{self, Live, Sandbox};
use crate::db::testing::{TestDb, account, customer};
use crate::secrets::{Proof, SharedSecret};

fn pepper(byte: u8) -> Pepper {
    Pepper::new(SecretBox::new(Box::new([byte; 32])))
}

fn changes() -> (TestDb, Changes) {
    let test = TestDb::open();
    let changes = Changes::new(test.db.clone(), &Arc::new(pepper(7)));
    (test, changes)
}

/// Stores what a database of version 1.0.0 may hold: an account, and keys with these masked forms.
fn fill(test: &TestDb, owner_keys: &[&str], platform_keys: &[&str]) {
    let mut conn = test.place.connect();
    let owner = account(&mut conn);
    let customer = customer(&mut conn, &owner, "corp-acme");
    for (number, masked) in owner_keys.iter().enumerate() {
        conn.batch_execute(&format!(
            "INSERT INTO credentials (id, customer_id, key_hash, pepper_id, masked, is_owner,
                 is_active, created_at, updated_at)
             VALUES ('c{number}', '{customer}', '{number}', 'pepper-1', '{masked}', true, true, 1, 1)"
        ))
        .unwrap();
    }
    for (number, masked) in platform_keys.iter().enumerate() {
        conn.batch_execute(&format!(
            "INSERT INTO partners (id, name, name_key, key_hash, pepper_id, key_masked, is_active,
                 created_at, updated_at)
             VALUES ('p{number}', 'n{number}', 'n{number}', '{number}', 'pepper-1', '{masked}', true,
                 1, 1)"
        ))
        .unwrap();
    }
}

#[tokio::test]
async fn an_empty_database_takes_the_environment_of_its_first_start_and_keeps_it() {
    for (first, other) in [(Sandbox, Live), (Live, Sandbox)] {
        let (_test, changes) = changes();

        settle(&changes, first).await.unwrap();

        settle(&changes, first).await.unwrap();
        let refused = settle(&changes, other).await.unwrap_err().to_string();
        assert_eq!(find(&changes).await.unwrap(), Some(first));
        let sentence = format!(
            "this is a {first} database and must not be used as {other}: say --environment \
             {first} or SOVX_ENVIRONMENT={first}"
        );
        assert_eq!(refused, sentence);
    }
}

#[tokio::test]
async fn a_database_of_an_older_version_becomes_what_its_keys_say() {
    let table: [(&[&str], &[&str], Option<Environment>); 7] = [
        (&["sk_test_a..."], &[], Some(Sandbox)),
        (&[], &["pk_test_a..."], Some(Sandbox)),
        (&["sk_live_a..."], &[], Some(Live)),
        (&["sk_live_a..."], &["pk_live_a..."], Some(Live)),
        (&["sk_live_a...", "sk_test_a..."], &[], None),
        (&["sk_live_a..."], &["pk_test_a..."], None),
        (&[], &[], None),
    ];
    for (owner_keys, platform_keys, expected) in table {
        for configured in [Sandbox, Live] {
            let (test, changes) = changes();
            fill(&test, owner_keys, platform_keys);

            let settled = settle(&changes, configured).await;

            let is_right = match expected {
                Some(expected) if expected == configured => settled.is_ok(),
                Some(_) => matches!(settled, Err(EnvironmentError::Other { .. })),
                None => matches!(settled, Err(EnvironmentError::Unclear)),
            };
            assert!(
                is_right,
                "{owner_keys:?} {platform_keys:?} {configured}: {settled:?}"
            );
        }
    }
}

#[tokio::test]
async fn an_operator_decides_what_is_unclear_and_it_is_recorded() {
    let (test, changes) = changes();
    fill(&test, &["sk_live_a...", "sk_test_a..."], &[]);
    let unclear = settle(&changes, Live).await.unwrap_err().to_string();
    assert!(unclear.contains("sovx environment set live"), "{unclear}");

    let before = set(&changes, Live).await.unwrap();
    let again = set(&changes, Live).await.unwrap();

    assert_eq!((before, again), (None, Some(Live)));
    settle(&changes, Live).await.unwrap();
    let filter = crate::changes::audit::Filter {
        limit: 10,
        ..Default::default()
    };
    let entries = changes.entries(filter).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|it| (&*it.action, &*it.target))
        .collect();
    assert_eq!(told, [("environment.set", "live")]);
}

#[tokio::test]
async fn of_many_first_starts_at_once_in_two_environments_one_environment_wins() {
    let (_test, changes) = changes();

    let starts = (0..8).map(|number| {
        let changes = changes.clone();
        let environment = if number % 2 == 0 { Sandbox } else { Live };
        async move { (environment, settle(&changes, environment).await) }
    });
    let settled = futures_util::future::join_all(starts).await;

    let known = find(&changes).await.unwrap().unwrap();
    for (environment, outcome) in settled {
        assert_eq!(outcome.is_ok(), environment == known, "{outcome:?}");
    }
}

#[tokio::test]
async fn a_server_with_another_secret_is_refused_by_setting_file_and_command() {
    for (secret, name, setting) in [
        (SharedSecret::SessionKey, "session-key", "SOVX_SESSION_KEY"),
        (SharedSecret::MasterKey, "master-key", "SOVX_MASTER_KEY"),
    ] {
        let (_test, changes) = changes();
        let proof = |bytes: &[u8]| vec![Proof::of(secret, bytes, &pepper(7))];
        record(&changes, proof(b"first")).await.unwrap();

        let same = check(&changes, proof(b"first"), Vec::new()).await;
        let other = check(&changes, proof(b"second"), Vec::new()).await;
        let generated = check(&changes, Vec::new(), vec![secret]).await;
        let stored = record(&changes, proof(b"second")).await;

        assert!(same.is_ok(), "{same:?}");
        for refused in [other, generated, stored] {
            let Err(ProofError::Other(OtherSecret(named))) = refused else {
                panic!("{refused:?}")
            };
            let sentence = OtherSecret(named).to_string();
            for word in [
                setting,
                &format!("file `{name}`"),
                &format!("sovx secret forget {name}"),
            ] {
                assert!(sentence.contains(word), "{sentence}");
            }
        }
        assert!(forget(&changes, secret).await.unwrap());
        assert!(!forget(&changes, secret).await.unwrap());
        record(&changes, proof(b"second")).await.unwrap();
    }
}
