//! The quick start of the README, run as it is written.

use std::process::Command;

use serde_json::Value;

use crate::support::Place;

const README: &str = include_str!("../../../../README.md");

/// The block of shell commands that speaks to the API, with this server's values filled in.
fn quick_start(api: &str, password: &str, master_key: &str) -> String {
    let blocks = README
        .split("```")
        .filter(|block| block.starts_with("sh\n"));
    let block = blocks
        .filter(|block| block.contains("API="))
        .collect::<String>();
    let lines = block.lines().skip(1).map(|line| {
        match line.split_once('=') {
            Some(("API", _)) => format!("API={api}"),
            Some(("PASSWORD", _)) => format!("PASSWORD='{password}'"),
            Some(("MASTER_KEY", _)) => format!("MASTER_KEY='{master_key}'"),
            // Answers have no line end of their own.
            _ => line
                .replace("curl -s ", "curl -sf ")
                .replace("curl \"", "echo; curl -sf \"")
                .replace("curl -X", "echo; curl -sf -X"),
        }
    });
    lines
        .map(|line| line.replace("curl -g", "echo; curl -sf -g") + "\n")
        .collect()
}

#[actix_web::test]
async fn the_quick_start_of_the_readme_works_as_written() {
    let place = Place::new();
    let server = place.start();
    let api = format!("http://{}/sovx/v1", server.address);
    let password = server.printed_after("password").unwrap();
    let script = quick_start(&api, &password, &server.master_key());

    let ran = Command::new("sh")
        .args(["-eu", "-c", &script])
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(
        ran.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let answers: Vec<Value> = said
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [health, customer, address, listed] = answers.as_slice() else {
        panic!("{} answers", answers.len());
    };
    assert_eq!(health["status"], "ok");
    assert_eq!(customer["data"]["customer_id"], "corp-redundant-firewall");
    assert_eq!(
        customer["data"]["business"]["registration_number"],
        "3201LLC2023"
    );
    let given = &address["data"]["addresses"][0];
    assert_eq!(given["network"], "bitcoin-testnet");
    assert!(given["address"].as_str().unwrap().starts_with("tb1q"));
    assert_eq!(listed["meta"]["pagination"]["records"]["total"], 1);
}
