use secrecy::{ExposeSecret, SecretBox};

use super::{Partner, PartnerError, PartnerName, create, disable, enable, find_live, list, rotate};
use crate::auth::keys::ApiKey;
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::changes::audit::Filter;
use crate::config::Environment;
use crate::credentials;
use crate::db::testing::TestDb;
use crate::db::{DbError, PartnerId};
use std::sync::Arc;

/// A database with its pepper, and nothing else.
struct World {
    changes: Changes,
    pepper: Arc<Pepper>,
    _test: TestDb,
}

impl World {
    async fn new() -> Self {
        let test = TestDb::open();
        let pepper = Arc::new(Pepper::new(SecretBox::new(Box::new([7; 32]))));
        let changes = Changes::new(test.db.clone(), &pepper);
        let id = pepper.id().to_owned();
        let adopt = changes.upkeep(move |conn| credentials::adopt_pepper(conn, &id, 1));
        assert!(adopt.await.unwrap());
        Self {
            changes,
            pepper,
            _test: test,
        }
    }

    async fn create(&self, text: &str) -> Result<(PartnerId, ApiKey), PartnerError> {
        create(
            &self.changes,
            &name(text),
            Environment::Sandbox,
            &self.pepper,
        )
        .await
    }

    async fn rotate(&self, text: &str) -> Result<ApiKey, PartnerError> {
        rotate(
            &self.changes,
            &name(text),
            Environment::Sandbox,
            &self.pepper,
        )
        .await
    }

    /// Whose key it is, if it opens anything.
    async fn holder(&self, key: &ApiKey) -> Option<PartnerId> {
        let hash = *self.pepper.hash(key).as_bytes();
        let found = self.changes.db().read(move |conn| find_live(conn, &hash));
        found.await.unwrap()
    }

    async fn audited(&self) -> Vec<(String, String, String)> {
        let filter = Filter {
            limit: 100,
            ..Filter::default()
        };
        let entries = self.changes.entries(filter).await.unwrap();
        let told =
            |entry: crate::changes::audit::EntryRow| (entry.principal, entry.action, entry.target);
        entries.into_iter().map(told).collect()
    }
}

fn name(text: &str) -> PartnerName {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_new_partners_key_leads_to_it() {
    let world = World::new().await;

    let (id, key) = world.create("  Acme University ").await.unwrap();

    let listed = list(world.changes.db()).await.unwrap();
    assert!(key.expose_secret().starts_with("pk_test_"));
    assert_eq!(world.holder(&key).await, Some(id.clone()));
    let expected = Partner {
        id,
        name: "Acme University".to_owned(),
        key_masked: key.masked(),
        is_active: true,
    };
    assert_eq!(listed, [expected]);
}

#[tokio::test]
async fn a_name_that_differs_only_in_case_and_outer_spaces_is_taken() {
    let world = World::new().await;
    world.create("Überlingen").await.unwrap();

    let again = world.create(" ÜBERLINGEN ").await;

    assert!(matches!(again, Err(PartnerError::Exists)), "{again:?}");
    assert_eq!(list(world.changes.db()).await.unwrap().len(), 1);
}

#[test]
fn a_name_has_1_to_255_characters_and_no_control_characters() {
    let longest = "é".repeat(255);

    for good in ["A", " A ", &longest, "Acme \u{1F393}"] {
        assert!(good.parse::<PartnerName>().is_ok(), "{good}");
    }
    for bad in ["", " ", "\t", "a\nb", "a\u{7f}", &format!("{longest}x")] {
        assert!(bad.parse::<PartnerName>().is_err(), "{bad:?}");
    }
}

#[tokio::test]
async fn a_rotated_key_ends_and_the_new_one_works() {
    let world = World::new().await;
    let (id, old) = world.create("Acme").await.unwrap();
    let (other, bystander) = world.create("Other").await.unwrap();

    let new = world.rotate("ACME").await.unwrap();

    assert_eq!(world.holder(&old).await, None);
    assert_eq!(world.holder(&new).await, Some(id));
    assert_eq!(world.holder(&bystander).await, Some(other));
}

#[tokio::test]
async fn a_disabled_partner_is_out_until_it_is_enabled() {
    let world = World::new().await;
    let (id, key) = world.create("Acme").await.unwrap();

    disable(&world.changes, &name("acme")).await.unwrap();
    let while_disabled = world.holder(&key).await;
    let rotated = world.rotate("Acme").await.unwrap();
    let rotated_while_disabled = world.holder(&rotated).await;
    enable(&world.changes, &name("Acme")).await.unwrap();

    assert_eq!((while_disabled, rotated_while_disabled), (None, None));
    assert_eq!(world.holder(&key).await, None);
    assert_eq!(world.holder(&rotated).await, Some(id));
}

#[tokio::test]
async fn an_unknown_name_changes_nothing_and_is_not_recorded() {
    let world = World::new().await;

    let outcomes = [
        world.rotate("Acme").await.map(drop),
        disable(&world.changes, &name("Acme")).await,
        enable(&world.changes, &name("Acme")).await,
    ];

    for outcome in outcomes {
        assert!(matches!(outcome, Err(PartnerError::Unknown)), "{outcome:?}");
    }
    assert_eq!(world.audited().await, []);
}

#[tokio::test]
async fn every_change_of_a_partner_is_recorded_as_the_operators() {
    let world = World::new().await;
    let (id, _) = world.create("Acme").await.unwrap();

    world.rotate("Acme").await.unwrap();
    disable(&world.changes, &name("Acme")).await.unwrap();
    enable(&world.changes, &name("Acme")).await.unwrap();

    let actions = ["created", "key_rotated", "disabled", "enabled"];
    let expected = actions.map(|action| {
        let action = format!("partner.{action}");
        ("operator".to_owned(), action, id.to_string())
    });
    assert_eq!(world.audited().await, expected);
}

#[tokio::test]
async fn the_key_is_stored_as_its_hash_alone() {
    use crate::db::schema::partners;
    use diesel::prelude::*;
    let world = World::new().await;
    let (_, key) = world.create("Acme").await.unwrap();

    let stored = world.changes.db().read(|conn| {
        let row: (Vec<u8>, String) = partners::table
            .select((partners::key_hash, partners::key_masked))
            .get_result(conn)?;
        Ok::<_, DbError>(row)
    });

    let (hash, masked) = stored.await.unwrap();
    assert_eq!(hash, world.pepper.hash(&key).as_bytes());
    assert_eq!(masked, key.masked());
}

#[actix_web::test]
async fn a_key_is_rotated_in_its_own_environment_only() {
    let world = World::new().await;
    let (id, key) = world.create("Acme").await.unwrap();

    let acme = name("Acme");
    let rotated = rotate(&world.changes, &acme, Environment::Live, &world.pepper).await;

    assert!(matches!(
        rotated.map(drop),
        Err(PartnerError::OtherEnvironment(Environment::Live))
    ));
    assert_eq!(world.holder(&key).await, Some(id));
}
