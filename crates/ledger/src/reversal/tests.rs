use proptest::prelude::*;

use super::*;

fn of(available: u128, amount: u128) -> (u128, u128, bool) {
    let reversal = Reversal::of(Minor::new(available).unwrap(), Minor::new(amount).unwrap());
    (
        reversal.from_wallet.get(),
        reversal.owed.get(),
        reversal.is_in_debt(),
    )
}

#[test]
fn a_wallet_gives_what_it_has_and_owes_the_rest() {
    for (available, amount, expected) in [
        (100, 40, (40, 0, false)),
        (40, 40, (40, 0, false)),
        (39, 40, (39, 1, true)),
        (0, 40, (0, 40, true)),
        (0, 0, (0, 0, false)),
    ] {
        assert_eq!(of(available, amount), expected);
    }
}

proptest! {
    #[test]
    fn both_parts_are_the_amount(available in 0..10_u128.pow(37), amount in 0..10_u128.pow(37)) {
        let (from_wallet, owed, is_in_debt) = of(available, amount);

        prop_assert_eq!(from_wallet + owed, amount);
        prop_assert!(from_wallet <= available);
        prop_assert_eq!(is_in_debt, available < amount);
    }
}
