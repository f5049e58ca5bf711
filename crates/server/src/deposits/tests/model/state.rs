//! The model: a chain, wallets and deposits in memory, by the rules as they are written down.

use super::steps::WALLETS;

/// How many confirmations a deposit needs.
const REQUIRED: i64 = 3;

/// How long it takes from one block to the next, in milliseconds.
const BLOCK: i64 = 2000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Seen,
    Confirming,
    Credited,
    Suspense,
    Orphaned,
    Reversed,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Seen => "SEEN",
            Self::Confirming => "CONFIRMING",
            Self::Credited => "CREDITED",
            Self::Suspense => "SUSPENSE",
            Self::Orphaned => "ORPHANED",
            Self::Reversed => "REVERSED",
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Wallet {
    pub(super) posted: u64,
    pub(super) held: u64,
    pub(super) debt: u64,
    pub(super) is_frozen: bool,
    pub(super) is_inactive: bool,
}

impl Wallet {
    pub(super) fn available(self) -> u64 {
        self.posted - self.held
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Deposit {
    pub(super) wallet: usize,
    pub(super) amount: u64,
    pub(super) state: State,
    block: Option<i64>,
    is_replaced: bool,
    /// Whether it lay in the wallet when it was taken back, not in suspense.
    was_credited: bool,
    taken: u64,
    owed: u64,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Hold {
    from: usize,
    to: usize,
    amount: u64,
    is_open: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) wallets: [Wallet; WALLETS],
    pub(super) deposits: Vec<Deposit>,
    pub(super) suspense: u64,
    holds: Vec<Hold>,
    height: i64,
    mined_at: i64,
    pub(super) now: i64,
}

impl Model {
    /// Nothing, at a time.
    pub(super) fn at(now: i64) -> Self {
        Self {
            now,
            ..Self::default()
        }
    }

    pub(super) fn send(&mut self, wallet: usize, amount: u64) {
        self.deposits.push(Deposit {
            wallet,
            amount,
            state: State::Seen,
            block: None,
            is_replaced: false,
            was_credited: false,
            taken: 0,
            owed: 0,
        });
    }

    fn confirmations(&self, deposit: &Deposit) -> i64 {
        deposit.block.map_or(0, |block| self.height - block + 1)
    }

    /// A block, if one is waited for and it is time.
    pub(super) fn mine(&mut self) {
        let waits = |one: &Deposit| !one.is_replaced && self.confirmations(one) < REQUIRED;
        let is_early = self.mined_at <= self.now && self.now < self.mined_at + BLOCK;
        if self.deposits.iter().any(waits) && !is_early {
            self.block();
        }
    }

    fn block(&mut self) {
        self.height += 1;
        self.mined_at = self.now;
        for one in &mut self.deposits {
            if one.block.is_none() && !one.is_replaced {
                one.block = Some(self.height);
            }
        }
    }

    /// Brings every deposit to where the chain says that it is, oldest first.
    pub(super) fn look(&mut self) {
        for at in 0..self.deposits.len() {
            self.bring(at);
        }
    }

    fn bring(&mut self, at: usize) {
        let mut one = self.deposits[at];
        let confirmations = self.confirmations(&one);
        let is_enough = confirmations >= REQUIRED;
        match one.state {
            State::Seen | State::Confirming | State::Orphaned => {
                one.state = match () {
                    () if one.is_replaced => State::Orphaned,
                    () if confirmations == 0 => State::Seen,
                    () if !is_enough => State::Confirming,
                    () => self.arrive(&mut one),
                };
            }
            State::Credited if confirmations == 0 => self.take_back(&mut one),
            State::Suspense if confirmations == 0 => {
                self.suspense -= one.amount;
                one.state = State::Reversed;
            }
            State::Reversed if is_enough => self.give_again(&mut one),
            State::Credited | State::Suspense | State::Reversed => {}
        }
        self.deposits[at] = one;
    }

    fn arrive(&mut self, one: &mut Deposit) -> State {
        let wallet = &mut self.wallets[one.wallet];
        if wallet.is_inactive {
            self.suspense += one.amount;
            return State::Suspense;
        }
        wallet.posted += one.amount;
        one.was_credited = true;
        State::Credited
    }

    fn take_back(&mut self, one: &mut Deposit) {
        let wallet = &mut self.wallets[one.wallet];
        one.taken = wallet.available().min(one.amount);
        one.owed = one.amount - one.taken;
        wallet.posted -= one.taken;
        wallet.debt += one.owed;
        wallet.is_frozen |= one.owed > 0;
        one.state = State::Reversed;
    }

    fn give_again(&mut self, one: &mut Deposit) {
        if !one.was_credited {
            self.suspense += one.amount;
            one.state = State::Suspense;
            return;
        }
        let wallet = &mut self.wallets[one.wallet];
        wallet.posted += one.taken;
        wallet.debt -= one.owed;
        if one.owed > 0 && wallet.debt == 0 {
            wallet.is_frozen = false;
        }
        one.state = State::Credited;
    }

    /// Whether there was such a deposit and it could be confirmed.
    pub(super) fn confirm(&mut self, at: usize) -> bool {
        let Some(one) = self.deposits.get(at).copied() else {
            return false;
        };
        if matches!(one.state, State::Credited | State::Suspense) {
            return true;
        }
        if one.is_replaced {
            return false;
        }
        while self.confirmations(&self.deposits[at]) < REQUIRED {
            self.block();
        }
        self.bring(at);
        true
    }

    pub(super) fn orphan(&mut self, at: usize) -> bool {
        let Some(one) = self.deposits.get_mut(at) else {
            return false;
        };
        one.is_replaced = true;
        if one.block.take().is_some() {
            self.branch();
        }
        self.bring(at);
        true
    }

    pub(super) fn reorganise(&mut self, at: usize) -> bool {
        let block = self.deposits.get_mut(at).and_then(|one| one.block.take());
        if block.is_none() {
            return false;
        }
        self.branch();
        self.bring(at);
        true
    }

    /// A longer branch, with everything that is in blocks.
    fn branch(&mut self) {
        self.height += 1;
        self.mined_at = self.now;
    }

    pub(super) fn transfer(&mut self, from: usize, to: usize, amount: u64) -> bool {
        if self.wallets[from].available() < amount {
            return false;
        }
        self.wallets[from].posted -= amount;
        self.wallets[to].posted += amount;
        true
    }

    pub(super) fn hold(&mut self, from: usize, to: usize, amount: u64) -> bool {
        if self.wallets[from].available() < amount {
            return false;
        }
        self.wallets[from].held += amount;
        let is_open = true;
        self.holds.push(Hold {
            from,
            to,
            amount,
            is_open,
        });
        true
    }

    /// From where to where a hold is, and of how much.
    pub(super) fn held(&self, at: usize) -> Option<(usize, usize, u64)> {
        let hold = self.holds.get(at)?;
        Some((hold.from, hold.to, hold.amount))
    }

    /// How many holds were ended.
    pub(super) fn end(&mut self, at: usize, moves: bool) -> usize {
        let open = self.holds.get_mut(at).filter(|hold| hold.is_open);
        let Some(hold) = open else {
            return 0;
        };
        hold.is_open = false;
        let Hold {
            from, to, amount, ..
        } = *hold;
        self.wallets[from].held -= amount;
        if moves {
            self.wallets[from].posted -= amount;
            self.wallets[to].posted += amount;
        }
        1
    }
}
