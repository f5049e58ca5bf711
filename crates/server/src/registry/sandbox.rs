//! Profiles for trying the service out: a dozen that read like real businesses, and one for any
//! other id that looks like an upstream id.
//!
//! All of it is invented, and all of it is the same on every machine and at every start.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::import::{self, Entry, ImportError};
use sovx_api_types::sovx::models::{AccountRole, AccountType, CountryCode};

use super::profile::{Business, Profile};

mod tables;

use tables::{
    ACTIVITIES, BUSINESS_TYPES, FIRST_NAMES, LAST_NAMES, NAME_BEGINNINGS, NAME_ENDINGS, PLACES,
    PURPOSES,
};

/// What an id begins with when upstream has issued it.
const ISSUED_PREFIXES: [&str; 2] = ["corp-", "sovbs-"];

/// The dozen sample profiles, with their customer ids.
///
/// # Errors
///
/// [`ImportError`] if the embedded file were no import file, which a test rules out.
pub fn sample_profiles() -> Result<Vec<Entry>, ImportError> {
    import::parse(include_str!("profiles.json"))
}

/// The profile of any id that begins with `corp-` or `sovbs-`; `None` for every other id.
///
/// Every field is filled, equal ids give equal profiles, and the registration number holds 64 bits
/// of a hash of the id, so that it is as good as unique.
#[must_use]
pub fn deterministic_profile(customer_id: &str) -> Option<Profile> {
    if !ISSUED_PREFIXES
        .iter()
        .any(|prefix| customer_id.starts_with(prefix))
    {
        return None;
    }
    let digest: [u8; 32] = Sha256::digest(customer_id.as_bytes()).into();
    let mut draw = Draw(digest.into_iter());
    let place = draw.one_of(&PLACES)?;
    let country = CountryCode::from_wire(place.country)?;
    let mut text = |table: &[&'static str]| draw.one_of(table).map(str::to_owned);
    let (account_purpose, first_name, last_name) =
        (text(&PURPOSES), text(&FIRST_NAMES), text(&LAST_NAMES));
    let (business_type, activity) = (text(&BUSINESS_TYPES), text(&ACTIVITIES));
    let name = format!("{} {}", text(&NAME_BEGINNINGS)?, text(&NAME_ENDINGS)?);
    Some(Profile {
        account_type: AccountType::Corporation,
        account_role: if draw.flag() {
            AccountRole::Client
        } else {
            AccountRole::Partner
        },
        account_purpose,
        first_name,
        last_name,
        phone_country_code: Some(country),
        phone_number: Some(format!("{}{:04}", place.phone, draw.below(10_000))),
        business: Business {
            entity_name: format!("{name} {}", place.suffix),
            incorporation_country: country,
            incorporation_state: Some(place.state.to_owned()),
            incorporation_date: draw.date(),
            organization_type: Some(place.organization.to_owned()),
            business_type,
            registration_number: Some(draw.registration_number()),
            description: activity.map(|activity| format!("{activity} since its first year")),
            accredited_investor: Some(draw.flag()),
            non_agent_intermediary: Some(draw.flag()),
            principal_place_country: Some(country),
            principal_place_state: Some(place.state.to_owned()),
            principal_place_address: Some(format!("{} {}", 1 + draw.below(250), place.street)),
            principal_place_city: Some(place.city.to_owned()),
            principal_place_postal_code: Some(place.postal_code.to_owned()),
        },
    })
}

/// Draws from the bytes of a hash, each byte once.
struct Draw(std::array::IntoIter<u8, 32>);

impl Draw {
    fn byte(&mut self) -> u8 {
        self.0.next().unwrap_or_default()
    }

    fn below(&mut self, bound: u16) -> u16 {
        u16::from_be_bytes([self.byte(), self.byte()])
            .checked_rem(bound)
            .unwrap_or_default()
    }

    fn one_of<T: Copy>(&mut self, table: &[T]) -> Option<T> {
        table
            .get(usize::from(self.byte()).checked_rem(table.len())?)
            .copied()
    }

    fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// A day from 1995 to 2022.
    fn date(&mut self) -> Option<NaiveDate> {
        let year = 1995 + i32::from(self.below(28));
        NaiveDate::from_yo_opt(year, 1 + u32::from(self.below(365)))
    }

    fn registration_number(&mut self) -> String {
        let digits: String = (0..8).map(|_| format!("{:02X}", self.byte())).collect();
        format!("SB{digits}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;

    fn registration_number(profile: Profile) -> String {
        profile.business.registration_number.unwrap()
    }

    #[test]
    fn the_dozen_sample_profiles_are_valid_complete_and_distinct() {
        let samples = sample_profiles().unwrap();

        assert_eq!(samples.len(), 12);
        let mut numbers = HashSet::new();
        for (id, profile) in samples {
            assert_complete(&id, &profile);
            assert!(numbers.insert(registration_number(profile)));
        }
    }

    #[test]
    fn the_documented_customer_has_the_documented_profile() {
        let samples = sample_profiles().unwrap();

        let (_, profile) = samples
            .iter()
            .find(|(id, _)| id == "corp-redundant-firewall")
            .unwrap();

        insta::assert_json_snapshot!(profile, @r#"
        {
          "account_type": "corporation",
          "account_role": "client",
          "account_purpose": "Arbitrage Trading",
          "first_name": "Sean",
          "last_name": "Fox",
          "phone_country_code": "US",
          "phone_number": "631-789-8340",
          "business": {
            "entity_name": "Hedge Fund e-commerce",
            "incorporation_country": "VC",
            "incorporation_state": "Kingstown",
            "incorporation_date": "2012-11-15",
            "organization_type": "LLC",
            "business_type": "Fund Administrator",
            "registration_number": "3201LLC2023",
            "description": "crypto fund",
            "accredited_investor": true,
            "non_agent_intermediary": true,
            "principal_place_country": "US",
            "principal_place_state": "CA",
            "principal_place_address": "1234 Flower Street",
            "principal_place_city": "Los Angeles",
            "principal_place_postal_code": "90403"
          }
        }
        "#);
    }

    #[test]
    fn any_issued_id_has_a_complete_valid_profile_and_no_other_id_has_one() {
        for id in [
            "corp-",
            "corp-acme",
            "sovbs-0b2f",
            &format!("corp-{}", "x".repeat(43)),
        ] {
            let profile = deterministic_profile(id).unwrap();
            let json = serde_json::to_value(&profile).unwrap();

            assert_complete(id, &profile);
            assert_eq!(Profile::from_json(json), Ok(profile));
        }
        for id in [
            "",
            "acme",
            "corp",
            "CORP-acme",
            "xcorp-acme",
            "sovbs",
            " corp-acme",
        ] {
            assert_eq!(deterministic_profile(id), None, "{id}");
        }
    }

    #[test]
    fn a_profile_is_the_same_at_every_start_and_its_registration_number_is_its_own() {
        let ids = (0..10_000).map(|number| format!("corp-{number}"));

        let numbers: HashSet<_> = ids
            .map(|id| registration_number(deterministic_profile(&id).unwrap()))
            .collect();

        assert_eq!(numbers.len(), 10_000);
        insta::assert_json_snapshot!(deterministic_profile("corp-acme").unwrap(), @r#"
        {
          "account_type": "corporation",
          "account_role": "client",
          "account_purpose": "Treasury Management",
          "first_name": "Hiro",
          "last_name": "Banerjee",
          "phone_country_code": "GB",
          "phone_number": "0117-496-2291",
          "business": {
            "entity_name": "Silver Payments Limited",
            "incorporation_country": "GB",
            "incorporation_state": "England",
            "incorporation_date": "2012-04-22",
            "organization_type": "Private Limited Company",
            "business_type": "Proprietary Trading",
            "registration_number": "SBF3FC8B239C55C69F",
            "description": "selling billing software since its first year",
            "accredited_investor": false,
            "non_agent_intermediary": true,
            "principal_place_country": "GB",
            "principal_place_state": "England",
            "principal_place_address": "81 Victoria Street",
            "principal_place_city": "Bristol",
            "principal_place_postal_code": "BS1 6AA"
          }
        }
        "#);
    }

    fn assert_complete(id: &str, profile: &Profile) {
        let json = serde_json::to_value(profile).unwrap();
        let fields = |value: &Value| value.as_object().unwrap().len();
        assert_eq!((fields(&json), fields(&json["business"])), (8, 15), "{id}");
    }
}
