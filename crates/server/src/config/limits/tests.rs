//! Quotas from the environment and from the file, and every refusal.

use std::io::Write as _;

use tempfile::NamedTempFile;

use super::*;
use crate::config::{Config, ConfigError, Overrides, ProcessEnvironment};

const ACME: &str = "cacme00000000000000000001";
const OTHER: &str = "cother0000000000000000001";

fn resolve(variables: &[(&str, &str)]) -> Result<Quotas, ConfigError> {
    let environment: ProcessEnvironment = variables.iter().copied().collect();
    Config::resolve(&Overrides::default(), &environment).map(|config| config.limits)
}

fn of_file(text: &str) -> Result<Quotas, ConfigError> {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    resolve(&[("SOVX_CONFIG", file.path().to_str().unwrap())])
}

fn quota(requests: u32, seconds: u32) -> Quota {
    Quota::new(requests, seconds).unwrap()
}

#[test]
fn without_any_setting_the_quotas_are_the_defaults() {
    let quotas = resolve(&[]).unwrap();

    assert_eq!(quotas, Quotas::default());
    assert_eq!(quotas.credential, quota(600, 60));
    assert_eq!(quotas.login, quota(30, 60));
    assert_eq!(quotas.end_customer, quota(100, 60));
}

#[test]
fn every_quota_can_be_set_in_the_environment() {
    let special = format!("{ACME}=1000/60s, {OTHER}=1/1s");

    let quotas = resolve(&[
        ("SOVX_LIMIT_CREDENTIAL", "1/1s"),
        ("SOVX_LIMIT_ADDRESS", "2/60s"),
        ("SOVX_LIMIT_LOGIN", "3/86400s"),
        ("SOVX_LIMIT_PARTNER", "1000000/1s"),
        ("SOVX_LIMIT_END_CUSTOMER", "5/3600s"),
        ("SOVX_LIMIT_END_CUSTOMERS", &special),
    ]);

    let expected = Quotas {
        credential: quota(1, 1),
        address: quota(2, 60),
        login: quota(3, 86_400),
        partner: quota(1_000_000, 1),
        end_customer: quota(5, 3600),
        end_customers: [
            (EndCustomerId::parse(ACME).unwrap(), quota(1000, 60)),
            (EndCustomerId::parse(OTHER).unwrap(), quota(1, 1)),
        ]
        .into(),
    };
    assert_eq!(quotas.unwrap(), expected);
}

#[test]
fn the_file_lists_end_customers_in_a_table() {
    let text =
        format!("limit_end_customer = \"50/60s\"\n[limit_end_customers]\n{ACME} = \"1000/60s\"\n");

    let quotas = of_file(&text).unwrap();

    assert_eq!(quotas.end_customer, quota(50, 60));
    let acme = EndCustomerId::parse(ACME).unwrap();
    assert_eq!(quotas.end_customers, [(acme, quota(1000, 60))].into());
}

#[test]
fn what_is_no_quota_is_refused_by_name_and_rule() {
    let refused = [
        "many",
        "100",
        "100/60",
        "100/m",
        "/60s",
        "100/s",
        "+1/60s",
        "-1/60s",
        "1.5/60s",
        "0/60s",
        "100/0s",
        "1000001/1s",
        "1/86401s",
        "100/60s/60s",
        "99999999999/60s",
    ];
    for text in refused {
        let error = resolve(&[("SOVX_LIMIT_ADDRESS", text)])
            .unwrap_err()
            .to_string();

        let rule = "SOVX_LIMIT_ADDRESS must be a number of requests up to 1000000";
        assert!(error.starts_with(rule), "{text}: {error}");
    }
}

#[test]
fn an_end_customer_is_named_by_its_id_and_once() {
    let twice = format!("{ACME}=1/1s,{ACME}=2/1s");
    let (no_id, no_quota) = ("acme=1000/60s", format!("{ACME}=1000"));

    let error = |text: &str| {
        let refused = resolve(&[("SOVX_LIMIT_END_CUSTOMERS", text)]);
        refused.unwrap_err().to_string()
    };

    assert!(error(&twice).contains("must name each end customer once"));
    for text in [no_id, &no_quota, ACME] {
        assert!(error(text).starts_with("SOVX_LIMIT_END_CUSTOMERS must give the ids"));
    }
    let in_file = of_file("[limit_end_customers]\nacme = \"1/1s\"\n");
    let error = in_file.unwrap_err().to_string();
    assert!(
        error.contains("must give the ids of end customers"),
        "{error}"
    );
    assert!(!error.contains("acme"), "{error}");
}
