//! The model: what there is, and what each call must answer.

use std::collections::BTreeMap;

use super::calls::By;

/// The networks that calls name, with the currency of each.
pub(super) const NETWORKS: [(&str, &str); 2] =
    [("bitcoin-testnet", "btc"), ("ethereum-sepolia", "eth")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Pending,
    Active,
    Inactive,
    Deleted,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Deleted => "DELETED",
        }
    }
}

#[derive(Debug)]
pub(super) struct User {
    pub(super) id: String,
    pub(super) email: u32,
    pub(super) phone: u32,
    pub(super) last_name: String,
    pub(super) status: Status,
    /// All that were issued; the last one works.
    pub(super) tokens: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Wallet {
    pub(super) id: String,
    pub(super) user: usize,
    pub(super) name: u32,
    /// By network.
    pub(super) addresses: BTreeMap<String, String>,
}

/// What one customer has.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) users: Vec<User>,
    pub(super) wallets: Vec<Wallet>,
}

impl Model {
    /// The user, unless it was deleted or never made.
    pub(super) fn live(&self, user: usize) -> Option<&User> {
        let found = self.users.get(user);
        found.filter(|user| user.status != Status::Deleted)
    }

    /// Whether another live user has what must be unique.
    pub(super) fn is_taken(&self, but: Option<usize>, matches: impl Fn(&User) -> bool) -> bool {
        let mut others = self.users.iter().enumerate();
        others.any(|(number, user)| {
            Some(number) != but && user.status != Status::Deleted && matches(user)
        })
    }

    /// What an owner gets who asks for a user that must be in one of these statuses, else 409.
    pub(super) fn step(&self, user: usize, from: &[Status], success: u16) -> u16 {
        match self.live(user) {
            None => 404,
            Some(user) if from.contains(&user.status) => success,
            Some(_) => 409,
        }
    }

    /// The token that the caller presents; none for the owner.
    pub(super) fn token(&self, by: By) -> Option<String> {
        let (user, back) = match by {
            By::Owner => return None,
            By::Holder(user) => (user, 1),
            By::FormerHolder(user) => (user, 2),
        };
        let tokens = self.users.get(user).map(|user| user.tokens.as_slice());
        let token = tokens.unwrap_or_default().iter().nth_back(back - 1);
        // Nobody has this one.
        Some(token.cloned().unwrap_or_else(|| "0".repeat(64)))
    }

    /// The user that the caller may speak for: none for the owner; a refusal for a token that does
    /// not work.
    fn speaks_for(&self, by: By) -> Result<Option<usize>, u16> {
        match by {
            By::Owner => Ok(None),
            By::Holder(user) => {
                let works = self.live(user).is_some_and(|user| !user.tokens.is_empty());
                works.then_some(Some(user)).ok_or(401)
            }
            By::FormerHolder(_) => Err(401),
        }
    }

    /// Whether the caller reaches this user by a path: the status of the user, or the refusal.
    pub(super) fn reach_user(&self, by: By, user: usize) -> Result<Status, u16> {
        match self.speaks_for(by)? {
            Some(own) if own != user => Err(403),
            _ => self.live(user).map(|user| user.status).ok_or(404),
        }
    }

    /// Whether the caller reaches this wallet: the status of its user, or the refusal.
    pub(super) fn reach_wallet(&self, by: By, wallet: usize) -> Result<Status, u16> {
        let own = self.speaks_for(by)?;
        let wallet = self.wallets.get(wallet).ok_or(404_u16)?;
        if own.is_some_and(|own| own != wallet.user) {
            return Err(404);
        }
        self.live(wallet.user).map(|user| user.status).ok_or(404)
    }

    /// What the creation of a wallet must answer.
    pub(super) fn may_create_wallet(&self, by: By, user: usize, name: u32) -> u16 {
        let mut wallets = self.wallets.iter();
        match self.reach_user(by, user) {
            Err(refusal) => refusal,
            Ok(Status::Active) if wallets.any(|one| one.user == user && one.name == name) => 400,
            Ok(Status::Active) => 201,
            Ok(_) => 400,
        }
    }
}
