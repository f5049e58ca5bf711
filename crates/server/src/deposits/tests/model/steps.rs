//! The steps that a sequence is made of. Deposits and holds are named by the order of their making.

use proptest::prelude::*;

/// How many wallets there are: two of one user, one of another.
pub(super) const WALLETS: usize = 3;

#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Send {
        wallet: usize,
        amount: u64,
    },
    Mine,
    Look,
    /// Time for a block, the block, and a look at it.
    Pass,
    Confirm(usize),
    Orphan(usize),
    Reorganise(usize),
    Switch(usize),
    Move {
        from: usize,
        to: usize,
        amount: u64,
    },
    Hold {
        from: usize,
        to: usize,
        amount: u64,
    },
    Commit(usize),
    Release(usize),
    Jump(i64),
}

/// A sequence.
pub(super) fn steps(length: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), length)
}

fn step() -> impl Strategy<Value = Step> {
    let wallet = || 0..WALLETS;
    let deposit = || 0..6_usize;
    // Few amounts, so that what is there is often just enough.
    let amount = || 1..6_u64;
    prop_oneof![
        4 => (wallet(), amount()).prop_map(|(wallet, amount)| Step::Send { wallet, amount }),
        2 => Just(Step::Mine),
        2 => Just(Step::Look),
        8 => Just(Step::Pass),
        3 => deposit().prop_map(Step::Confirm),
        1 => deposit().prop_map(Step::Orphan),
        2 => deposit().prop_map(Step::Reorganise),
        1 => wallet().prop_map(Step::Switch),
        3 => (wallet(), wallet(), amount())
            .prop_map(|(from, to, amount)| Step::Move { from, to, amount }),
        2 => (wallet(), wallet(), amount())
            .prop_map(|(from, to, amount)| Step::Hold { from, to, amount }),
        1 => (0..4_usize).prop_map(Step::Commit),
        1 => (0..4_usize).prop_map(Step::Release),
        2 => prop_oneof![1 => Just(-5000_i64), 1 => Just(500), 8 => Just(3000)].prop_map(Step::Jump),
    ]
}
