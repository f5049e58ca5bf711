use super::*;
use crate::deposit::{Actor, EDGES};

const REQUIRED: u32 = 3;

const SIGHTINGS: [Sighting; 7] = [
    Sighting::Gone,
    Sighting::Unconfirmed,
    Sighting::Confirmed(0),
    Sighting::Confirmed(1),
    Sighting::Confirmed(REQUIRED - 1),
    Sighting::Confirmed(REQUIRED),
    Sighting::Confirmed(u32::MAX),
];

/// From every state, on every sighting: the state, the destination, and what follows.
fn walk() -> Vec<(Option<DepositState>, Sighting, Outcome)> {
    let mut steps = Vec::new();
    for current in DepositState::ALL.map(Some).into_iter().chain([None]) {
        for sighting in SIGHTINGS {
            for destination in [Destination::Wallet, Destination::Suspense] {
                for required in [0, 1, REQUIRED] {
                    let outcome = DepositState::next(current, sighting, required, destination);
                    steps.push((current, sighting, outcome));
                }
            }
        }
    }
    steps
}

fn next(current: Option<DepositState>, sighting: Sighting) -> Outcome {
    DepositState::next(current, sighting, REQUIRED, Destination::Wallet)
}

#[test]
fn the_watcher_takes_edges_only() {
    for (current, sighting, outcome) in walk() {
        if let Outcome::Become(state) = outcome {
            assert!(
                state.may_follow(current, Actor::Watcher),
                "{current:?} {sighting:?} {state:?}"
            );
        }
    }
}

#[test]
fn the_watcher_takes_every_edge_of_its_own() {
    let steps = walk();

    for (from, to, _) in EDGES.iter().filter(|(.., actor)| *actor == Actor::Watcher) {
        let is_taken = |(current, _, outcome): &(_, _, _)| {
            *current == *from && *outcome == Outcome::Become(*to)
        };
        assert!(steps.iter().any(is_taken), "{from:?} {to:?}");
    }
}

#[test]
fn a_second_look_at_the_same_chain_changes_nothing() {
    for current in DepositState::ALL.map(Some).into_iter().chain([None]) {
        for sighting in SIGHTINGS {
            if let Outcome::Become(state) = next(current, sighting)
                && state != Reversed
            {
                assert_eq!(
                    next(Some(state), sighting),
                    Outcome::Stay,
                    "{current:?} {sighting:?}"
                );
            }
        }
    }
    assert_eq!(next(Some(Reversed), Sighting::Gone), Outcome::Stay);
    assert_eq!(next(Some(Reversed), Sighting::Unconfirmed), Outcome::Stay);
}

#[test]
fn a_deposit_that_has_not_counted_follows_the_chain() {
    for current in [None, Some(Seen), Some(Confirming), Some(Orphaned)] {
        for (sighting, state) in [
            (Sighting::Unconfirmed, Seen),
            (Sighting::Confirmed(0), Seen),
            (Sighting::Confirmed(1), Confirming),
            (Sighting::Confirmed(REQUIRED - 1), Confirming),
            (Sighting::Confirmed(REQUIRED), Credited),
            (Sighting::Confirmed(u32::MAX), Credited),
        ] {
            let expected = if current == Some(state) {
                Outcome::Stay
            } else {
                Outcome::Become(state)
            };
            assert_eq!(
                next(current, sighting),
                expected,
                "{current:?} {sighting:?}"
            );
        }
    }
}

#[test]
fn what_is_gone_is_orphaned_if_it_was_known() {
    assert_eq!(next(None, Sighting::Gone), Outcome::Stay);
    assert_eq!(next(Some(Seen), Sighting::Gone), Outcome::Become(Orphaned));
    assert_eq!(
        next(Some(Confirming), Sighting::Gone),
        Outcome::Become(Orphaned)
    );
    assert_eq!(next(Some(Orphaned), Sighting::Gone), Outcome::Stay);
}

#[test]
fn what_counted_stays_while_it_is_in_a_block() {
    for current in [Some(Credited), Some(Suspense)] {
        for sighting in [Sighting::Confirmed(1), Sighting::Confirmed(REQUIRED)] {
            assert_eq!(next(current, sighting), Outcome::Stay);
        }
        for sighting in [
            Sighting::Gone,
            Sighting::Unconfirmed,
            Sighting::Confirmed(0),
        ] {
            assert_eq!(next(current, sighting), Outcome::Become(Reversed));
        }
    }
}

#[test]
fn what_was_reversed_counts_again_with_all_its_confirmations() {
    let current = Some(Reversed);

    for sighting in SIGHTINGS {
        let expected = match sighting {
            Sighting::Confirmed(REQUIRED..) => Outcome::Become(Credited),
            _ => Outcome::Stay,
        };
        assert_eq!(next(current, sighting), expected, "{sighting:?}");
    }
}

#[test]
fn what_was_returned_stays_whatever_the_chain_says() {
    for sighting in SIGHTINGS {
        assert_eq!(next(Some(Returned), sighting), Outcome::Stay);
    }
}

#[test]
fn a_deposit_counts_where_it_is_destined() {
    for current in [
        None,
        Some(Seen),
        Some(Confirming),
        Some(Orphaned),
        Some(Reversed),
    ] {
        let sighting = Sighting::Confirmed(REQUIRED);

        let outcome = DepositState::next(current, sighting, REQUIRED, Destination::Suspense);

        assert_eq!(outcome, Outcome::Become(Suspense), "{current:?}");
    }
}

#[test]
fn one_confirmation_is_required_at_least() {
    for required in [0, 1] {
        let next = |sighting| DepositState::next(None, sighting, required, Destination::Wallet);

        assert_eq!(next(Sighting::Unconfirmed), Outcome::Become(Seen));
        assert_eq!(next(Sighting::Confirmed(0)), Outcome::Become(Seen));
        assert_eq!(next(Sighting::Confirmed(1)), Outcome::Become(Credited));
        for sighting in [
            Sighting::Gone,
            Sighting::Unconfirmed,
            Sighting::Confirmed(0),
        ] {
            let again = DepositState::next(Some(Reversed), sighting, required, Destination::Wallet);
            assert_eq!(again, Outcome::Stay, "{sighting:?}");
        }
    }
}
