use bigdecimal::{BigDecimal, Zero as _};
use proptest::prelude::*;

use super::*;

fn parse(text: &str, places: u8) -> Result<u128, AmountError> {
    Minor::parse(text, Precision::new(places).unwrap()).map(Minor::get)
}

fn too_many_places(places: u8) -> Result<u128, AmountError> {
    Err(AmountError::TooManyPlaces(Precision::new(places).unwrap()))
}

#[test]
fn a_value_is_read_however_it_is_written() {
    for (text, places, units) in [
        ("0", 0, 0),
        ("0", 18, 0),
        ("000", 8, 0),
        ("0.000", 0, 0),
        ("1", 0, 1),
        ("007", 0, 7),
        ("1", 8, 100_000_000),
        ("0.5", 8, 50_000_000),
        ("1.500000000000", 8, 150_000_000),
        ("1.0", 0, 1),
        ("0.00000001", 8, 1),
        ("0.000000000000000001", 18, 1),
        ("1e-7", 8, 10),
        ("1E2", 0, 100),
        ("1e+2", 2, 10_000),
        ("1e00000000000000000000000000002", 0, 100),
        ("120e-1", 0, 12),
        ("0.12e2", 0, 12),
        ("1.5e1", 0, 15),
        ("100e-2", 0, 1),
        ("1e-18", 18, 1),
    ] {
        assert_eq!(parse(text, places), Ok(units), "{text}");
    }
}

#[test]
fn what_is_no_decimal_number_is_refused() {
    for text in [
        "", " ", "-", "-1", "+1", "-0", ".5", "1.", ".", "1..2", "1.2.3", "1 ", " 1", "1,5",
        "1_000", "NaN", "inf", "Infinity", "0x10", "e", "e5", "1e", "1e+", "1e-", "1e1e1", "1e1.5",
        "1e+-1", "1e--1", "1e++1", "1.e5", ".e5", "1E 2", "١", "1\0",
    ] {
        assert_eq!(parse(text, 8), Err(AmountError::NotDecimal), "{text:?}");
    }
}

#[test]
fn a_fraction_of_the_smallest_unit_is_refused() {
    for (text, places) in [
        ("0.1", 0),
        ("1e-1", 0),
        ("0.000000001", 8),
        ("1.500000001", 8),
        ("1e-9", 8),
        ("15e-9", 8),
        ("0.0000000000000000001", 18),
        ("1e-400", 18),
        ("1e-999999999", 18),
        ("1.5e-9223372036854775807", 0),
        ("1e-99999999999999999999999999", 18),
    ] {
        assert_eq!(parse(text, places), too_many_places(places), "{text}");
    }
}

#[test]
fn ten_to_the_38_units_and_more_are_refused() {
    let nines = "9".repeat(38);
    for (text, places) in [
        (format!("1{}", "0".repeat(38)), 0),
        ("1e38".to_owned(), 0),
        ("1e30".to_owned(), 8),
        ("1e20".to_owned(), 18),
        ("100000000000000000000".to_owned(), 18),
        (nines.clone(), 1),
        (format!("{nines}9"), 0),
        ("4e38".to_owned(), 0),
        ("1e39".to_owned(), 0),
        ("35e37".to_owned(), 0),
        ("1e400".to_owned(), 0),
        ("1e4294967296".to_owned(), 0),
        ("1e999999999".to_owned(), 18),
        ("10e9223372036854775807".to_owned(), 18),
        ("1e99999999999999999999999999".to_owned(), 18),
    ] {
        assert_eq!(parse(&text, places), Err(AmountError::TooLarge), "{text}");
    }
    assert_eq!(parse(&nines, 0), Ok(Minor::MAX.get()));
    assert_eq!(parse("1e37", 0), Ok(10_u128.pow(37)));
    assert_eq!(
        parse("99999999999999999999.999999999999999999", 18),
        Ok(Minor::MAX.get())
    );
}

#[test]
fn zero_is_zero_whatever_its_exponent() {
    for text in [
        "0e400",
        "0e-400",
        "0.0e999999999",
        "0.0000000000000000000000",
        "0E-0",
    ] {
        assert_eq!(parse(text, 0), Ok(0), "{text}");
    }
}

#[test]
fn long_texts_are_read_like_short_ones() {
    let zeros = "0".repeat(100_000);

    assert_eq!(parse(&format!("{zeros}1.{zeros}"), 0), Ok(1));
    assert_eq!(parse(&format!("1{zeros}e-100000"), 0), Ok(1));
    assert_eq!(parse(&format!("0.{zeros}1e100001"), 0), Ok(1));
    assert_eq!(parse(&format!("1{zeros}"), 0), Err(AmountError::TooLarge));
    assert_eq!(parse(&format!("0.{zeros}1"), 18), too_many_places(18));
    assert_eq!(parse(&format!("1e1{zeros}"), 0), Err(AmountError::TooLarge));
    assert_eq!(parse(&format!("1e-1{zeros}"), 0), too_many_places(0));
}

#[test]
fn errors_state_the_rule() {
    let places = AmountError::TooManyPlaces(Precision::new(8).unwrap());

    assert_eq!(
        places.to_string(),
        "must have at most 8 digits after the point"
    );
    assert_eq!(
        AmountError::NotDecimal.to_string(),
        "must be a decimal number without a sign"
    );
    assert_eq!(
        AmountError::TooLarge.to_string(),
        "must be less than 10^38 of the currency's smallest unit"
    );
}

#[test]
fn what_is_left_of_a_unit_counts_as_a_whole_one_where_it_is_rounded_up() {
    let up =
        |text: &str, places| Minor::parse_up(text, Precision::new(places).unwrap()).map(Minor::get);

    for (text, places, units) in [
        ("0", 2, 0),
        ("0.01", 2, 1),
        ("0.001", 2, 1),
        ("0.010", 2, 1),
        ("0.011", 2, 2),
        ("1.999", 2, 200),
        ("0.00000001", 6, 1),
        ("1e-30", 18, 1),
        ("12.5", 0, 13),
        ("3e2", 0, 300),
    ] {
        assert_eq!(up(text, places), Ok(units), "{text}");
    }
    assert_eq!(up("1e38", 0), Err(AmountError::TooLarge));
    let largest = format!("{}.5", "9".repeat(38));
    assert_eq!(up(&largest, 0), Err(AmountError::TooLarge));
    for text in ["", "-1", "x"] {
        assert_eq!(up(text, 2), Err(AmountError::NotDecimal), "{text}");
    }
}

/// What bigdecimal makes of a text that is a decimal number.
fn oracle(text: &str, places: u8) -> Result<u128, AmountError> {
    let units = text.parse::<BigDecimal>().unwrap() * BigDecimal::new(1.into(), -i64::from(places));
    if !(&units % BigDecimal::from(1)).is_zero() {
        return too_many_places(places);
    }
    let limit = BigDecimal::new(1.into(), -38);
    if units >= limit {
        return Err(AmountError::TooLarge);
    }
    Ok(units.with_scale(0).to_plain_string().parse().unwrap())
}

proptest! {
    #[test]
    fn plain_numbers_are_read_as_bigdecimal_reads_them(
        text in "(0{0,3}[0-9]{1,40}|[0-9]{1,20}\\.[0-9]{1,10}0{0,12}|0\\.0{0,15}[1-9]{1,3})",
        places in 0..=18_u8,
    ) {
        prop_assert_eq!(parse(&text, places), oracle(&text, places));
    }

    #[test]
    fn numbers_with_an_exponent_are_read_as_bigdecimal_reads_them(
        text in "[0-9]{1,10}(\\.[0-9]{1,10})?[eE][+-]?[0-9]{1,2}",
        places in 0..=18_u8,
    ) {
        prop_assert_eq!(parse(&text, places), oracle(&text, places));
    }

    #[test]
    fn rounding_up_adds_less_than_a_unit(text in "[0-9]{1,18}\\.[0-9]{1,25}", places in 0..=18_u8) {
        let exact = text.parse::<BigDecimal>().unwrap()
            * BigDecimal::new(1.into(), -i64::from(places));

        let up = Minor::parse_up(&text, Precision::new(places).unwrap()).unwrap();

        let added = BigDecimal::from(up.get()) - exact;
        let (zero, one) = (BigDecimal::from(0), BigDecimal::from(1));
        prop_assert!((zero..one).contains(&added), "{added}");
    }

    #[test]
    fn no_text_makes_it_panic(text in "[-+0-9.eE ]{0,30}|\\PC{0,10}", places in 0..=18_u8) {
        let _ = parse(&text, places);
        let _ = Minor::parse_up(&text, Precision::new(places).unwrap());
    }
}
