//! The anchors of an audit log: what they notice, and that a crash is no alarm.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use secrecy::SecretBox;
use tempfile::TempDir;

use super::{AnchorError, Anchors, FILE, Keeper};
use crate::auth::caller::Actor;
use crate::auth::pepper::Pepper;
use crate::changes::audit::{Flaw, Statement, StatementError, Verdict};
use crate::changes::{Change, Changed, Changes};
use crate::db::testing::TestDb;
use crate::db::{Connection, DbError};
use crate::secrets::files::Access;

/// A log with its anchors: in the database, and with SQLite in a file too.
struct Anchored {
    test: TestDb,
    directory: TempDir,
    anchors: Anchors,
}

impl Anchored {
    /// With so many entries, all of them anchored.
    async fn with_entries(count: usize) -> Self {
        let test = TestDb::open();
        let directory = tempfile::tempdir().unwrap();
        let pepper = Pepper::new(SecretBox::new(Box::new([7; 32])));
        let is_file = matches!(test.place.connect(), Connection::Sqlite(_));
        let file = is_file.then(|| (directory.path().join(FILE), Access::Nobody));
        let changes = Changes::new(test.db.clone(), &Arc::new(pepper));
        let anchored = Self {
            anchors: Anchors { changes, file },
            test,
            directory,
        };
        anchored.make(count).await;
        anchored.anchors.renew(None).await.unwrap();
        anchored
    }

    async fn make(&self, count: usize) {
        for number in 1..=count {
            let make = self
                .anchors
                .changes
                .change(Actor::operator(), move |_conn| {
                    Ok::<_, DbError>(Changed::by((), Change::of("user.created", number)))
                });
            make.await.unwrap();
        }
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join(FILE)
    }

    fn has_file(&self) -> bool {
        self.anchors.file.is_some()
    }

    /// Does to the database what somebody with all rights to it might.
    fn tamper(&self, sql: &str) {
        let mut conn = self.test.place.connect();
        let let_go = match conn {
            Connection::Sqlite(_) => {
                "DROP TRIGGER audit_log_keeps_entries; DROP TRIGGER audit_log_loses_nothing; \
                 DROP TRIGGER audit_log_replaces_nothing"
            }
            Connection::Postgres(_) => "ALTER TABLE audit_log DISABLE TRIGGER ALL",
        };
        conn.batch_execute(let_go).unwrap();
        conn.batch_execute(sql).unwrap();
    }

    /// Empties the log and sets its head back to its first state.
    fn wipe(&self) {
        let empty = match self.has_file() {
            true => "X''",
            false => "''",
        };
        self.tamper(&format!(
            "DELETE FROM audit_log; UPDATE audit_head SET seq = 0, hash = {empty}, seal = {empty}"
        ));
    }

    /// What the anchors say, all of which are whole.
    async fn kept(&self) -> Vec<Statement> {
        let kept = self.anchors.kept().await.unwrap();
        assert!(kept.fault.is_none(), "{:?}", kept.fault);
        kept.statements
    }

    /// What is wrong with an anchor.
    async fn fault(&self) -> AnchorError {
        self.anchors.kept().await.unwrap().fault.unwrap()
    }

    async fn verdict(&self) -> Verdict {
        let kept = self.kept().await;
        let verdict = self.anchors.changes.verify(&kept, |_| ()).await;
        verdict.unwrap()
    }

    /// What a renewal says is wrong with the log.
    async fn refusal(&self) -> Verdict {
        match self.anchors.renew(None).await.unwrap_err() {
            AnchorError::Broken(verdict) => verdict,
            other => panic!("{other}"),
        }
    }
}

fn lost(seq: i64) -> Verdict {
    let flaw = Flaw::Lost;
    Verdict::Broken { seq, flaw }
}

#[tokio::test]
async fn a_log_that_was_emptied_and_set_back_to_its_first_state_is_noticed() {
    let log = Anchored::with_entries(3).await;

    log.wipe();

    assert_eq!(
        log.anchors.changes.verify(&[], |_| ()).await.unwrap(),
        Verdict::Intact { entries: 0 }
    );
    assert_eq!(log.verdict().await, lost(1));
    assert_eq!(log.refusal().await, lost(1));
}

#[tokio::test]
async fn a_log_that_goes_on_after_it_was_emptied_is_noticed() {
    let log = Anchored::with_entries(3).await;
    log.wipe();

    log.make(5).await;

    let replaced = Verdict::Broken {
        seq: 3,
        flaw: Flaw::Replaced,
    };
    assert_eq!(log.verdict().await, replaced);
    assert_eq!(log.refusal().await, replaced);
}

#[tokio::test]
async fn an_older_log_with_its_older_head_is_noticed() {
    let log = Anchored::with_entries(3).await;
    let keep = "CREATE TABLE kept AS SELECT * FROM audit_head";
    log.test.place.connect().batch_execute(keep).unwrap();
    log.make(2).await;
    log.anchors.renew(None).await.unwrap();

    log.tamper(
        "DELETE FROM audit_log WHERE seq > 3; UPDATE audit_head SET seq = 3, \
         hash = (SELECT hash FROM kept), seal = (SELECT seal FROM kept)",
    );

    assert_eq!(log.verdict().await, lost(4));
    assert_eq!(log.refusal().await, lost(4));
}

#[tokio::test]
async fn a_refused_renewal_leaves_the_anchors_as_they_are() {
    let log = Anchored::with_entries(3).await;
    let before = log.kept().await;
    log.wipe();

    log.refusal().await;
    log.make(1).await;
    log.refusal().await;

    assert_eq!(log.kept().await, before);
}

#[tokio::test]
async fn entries_after_the_anchor_are_no_alarm() {
    let log = Anchored::with_entries(3).await;

    log.make(2).await;

    assert_eq!(log.verdict().await, Verdict::Intact { entries: 5 });
    let newest = log.anchors.renew(None).await.unwrap();
    let kept = log.kept().await;
    assert_eq!(newest.seq(), 5);
    assert!(kept.iter().all(|said| said.seq() == 5), "{kept:?}");
}

#[tokio::test]
async fn an_end_between_the_file_and_the_table_is_no_alarm() {
    let log = Anchored::with_entries(3).await;
    if !log.has_file() {
        return;
    }
    let old = "CREATE TABLE kept AS SELECT value FROM installation WHERE name = 'anchor-of-audit'";
    log.test.place.connect().batch_execute(old).unwrap();
    log.make(2).await;
    log.anchors.renew(None).await.unwrap();

    for unwritten in [
        "UPDATE installation SET value = (SELECT value FROM kept) WHERE name = 'anchor-of-audit'",
        "DELETE FROM installation WHERE name = 'anchor-of-audit'",
    ] {
        log.test.place.connect().batch_execute(unwritten).unwrap();

        assert_eq!(log.verdict().await, Verdict::Intact { entries: 5 });
        log.anchors.renew(None).await.unwrap();
        let kept = log.kept().await;
        assert_eq!(
            kept.iter().map(|said| said.seq()).collect::<Vec<_>>(),
            [5, 5]
        );
    }
}

#[tokio::test]
async fn a_missing_file_is_noticed() {
    let log = Anchored::with_entries(3).await;
    if !log.has_file() {
        return;
    }

    fs::remove_file(log.file()).unwrap();

    let missing = log.fault().await;
    assert!(matches!(missing, AnchorError::Missing(_)), "{missing}");
    assert!(log.anchors.renew(None).await.is_err());
}

#[tokio::test]
async fn an_anchor_that_was_altered_is_noticed_wherever_it_stands() {
    let log = Anchored::with_entries(3).await;
    let text = log.anchors.renew(None).await.unwrap().to_string();
    let lowered = text.replacen("v1.audit.3.", "v1.audit.0.", 1);

    let sql = format!("UPDATE installation SET value = '{lowered}' WHERE name = 'anchor-of-audit'");
    log.test.place.connect().batch_execute(&sql).unwrap();
    let forged = log.fault().await;
    assert!(
        matches!(
            forged,
            AnchorError::Damaged {
                error: StatementError::Forged,
                ..
            }
        ),
        "{forged}"
    );

    let log = Anchored::with_entries(3).await;
    if log.has_file() {
        fs::write(log.file(), "v1.au").unwrap();
        let damaged = log.fault().await;
        assert!(
            matches!(
                damaged,
                AnchorError::Damaged {
                    error: StatementError::Malformed,
                    ..
                }
            ),
            "{damaged}"
        );
    }
}

#[tokio::test]
async fn what_an_operator_accepts_is_anchored_anew_and_told_in_the_log() {
    let log = Anchored::with_entries(3).await;
    log.wipe();
    log.make(1).await;

    let accepted = log.anchors.accept().await.unwrap();

    assert_eq!(accepted.seq(), 2);
    assert_eq!(log.verdict().await, Verdict::Intact { entries: 2 });
    let told = log.anchors.changes.entries(crate::changes::audit::Filter {
        limit: 1,
        ..Default::default()
    });
    let told = told.await.unwrap().remove(0);
    assert_eq!(told.action, "audit.accepted");
    assert_eq!(told.details, r#"{"anchored":3,"anchors_whole":true}"#);
}

#[tokio::test]
async fn a_log_that_is_not_whole_is_not_accepted() {
    let log = Anchored::with_entries(3).await;
    log.tamper("UPDATE audit_log SET target = 'x' WHERE seq = 2");

    let refused = log.anchors.accept().await.unwrap_err();

    assert!(matches!(refused, AnchorError::Broken(_)), "{refused}");
}

#[tokio::test]
async fn a_first_renewal_anchors_a_log_from_before_there_were_anchors() {
    let log = Anchored::with_entries(3).await;
    let forget = "DELETE FROM installation WHERE name = 'anchor-of-audit'";
    log.test.place.connect().batch_execute(forget).unwrap();
    let _ = fs::remove_file(log.file());
    assert_eq!(log.kept().await, []);

    let statement = log.anchors.renew(None).await.unwrap();

    assert_eq!(statement.seq(), 3);
    assert!(!log.kept().await.is_empty());
}

#[tokio::test]
async fn a_log_that_is_emptied_with_its_anchors_under_a_running_server_is_noticed() {
    let log = Anchored::with_entries(3).await;
    let mut keeper = Keeper::new(log.anchors.clone());
    keeper.renew().await;

    log.wipe();
    let forget = "DELETE FROM installation WHERE name = 'anchor-of-audit'";
    log.test.place.connect().batch_execute(forget).unwrap();
    let _ = fs::remove_file(log.file());
    keeper.renew().await;
    log.make(1).await;
    keeper.renew().await;

    assert_eq!(log.kept().await, [], "nothing new was anchored");
    log.anchors.accept().await.unwrap();
    keeper.renew().await;
    log.make(1).await;
    keeper.renew().await;
    assert!(log.kept().await.iter().all(|said| said.seq() == 3));
}

#[tokio::test]
async fn one_damaged_anchor_does_not_hide_what_the_other_says() {
    let log = Anchored::with_entries(3).await;
    if !log.has_file() {
        return;
    }
    log.wipe();
    let damage = "UPDATE installation SET value = 'x' WHERE name = 'anchor-of-audit'";
    log.test.place.connect().batch_execute(damage).unwrap();

    assert_eq!(log.refusal().await, lost(1));
    log.anchors.accept().await.unwrap();

    let filter = crate::changes::audit::Filter {
        limit: 1,
        ..Default::default()
    };
    let told = log.anchors.changes.entries(filter).await.unwrap().remove(0);
    assert_eq!(told.details, r#"{"anchored":3,"anchors_whole":false}"#);
}

#[tokio::test]
async fn an_entry_besides_the_chain_is_noticed_whatever_its_number() {
    for seq in ["-9223372036854775808", "-1", "0", "-1e300"] {
        let log = Anchored::with_entries(3).await;
        if !log.has_file() && seq.contains('e') {
            continue;
        }
        let copy = format!(
            "INSERT INTO audit_log SELECT {seq}, at, tier, principal, credential, trace_id, \
             action, target, details, prev_hash, hash FROM audit_log WHERE seq = 1"
        );

        log.tamper(&copy);

        let verdict = log.verdict().await;
        assert!(
            matches!(verdict, Verdict::Broken { .. }),
            "{seq}: {verdict}"
        );
    }
}

#[tokio::test]
async fn a_column_of_another_type_is_noticed() {
    let log = Anchored::with_entries(3).await;
    if !log.has_file() {
        return;
    }

    log.tamper("UPDATE audit_log SET action = CAST(action AS BLOB) WHERE seq = 2");

    let mistyped = Verdict::Broken {
        seq: 3,
        flaw: Flaw::Mistyped,
    };
    assert_eq!(log.verdict().await, mistyped);
}
