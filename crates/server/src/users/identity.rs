//! Identity documents: which of their members go together, and how their numbers are kept.
//!
//! A number is sealed to the row of its user. Moved to another row it does not open, so that
//! nobody is shown another's number.

use sovx_api_types::sovx::models::IdType;
use zeroize::Zeroizing;

use super::model::UserRow;
use crate::auth::sealing::Sealer;
use crate::db::UserId;
use crate::error::{Broken, Misfit, Rule};

/// Where a sealed number stands.
const LABEL: &str = "users.individual_id_number_sealed";

/// What is shown in place of everything but the end of a number.
const MASK: &str = "*****";

/// How many letters and digits of a number are shown.
const SHOWN: usize = 4;

/// How many digits a social security number has.
const SSN_DIGITS: usize = 9;

/// A document as its user would have it.
pub(super) struct Document<'a> {
    pub(super) kind: Option<IdType>,
    pub(super) number: Option<&'a str>,
    pub(super) has_country: bool,
}

impl Document<'_> {
    /// The rules that it breaks.
    pub(super) fn misfits(&self) -> Vec<Misfit> {
        let broken = match (self.kind, self.number) {
            (None, Some(_)) => Some(("/individual/id_type", Rule::OfDocument)),
            (Some(_), None) => Some(("/individual/id_number", Rule::OfDocument)),
            (Some(IdType::Ssn), Some(number)) if !is_ssn(number) => {
                Some(("/individual/id_number", Rule::Ssn))
            }
            _ => None,
        };
        let passport = self.kind == Some(IdType::Passport) && !self.has_country;
        let country = passport.then_some(("/individual/id_country", Rule::OfPassport));
        let broken = broken.into_iter().chain(country);
        broken.map(|(field, rule)| Misfit { field, rule }).collect()
    }
}

/// Hyphens stand anywhere between the digits.
fn is_ssn(number: &str) -> bool {
    let mut digits = number.chars().filter(|letter| *letter != '-');
    digits.clone().count() == SSN_DIGITS && digits.all(|digit| digit.is_ascii_digit())
}

/// Seals a number to its user.
pub(super) fn seal(sealer: &Sealer, id: &UserId, number: &str) -> Result<Vec<u8>, Broken> {
    let sealed = sealer.seal(LABEL, id.as_str().as_bytes(), number.as_bytes());
    sealed.or(Err(Broken {
        what: "the number of a document cannot be sealed",
    }))
}

/// The number of a user's document, if there is one.
pub(super) fn open(sealer: &Sealer, row: &UserRow) -> Result<Option<Zeroizing<String>>, Broken> {
    let Some(sealed) = &row.individual_id_number_sealed else {
        return Ok(None);
    };
    let what = "the sealed number of a document does not open in its place";
    let Ok(number) = sealer.open(LABEL, row.id.as_str().as_bytes(), sealed) else {
        return Err(Broken { what });
    };
    let text = std::str::from_utf8(&number).or(Err(Broken { what }))?;
    Ok(Some(Zeroizing::new(text.to_owned())))
}

/// A number as it may be shown: its last letters and digits.
pub(super) fn masked(number: &str) -> String {
    let plain = |letter: &char| letter.is_ascii_alphanumeric();
    let mut end: Vec<char> = number.chars().rev().filter(plain).take(SHOWN).collect();
    end.reverse();
    format!("{MASK}{}", end.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(kind: Option<IdType>, number: Option<&str>, has_country: bool) -> Vec<String> {
        let document = Document {
            kind,
            number,
            has_country,
        };
        let misfits = document.misfits().into_iter();
        misfits
            .map(|misfit| format!("{} {}", misfit.field, misfit.rule))
            .collect()
    }

    #[test]
    fn a_document_has_a_kind_and_a_number_or_neither() {
        let (ssn, number) = (Some(IdType::Ssn), Some("123-45-6789"));

        assert!(fields(ssn, number, false).is_empty());
        assert!(fields(None, None, false).is_empty());
        assert_eq!(
            fields(None, number, true),
            ["/individual/id_type is required together with the document's other members"]
        );
        assert_eq!(
            fields(ssn, None, true),
            ["/individual/id_number is required together with the document's other members"]
        );
    }

    #[test]
    fn a_passport_needs_its_country_and_any_number() {
        let passport = Some(IdType::Passport);

        assert!(fields(passport, Some("C01X00T47"), true).is_empty());
        assert_eq!(
            fields(passport, Some("C01X00T47"), false),
            ["/individual/id_country is required for a passport"]
        );
        assert_eq!(fields(passport, None, false).len(), 2);
    }

    #[test]
    fn a_social_security_number_has_nine_digits() {
        for number in ["123456789", "123-45-6789"] {
            assert!(fields(Some(IdType::Ssn), Some(number), false).is_empty());
        }
        for number in ["12345678", "1234567890", "123-45-678X", "C01X00T47"] {
            assert_eq!(
                fields(Some(IdType::Ssn), Some(number), false),
                ["/individual/id_number must have nine digits, being a social security number"]
            );
        }
    }

    #[test]
    fn a_number_shows_its_last_four_letters_and_digits() {
        for (number, shown) in [
            ("123-45-6789", "*****6789"),
            ("C01X00T47", "*****0T47"),
            ("1-2-3-4", "*****1234"),
            ("ab-cd-ef", "*****cdef"),
        ] {
            assert_eq!(masked(number), shown);
        }
    }
}
