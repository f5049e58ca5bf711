use proptest::prelude::*;

use super::Decimal;

fn read(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn one_number_is_one_value_however_it_is_written() {
    for (left, right) in [
        ("1", "1.0"),
        ("1", "10e-1"),
        ("1200", "1.2E+3"),
        ("0", "-0.000e7"),
        ("0.0001", "1e-4"),
        ("1e99999999999999999999", "1e88888888888888888888"),
    ] {
        assert_eq!(read(left), read(right), "{left} {right}");
    }
}

#[test]
fn what_json_does_not_write_is_no_number() {
    for text in [
        "", "-", "+1", ".5", "1.", "01", "-01", "1e", "1e+", "1.e5", "0x1", "NaN", "inf", " 1",
        "1 ", "1e1e1", "1.2.3", "--1",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn order_is_that_of_the_digits_and_not_of_doubles() {
    let ordered = [
        "-1e400",
        "-2",
        "-1.0000000000000001",
        "-1",
        "0",
        "1e-400",
        "0.99999999999999999",
        "1",
        "1.0000000000000001",
        "999999999.99999999",
        "1000000000",
        "1000000000.00000001",
        "9007199254740992",
        "9007199254740993",
        "1e400",
    ];

    assert!(ordered.map(read).is_sorted());
    assert!(ordered.map(read).windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn a_multiple_is_one_to_the_last_digit() {
    let fits = |number: &str, divisor: &str| read(number).is_multiple_of(&read(divisor));

    assert!(fits("0.3", "0.1"));
    assert!(fits("1.0000000000000001", "0.0000000000000001"));
    assert!(!fits("1.0000000000000001", "0.01"));
    assert!(fits("1e400", "7e2") == fits("1e398", "7"));
    assert!(fits("1e400", "16"));
    assert!(!fits("1e400", "3"));
    assert!(fits("123456789012345678901230", "10"));
    assert!(!fits("123456789012345678901231", "10"));
    assert!(fits("-7.5", "2.5"));
    assert!(fits("0", "3"));
}

#[test]
fn a_whole_number_is_exact_and_one_beyond_all_integers_is_at_their_end() {
    assert_eq!(
        read("9007199254740993.0").whole(),
        Some(9_007_199_254_740_993)
    );
    assert_eq!(read("-1.2e3").whole(), Some(-1200));
    assert_eq!(read("1.5").whole(), None);
    assert_eq!(read("1e400").whole(), Some(i128::MAX));
    assert_eq!(read("-1e400").whole(), Some(i128::MIN));
}

proptest! {
    #[test]
    fn order_agrees_with_that_of_floats(left: f64, right: f64) {
        prop_assume!(left.is_finite() && right.is_finite());
        let (exact, other) = (Decimal::of(left).unwrap(), Decimal::of(right).unwrap());

        prop_assert_eq!(Some(exact.cmp(&other)), left.partial_cmp(&right));
    }

    #[test]
    fn multiples_agree_with_those_of_integers(number: i64, divisor in 1..1_000_000_i64) {
        let exact = read(&number.to_string());

        let fits = exact.is_multiple_of(&read(&divisor.to_string()));

        prop_assert_eq!(fits, number % divisor == 0);
    }
}
