//! Limits to the character, and problems that hold no value.

use serde_json::json;

use super::*;

fn minimal() -> Value {
    json!({
        "account_type": "corporation",
        "account_role": "client",
        "business": { "entity_name": "Acme Ltd", "incorporation_country": "GB" }
    })
}

fn problems(value: Value) -> Vec<String> {
    let found = Profile::from_json(value).unwrap_err();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_minimal_profile_is_read_and_written_without_change() {
    let profile = Profile::from_json(minimal()).unwrap();

    assert_eq!(serde_json::to_value(&profile).unwrap(), minimal());
}

#[test]
fn every_problem_is_found_at_once_and_told_without_values() {
    let value = json!({
        "account_type": "zzz",
        "first_name": 7,
        "phone_country_code": "zz",
        "zzz": 1,
        "business": {
            "incorporation_country": "ZZZ",
            "incorporation_date": "2012-02-30",
            "accredited_investor": "zzz",
            "zzz": 1
        }
    });

    insta::assert_snapshot!(problems(value).join("\n"), @r#"
    /account_type must be one of: individual, corporation
    /first_name must be a string
    /phone_country_code must be one of the 249 declared values
    /business/entity_name is required
    /business/incorporation_country must be one of the 249 declared values
    /business/incorporation_date must be a date written as YYYY-MM-DD
    /business/accredited_investor must be true or false
    /business/zzz is not a declared field
    /zzz is not a declared field
    /account_role is required
    "#);
}

#[test]
fn what_a_customer_cannot_be_without_is_required() {
    assert_eq!(
        problems(json!({})),
        [
            "/account_type is required",
            "/account_role is required",
            "/business is required"
        ]
    );
}

#[test]
fn the_e_mail_address_is_the_callers_to_give() {
    let mut value = minimal();
    value["email"] = "office@example.com".into();

    assert_eq!(problems(value), ["/email is not part of a profile"]);
}

#[test]
fn each_limit_holds_to_the_character() {
    let table = [
        ("entity_name", 255),
        ("incorporation_state", 255),
        ("description", 1000),
        ("principal_place_postal_code", 255),
    ];
    for (field, limit) in table {
        for (length, accepted) in [(limit - 1, true), (limit, true), (limit + 1, false)] {
            let mut value = minimal();
            value["business"][field] = "é".repeat(length).into();

            assert_eq!(
                Profile::from_json(value).is_ok(),
                accepted,
                "{field} {length}"
            );
        }
    }
    for (length, accepted) in [(32, true), (33, false)] {
        let mut value = minimal();
        value["phone_number"] = "1".repeat(length).into();

        assert_eq!(Profile::from_json(value).is_ok(), accepted);
    }
}

#[test]
fn what_is_no_object_is_no_profile() {
    for value in [json!(null), json!([]), json!("text"), json!(1)] {
        assert_eq!(problems(value), ["the profile must be an object"]);
    }
    let mut value = minimal();
    value["business"] = json!([]);
    assert_eq!(problems(value), ["/business must be an object"]);
}

#[test]
fn text_is_neither_empty_nor_holds_control_characters() {
    for character in ["\0", "\n", "\t", "\u{1b}", "\u{7f}"] {
        let mut value = minimal();
        value["first_name"] = format!("a{character}b").into();

        assert_eq!(
            problems(value),
            ["/first_name must match the pattern ^[^\\x00-\\x1F\\x7F]*$"]
        );
    }
    let mut value = minimal();
    value["first_name"] = "".into();
    assert_eq!(
        problems(value),
        ["/first_name must be at least 1 character long"]
    );
}

#[test]
fn a_country_is_one_of_iso_3166_1_in_upper_case() {
    for (code, accepted) in [
        ("AD", true),
        ("VC", true),
        ("ZW", true),
        ("ZZ", false),
        ("us", false),
        ("U", false),
        ("USA", false),
        ("D A", false),
        ("", false),
    ] {
        let mut value = minimal();
        value["phone_country_code"] = code.into();

        assert_eq!(Profile::from_json(value).is_ok(), accepted, "{code}");
    }
}

#[test]
fn a_phone_number_is_digits_in_groups() {
    for (number, accepted) in [
        ("631-789-8340", true),
        ("+44 20 7946 0112", true),
        ("(0)30.23125", true),
        ("7", true),
        ("", false),
        ("+", false),
        ("-631", false),
        ("631x", false),
        ("\u{661}", false),
    ] {
        let mut value = minimal();
        value["phone_number"] = number.into();

        assert_eq!(Profile::from_json(value).is_ok(), accepted, "{number}");
    }
}
