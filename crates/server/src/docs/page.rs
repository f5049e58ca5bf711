//! What the page has of its own: its text, its style, its icon, and how Swagger UI is set up.

use serde_json::json;

use crate::apis::{Apis, Parts};

const INDEX: &str = include_str!("page/index.html");
const SCRIPT: &str = include_str!("page/page.js");
const STYLE: &str = include_str!("page/page.css");
const ICON: &str = include_str!("page/icon.svg");

/// The place in the script where the contracts that are served are listed.
const CONTRACTS: &str = "const contracts = [];";

/// The files that are ours, or ours instead of Swagger UI's: name, content type and text.
pub(super) fn files(apis: &Apis) -> [(&'static str, &'static str, String); 5] {
    let html = "text/html";
    [
        ("", html, INDEX.to_owned()),
        ("index.html", html, INDEX.to_owned()),
        ("page.js", "text/javascript", script(apis)),
        ("page.css", "text/css", STYLE.to_owned()),
        ("icon.svg", "image/svg+xml", ICON.to_owned()),
    ]
}

/// The page offers every contract that is served and opens the first.
fn script(apis: &Apis) -> String {
    let contract = |api: Parts| json!({"name": api.title, "path": api.contract_path});
    let contracts: Vec<_> = apis.parts().map(contract).collect();
    let listed = format!("const contracts = {};", json!(contracts));
    SCRIPT.replacen(CONTRACTS, &listed, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_lists_the_contracts_that_are_served_and_no_others() {
        let both = script(&Apis::default());
        let one = script(&Apis::parse("portal").unwrap());

        let portal = r#"{"name":"End Customer Portal","path":"/openapi/portal.json"}"#;
        let sovx = r#"{"name":"SovX","path":"/openapi/sovx.json"}"#;
        assert!(both.contains(&format!("const contracts = [{sovx},{portal}];")));
        assert!(one.contains(&format!("const contracts = [{portal}];")));
    }
}
