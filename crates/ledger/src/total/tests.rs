use bigdecimal::BigDecimal;
use proptest::prelude::*;

use super::*;

fn minor(units: u128) -> Minor {
    Minor::new(units).unwrap()
}

fn places(places: u8) -> Precision {
    Precision::new(places).unwrap()
}

fn amounts() -> impl Strategy<Value = Minor> {
    (0..=38_u32).prop_flat_map(|digits| (0..10_u128.pow(digits)).prop_map(minor))
}

/// Sums the chunks of stored amounts as the database does.
fn chunks(amounts: &[Minor], from: usize, to: usize) -> i64 {
    let chunk = |amount: &Minor| {
        let text = amount.padded();
        text.get(from..to).unwrap().parse::<i64>().unwrap()
    };
    amounts.iter().map(chunk).sum()
}

#[test]
fn the_default_is_nothing() {
    assert_eq!(Total::default(), Total::ZERO);
    assert!(Total::ZERO.is_zero());
    assert_eq!(Total::from(Minor::ZERO), Total::ZERO);
    assert!(!Total::from(minor(1)).is_zero());
    assert_eq!(Total::ZERO.decimal(places(8)), "0");
    assert_eq!(Total::ZERO.number(places(8)).to_string(), "0");
}

#[test]
fn chunks_have_the_weights_of_their_digits() {
    for (high, middle, low, decimal) in [
        (0, 0, 0, "0"),
        (0, 0, 1, "1"),
        (0, 1, 0, "1000000000000"),
        (1, 0, 0, "10000000000000000000000000"),
        (1, 2, 3, "10000000000002000000000003"),
        (0, 0, i64::MAX, "9223372036854775807"),
    ] {
        let total = Total::from_chunks(high, middle, low).unwrap();

        assert_eq!(total.decimal(places(0)), decimal);
    }
}

#[test]
fn the_largest_chunks_are_joined_exactly() {
    let weights: BigDecimal =
        BigDecimal::from(10_u128.pow(25)) + BigDecimal::from(10_u128.pow(12)) + 1;
    let expected: BigDecimal = BigDecimal::from(i64::MAX) * weights;

    let total = Total::from_chunks(i64::MAX, i64::MAX, i64::MAX).unwrap();

    assert_eq!(total.decimal(places(0)), expected.to_plain_string());
}

#[test]
fn a_negative_chunk_is_refused() {
    assert_eq!(Total::from_chunks(-1, 0, 0), None);
    assert_eq!(Total::from_chunks(0, -1, 0), None);
    assert_eq!(Total::from_chunks(0, 0, -1), None);
    assert_eq!(Total::from_chunks(i64::MIN, 0, 0), None);
}

#[test]
fn sums_go_beyond_38_digits() {
    let most = Total::from(Minor::MAX);

    let more = most.plus(minor(1));

    assert_eq!(more.decimal(places(0)), format!("1{}", "0".repeat(38)));
    assert_eq!(more.decimal(places(18)), format!("1{}", "0".repeat(20)));
    assert_eq!(more.checked_sub(most), Some(Total::from(minor(1))));
    assert!(more > most);
}

#[test]
fn inner_zeros_are_written() {
    let total = Total::from(minor(1_000_000_000_000_000_005));

    assert_eq!(total.decimal(places(0)), "1000000000000000005");
    assert_eq!(total.decimal(places(18)), "1.000000000000000005");
}

#[test]
fn a_negative_difference_is_refused() {
    let (two, three) = (Total::from(minor(2)), Total::from(minor(3)));

    assert_eq!(three.checked_sub(two), Some(Total::from(minor(1))));
    assert_eq!(two.checked_sub(two), Some(Total::ZERO));
    assert_eq!(two.checked_sub(three), None);
}

#[test]
fn sums_end_with_256_bits() {
    let most = Total(U256::MAX);

    assert_eq!(most.plus(minor(1)), most);
    assert_eq!(most.checked_add(Total::from(minor(1))), None);
    assert_eq!(most.checked_add(Total::ZERO), Some(most));
    assert_eq!(
        most.decimal(places(0)),
        "115792089237316195423570985008687907853269984665640564039457584007913129639935"
    );
    assert_eq!(
        most.number(places(0)).to_string().get(..17),
        Some("11579208923731600")
    );
}

proptest! {
    #[test]
    fn sums_are_those_of_bigdecimal(
        amounts in prop::collection::vec(amounts(), 0..50),
        precision in (0..=18_u8).prop_map(places),
    ) {
        let exact: BigDecimal = amounts
            .iter()
            .map(|amount| BigDecimal::new(amount.get().into(), precision.get().into()))
            .sum();

        let total: Total = amounts.iter().copied().sum();

        prop_assert_eq!(total.decimal(precision), exact.normalized().to_plain_string());
    }

    #[test]
    fn chunks_of_stored_amounts_add_up_to_their_sum(
        amounts in prop::collection::vec(amounts(), 0..50),
    ) {
        let joined = Total::from_chunks(
            chunks(&amounts, 0, 13),
            chunks(&amounts, 13, 26),
            chunks(&amounts, 26, 38),
        );

        prop_assert_eq!(joined, Some(amounts.into_iter().sum()));
    }

    #[test]
    fn no_greater_number_of_15_digits_fits(
        high in 0..=i64::MAX,
        low in 0..=i64::MAX,
        precision in (0..=18_u8).prop_map(places),
    ) {
        let total = Total::from_chunks(high, 0, low).unwrap();
        let exact: BigDecimal = total.decimal(precision).parse().unwrap();

        let shown: BigDecimal = total.number(precision).to_string().parse().unwrap();

        prop_assert!(shown <= exact);
        prop_assert!(shown.normalized().digits() <= 15);
        let length = i64::try_from(total.decimal(places(0)).len()).unwrap();
        let step = BigDecimal::new(1.into(), i64::from(precision.get()) - (length - 15).max(0));
        prop_assert!(shown + step > exact);
    }

    #[test]
    fn subtraction_undoes_addition(a in amounts(), b in amounts()) {
        let (left, right) = (Total::from(a), Total::from(b));

        let sum = left.checked_add(right).unwrap();

        prop_assert_eq!(sum, left.plus(b));
        prop_assert_eq!(sum.checked_sub(right), Some(left));
        prop_assert_eq!(left.cmp(&right), a.cmp(&b));
    }
}
