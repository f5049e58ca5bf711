//! Which files of the machine a contract can have read: those of its own project.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;

use super::{Desk, Ran};

/// What is in no answer, whatever a contract asks for.
const SECRET: &str = "hunter2";

/// A contract whose response is what that reference leads to.
fn contract(reference: &str) -> String {
    format!(
        "\
openapi: 3.1.0
info: {{title: Bells, version: '1'}}
paths:
  /bells:
    get:
      operationId: listBells
      responses:
        '200':
          description: All.
          content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}
"
    )
}

/// A project in a folder, and a secret beside it.
fn desk() -> Desk {
    let desk = Desk::new();
    for folder in ["project/.git", "project/api", "project/shared"] {
        fs::create_dir_all(desk.path().join(folder)).unwrap();
    }
    desk.lay("secret.yaml", &format!("Password: [{SECRET}\n"));
    desk.lay("outside.yaml", "Bell: {type: string}\n");
    desk.lay("project/shared/bell.yaml", "Bell: {type: string}\n");
    desk
}

/// What every command says of that contract.
fn ask_all(desk: &Desk, contract: &str) -> Vec<Ran> {
    let commands: [&[&str]; 5] = [
        &["lint", contract],
        &["lint", contract, "--strict"],
        &["generate", contract, "--out", "made"],
        &["diff", "bells.yaml", contract],
        &["judge", contract, "--base-url", "http://127.0.0.1:9"],
    ];
    commands.map(|command| desk.run(command)).into()
}

#[track_caller]
fn assert_refused(desk: &Desk, contract: &str, why: &str) {
    for ran in ask_all(desk, contract) {
        let said = ran.out + &ran.err;

        assert!(matches!(ran.code, Some(1 | 2)), "{:?} {said}", ran.code);
        assert!(said.contains(why), "{said}");
        assert!(!said.contains(SECRET), "{said}");
    }
    assert!(!desk.path().join("made").exists());
}

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

#[test]
fn a_reference_out_of_the_project_is_refused_by_its_line() {
    let desk = desk();
    desk.lay(
        "project/api/openapi.yaml",
        &contract("../../secret.yaml#/Password"),
    );

    let ran = desk.run(&["lint", "project/api/openapi.yaml"]);

    let root = desk.path().canonicalize().unwrap();
    let said = ran.out.replace(root.to_str().unwrap(), "[desk]");
    assert_eq!(ran.code, Some(1));
    assert_snapshot!(said, @r#"
    error[outside-root]: `../../secret.yaml` cannot be read: it is outside of [desk]/project
      --> openapi.yaml:10:49
       |
    10 |           content: {application/json: {schema: {$ref: '../../secret.yaml#/Password'}}}
       |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       = at: /paths/~1bells/get/responses/200/content/application~1json/schema/$ref
       = help: copy what is needed below that folder, or name one above both with --root

    1 error, 0 warnings
    "#);
}

#[test]
fn no_command_reads_a_file_outside_of_the_project() {
    let desk = desk();
    let link = |from: &str, to: &str| symlink(from, desk.path().join(to)).unwrap();
    link("../../secret.yaml", "project/api/link.yaml");
    link("../..", "project/api/up");
    link("/dev/zero", "project/api/zero.yaml");
    let passwd = "../".repeat(20) + "etc/passwd";
    let outside = [
        "../../secret.yaml#/Password",
        "../../missing.yaml",
        "link.yaml#/Password",
        "up/secret.yaml#/Password",
        "zero.yaml",
        "../../../../../../../../../../../../dev/zero",
        passwd.as_str(),
    ];

    for reference in outside {
        desk.lay("project/api/openapi.yaml", &contract(reference));

        assert_refused(&desk, "project/api/openapi.yaml", "[outside-root]");
    }
}

#[test]
fn what_is_no_regular_file_or_too_large_is_not_read() {
    let desk = desk();
    let large = File::create(desk.path().join("project/api/large.yaml")).unwrap();
    large.set_len(64 * 1024 * 1024 + 1).unwrap();
    pipe(&desk.path().join("project/api/pipe.yaml"));
    let cases = [
        ("pipe.yaml", "it is no regular file"),
        (".", "it is no regular file"),
        ("large.yaml", "it is larger than 64 MiB"),
    ];

    let directive = "bell\ncargo::rustc-env=A=b.yaml";
    desk.lay(
        &format!("project/api/{directive}"),
        "Bell: {type: string}\n",
    );
    let quoted = contract("NAME#/Bell").replace(
        "'NAME#/Bell'",
        &format!("{:?}", format!("{directive}#/Bell")),
    );
    desk.lay("project/api/openapi.yaml", &quoted);
    assert_refused(
        &desk,
        "project/api/openapi.yaml",
        "its name holds control characters",
    );

    for (reference, why) in cases {
        desk.lay("project/api/openapi.yaml", &contract(reference));

        assert_refused(&desk, "project/api/openapi.yaml", why);
    }
    assert_refused(&desk, "project/api/pipe.yaml", "it is no regular file");
    assert_refused(&desk, "project/api/large.yaml", "it is larger than 64 MiB");
    assert_refused(&desk, "/dev/zero", "it is no regular file");
}

#[test]
fn a_contract_that_is_a_link_out_of_its_project_is_not_read() {
    let desk = desk();
    symlink(
        "../../secret.yaml",
        desk.path().join("project/api/link.yaml"),
    )
    .unwrap();

    assert_refused(&desk, "project/api/link.yaml", "it is outside of ");
}

#[test]
fn nothing_else_that_names_a_file_has_it_read() {
    let desk = desk();
    let with = |more: &str| contract("../shared/bell.yaml#/Bell") + more;
    let mapping = with(
        "\
components:
  schemas:
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}]
      discriminator: {propertyName: kind, mapping: {cat: ../../secret.yaml#/Password}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
",
    );
    let example = with(
        "\
components:
  examples:
    one: {externalValue: ../../secret.yaml}
",
    );

    for text in [mapping, example] {
        desk.lay("project/api/openapi.yaml", &text);

        for ran in ask_all(&desk, "project/api/openapi.yaml") {
            let said = ran.out + &ran.err;
            assert!(!said.contains(SECRET), "{said}");
        }
    }
}

#[test]
fn references_within_the_project_are_followed() {
    let desk = desk();
    desk.lay(
        "project/api/openapi.yaml",
        &contract("../shared/bell.yaml#/Bell"),
    );

    let ran = desk.run(&["lint", "project/api/openapi.yaml"]);

    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(0), "0 errors, 0 warnings\n")
    );
}

#[test]
fn a_root_can_be_named_wider_or_narrower_than_the_project() {
    let desk = desk();
    let path = "project/api/openapi.yaml";
    let lint = |reference: &str, root: &str| {
        desk.lay(path, &contract(reference));
        desk.run(&["lint", path, "--root", root]).code
    };

    assert_eq!(lint("../../outside.yaml#/Bell", "."), Some(0));
    assert_eq!(lint("../shared/bell.yaml#/Bell", "project/api"), Some(1));
    assert_eq!(lint("../shared/bell.yaml#/Bell", "project"), Some(0));
    // Where nothing says that a folder is a project, the contract's own folder is all there is.
    fs::remove_dir(desk.path().join("project/.git")).unwrap();
    desk.lay(path, &contract("../shared/bell.yaml#/Bell"));
    assert_eq!(desk.run(&["lint", path]).code, Some(1));
}
