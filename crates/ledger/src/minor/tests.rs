use bigdecimal::BigDecimal;
use proptest::prelude::*;

use super::*;

fn minor(units: u128) -> Minor {
    Minor::new(units).unwrap()
}

fn places(places: u8) -> Precision {
    Precision::new(places).unwrap()
}

fn exact(amount: Minor, precision: Precision) -> BigDecimal {
    BigDecimal::new(amount.get().into(), precision.get().into())
}

/// Amounts of every length, for most numbers below 10^38 have 38 or 37 digits.
fn amounts() -> impl Strategy<Value = Minor> {
    (0..=38_u32).prop_flat_map(|digits| (0..10_u128.pow(digits)).prop_map(minor))
}

fn precisions() -> impl Strategy<Value = Precision> {
    (0..=18_u8).prop_map(places)
}

#[test]
fn amounts_end_one_below_ten_to_the_38() {
    let limit = 10_u128.pow(38);

    assert_eq!(Minor::new(limit - 1), Some(Minor::MAX));
    assert_eq!(Minor::new(limit), None);
    assert_eq!(Minor::new(u128::MAX), None);
    assert_eq!(Minor::new(0), Some(Minor::ZERO));
    assert_eq!(Minor::MAX.get(), limit - 1);
}

#[test]
fn only_zero_is_nothing() {
    assert!(Minor::ZERO.is_zero());
    assert!(Minor::default().is_zero());
    assert!(!minor(1).is_zero());
    assert!(!Minor::MAX.is_zero());
}

#[test]
fn a_sum_that_does_not_fit_is_refused() {
    assert_eq!(minor(2).checked_add(minor(3)), Some(minor(5)));
    assert_eq!(Minor::MAX.checked_add(Minor::ZERO), Some(Minor::MAX));
    assert_eq!(Minor::MAX.checked_add(minor(1)), None);
    assert_eq!(Minor::MAX.checked_add(Minor::MAX), None);
}

#[test]
fn a_negative_difference_is_refused() {
    assert_eq!(minor(5).checked_sub(minor(3)), Some(minor(2)));
    assert_eq!(minor(5).checked_sub(minor(5)), Some(Minor::ZERO));
    assert_eq!(minor(5).checked_sub(minor(6)), None);
}

#[test]
fn the_smaller_of_two_amounts_is_found() {
    assert_eq!(minor(9).min(minor(10)), minor(9));
    assert_eq!(Minor::MAX.min(Minor::ZERO), Minor::ZERO);
}

#[test]
fn databases_keep_38_digits() {
    for (units, text) in [
        (0, "00000000000000000000000000000000000000"),
        (1, "00000000000000000000000000000000000001"),
        (
            2_100_000_000_000_000,
            "00000000000000000000002100000000000000",
        ),
        (
            10_u128.pow(38) - 1,
            "99999999999999999999999999999999999999",
        ),
    ] {
        assert_eq!(minor(units).padded(), text);
        assert_eq!(Minor::from_padded(text), Some(minor(units)));
    }
}

#[test]
fn what_is_not_exactly_38_digits_was_not_stored_by_us() {
    for text in [
        "",
        "1",
        "0000000000000000000000000000000000001",
        "000000000000000000000000000000000000001",
        "+0000000000000000000000000000000000001",
        "-0000000000000000000000000000000000001",
        " 0000000000000000000000000000000000001",
        "0000000000000000000000000000000000001 ",
        "0000000000000000000000000000000000001\0",
        "0000000000000000000000000000000000000a",
        "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠",
    ] {
        assert_eq!(Minor::from_padded(text), None, "{text:?}");
    }
}

#[test]
fn the_decimal_form_is_exact_and_short() {
    for (units, precision, text) in [
        (0, 0, "0"),
        (0, 8, "0"),
        (0, 18, "0"),
        (1, 0, "1"),
        (10, 0, "10"),
        (1, 1, "0.1"),
        (10, 1, "1"),
        (100, 1, "10"),
        (1, 18, "0.000000000000000001"),
        (50_000_000, 8, "0.5"),
        (2_100_000_000_000_000, 8, "21000000"),
        (2_099_999_999_999_999, 8, "20999999.99999999"),
        (
            10_u128.pow(38) - 1,
            0,
            "99999999999999999999999999999999999999",
        ),
        (
            10_u128.pow(38) - 1,
            18,
            "99999999999999999999.999999999999999999",
        ),
    ] {
        assert_eq!(minor(units).decimal(places(precision)), text);
    }
}

#[test]
fn a_number_keeps_15_digits_and_drops_the_sixteenth() {
    for (units, precision, number) in [
        (0, 8, "0"),
        (1, 0, "1"),
        (1, 18, "0.000000000000000001"),
        (999_999_999_999_999, 0, "999999999999999"),
        (9_999_999_999_999_999, 0, "9999999999999990"),
        (1_234_567_890_123_456, 16, "0.123456789012345"),
        (1_234_567_890_123_459, 0, "1234567890123450"),
        (2_099_999_999_999_999, 8, "20999999.9999999"),
        (9_007_199_254_740_993, 0, "9007199254740990"),
        (
            10_u128.pow(38) - 1,
            0,
            "99999999999999900000000000000000000000",
        ),
        (10_u128.pow(38) - 1, 18, "99999999999999900000"),
    ] {
        assert_eq!(minor(units).number(places(precision)).to_string(), number);
    }
}

proptest! {
    #[test]
    fn stored_amounts_come_back_and_compare_like_amounts(a in amounts(), b in amounts()) {
        prop_assert_eq!(Minor::from_padded(&a.padded()), Some(a));
        prop_assert_eq!(a.padded().cmp(&b.padded()), a.cmp(&b));
    }

    #[test]
    fn arithmetic_is_that_of_integers(a in amounts(), b in amounts()) {
        let sum = a.get() + b.get();
        prop_assert_eq!(a.checked_add(b).map(Minor::get), (sum < 10_u128.pow(38)).then_some(sum));
        prop_assert_eq!(a.checked_sub(b).map(Minor::get), a.get().checked_sub(b.get()));
    }

    #[test]
    fn the_decimal_form_is_what_bigdecimal_writes(amount in amounts(), precision in precisions()) {
        let expected = exact(amount, precision).normalized().to_plain_string();

        prop_assert_eq!(amount.decimal(precision), expected);
    }

    #[test]
    fn the_decimal_form_is_read_as_the_same_amount(amount in amounts(), precision in precisions()) {
        prop_assert_eq!(Minor::parse(&amount.decimal(precision), precision), Ok(amount));
    }

    #[test]
    fn no_greater_number_of_15_digits_fits(amount in amounts(), precision in precisions()) {
        let exact = exact(amount, precision);

        let shown: BigDecimal = amount.number(precision).to_string().parse().unwrap();

        prop_assert!(shown <= exact);
        let shown = shown.normalized();
        prop_assert!(shown.digits() <= 15);
        // One more in the fifteenth digit is above the amount, unless nothing was dropped.
        let dropped = i64::try_from(amount.get().to_string().len()).unwrap() - 15;
        if dropped > 0 {
            let step = BigDecimal::new(1.into(), i64::from(precision.get()) - dropped);
            prop_assert!(shown + step > exact);
        } else {
            prop_assert_eq!(shown, exact);
        }
    }
}
