//! What can be said on the command line and what cannot.

use clap::error::ErrorKind;

use super::*;
use crate::apis::Api;

fn parse_all(line: &str) -> Result<(StoreArgs, Command), clap::Error> {
    Cli::try_parse_from(line.split_whitespace()).and_then(Cli::into_parts)
}

fn parse(line: &str) -> Result<Command, clap::Error> {
    parse_all(line).map(|(_, command)| command)
}

fn refused(line: &str) -> ErrorKind {
    parse(line).unwrap_err().kind()
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn serving_is_the_default_with_or_without_its_name() {
    for line in ["sovx", "sovx serve"] {
        assert!(matches!(parse(line).unwrap(), Command::Serve(_)), "{line}");
    }
    for line in [
        "sovx --listen 127.0.0.1:1 --workers 2",
        "sovx serve --listen 127.0.0.1:1",
    ] {
        let (store, Command::Serve(args)) = parse_all(line).unwrap() else {
            panic!("{line}")
        };
        assert_eq!(args.with(store).listen.as_deref(), Some("127.0.0.1:1"));
    }
}

#[test]
fn where_the_data_is_may_be_said_anywhere() {
    for line in [
        "sovx --config c.toml --data-dir d account list",
        "sovx account --config c.toml list --data-dir d",
        "sovx account list --config c.toml --data-dir d",
        "sovx --config other.toml --data-dir d account list --config c.toml",
        "sovx serve --config c.toml --data-dir d",
        "sovx --config c.toml serve --data-dir d",
        "sovx --config c.toml --data-dir d",
    ] {
        let overrides = Overrides::from(parse_all(line).unwrap().0);

        assert_eq!(overrides.config, Some(PathBuf::from("c.toml")), "{line}");
        assert_eq!(overrides.data_dir.as_deref(), Some("d"), "{line}");
    }
}

#[test]
fn flags_of_serve_mean_nothing_before_another_subcommand() {
    for line in [
        "sovx --listen 127.0.0.1:1 account list",
        "sovx --workers 2 serve",
    ] {
        assert_eq!(refused(line), ErrorKind::ArgumentConflict, "{line}");
    }
}

#[test]
fn an_action_that_there_is_not_is_refused_with_all_that_there_are() {
    let refused = parse("sovx audit list --action customer.creatd").unwrap_err();

    assert_eq!(refused.kind(), ErrorKind::InvalidValue);
    let told = refused.to_string();
    for action in crate::changes::ACTIONS {
        assert!(told.contains(action), "{action}: {told}");
    }
}

#[test]
fn addresses_are_derived_ten_thousand_at_a_time() {
    for (count, is_taken) in [("1", true), ("10000", true), ("0", false), ("10001", false)] {
        let line = format!("sovx vault derive --network bitcoin --count {count}");
        assert_eq!(parse(&line).is_ok(), is_taken, "{count}");
    }
}

#[test]
fn an_order_to_move_money_says_whose_how_much_why_and_its_reference() {
    let wallet = "0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40";
    let words = "--currency btc --amount -0.5 --reason r --reference f";
    let line = format!("sovx ledger post-correction --wallet {wallet} {words}");
    let Command::Ledger(LedgerCommand::PostCorrection(args)) = parse(&line).unwrap() else {
        panic!("not a correction")
    };
    assert_eq!(args.amount, "-0.5");
    assert_eq!(args.target.wallet.unwrap().as_str(), wallet);

    let line = format!("sovx ledger post-correction {words}");
    assert_eq!(refused(&line), ErrorKind::MissingRequiredArgument);
    let line = format!("sovx ledger post-correction --wallet {wallet} --customer c {words}");
    assert_eq!(refused(&line), ErrorKind::ArgumentConflict);
    for (required, line) in [
        (
            "reference",
            "sovx revenue payout --customer c --currency btc --reason r",
        ),
        (
            "reason",
            "sovx revenue payout --customer c --currency btc --reference f",
        ),
        ("reference", "sovx customer settle --customer c --reason r"),
        ("reason", "sovx customer settle --customer c --reference f"),
        (
            "reason",
            "sovx wallet freeze --wallet 0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40",
        ),
    ] {
        let refused = parse(line).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::MissingRequiredArgument);
        assert!(refused.to_string().contains(required), "{refused}");
    }
}

#[test]
fn every_flag_of_serve_reaches_the_configuration() {
    let line = "sovx serve --config c.toml --data-dir d --database-url postgres://h/d \
                --environment live --log warn --listen l --bootstrap-email e \
                --apis a --registry-url r --workers 1 --trusted-proxies t --cors-origins o";

    let (store, Command::Serve(args)) = parse_all(line).unwrap() else {
        panic!("not serve")
    };

    insta::assert_snapshot!(format!("{:#?}", args.with(store)), @r#"
    Overrides {
        config: Some(
            "c.toml",
        ),
        apis: Some(
            "a",
        ),
        listen: Some(
            "l",
        ),
        data_dir: Some(
            "d",
        ),
        database_url: Some(
            SecretBox<str>([REDACTED]),
        ),
        environment: Some(
            "live",
        ),
        bootstrap_email: Some(
            "e",
        ),
        registry_url: Some(
            "r",
        ),
        workers: Some(
            "1",
        ),
        trusted_proxies: Some(
            "t",
        ),
        cors_origins: Some(
            "o",
        ),
        log: Some(
            "warn",
        ),
    }
    "#);
}

#[test]
fn accounts_are_named_by_email_and_passwords_are_never_arguments() {
    let created = parse("sovx account create --email a@b.c --generate --data-dir d");
    let Command::Account(AccountCommand::Create(args)) = created.unwrap() else {
        panic!("not account create")
    };
    assert!(args.generate);
    assert_eq!(args.account.email, "a@b.c");

    assert_eq!(
        refused("sovx account create"),
        ErrorKind::MissingRequiredArgument
    );
    for command in [
        "account create --email a@b.c",
        "account password --email a@b.c",
        "serve",
    ] {
        let line = format!("sovx {command} --password hunter2");
        assert_eq!(refused(&line), ErrorKind::UnknownArgument);
    }
    for secret in [
        "--master-key",
        "--pepper",
        "--session-key",
        "--bootstrap-password",
    ] {
        assert_eq!(
            refused(&format!("sovx {secret} x")),
            ErrorKind::UnknownArgument
        );
    }
}

#[test]
fn the_document_is_printed_as_declared_in_json_unless_told_otherwise() {
    let Command::Openapi(args) = parse("sovx openapi").unwrap() else {
        panic!("not openapi")
    };
    assert_eq!(
        (args.api, args.format, args.contract),
        (Api::Sovx, Format::Json, false)
    );

    let line = "sovx openapi sovx --format yaml --contract";
    let Command::Openapi(args) = parse(line).unwrap() else {
        panic!("not openapi")
    };
    assert_eq!((args.format, args.contract), (Format::Yaml, true));

    let both = "sovx openapi --declared --contract";
    assert_eq!(refused(both), ErrorKind::ArgumentConflict);
}

#[test]
fn an_import_names_its_file() {
    let line = "sovx registry import customers.json --database-url postgres://h/d";
    let parsed = parse_all(line).unwrap();
    let (store, Command::Registry(RegistryCommand::Import(args))) = parsed else {
        panic!("not registry import")
    };

    assert_eq!(args.file, PathBuf::from("customers.json"));
    assert!(store.database_url.is_some());
}

#[test]
fn the_audit_log_is_listed_by_fifty_and_at_most_by_ten_thousand() {
    let Command::Audit(AuditCommand::List(args)) = parse("sovx audit list").unwrap() else {
        panic!("not audit list")
    };
    assert_eq!((args.limit, args.after), (50, None));
    assert_eq!(args.output.format, OutputFormat::Text);

    for limit in ["0", "10001", "x"] {
        let line = format!("sovx audit list --limit {limit}");
        assert_eq!(refused(&line), ErrorKind::ValueValidation);
    }
}

#[test]
fn a_statement_is_of_one_wallet_and_of_a_period_in_rfc_3339() {
    let line = "sovx ledger statement --wallet 0196A1C2-0000-7000-8000-000000000000 \
                --from 2026-01-01T01:00:00+01:00";

    let Command::Ledger(LedgerCommand::Statement(args)) = parse(line).unwrap() else {
        panic!("not ledger statement")
    };

    let id = "0196a1c2-0000-7000-8000-000000000000";
    assert_eq!(args.wallet.as_str(), id);
    assert_eq!(args.from.unwrap().to_string(), "2026-01-01T00:00:00.000Z");
    assert_eq!((args.to, args.currency), (None, None));
    for wrong in [
        "--wallet w",
        "--wallet {id} --from today",
        "--wallet {id} --to 1",
    ] {
        let line = format!("sovx ledger statement {}", wrong.replace("{id}", id));
        assert_eq!(refused(&line), ErrorKind::ValueValidation, "{line}");
    }
}

#[test]
fn the_long_help_names_every_variable_and_exit_code() {
    let help = Cli::command().render_long_help().to_string();
    for name in crate::config::SETTING_NAMES {
        let variable = format!("SOVX_{}", name.to_ascii_uppercase());
        assert!(help.contains(&variable), "{variable}");
    }
    assert!(help.contains("Exit codes:") && help.contains("Examples:"));
    assert!(help.lines().all(|line| line.len() <= 100));
}

#[test]
fn debug_output_shows_no_password_of_a_database() {
    let command = parse_all("sovx serve --database-url postgres://sovx:hunter2@h/d").unwrap();

    assert!(!format!("{command:?}").contains("hunter2"));
}
