use proptest::prelude::*;

use super::*;

fn minor(units: u128) -> Minor {
    Minor::new(units).unwrap()
}

fn signed(value: i128) -> Signed {
    Signed::new(value < 0, minor(value.unsigned_abs()))
}

fn value(amount: Signed) -> i128 {
    let magnitude = i128::try_from(amount.magnitude().get()).unwrap();
    if amount.is_negative() {
        -magnitude
    } else {
        magnitude
    }
}

#[test]
fn zero_has_no_sign() {
    let precision = Precision::new(8).unwrap();

    let zero = Signed::new(true, Minor::ZERO);

    assert_eq!(zero, Signed::ZERO);
    assert_eq!(zero, Signed::default());
    assert!(!zero.is_negative());
    assert_eq!(zero.decimal(precision), "0");
    assert!(zero.number(precision).is_sign_positive());
    assert_eq!(signed(-5).checked_add(signed(5)), Some(Signed::ZERO));
}

#[test]
fn a_negative_amount_is_written_with_its_sign_and_rounded_towards_zero() {
    let precision = Precision::new(8).unwrap();

    for (units, decimal, number) in [
        (-50_000_000, "-0.5", "-0.5"),
        (50_000_000, "0.5", "0.5"),
        (-1, "-0.00000001", "-0.00000001"),
        (
            -2_099_999_999_999_999,
            "-20999999.99999999",
            "-20999999.9999999",
        ),
    ] {
        assert_eq!(signed(units).decimal(precision), decimal);
        assert_eq!(signed(units).number(precision).to_string(), number);
    }
}

#[test]
fn a_sum_that_does_not_fit_is_refused_on_either_side() {
    let most = Signed::from(Minor::MAX);
    let least = Signed::new(true, Minor::MAX);

    assert_eq!(most.checked_add(signed(1)), None);
    assert_eq!(least.checked_add(signed(-1)), None);
    assert_eq!(most.checked_add(least), Some(Signed::ZERO));
    assert_eq!(
        least.checked_add(signed(1)).map(Signed::magnitude),
        Some(minor(10_u128.pow(38) - 2))
    );
}

#[test]
fn only_what_is_not_negative_is_an_amount() {
    assert_eq!(signed(7).non_negative(), Some(minor(7)));
    assert_eq!(Signed::ZERO.non_negative(), Some(Minor::ZERO));
    assert_eq!(signed(-7).non_negative(), None);
}

proptest! {
    #[test]
    fn arithmetic_is_that_of_integers(
        a in -1_000_i128..1_000,
        b in -1_000_i128..1_000,
        scale in 0..34_u32,
    ) {
        let (a, b) = (a * 10_i128.pow(scale), b * 10_i128.pow(scale));

        prop_assert_eq!(signed(a).checked_add(signed(b)).map(value), Some(a + b));
        let difference = Signed::difference(minor(a.unsigned_abs()), minor(b.unsigned_abs()));
        prop_assert_eq!(value(difference), a.abs() - b.abs());
    }
}
