//! A first start that fails, however late, costs nobody the secrets that are shown once.

use std::fs::{self, File};
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Ended, Place};

const NOBODY: &str = "postgres://sovx@127.0.0.1:9/sovx";

/// Waits until `is_there` says so.
fn wait_for(what: &str, mut is_there: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_there() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

fn start_without_a_database(place: &Place) {
    let mut command = place.command(&[]);
    command.env("SOVX_DATABASE_URL", NOBODY);

    let ended = Ended::from(command.output().unwrap());

    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert_eq!(ended.stdout, "");
    let left = fs::read_dir(place.data_dir()).unwrap().count();
    assert_eq!(
        left, 0,
        "a secret was written before the database was reached"
    );
}

fn start_with_a_full_standard_output(place: &Place) {
    let mut command = place.command(&[]);
    command.stdout(File::create("/dev/full").unwrap());

    let ended = Ended::from(command.stderr(Stdio::piped()).output().unwrap());

    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    let sentence = "the secrets of this first start were not shown";
    assert!(ended.stderr.contains(sentence), "{}", ended.stderr);
    assert!(!place.data_dir().join("master-key").exists());
}

fn start_with_a_closed_standard_output(place: &Place) {
    let log = place.write("closed.txt", "");
    let inner = place.command(&[]);
    let mut command = Command::new("sh");
    command
        .args(["-c", "exec \"$0\" >&-"])
        .arg(inner.get_program())
        .env_clear()
        .current_dir(inner.get_current_dir().unwrap())
        .envs(
            inner
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .stderr(File::create(&log).unwrap());

    let child = command.spawn().unwrap();
    wait_for("the log does not tell", || {
        fs::read_to_string(&log).unwrap().contains("were not shown")
    });

    kill(child);
    assert!(!place.data_dir().join("master-key").exists());
}

/// Nobody reads the pipe, which is full already: the server waits where it prints its first line.
fn start_and_kill_before_it_prints(place: &Place) {
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(&[b'.'; 65536]).unwrap();
    let mut command = place.command(&[]);
    command.stdout(writer).stderr(Stdio::null());

    let child = command.spawn().unwrap();
    let pepper = place.data_dir().join("pepper");
    wait_for("no pepper was written", || pepper.exists());
    thread::sleep(Duration::from_secs(1));

    kill(child);
    drop(reader);
    assert!(!place.data_dir().join("master-key").exists());
}

#[tokio::test]
async fn the_first_start_that_succeeds_shows_what_all_failed_ones_before_did_not() {
    let place = Place::new();
    start_without_a_database(&place);
    start_with_a_full_standard_output(&place);
    start_with_a_closed_standard_output(&place);
    start_and_kill_before_it_prints(&place);

    let good = place.start();

    let printed = good.printed();
    assert_eq!(printed.lines().count(), 9, "{printed}");
    good.login().await;
    let master_key = good.master_key();
    let admin = good.api().with("x-master-api-key", &master_key);
    assert_eq!(admin.get("/customers").await.status, 200);
    good.terminate();
    assert!(good.wait().success());
    let later = place.start();
    assert_eq!(later.printed().lines().count(), 2, "{}", later.printed());
    let admin = later.api().with("x-master-api-key", &master_key);
    assert_eq!(admin.get("/customers").await.status, 200);
}

#[tokio::test]
async fn a_password_that_somebody_set_meanwhile_is_not_replaced() {
    const PASSWORD: &str = "correct horse battery staple";
    let place = Place::new();
    start_with_a_full_standard_output(&place);
    let email = "admin@sandbox.example";
    let set = ["account", "password", "--email", email];
    assert_eq!(place.run_with_input(&set, PASSWORD).code, Some(0));

    let server = place.start();

    assert_eq!(server.printed_after("password"), None);
    server.api().login(email, PASSWORD).await;
    assert!(server.master_key().starts_with("mk_"));
}

#[test]
fn a_key_is_not_made_where_nobody_reads_and_one_that_was_not_shown_is_said_to_be_lost() {
    let place = Place::new();
    place.start().kill();
    let create = |name: &str, output: &str| {
        let mut command = place.command(&["partner", "create", "--name", name]);
        command.stdout(File::create(output).unwrap());
        Ended::from(command.stderr(Stdio::piped()).output().unwrap())
    };

    let discarded = create("Discarded", "/dev/null");
    let full = create("Full", "/dev/full");

    assert_eq!((discarded.code, full.code), (Some(1), Some(1)));
    let sentence = "nothing was done, since what this makes is shown once";
    assert!(discarded.stderr.contains(sentence), "{}", discarded.stderr);
    let remedy = "`sovx partner rotate` makes another";
    assert!(full.stderr.contains(remedy), "{}", full.stderr);
    let listed = place.run(&["partner", "list"]).stdout;
    assert!(
        listed.contains("Full") && !listed.contains("Discarded"),
        "{listed}"
    );
}
