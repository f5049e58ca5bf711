//! The program as it is run: what it prints, and how it ends.
#![expect(
    clippy::unwrap_used,
    reason = "clippy takes only functions with #[test] for tests"
)]

#[path = "commands/files.rs"]
mod files;
mod server;

use std::fs;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;
use tempfile::TempDir;

use self::server::Server;

const BELLS: &str = include_str!("commands/bell.yaml");

/// A folder with contracts, for a test of its own.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.lay("bells.yaml", BELLS);
        desk
    }

    fn lay(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    /// The contract with one of its words changed.
    fn changed(&self, name: &str, from: &str, to: &str) {
        assert!(BELLS.contains(from));
        self.lay(name, &BELLS.replacen(from, to, 1));
    }

    /// How the program ends, and what it says.
    fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_contract"))
            .args(arguments)
            .current_dir(self.0.path())
            .env("BELL_KEY", "k")
            .output()
            .unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

#[test]
fn lint_shows_the_line_and_ends_with_1() {
    let desk = Desk::new();
    desk.changed("wrong.yaml", "minimum: 1", "minimum: few");

    let fine = desk.run(&["lint", "bells.yaml"]);
    let wrong = desk.run(&["lint", "wrong.yaml"]);

    assert_eq!(
        (fine.code, fine.out.as_str()),
        (Some(0), "0 errors, 0 warnings\n")
    );
    assert_eq!(wrong.code, Some(1));
    assert_snapshot!(wrong.out, @r#"
    error[wrong-type]: `minimum` must be a number
      --> wrong.yaml:18:51
       |
    18 |               properties: {count: {type: integer, minimum: few, maximum: 12}}
       |                                                   ^^^^^^^^^^^^
       = at: /paths/~1bells~1{name}~1strokes/post/requestBody/content/application~1json/schema/properties/count/minimum
       = help: correct the value; quote it if it is meant as text

    1 error, 0 warnings
    "#);
}

#[test]
fn lint_tells_programs_the_pointer() {
    let desk = Desk::new();
    desk.changed("wrong.yaml", "minimum: 1", "minimum: few");

    let ran = desk.run(&["lint", "wrong.yaml", "--format", "json"]);

    let said: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said[0]["level"], "error");
    assert_eq!(said[0]["line"], 18);
    assert_eq!(
        said[0]["pointer"],
        "/paths/~1bells~1{name}~1strokes/post/requestBody/content/application~1json/schema/properties/count/minimum"
    );
}

#[test]
fn a_strict_lint_asks_for_prose() {
    let ran = Desk::new().run(&["lint", "bells.yaml", "--strict"]);

    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("[missing-example]"), "{}", ran.out);
}

#[test]
fn a_file_that_is_missing_ends_every_command_with_2() {
    let desk = Desk::new();
    let commands: [&[&str]; 4] = [
        &["lint", "none.yaml"],
        &["generate", "none.yaml", "--out", "api"],
        &["diff", "bells.yaml", "none.yaml"],
        &["judge", "none.yaml", "--base-url", "http://127.0.0.1:9"],
    ];

    for command in commands {
        let ran = desk.run(command);

        assert_eq!(ran.code, Some(2), "{command:?}");
        assert!(ran.err.contains("none.yaml"), "{}", ran.err);
    }
}

#[test]
fn diff_ends_with_1_where_clients_would_break() {
    let desk = Desk::new();
    desk.changed("narrow.yaml", "maximum: 12", "maximum: 10");

    let same = desk.run(&["diff", "bells.yaml", "bells.yaml"]);
    let narrower = desk.run(&["diff", "bells.yaml", "narrow.yaml"]);
    let wider = desk.run(&["diff", "narrow.yaml", "bells.yaml"]);

    assert_eq!(
        (same.code, same.out.as_str()),
        (Some(0), "0 breaking, 0 warnings, 0 compatible\n")
    );
    assert_eq!((narrower.code, wider.code), (Some(1), Some(0)));
    assert_snapshot!(narrower.out + &wider.out, @r#"
    breaking: POST /bells/{name}/strokes: the request body, /count: old says maximum 12, new says maximum 10 [request-maximum-lowered]
    1 breaking, 0 warnings, 0 compatible
    compatible: POST /bells/{name}/strokes: the request body, /count: old says maximum 10, new says maximum 12 [request-maximum-raised]
    0 breaking, 0 warnings, 1 compatible
    "#);
}

#[test]
fn diff_fails_on_what_it_is_told_to() {
    let desk = Desk::new();
    desk.changed("wide.yaml", "maximum: 12", "maximum: 20");
    desk.changed("narrow.yaml", "maximum: 12", "maximum: 10");
    let code = |new: &str, more: &[&str]| {
        let all = [&["diff", "bells.yaml", new], more].concat();
        desk.run(&all).code
    };

    assert_eq!(code("wide.yaml", &["--fail-on", "any"]), Some(1));
    assert_eq!(code("wide.yaml", &["--mode", "check"]), Some(1));
    assert_eq!(code("bells.yaml", &["--mode", "check"]), Some(0));
    assert_eq!(code("narrow.yaml", &["--fail-on", "none"]), Some(0));
}

#[test]
fn diff_prints_objects_and_tables() {
    let desk = Desk::new();
    desk.changed("narrow.yaml", "maximum: 12", "maximum: 10");
    let printed = |format| {
        let ran = desk.run(&["diff", "bells.yaml", "narrow.yaml", "--format", format]);
        assert_eq!(ran.code, Some(1));
        ran.out
    };

    let object: serde_json::Value = serde_json::from_str(&printed("json")).unwrap();

    assert_eq!(object["breaking"], 1);
    assert_eq!(object["changes"][0]["code"], "request-maximum-lowered");
    assert_snapshot!(printed("markdown"), @r#"
    ### Breaking (1)

    | operation | part | old | new | rule |
    |---|---|---|---|---|
    | `POST /bells/{name}/strokes` | the request body, /count | maximum 12 | maximum 10 | `request-maximum-lowered` |
    "#);
}

#[test]
fn generate_writes_a_crate_and_says_what_is_in_it() {
    let desk = Desk::new();

    let ran = desk.run(&["generate", "bells.yaml", "--out", "api", "--format", "json"]);

    let figures: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(ran.code, Some(0));
    assert_eq!(figures["operations"], 1);
    let manifest = fs::read_to_string(desk.path().join("api/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"api\""), "{manifest}");
    assert!(desk.path().join("api/src/lib.rs").exists());
}

#[test]
fn generate_writes_nothing_of_a_contract_that_it_refuses() {
    let desk = Desk::new();
    desk.changed(
        "wrong.yaml",
        "type: integer, minimum",
        "contains: {}, minimum",
    );

    let ran = desk.run(&["generate", "wrong.yaml", "--out", "api"]);

    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("wrong.yaml:18"), "{}", ran.err);
    assert!(!desk.path().join("api").exists());
}

#[test]
fn judge_finds_the_server_that_answers_something_else() {
    let desk = Desk::new();
    let honest = Server::start(|is_valid| if is_valid { 204 } else { 422 });
    let lying = Server::start(|_is_valid| 200);
    let judged = |server: &Server| desk.run(&["judge", "bells.yaml", "--base-url", &server.url()]);

    let (kept, broken) = (judged(&honest), judged(&lying));

    assert_eq!(kept.code, Some(0), "{}", kept.out);
    assert_eq!(broken.code, Some(1), "{}", broken.out);
    assert!(
        broken.out.contains("problem: POST /bells/{name}/strokes: "),
        "{}",
        broken.out
    );
}

#[test]
fn judge_says_which_of_its_options_is_wrong() {
    let desk = Desk::new();
    let said = |base: &str, credential: &str| {
        let arguments = [
            "judge",
            "bells.yaml",
            "--base-url",
            base,
            "--credential",
            credential,
        ];
        let ran = desk.run(&arguments);
        assert_eq!(ran.code, Some(2));
        ran.err
    };
    let base = "http://127.0.0.1:9";

    let all = [
        said("bells.example", "key=BELL_KEY"),
        said("http://127.0.0.1:9/v2", "key=BELL_KEY"),
        said(base, "key"),
        said(base, "lock=BELL_KEY"),
        said(base, "key=NOT_SET"),
    ];

    assert_snapshot!(all.concat(), @r#"
    --base-url: give an http or https URL without a query
    --base-url: its path is not the contract's; leave it out, or write `/v1`
    --credential: write the scheme, an equals sign, and the variable
    --credential: the contract has no scheme `lock`, only: key
    --credential: `NOT_SET` is not set
    "#);
}

#[test]
fn judge_ends_with_2_where_nobody_answers() {
    let ran = Desk::new().run(&["judge", "bells.yaml", "--base-url", "http://127.0.0.1:9"]);

    assert_eq!(ran.code, Some(2), "{ran:?}");
}

#[test]
fn a_reader_that_has_read_enough_is_no_failure() {
    let desk = Desk::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);

    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["lint", "bells.yaml", "--strict"])
        .current_dir(desk.path())
        .stdout(writer)
        .output()
        .unwrap();

    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn generate_takes_no_name_that_a_crate_cannot_have() {
    let desk = Desk::new();
    let code = |out: &str, more: &[&str]| {
        let all = [&["generate", "bells.yaml", "--out", out], more].concat();
        desk.run(&all).code
    };

    for name in [
        "self",
        "123",
        "my crate",
        "std",
        "caf\u{e9}",
        "sovx-runtime",
    ] {
        assert_eq!(code(name, &[]), Some(2), "{name}");
        assert!(!desk.path().join(name).exists(), "{name}");
    }
    assert_eq!(code("123", &["--name", "bells-2"]), Some(0));
}

#[test]
fn generate_writes_over_what_it_has_written_only() {
    let desk = Desk::new();
    let library = desk.path().join("api/src/lib.rs");
    let generate = || desk.run(&["generate", "bells.yaml", "--out", "api"]).code;

    let twice = [generate(), generate()];
    fs::write(&library, "//! Written by hand.\n").unwrap();
    let foreign = generate();

    assert_eq!((twice, foreign), ([Some(0), Some(0)], Some(2)));
    assert_eq!(
        fs::read_to_string(&library).unwrap(),
        "//! Written by hand.\n"
    );
}
