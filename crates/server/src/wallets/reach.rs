//! How far a caller reaches: to the wallets of one user, or of all users of one customer.

use sovx_api_types::sovx::models::UserStatus;

use super::queries;
use crate::api::UserOrOwner;
use crate::auth::caller::{Actor, OwnerCaller, UserCaller};
use crate::db::{Connection, CustomerKey, DbError, UserId, WalletId};
use crate::error::OtherUser;
use crate::ledger::Holder;
use crate::users;

/// Whose wallets a caller may see and change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The tenant.
    pub(crate) customer: CustomerKey,
    /// The only user, for a caller with a user token.
    pub(crate) user: Option<UserId>,
}

impl Reach {
    /// How far the caller reaches, and who that is for the audit log.
    pub(crate) fn of(caller: UserOrOwner<UserCaller, OwnerCaller>) -> (Self, Actor) {
        match caller {
            UserOrOwner::User(UserCaller {
                customer,
                user_id,
                actor,
            }) => {
                let user = Some(user_id);
                (Self { customer, user }, actor)
            }
            UserOrOwner::Owner(OwnerCaller { customer, actor }) => {
                let user = None;
                (Self { customer, user }, actor)
            }
        }
    }

    /// As far as the owner of a customer.
    pub(crate) fn of_owner(customer: CustomerKey) -> Self {
        let user = None;
        Self { customer, user }
    }

    /// Refuses a path that names another user than the caller's own. Nothing is looked up, so that
    /// the answer does not tell whether there is such a user.
    pub(crate) fn admit(&self, user: &UserId) -> Result<(), OtherUser> {
        match &self.user {
            Some(own) if own != user => Err(OtherUser),
            Some(_) | None => Ok(()),
        }
    }

    /// A user's wallets as a holder of money; `None` when the customer has no such user.
    pub(crate) fn holder_of_user(
        &self,
        conn: &mut Connection,
        user: &UserId,
    ) -> Result<Option<Holder>, DbError> {
        let status = users::find_status(conn, &self.customer, user)?;
        Ok(status.map(|_| Holder::User(self.customer.clone(), user.clone())))
    }

    /// A wallet as a holder of money; `None` when it is beyond the caller's reach.
    pub(crate) fn holder_of_wallet(
        &self,
        conn: &mut Connection,
        wallet: &WalletId,
    ) -> Result<Option<Holder>, DbError> {
        let found = queries::find(conn, self, wallet)?;
        Ok(found.map(|row| Holder::Wallet(row.customer_id, row.id)))
    }
}

/// Keeps a user as it is until the transaction ends, and says whether it is active; `None` when the
/// customer has no such user.
pub(crate) fn lock_user(
    conn: &mut Connection,
    reach: &Reach,
    user: &UserId,
) -> Result<Option<bool>, DbError> {
    let status = users::lock_status(conn, &reach.customer, user)?;
    Ok(status.map(|status| status == UserStatus::Active))
}
