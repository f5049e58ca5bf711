//! Partners: the tenants of the portal, each with one platform key.
//!
//! Only the operator makes partners. A key that was replaced or disabled is refused from the next
//! request on.

mod manage;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use manage::{
    Partner, PartnerError, PartnerName, create, disable, enable, insert, list, rotate,
};
pub(crate) use queries::find_live;
