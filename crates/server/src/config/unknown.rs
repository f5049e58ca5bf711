//! Variables that look like settings and are none: most often a name that was mistyped.

use super::origin::{Environment, NAMES};

const PREFIX: &str = "SOVX_";
/// More than anybody mistypes; the rest are counted.
const MOST_TOLD: usize = 10;
/// The longest name that is repeated in a sentence, in characters.
const LONGEST_NAME: usize = 64;

/// A sentence for each variable of the process that begins like a setting and is none.
pub(super) fn warnings(environment: &Environment) -> Vec<String> {
    let mut unknown: Vec<&str> = environment
        .names()
        .filter(|name| name.starts_with(PREFIX) && !is_known(name) && !is_of_kubernetes(name))
        .collect();
    unknown.sort_unstable();
    let more = unknown.len().saturating_sub(MOST_TOLD);
    let mut told: Vec<String> = unknown.into_iter().take(MOST_TOLD).map(sentence).collect();
    if more > 0 {
        told.push(format!("{more} more unknown variables begin with {PREFIX}"));
    }
    told
}

/// The setting that was probably meant by a name, if one is near enough.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let far_enough = (name.chars().count() / 3).max(1);
    let distance = |setting: &&str| strsim::osa_distance(&name, setting);
    let nearest = NAMES.into_iter().min_by_key(distance)?;
    (distance(&nearest) <= far_enough).then_some(nearest)
}

fn sentence(name: &str) -> String {
    let setting = name.strip_prefix(PREFIX).unwrap_or(name);
    let shown: String = name.chars().take(LONGEST_NAME).collect();
    let shown = shown.escape_debug();
    match nearest(setting) {
        Some(nearest) => format!(
            "the variable {shown} is no setting; {PREFIX}{} is one",
            nearest.to_ascii_uppercase()
        ),
        None => format!("the variable {shown} is no setting"),
    }
}

fn is_known(name: &str) -> bool {
    let setting = name.strip_prefix(PREFIX).unwrap_or_default();
    let is_upper = !setting.chars().any(|letter| letter.is_ascii_lowercase());
    is_upper && (setting == "CONFIG" || NAMES.contains(&setting.to_ascii_lowercase().as_str()))
}

/// Kubernetes tells every container about a service of the name `sovx` in such variables.
fn is_of_kubernetes(name: &str) -> bool {
    let rest = name.strip_prefix(PREFIX).unwrap_or_default();
    rest == "PORT"
        || rest.starts_with("PORT_")
        || rest == "SERVICE_HOST"
        || rest == "SERVICE_PORT"
        || rest.starts_with("SERVICE_PORT_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(names: &[&str]) -> Vec<String> {
        let variables = names.iter().map(|name| (*name, "value"));
        warnings(&variables.collect())
    }

    #[test]
    fn a_mistyped_variable_is_told_with_the_setting_that_was_meant() {
        let told = warned(&[
            "SOVX_DATABSE_URL",
            "SOVX_COLOUR",
            "sovx_listen",
            "SOVX_Listen",
        ]);

        assert_eq!(
            told,
            [
                "the variable SOVX_COLOUR is no setting",
                "the variable SOVX_DATABSE_URL is no setting; SOVX_DATABASE_URL is one",
                "the variable SOVX_Listen is no setting; SOVX_LISTEN is one",
            ]
        );
    }

    #[test]
    fn settings_and_what_kubernetes_sets_for_a_service_are_no_mistakes() {
        let known: Vec<String> = NAMES
            .iter()
            .map(|name| format!("SOVX_{}", name.to_ascii_uppercase()))
            .collect();
        let mut names: Vec<&str> = known.iter().map(String::as_str).collect();
        names.extend(["SOVX_CONFIG", "PATH", "SOVX_SERVICE_HOST", "SOVX_PORT"]);
        names.extend(["SOVX_PORT_8080_TCP_ADDR", "SOVX_SERVICE_PORT_HTTP"]);

        assert_eq!(warned(&names), [""; 0]);
    }

    #[test]
    fn very_many_or_very_long_names_make_no_long_warning() {
        let many: Vec<String> = (0..1000)
            .map(|number| format!("SOVX_{number:0>500}"))
            .collect();
        let names: Vec<&str> = many.iter().map(String::as_str).collect();

        let told = warned(&names);

        assert_eq!(told.len(), 11);
        assert_eq!(told[10], "990 more unknown variables begin with SOVX_");
        assert!(told.iter().all(|sentence| sentence.len() < 120));
    }
}
