//! First start, later starts, and every start that must not happen.

#![expect(clippy::string_slice, reason = "the text is ASCII")]

use std::os::unix::fs::PermissionsExt;
use std::{fs, thread};

use super::*;
use crate::config::{Overrides, ProcessEnvironment};

const HEX: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn config(directory: &Path, variables: &[(&str, &str)]) -> Config {
    let directory = directory.to_str().unwrap();
    let variables = variables
        .iter()
        .copied()
        .chain([("SOVX_DATA_DIR", directory)]);
    let environment: ProcessEnvironment = variables
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Config::resolve(&Overrides::default(), &environment).unwrap()
}

/// A start that comes as far as showing what it has generated.
fn open(directory: &Path, variables: &[(&str, &str)]) -> Result<Secrets, SecretsError> {
    finish(&config(directory, variables))
}

fn finish(config: &Config) -> Result<Secrets, SecretsError> {
    let mut secrets = Secrets::open(config)?;
    secrets.unwritten.write_keys()?;
    secrets.unwritten.write_master_key()?;
    secrets.unwritten = Unwritten::default();
    Ok(secrets)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_first_start_generates_every_secret_in_files_that_only_the_owner_reads() {
    let parent = tempfile::tempdir().unwrap();
    let directory = parent.path().join("data");

    let secrets = open(&directory, &[]).unwrap();

    assert!(secrets.generated.pepper && secrets.generated.session_key);
    assert_eq!(mode(&directory), 0o700);
    let mut names: Vec<_> = fs::read_dir(&directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["master-key", "pepper", "session-key"]);
    for name in names {
        assert_eq!(mode(&directory.join(name)), 0o600);
    }
}

#[test]
fn a_later_start_finds_the_same_secrets_and_generates_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let first = open(directory.path(), &[]).unwrap();
    let clear = first.generated.master_key.unwrap();
    let session = first
        .sessions
        .sign(uuid::Uuid::new_v4(), chrono::Utc::now())
        .unwrap();

    let later = open(directory.path(), &[]).unwrap();

    assert!(later.generated.master_key.is_none());
    assert!(!later.generated.pepper && !later.generated.session_key);
    assert_eq!(later.pepper.id(), first.pepper.id());
    assert!(
        later
            .master_key
            .matches(clear.expose_secret(), &later.pepper)
    );
    let token = session.token.expose_secret();
    assert!(later.sessions.verify(token, chrono::Utc::now()).is_ok());
}

#[test]
fn a_start_that_ends_before_it_shows_anything_leaves_nothing_and_the_next_generates_again() {
    let directory = tempfile::tempdir().unwrap();
    let config = config(directory.path(), &[]);

    let failed = Secrets::open(&config).unwrap();
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    let first = failed.generated.master_key.as_ref().unwrap();
    let first = first.expose_secret().to_owned();
    drop(failed);
    let next = open(directory.path(), &[]).unwrap();

    let shown = next.generated.master_key.as_ref().unwrap();
    assert_ne!(shown.expose_secret(), first);
    assert!(!next.master_key.matches(&first, &next.pepper));
}

#[test]
fn a_master_key_that_was_not_shown_is_replaced_by_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    let config = config(directory.path(), &[]);
    let mut killed = Secrets::open(&config).unwrap();
    killed.unwritten.write_keys().unwrap();
    let pepper = killed.pepper.id().to_owned();
    drop(killed);

    let next = open(directory.path(), &[]).unwrap();
    let later = open(directory.path(), &[]).unwrap();

    assert_eq!(next.pepper.id(), pepper);
    assert!(!next.generated.pepper && !next.generated.session_key);
    let shown = next.generated.master_key.unwrap();
    assert!(later.generated.master_key.is_none());
    assert!(
        later
            .master_key
            .matches(shown.expose_secret(), &later.pepper)
    );
}

#[test]
fn servers_with_the_same_secrets_prove_the_same_and_others_do_not() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    open(one.path(), &[]).unwrap();
    open(other.path(), &[]).unwrap();

    let proofs = |directory: &tempfile::TempDir| open(directory.path(), &[]).unwrap().proofs;

    assert_eq!(proofs(&one).len(), 3);
    assert_eq!(proofs(&one), proofs(&one));
    for (one, other) in proofs(&one).iter().zip(proofs(&other)) {
        assert_eq!(one.secret, other.secret);
        assert_ne!(one.value, other.value);
    }
}

#[test]
fn the_clear_master_key_is_in_no_file() {
    let directory = tempfile::tempdir().unwrap();

    let secrets = open(directory.path(), &[]).unwrap();

    let clear = secrets.generated.master_key.unwrap();
    for entry in fs::read_dir(directory.path()).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(&clear.expose_secret()[3..20]));
    }
}

#[test]
fn two_installations_share_no_secret() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());

    let (one, other) = (
        open(one.path(), &[]).unwrap(),
        open(other.path(), &[]).unwrap(),
    );

    assert_ne!(one.pepper.id(), other.pepper.id());
    let session = one
        .sessions
        .sign(uuid::Uuid::new_v4(), chrono::Utc::now())
        .unwrap();
    let token = session.token.expose_secret();
    assert!(other.sessions.verify(token, chrono::Utc::now()).is_err());
}

#[test]
fn eight_first_starts_at_once_end_with_equal_secrets_and_one_master_key() {
    let directory = tempfile::tempdir().unwrap();
    let config = config(directory.path(), &[]);

    let opened: Vec<Secrets> = thread::scope(|scope| {
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| finish(&config))).collect();
        starts
            .into_iter()
            .map(|start| start.join().unwrap().unwrap())
            .collect()
    });

    let clear: Vec<_> = opened
        .iter()
        .filter_map(|it| it.generated.master_key.as_ref())
        .collect();
    assert_eq!(clear.len(), 1);
    for secrets in &opened {
        assert!(
            secrets
                .master_key
                .matches(clear[0].expose_secret(), &secrets.pepper)
        );
    }
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3);
}

#[test]
fn configured_secrets_are_used_and_not_written() {
    let directory = tempfile::tempdir().unwrap();
    let master = "Zq3vX8mB1nK5tR7yL0pW4sD6gH2jF9cUaEeIiOoQxZw";
    let variables = [
        ("SOVX_PEPPER", HEX),
        ("SOVX_SESSION_KEY", HEX),
        ("SOVX_MASTER_KEY", master),
    ];

    let secrets = open(directory.path(), &variables).unwrap();

    assert!(secrets.master_key.matches(master, &secrets.pepper));
    assert!(secrets.generated.master_key.is_none());
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[test]
fn a_data_directory_is_not_needed_when_everything_is_elsewhere() {
    let parent = tempfile::tempdir().unwrap();
    let directory = parent.path().join("data");
    let variables = [
        ("SOVX_PEPPER", HEX),
        ("SOVX_SESSION_KEY", HEX),
        (
            "SOVX_MASTER_KEY",
            "Zq3vX8mB1nK5tR7yL0pW4sD6gH2jF9cUaEeIiOoQxZw",
        ),
        ("SOVX_DATABASE_URL", "postgres://localhost/sovx"),
    ];

    open(&directory, &variables).unwrap();

    assert!(!directory.exists());
}

#[test]
fn each_bad_value_stops_the_start_with_one_sentence_that_does_not_repeat_it() {
    let directory = tempfile::tempdir().unwrap();
    let repeated = "zy".repeat(40);
    let table = [
        (
            "SOVX_PEPPER",
            "zyzzyx",
            "must be at least 32 bytes (256 bits) in hexadecimal or base64",
        ),
        (
            "SOVX_PEPPER",
            &HEX[..62],
            "must be at least 32 bytes (256 bits)",
        ),
        (
            "SOVX_PEPPER",
            "changeme-zyzzyx",
            "contains a word that documentation and examples use",
        ),
        (
            "SOVX_SESSION_KEY",
            &"a0".repeat(32),
            "must hold at least 16 different",
        ),
        ("SOVX_SESSION_KEY", "secret-zyzzyx", "contains a word"),
        (
            "SOVX_MASTER_KEY",
            "zyzzyx",
            "must be at least 43 characters",
        ),
        ("SOVX_MASTER_KEY", "YOUR_MASTER_API_KEY", "contains a word"),
        (
            "SOVX_MASTER_KEY",
            "zyzzyx zyzzyx",
            "printable ASCII characters without spaces",
        ),
        (
            "SOVX_MASTER_KEY",
            &repeated,
            "must hold at least 16 different",
        ),
    ];
    for (name, value, rule) in table {
        let error = open(directory.path(), &[(name, value)])
            .unwrap_err()
            .to_string();

        assert!(error.starts_with(&format!("{name} ")), "{error}");
        assert!(error.contains(rule), "{error}");
        assert!(!error.contains("zyz") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn a_file_open_to_others_stops_the_start() {
    for name in ["pepper", "session-key", "master-key"] {
        for open_mode in [0o640, 0o604, 0o644, 0o660] {
            let directory = tempfile::tempdir().unwrap();
            open(directory.path(), &[]).unwrap();
            chmod(&directory.path().join(name), open_mode);

            let error = open(directory.path(), &[]).unwrap_err().to_string();

            assert!(
                error.contains("chmod 600") && error.contains(name),
                "{error}"
            );
        }
    }
}

#[test]
fn a_data_directory_open_to_others_stops_the_start_unless_it_is_empty() {
    let directory = tempfile::tempdir().unwrap();
    chmod(directory.path(), 0o755);

    open(directory.path(), &[]).unwrap();

    assert_eq!(mode(directory.path()), 0o700);
    chmod(directory.path(), 0o755);
    let error = open(directory.path(), &[]).unwrap_err().to_string();
    assert!(error.contains("chmod 700"), "{error}");
}

#[test]
fn a_volume_that_gives_everything_to_its_group_is_taken_where_the_operator_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let kept = open(directory.path(), &[]).unwrap().pepper.id().to_owned();
    // As the kubelet does at each mount of a volume with `fsGroup`.
    chmod(directory.path(), 0o2770);
    for name in ["pepper", "session-key", "master-key"] {
        chmod(&directory.path().join(name), 0o660);
    }
    let allowed = [("SOVX_DATA_DIR_GROUP_ACCESS", "true")];

    let refused = open(directory.path(), &[]).unwrap_err().to_string();
    let taken = open(directory.path(), &allowed).unwrap();
    chmod(&directory.path().join("pepper"), 0o664);
    let open_to_others = open(directory.path(), &allowed).unwrap_err().to_string();

    let way_out = "set SOVX_DATA_DIR_GROUP_ACCESS=true";
    assert!(
        refused.contains("chmod 700") && refused.contains(way_out),
        "{refused}"
    );
    assert_eq!(taken.pepper.id(), kept);
    assert!(taken.generated.master_key.is_none());
    assert!(open_to_others.contains("chmod 600"), "{open_to_others}");
    assert!(!open_to_others.contains(way_out), "{open_to_others}");
}

#[test]
fn a_damaged_file_stops_the_start() {
    for name in ["pepper", "session-key", "master-key"] {
        for content in ["", "abcd\n", "\u{e9}\n", "zz zz\n"] {
            let directory = tempfile::tempdir().unwrap();
            open(directory.path(), &[]).unwrap();
            fs::write(directory.path().join(name), content).unwrap();

            let error = open(directory.path(), &[]).unwrap_err();

            assert!(matches!(error, SecretsError::Damaged(_)), "{error}");
        }
    }
}

#[test]
fn a_kept_master_key_is_refused_under_another_pepper() {
    let directory = tempfile::tempdir().unwrap();
    open(directory.path(), &[]).unwrap();

    let error = open(directory.path(), &[("SOVX_PEPPER", HEX)]).unwrap_err();

    assert!(matches!(error, SecretsError::OtherPepper(_)), "{error}");
}

#[test]
fn debug_output_is_redacted() {
    let directory = tempfile::tempdir().unwrap();
    let secrets = open(directory.path(), &[]).unwrap();
    let pepper = fs::read_to_string(directory.path().join("pepper")).unwrap();

    let printed = format!("{secrets:?}");

    assert_eq!(printed.matches("[REDACTED]").count(), 4);
    assert!(!printed.contains(pepper.trim()));
}
