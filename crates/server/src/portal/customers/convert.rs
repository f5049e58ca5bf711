//! End customers as the contract shows them.

use sovx_api_types::portal::models::{
    Customer, CustomerDetails, CustomerDetailsObject, CustomerObject, CustomerWithKey,
    CustomerWithKeyObject, RotatedKey, RotatedKeyObject,
};
use sovx_runtime::{Secret, Timestamp};

use super::model::CustomerRow;
use crate::error::Broken;

impl TryFrom<CustomerRow> for Customer {
    type Error = Broken;

    fn try_from(row: CustomerRow) -> Result<Self, Broken> {
        let CustomerRow {
            id,
            name,
            created_at,
            updated_at,
        } = row;
        Ok(Self {
            object: CustomerObject::Customer,
            id: id.to_string(),
            name,
            created_at: moment(created_at)?,
            updated_at: moment(updated_at)?,
        })
    }
}

impl CustomerRow {
    /// With the key that it was created with.
    pub(super) fn with_key(self, api_key: Secret) -> Result<CustomerWithKey, Broken> {
        let Customer {
            object: CustomerObject::Customer,
            id,
            name,
            created_at,
            updated_at,
        } = self.try_into()?;
        Ok(CustomerWithKey {
            object: CustomerWithKeyObject::Customer,
            id,
            name,
            created_at,
            updated_at,
            api_key,
        })
    }

    /// With its key, where that can be read.
    pub(super) fn details(self, api_key: Option<Secret>) -> Result<CustomerDetails, Broken> {
        let Customer {
            object: CustomerObject::Customer,
            id,
            name,
            created_at,
            updated_at,
        } = self.try_into()?;
        Ok(CustomerDetails {
            object: CustomerDetailsObject::Customer,
            id,
            name,
            created_at,
            updated_at,
            api_key,
        })
    }

    /// With the key that replaced another just now.
    pub(super) fn rotated(self, api_key: Secret, previous_ends: i64) -> Result<RotatedKey, Broken> {
        let Customer {
            object: CustomerObject::Customer,
            id,
            name,
            created_at,
            updated_at,
        } = self.try_into()?;
        Ok(RotatedKey {
            object: RotatedKeyObject::Customer,
            id,
            name,
            created_at,
            updated_at,
            api_key,
            rotated_at: updated_at,
            previous_key_expires_at: moment(previous_ends)?,
        })
    }
}

fn moment(millis: i64) -> Result<Timestamp, Broken> {
    let what = "a stored end customer holds a time that is out of the calendar";
    Timestamp::from_millis(millis).ok_or(Broken { what })
}
