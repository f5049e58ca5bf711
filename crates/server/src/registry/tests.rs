use super::model::ProfileRow;
use super::queries;
use crate::db::testing::TestConnection;

fn profile(customer_id: &str, json: &str) -> ProfileRow {
    ProfileRow {
        customer_id: customer_id.to_owned(),
        profile: json.to_owned(),
        updated_at: 1,
    }
}

#[test]
fn a_stored_profile_is_found_and_an_unknown_one_is_not() {
    let mut test = TestConnection::open();
    let stored = profile("corp-one", r#"{"entity_name":"Añil \"One\""}"#);

    queries::upsert(&mut test.conn, std::slice::from_ref(&stored)).unwrap();

    assert_eq!(
        queries::find(&mut test.conn, "corp-one").unwrap(),
        Some(stored)
    );
    assert_eq!(queries::find(&mut test.conn, "corp-two").unwrap(), None);
}

#[test]
fn a_second_import_replaces_adds_and_leaves_the_rest() {
    let mut test = TestConnection::open();
    queries::upsert(&mut test.conn, &[profile("a", "1"), profile("b", "1")]).unwrap();

    queries::upsert(&mut test.conn, &[profile("c", "2"), profile("b", "2")]).unwrap();

    let json =
        ["a", "b", "c"].map(|id| queries::find(&mut test.conn, id).unwrap().unwrap().profile);
    assert_eq!(json, ["1", "2", "2"]);
}

#[test]
fn the_last_of_two_profiles_of_one_id_wins() {
    let mut test = TestConnection::open();

    queries::upsert(&mut test.conn, &[profile("a", "1"), profile("a", "2")]).unwrap();

    assert_eq!(
        queries::find(&mut test.conn, "a").unwrap().unwrap().profile,
        "2"
    );
}
