//! Phone numbers: every stored one exists in its country's numbering plan.
//!
//! Two spellings of one number have one E.164 form, by which it is unique.

use std::str::FromStr;

use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Mode, PhoneNumber, Type, country};
use sovx_api_types::sovx::models::CountryCode;

use crate::config::Environment;

/// The number of the guides, which is in no numbering plan. The sandbox takes it as a test number
/// of the United States, so that the guides can be followed word by word.
const TEST_NUMBER: &str = "+1234567890";

/// The kinds of number at which a person is reached.
const PERSONAL: [Type; 4] = [
    Type::Mobile,
    Type::FixedLine,
    Type::Voip,
    Type::PersonalNumber,
];

/// A number of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phone {
    pub(super) country: CountryCode,
    /// As it is shown: the caller's spelling where it gave a national number.
    pub(super) number: String,
    /// The one form that is compared.
    pub(super) e164: String,
}

/// No country's numbering plan has this number, or not as the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InvalidPhone;

impl Phone {
    /// A number in its international form, `+` and digits.
    pub(super) fn international(
        text: &str,
        environment: Environment,
    ) -> Result<Self, InvalidPhone> {
        if environment == Environment::Sandbox && text == TEST_NUMBER {
            return Ok(Self::test());
        }
        if !text.starts_with('+') {
            return Err(InvalidPhone);
        }
        let number = read(None, text)?;
        Ok(Self {
            country: country_of(&number).ok_or(InvalidPhone)?,
            number: number.national().to_string(),
            e164: e164(&number),
        })
    }

    /// A mobile number of this country, in its national or international form.
    pub(super) fn mobile(country: CountryCode, text: &str) -> Result<Self, InvalidPhone> {
        let id = country::Id::from_str(country.as_str()).or(Err(InvalidPhone))?;
        let plan = DATABASE.by_id(country.as_str()).ok_or(InvalidPhone)?;
        let number = read(Some(id), text)?;
        if !is_of(plan, &number, &[Type::Mobile]) {
            return Err(InvalidPhone);
        }
        Ok(Self {
            country,
            number: text.to_owned(),
            e164: e164(&number),
        })
    }

    fn test() -> Self {
        Self {
            country: CountryCode::Us,
            number: "234567890".to_owned(),
            e164: TEST_NUMBER.to_owned(),
        }
    }
}

/// Digits and what people put between them; the parser would also take extensions and URIs.
fn read(country: Option<country::Id>, text: &str) -> Result<PhoneNumber, InvalidPhone> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let plain = |letter: char| letter.is_ascii_digit() || " -.()".contains(letter);
    if !digits.chars().all(plain) {
        return Err(InvalidPhone);
    }
    phonenumber::parse(country, text).or(Err(InvalidPhone))
}

/// Several countries share a calling code; the first one's plan that has the number counts, and
/// main countries come first.
fn country_of(number: &PhoneNumber) -> Option<CountryCode> {
    let countries = DATABASE.region(&number.code().value())?;
    let of = |country: &&str| {
        let plan = DATABASE.by_id(*country);
        plan.is_some_and(|plan| is_of(plan, number, &PERSONAL))
    };
    CountryCode::from_wire(countries.into_iter().find(of)?)
}

/// Whether the number is of one of these kinds in this plan. Where fixed lines and mobiles look
/// alike, it is of both.
fn is_of(plan: &Metadata, number: &PhoneNumber, kinds: &[Type]) -> bool {
    let national = number.national().to_string();
    let known = plan.descriptors();
    let of = |kind: &Type| known.get(*kind).is_some_and(|one| one.is_match(&national));
    number.code().value() == plan.country_code()
        && known.general().is_match(&national)
        && kinds.iter().any(of)
}

fn e164(number: &PhoneNumber) -> String {
    number.format().mode(Mode::E164).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn international(text: &str) -> Option<(String, String, String)> {
        let phone = Phone::international(text, Environment::Live).ok()?;
        Some((phone.country.to_string(), phone.number, phone.e164))
    }

    #[test]
    fn an_international_number_tells_its_country() {
        let table = [
            ("+16317898340", "US", "6317898340"),
            ("+14165550123", "CA", "4165550123"),
            ("+4915123456789", "DE", "15123456789"),
            ("+493012345678", "DE", "3012345678"),
            ("+447400123456", "GB", "7400123456"),
            ("+390612345678", "IT", "0612345678"),
            ("+77012345678", "KZ", "7012345678"),
        ];

        for (text, country, number) in table {
            let expected = (country.to_owned(), number.to_owned(), text.to_owned());
            assert_eq!(international(text), Some(expected));
        }
    }

    #[test]
    fn what_no_plan_has_is_no_international_number() {
        for text in [
            "+1234567890",
            "+10000000000",
            "+999123456789",
            "+1",
            "+",
            "",
            "16317898340",
            "+1631789834",
            "+163178983400",
            "+16317898340;ext=5",
            "tel:+16317898340",
            "+1631789834é",
            "+18002345678",
            "+80012345678",
            "+38343123456",
        ] {
            assert_eq!(international(text), None, "{text}");
        }
    }

    #[test]
    fn the_number_of_the_guides_is_taken_in_the_sandbox_only() {
        let sandbox = Phone::international("+1234567890", Environment::Sandbox).unwrap();
        let live = Phone::international("+1234567890", Environment::Live);

        assert_eq!(
            (sandbox.country, sandbox.number.as_str()),
            (CountryCode::Us, "234567890")
        );
        assert_eq!(live, Err(InvalidPhone));
    }

    #[test]
    fn spellings_of_one_mobile_number_are_one_number_and_are_kept() {
        for text in [
            "631-789-8340",
            "(631) 789 8340",
            "6317898340",
            "+1 631.789.8340",
        ] {
            let phone = Phone::mobile(CountryCode::Us, text).unwrap();

            assert_eq!(phone.e164, "+16317898340", "{text}");
            assert_eq!(phone.number, text);
        }
    }

    #[test]
    fn a_mobile_number_belongs_to_its_country() {
        let table = [
            ("DE", "0151 23456789", true),
            ("DE", "030 12345678", false),
            ("GB", "07400 123456", true),
            ("GG", "07781 123456", true),
            ("GB", "07781 123456", false),
            ("GB", "020 7946 0018", false),
            ("GB", "+1 631 789 8340", false),
            ("US", "416-555-0123", false),
            ("CA", "416-555-0123", true),
            ("NO", "406 12 345", true),
            ("SJ", "412 34 567", true),
            ("US", "800-234-5678", false),
            ("US", "911", false),
            ("AQ", "631-789-8340", false),
        ];

        for (country, text, valid) in table {
            let country = CountryCode::from_wire(country).unwrap();
            assert_eq!(
                Phone::mobile(country, text).is_ok(),
                valid,
                "{country} {text}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn no_text_breaks_the_parser(text: String, digits in "[+]?[0-9 ().-]{0,20}") {
            for text in [text, digits] {
                let _ = Phone::mobile(CountryCode::Us, &text);
                let _ = Phone::mobile(CountryCode::It, &text);
                let _ = Phone::international(&text, Environment::Live);
            }
        }
    }
}
