//! Commands where no server has been: they say so and leave everything as it was.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::Place;

const PEPPER: &str = "8f1c3e5a7092b4d6e8fa0c1e2d3b4a59687786958493a2b1c0dfeecdbc0a1f3e";

/// Every command that works on the data of a server.
const COMMANDS: [&[&str]; 27] = [
    &[
        "account",
        "create",
        "--email",
        "a@acme.example",
        "--generate",
    ],
    &[
        "account",
        "password",
        "--email",
        "a@acme.example",
        "--generate",
    ],
    &["account", "disable", "--email", "a@acme.example"],
    &["account", "enable", "--email", "a@acme.example"],
    &["account", "list"],
    &["partner", "create", "--name", "Acme"],
    &["partner", "rotate", "--name", "Acme"],
    &["partner", "disable", "--name", "Acme"],
    &["partner", "enable", "--name", "Acme"],
    &["partner", "list"],
    &["registry", "import", "profiles.json"],
    &["currency", "import", "catalogue.json"],
    &[
        "vault",
        "import",
        "--network",
        "solana-devnet",
        "--yes",
        "keys.txt",
    ],
    &["vault", "show"],
    &["vault", "export", "--format", "json"],
    &[
        "ledger",
        "post-correction",
        "--wallet",
        "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40",
        "--currency",
        "btc",
        "--amount",
        "-1",
        "--reason",
        "r",
        "--reference",
        "f",
    ],
    &[
        "revenue",
        "payout",
        "--customer",
        "acme",
        "--currency",
        "btc",
        "--reason",
        "r",
        "--reference",
        "f",
    ],
    &[
        "customer",
        "settle",
        "--customer",
        "acme",
        "--reason",
        "r",
        "--reference",
        "f",
    ],
    &["suspense", "list"],
    &[
        "suspense",
        "assign",
        "--deposit",
        "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40",
        "--wallet",
        "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40",
        "--reason",
        "r",
    ],
    &["wallet", "list", "--frozen"],
    &[
        "wallet",
        "freeze",
        "--wallet",
        "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40",
        "--reason",
        "r",
    ],
    &[
        "wallet",
        "unfreeze",
        "--wallet",
        "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40",
        "--reason",
        "r",
    ],
    &["audit", "verify"],
    &["audit", "list"],
    &["ledger", "verify"],
    &[
        "ledger",
        "statement",
        "--wallet",
        "0196a1c2-0000-7000-8000-000000000000",
    ],
];

fn place() -> Place {
    let place = Place::new();
    place.write("profiles.json", "{}");
    place.write("catalogue.json", "{}");
    place.write("keys.txt", "11111111111111111111111111111112\n");
    place
}

/// Runs every command, each of which must be refused in a sentence that holds these words.
fn all_refuse(place: &Place, words: &str) {
    for command in COMMANDS {
        let ended = place.run(command);

        assert_eq!(ended.code, Some(1), "{command:?}: {}", ended.stderr);
        assert_eq!(ended.stdout, "", "{command:?}");
        assert!(
            ended.stderr.contains(words),
            "{command:?}: {}",
            ended.stderr
        );
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: fs::DirEntry| entry.file_name().to_str().unwrap().to_owned();
    let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
    names.sort();
    names
}

#[test]
fn where_no_server_was_no_command_makes_anything() {
    let mut place = place();
    let data = place.data_dir();

    all_refuse(&place, "sovx: no server has been started with ");
    assert!(!data.exists());

    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    all_refuse(&place, "start one there first with `sovx serve`");
    place.set("SOVX_PEPPER", PEPPER);
    all_refuse(&place, "sovx: no server has been started with ");
    assert_eq!(names_in(&data), [""; 0]);
    assert_eq!(
        fs::metadata(&data).unwrap().permissions().mode() & 0o777,
        0o755
    );
    if place.is_on_postgres() {
        let sql = "DO $$ BEGIN ASSERT (SELECT count(*) FROM information_schema.tables \
                   WHERE table_schema = current_schema()) = 0; END $$";
        place.execute(sql);
    }
}

#[test]
fn where_the_pepper_is_lost_no_command_makes_another() {
    let place = place();
    drop(place.start());
    let data = place.data_dir();
    let pepper = fs::read_to_string(data.join("pepper")).unwrap();
    fs::remove_file(data.join("pepper")).unwrap();
    let kept = names_in(&data);

    match place.is_on_postgres() {
        true => all_refuse(&place, "sovx: no server has been started with "),
        false => all_refuse(
            &place,
            "holds a database and no pepper: restore the file `pepper`",
        ),
    }

    assert_eq!(names_in(&data), kept);
    fs::write(data.join("pepper"), pepper).unwrap();
    fs::set_permissions(data.join("pepper"), Permissions::from_mode(0o600)).unwrap();
    assert_eq!(place.run(&["audit", "verify"]).code, Some(0));
}

#[test]
fn a_database_of_another_version_is_refused_and_left_as_it_is() {
    let place = place();
    drop(place.start());
    let versions = "__diesel_schema_migrations";
    let last = format!("(SELECT max(version) FROM {versions})");

    place.execute(&format!(
        "INSERT INTO {versions} (version) VALUES ('99990101000000')"
    ));
    all_refuse(&place, "the database has the schema of a later version");
    place.execute(&format!(
        "DELETE FROM {versions} WHERE version = '99990101000000'"
    ));
    place.execute(&format!(
        "CREATE TABLE kept AS SELECT version FROM {versions} \
                            WHERE version = {last}"
    ));
    place.execute(&format!("DELETE FROM {versions} WHERE version = {last}"));
    all_refuse(&place, "the database has the schema of an earlier version");

    place.execute(&format!(
        "INSERT INTO {versions} (version) SELECT version FROM kept"
    ));
    place.execute("DROP TABLE kept");
    assert_eq!(place.run(&["audit", "verify"]).code, Some(0));
}
