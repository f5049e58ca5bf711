//! Where a proxy plants a drift, and that it says when it planted none.

use super::*;

#[test]
fn a_path_is_compared_part_by_part() {
    assert!(fits("/a/{id}", "/a/7"));
    assert!(!fits("/a/{id}", "/a/7/b"));
    assert!(!fits("/a/{id}", "/b/7"));
}

#[test]
fn a_drift_that_was_in_no_answer_is_a_failure() {
    const DRIFTS: &[Answers] = &[Answers {
        what: "another success",
        operation: "GET /a",
        status: 200,
        change: Change::Status(201),
    }];
    let nobody = SocketAddr::from(([127, 0, 0, 1], 9));

    let proxy = Proxy::start(nobody, "", DRIFTS).unwrap();

    let said = proxy.finish().unwrap_err().to_string();
    assert!(said.starts_with("GET /a was never answered with 200"));
}
