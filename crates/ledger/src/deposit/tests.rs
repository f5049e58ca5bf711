use super::*;

/// The states that an actor may give to a deposit.
fn followers(current: Option<DepositState>, actor: Actor) -> Vec<DepositState> {
    let mut states = DepositState::ALL.to_vec();
    states.retain(|state| state.may_follow(current, actor));
    states
}

#[test]
fn states_are_named_in_capitals() {
    let names = DepositState::ALL.map(DepositState::as_str);

    assert_eq!(
        names,
        [
            "SEEN",
            "CONFIRMING",
            "CREDITED",
            "SUSPENSE",
            "ORPHANED",
            "REVERSED",
            "RETURNED"
        ]
    );
    for state in DepositState::ALL {
        assert_eq!(DepositState::parse(state.as_str()), Some(state));
    }
    for text in ["", "seen", "SEEN ", "PENDING"] {
        assert_eq!(DepositState::parse(text), None, "{text}");
    }
}

#[test]
fn every_edge_is_listed_once() {
    for (index, edge) in EDGES.iter().enumerate() {
        assert!(!EDGES[..index].contains(edge), "{edge:?}");
    }
}

#[test]
fn of_all_pairs_of_states_these_and_no_others_are_edges() {
    let table: [(_, &[_], &[_]); 8] = [
        (None, &[Seen, Confirming, Credited, Suspense], &[]),
        (Some(Seen), &[Confirming, Credited, Suspense, Orphaned], &[]),
        (Some(Confirming), &[Seen, Credited, Suspense, Orphaned], &[]),
        (Some(Orphaned), &[Seen, Confirming, Credited, Suspense], &[]),
        (Some(Credited), &[Reversed], &[]),
        (Some(Suspense), &[Reversed], &[Credited, Returned]),
        (Some(Reversed), &[Credited, Suspense], &[]),
        (Some(Returned), &[], &[]),
    ];

    for (current, watcher, operator) in table {
        assert_eq!(followers(current, Actor::Watcher), watcher, "{current:?}");
        assert_eq!(followers(current, Actor::Operator), operator, "{current:?}");
    }
}

#[test]
fn no_state_follows_itself() {
    assert!(EDGES.iter().all(|(from, to, _)| *from != Some(*to)));
}

#[test]
fn every_state_can_be_reached() {
    for state in DepositState::ALL {
        assert!(EDGES.iter().any(|(_, to, _)| *to == state), "{state:?}");
    }
}
