use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const EFFECTS: [Effect; 5] = [
    Effect::Debit,
    Effect::Credit,
    Effect::Hold,
    Effect::Release,
    Effect::CommitDebit,
];

fn minor(units: u128) -> Minor {
    Minor::new(units).unwrap()
}

fn balances(debits: u128, credits: u128, held: u128) -> Balances {
    Balances {
        debits: minor(debits),
        credits: minor(credits),
        held: minor(held),
    }
}

fn apply(
    kind: AccountKind,
    (debits, credits, held): (u128, u128, u128),
    effect: Effect,
    amount: u128,
) -> Result<(u128, u128, u128), Refused> {
    balances(debits, credits, held)
        .apply(kind, effect, minor(amount))
        .map(|after| (after.debits.get(), after.credits.get(), after.held.get()))
}

#[test]
fn each_effect_changes_its_own_figures() {
    let before = (10, 100, 20);

    for (effect, after) in [
        (Effect::Debit, (15, 100, 20)),
        (Effect::Credit, (10, 105, 20)),
        (Effect::Hold, (10, 100, 25)),
        (Effect::Release, (10, 100, 15)),
        (Effect::CommitDebit, (15, 100, 15)),
    ] {
        assert_eq!(apply(AccountKind::Wallet, before, effect, 5), Ok(after));
        assert_eq!(apply(AccountKind::Chain, before, effect, 5), Ok(after));
    }
}

#[test]
fn an_effect_of_nothing_changes_nothing() {
    for kind in AccountKind::ALL {
        for effect in EFFECTS {
            assert_eq!(apply(kind, (0, 0, 0), effect, 0), Ok((0, 0, 0)));
        }
    }
}

#[test]
fn a_balance_is_positive_on_the_normal_side() {
    let balances = balances(30, 100, 20);

    assert_eq!(
        balances.posted(AccountKind::Wallet),
        Signed::from(minor(70))
    );
    assert_eq!(
        balances.posted(AccountKind::Chain),
        Signed::new(true, minor(70))
    );
    assert_eq!(balances.available(AccountKind::Wallet), Some(minor(50)));
    assert_eq!(balances.available(AccountKind::Chain), None);
}

#[test]
fn a_debit_may_take_what_is_available_and_not_one_unit_more() {
    let before = (10, 100, 20);

    for effect in [Effect::Debit, Effect::Hold] {
        assert!(apply(AccountKind::Wallet, before, effect, 70).is_ok());
        assert_eq!(
            apply(AccountKind::Wallet, before, effect, 71),
            Err(Refused::Insufficient)
        );
    }
}

#[test]
fn a_commit_draws_on_what_was_held_even_when_nothing_is_available() {
    let before = (80, 100, 20);

    assert_eq!(
        apply(AccountKind::Wallet, before, Effect::CommitDebit, 20),
        Ok((100, 100, 0))
    );
    for effect in [Effect::CommitDebit, Effect::Release] {
        assert_eq!(
            apply(AccountKind::Wallet, before, effect, 21),
            Err(Refused::NothingHeld)
        );
    }
}

#[test]
fn what_wallets_owe_is_reduced_by_a_credit_and_never_below_nothing() {
    let kind = AccountKind::DepositReversals;

    assert_eq!(apply(kind, (0, 0, 0), Effect::Debit, 40), Ok((40, 0, 0)));
    assert_eq!(apply(kind, (40, 0, 0), Effect::Credit, 40), Ok((40, 40, 0)));
    assert_eq!(
        apply(kind, (40, 0, 0), Effect::Credit, 41),
        Err(Refused::Insufficient)
    );
    assert_eq!(balances(40, 15, 0).available(kind), Some(minor(25)));
}

#[test]
fn an_unlimited_account_goes_below_nothing() {
    assert_eq!(
        apply(AccountKind::Chain, (0, 0, 0), Effect::Credit, 5),
        Ok((0, 5, 0))
    );
    assert_eq!(
        balances(0, 5, 0).posted(AccountKind::Chain),
        Signed::new(true, minor(5))
    );
}

#[test]
fn a_figure_that_does_not_fit_is_refused() {
    let most = Minor::MAX.get();

    for (effect, before) in [
        (Effect::Debit, (most, 0, 0)),
        (Effect::Credit, (0, most, 0)),
        (Effect::Hold, (0, 0, most)),
        (Effect::CommitDebit, (most, 0, 1)),
    ] {
        assert_eq!(
            apply(AccountKind::Chain, before, effect, 1),
            Err(Refused::Overflow)
        );
    }
}

#[test]
fn figures_that_break_the_limit_have_nothing_available() {
    assert_eq!(balances(100, 10, 0).available(AccountKind::Wallet), None);
    assert_eq!(balances(0, 10, 11).available(AccountKind::Wallet), None);
    assert_eq!(
        apply(AccountKind::Wallet, (100, 10, 0), Effect::Credit, 89),
        Err(Refused::Insufficient)
    );
}

#[test]
fn refusals_say_what_is_lacking() {
    assert_eq!(
        Refused::Insufficient.to_string(),
        "the account has too little available"
    );
    assert_eq!(
        Refused::Overflow.to_string(),
        "a figure of the account would be too large"
    );
    assert_eq!(
        Refused::NothingHeld.to_string(),
        "the account holds less than is released or committed"
    );
}

/// The model: what is available and held, as plain integers.
#[derive(Debug, Clone, Copy, Default)]
struct Model {
    available: i128,
    held: i128,
}

impl Model {
    fn after(self, side: Side, effect: Effect, amount: i128) -> Result<Self, Refused> {
        let towards = match (side, effect) {
            (Side::Credit, Effect::Credit) | (Side::Debit, Effect::Debit) => amount,
            (Side::Credit, Effect::Debit) | (Side::Debit, Effect::Credit) => -amount,
            (_, Effect::Hold) => -amount,
            (_, Effect::Release) => amount,
            (Side::Credit, Effect::CommitDebit) => 0,
            (Side::Debit, Effect::CommitDebit) => 2 * amount,
        };
        let held = match effect {
            Effect::Hold => amount,
            Effect::Release | Effect::CommitDebit => -amount,
            Effect::Debit | Effect::Credit => 0,
        };
        let after = Self {
            available: self.available + towards,
            held: self.held + held,
        };
        if after.held < 0 {
            return Err(Refused::NothingHeld);
        }
        (after.available >= 0)
            .then_some(after)
            .ok_or(Refused::Insufficient)
    }
}

proptest! {
    #[test]
    fn a_limited_account_always_adds_up(
        kind in select(AccountKind::ALL.to_vec()).prop_filter("limited", |kind| kind.is_limited()),
        steps in prop::collection::vec((select(EFFECTS.to_vec()), 0..100_u128), 0..100),
    ) {
        let (mut account, mut model) = (Balances::default(), Model::default());

        for (effect, amount) in steps {
            let expected = model.after(kind.normal(), effect, i128::try_from(amount).unwrap());
            let result = account.apply(kind, effect, minor(amount));

            prop_assert_eq!(result.err(), expected.err());
            account = result.unwrap_or(account);
            model = expected.unwrap_or(model);
            let available = account.available(kind).unwrap();
            prop_assert_eq!(i128::try_from(available.get()), Ok(model.available));
            prop_assert_eq!(i128::try_from(account.held.get()), Ok(model.held));
            let (normal, other) = match kind.normal() {
                Side::Credit => (account.credits, account.debits),
                Side::Debit => (account.debits, account.credits),
            };
            prop_assert_eq!(normal.get(), other.get() + account.held.get() + available.get());
        }
    }
}
