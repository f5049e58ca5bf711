//! The audit log from outside: read and proved beside a running server.

use serde_json::{Value, json};

use crate::support::Place;

/// The entries as `sovx audit list` prints them.
fn entries(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let list = [&["audit", "list", "--format", "json"], arguments].concat();
    let ended = place.run(&list);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let lines = ended.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test]
async fn what_happened_is_listed_and_proved_beside_a_running_server() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-acme").await.status, 201);
    let change = json!({"email": "new@acme.example", "business": {
        "entity_name": "Acme Ltd", "incorporation_country": "GB"}});
    let updated = api.clone().with("x-trace-id", "trace-of-the-update");
    assert_eq!(
        updated.put("/customers/corp-acme", &change).await.status,
        200
    );
    let account = [
        "account",
        "create",
        "--email",
        "ops@acme.example",
        "--generate",
    ];
    assert_eq!(place.run(&account).code, Some(0));

    let proved = place.run(&["audit", "verify"]);
    let listed = entries(&place, &[]);

    assert_eq!(proved.code, Some(0), "{}", proved.stderr);
    let sentence = format!("audit log: {} entries, chain intact, ", listed.len());
    assert!(proved.stdout.starts_with(&sentence), "{}", proved.stdout);
    let is_login = |entry: &Value| entry["action"] == "session.opened";
    let login = listed.iter().position(is_login).unwrap();
    let [opened, created, updated, account] = &listed[login..] else {
        panic!("{listed:#?}")
    };
    assert_eq!(created["action"], "customer.created");
    assert_eq!(created["principal"], opened["principal"]);
    assert_eq!(updated["action"], "customer.updated");
    assert_eq!(
        (&updated["tier"], &updated["target"], &updated["trace_id"]),
        (
            &json!("session"),
            &json!("corp-acme"),
            &json!("trace-of-the-update")
        )
    );
    assert_eq!(
        updated["details"],
        json!({"fields": ["/email", "/business/entity_name", "/business/incorporation_country"]})
    );
    assert_eq!(account["action"], "account.created");
    assert_eq!(account["principal"], "operator");
}

#[tokio::test]
async fn entries_are_chosen_by_number_action_and_actor() {
    let place = Place::new();
    drop(place.start());
    for email in ["a@acme.example", "b@acme.example"] {
        let create = ["account", "create", "--email", email, "--generate"];
        assert_eq!(place.run(&create).code, Some(0));
    }
    let all = entries(&place, &[]);
    let last = all.len().to_string();
    let proved = place.run(&["audit", "verify", "--format", "json"]).stdout;

    let second = entries(&place, &["--after", "1", "--limit", "1"]);
    let created = entries(&place, &["--action", "account.created"]);
    let newest = entries(&place, &["--actor", "operator", "--limit", "2"]);
    let nobody = entries(&place, &["--actor", "nobody"]);
    let text = place.run(&["audit", "list", "--limit", "1"]).stdout;

    let proved: Value = serde_json::from_str(&proved).unwrap();
    assert_eq!(
        (&proved["intact"], &proved["entries"]),
        (&json!(true), &json!(all.len()))
    );
    assert_eq!(second, all[1..2]);
    assert_eq!(created.len(), 3);
    assert_eq!(newest, all[all.len() - 2..]);
    assert!(nobody.is_empty());
    assert!(text.starts_with(&format!("{last} 20")), "{text}");
    assert!(
        text.contains(" operator operator account.created "),
        "{text}"
    );
    assert!(text.ends_with(" {}\n"), "{text}");
}

#[tokio::test]
async fn a_log_that_somebody_altered_is_told_with_the_first_altered_entry() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-acme").await.status, 201);
    let created = entries(&place, &["--action", "customer.created"])[0]["seq"].take();
    let let_go = match place.is_on_postgres() {
        true => "ALTER TABLE audit_log DISABLE TRIGGER ALL",
        false => "DROP TRIGGER audit_log_keeps_entries",
    };
    place.execute(let_go);
    place.execute("UPDATE audit_log SET target = 'corp-other' WHERE action = 'customer.created'");

    let ended = place.run(&["audit", "verify"]);
    let json = place.run(&["audit", "verify", "--format", "json"]);

    assert_eq!((ended.code, json.code), (Some(1), Some(1)));
    assert_eq!(ended.stdout, "");
    assert_eq!(
        serde_json::from_str::<Value>(&json.stdout).unwrap(),
        json!({"intact": false, "seq": created, "flaw": "the entry is not as it was written"})
    );
    assert_eq!(
        ended.stderr,
        format!(
            "sovx: audit log: chain broken at entry {created}: the entry is not as it was written\n"
        )
    );
}

#[tokio::test]
async fn a_command_with_another_pepper_changes_nothing() {
    let mut place = Place::new();
    drop(place.start());
    place.set(
        "SOVX_PEPPER",
        "8f14e45fceea167a5a36dedd4bea2543c9f0f895fb98ab9159f51fd0297e236d",
    );

    for command in [
        &[
            "account",
            "create",
            "--email",
            "ops@acme.example",
            "--generate",
        ][..],
        &["audit", "verify"],
    ] {
        let ended = place.run(command);

        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("another pepper"), "{}", ended.stderr);
    }
}

/// Alters the log as somebody with all rights to the database might: without the triggers.
fn tamper(place: &Place, statements: &[&str]) {
    match place.is_on_postgres() {
        true => place.execute("ALTER TABLE audit_log DISABLE TRIGGER ALL"),
        false => {
            for trigger in ["keeps_entries", "loses_nothing", "replaces_nothing"] {
                place.execute(&format!("DROP TRIGGER audit_log_{trigger}"));
            }
        }
    }
    for statement in statements {
        place.execute(statement);
    }
}

/// Empties the log and sets its head back to its first state.
fn wipe(place: &Place) {
    let reset = match place.is_on_postgres() {
        true => "UPDATE audit_head SET seq = 0, hash = '', seal = ''",
        false => "UPDATE audit_head SET seq = 0, hash = X'', seal = X''",
    };
    tamper(place, &["DELETE FROM audit_log", reset]);
}

/// A server that has ended, which anchors its log.
fn served() -> Place {
    let place = Place::new();
    let server = place.start();
    server.terminate();
    assert!(server.wait().success());
    place
}

#[tokio::test]
async fn a_log_that_was_emptied_is_noticed_by_the_command_and_by_the_next_server() {
    let place = served();
    let before = place.run(&["audit", "verify"]);
    assert_eq!(before.code, Some(0), "{}", before.stderr);
    assert!(
        before.stdout.contains(", anchored up to entry "),
        "{}",
        before.stdout
    );

    wipe(&place);

    let told = "sovx: audit log: chain broken at entry 1: the entry is missing, and an anchor says \
                that it was there\n";
    let after = place.run(&["audit", "verify"]);
    assert_eq!((after.code, after.stderr.as_str()), (Some(1), told));
    let server = place.start();
    server.terminate();
    assert!(server.wait().success());
    assert!(
        place
            .logs()
            .contains("the audit log and its anchors disagree"),
        "{}",
        place.logs()
    );
    let after = place.run(&["audit", "verify"]);
    assert_eq!((after.code, after.stderr.as_str()), (Some(1), told));
}

#[tokio::test]
async fn a_log_that_was_emptied_with_its_anchors_is_noticed_by_a_statement_from_the_server_s_log() {
    let place = served();
    let logs = place.logs();
    let (_, rest) = logs.split_once("v1.audit.").unwrap();
    let rest = rest.split(|c: char| c != '.' && !c.is_ascii_hexdigit());
    let statement = format!("v1.audit.{}", rest.collect::<Vec<_>>()[0]);
    let verify = ["audit", "verify", "--anchor", &statement];
    let before = place.run(&verify);
    assert_eq!(before.code, Some(0), "{}", before.stderr);

    wipe(&place);
    place.execute("DELETE FROM installation WHERE name = 'anchor-of-audit'");
    let _ = std::fs::remove_file(place.data_dir().join("audit-anchor"));

    let alone = place.run(&["audit", "verify"]);
    assert_eq!(alone.code, Some(0), "{}", alone.stderr);
    assert!(
        alone
            .stdout
            .contains("0 entries, chain intact, not anchored yet"),
        "{}",
        alone.stdout
    );
    let after = place.run(&verify);
    assert_eq!(after.code, Some(1));
    assert!(
        after.stderr.contains("an anchor says that it was there"),
        "{}",
        after.stderr
    );
}

#[tokio::test]
async fn a_server_that_is_killed_before_it_anchors_leaves_no_alarm_behind() {
    let place = Place::new();
    for round in 0..6_u32 {
        let server = place.start();
        for number in 0..round * 3 {
            let create = [
                "account",
                "create",
                "--email",
                &format!("{round}-{number}@acme.example"),
            ];
            let ended = place.run(&[&create[..], &["--generate"]].concat());
            assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        }
        server.kill();

        let proved = place.run(&["audit", "verify"]);

        assert_eq!(proved.code, Some(0), "round {round}: {}", proved.stderr);
    }
}

#[tokio::test]
async fn a_statement_is_made_and_a_restored_log_accepted() {
    let place = served();
    let stated = place.run(&["audit", "anchor", "--format", "json"]);
    let stated: Value = serde_json::from_str(&stated.stdout).unwrap();
    let plain = place.run(&["audit", "anchor"]).stdout;
    assert!(
        plain.starts_with(&format!("v1.audit.{}.", stated["seq"])),
        "{plain}"
    );
    wipe(&place);

    let refused = place.run(&["audit", "anchor"]);
    let accepted = place.run(&["audit", "accept"]);
    let proved = place.run(&["audit", "verify", "--format", "json"]);

    assert_eq!(refused.code, Some(1));
    assert_eq!(accepted.stdout, "audit log: 1 entries accepted\n");
    assert_eq!(proved.code, Some(0), "{}", proved.stderr);
    let proved: Value = serde_json::from_str(&proved.stdout).unwrap();
    assert_eq!(
        (&proved["entries"], &proved["anchored"]["seq"]),
        (&json!(1), &json!(1))
    );
    let entry = entries(&place, &[])[0].clone();
    assert_eq!(entry["action"], "audit.accepted");
    assert_eq!(
        entry["details"],
        json!({"anchored": stated["seq"], "anchors_whole": true})
    );
    let old = place.run(&[
        "audit",
        "verify",
        "--anchor",
        stated["anchor"].as_str().unwrap(),
    ]);
    assert_eq!(old.code, Some(1), "{}", old.stdout);
}

#[tokio::test]
async fn what_is_no_statement_is_refused_as_a_wrong_argument() {
    let place = served();
    for (text, why) in [
        ("v1", "what --anchor gives is no statement of the audit log"),
        (
            "v1.audit.1.1.ab.cd",
            "what --anchor gives was altered, or belongs to another installation",
        ),
    ] {
        let ended = place.run(&["audit", "verify", "--anchor", text]);

        assert_eq!(
            (ended.code, ended.stderr),
            (Some(2), format!("sovx: {why}\n"))
        );
    }
}

#[tokio::test]
async fn the_anchor_s_file_is_open_to_nobody_else() {
    use std::os::unix::fs::PermissionsExt;

    let place = served();
    if place.is_on_postgres() {
        return;
    }
    let file = place.data_dir().join("audit-anchor");

    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    std::fs::remove_file(file).unwrap();

    assert_eq!(mode & 0o777, 0o600);
    let missing = place.run(&["audit", "verify"]);
    assert_eq!(missing.code, Some(1));
    assert!(
        missing.stderr.contains("audit-anchor is missing"),
        "{}",
        missing.stderr
    );
}
