//! A server of the golden contract, as short as a server can be.

mod client;
mod rules;
mod wire;

use std::future::Future;

use sovx_runtime::boundary::{Describe, Presented};
use sovx_runtime::{Failure, Paged, Patch, Rejection, Secured, Timestamp};
use uuid::Uuid;

use crate::api::models::{Door, Fault, PageMetaPagination, Parcel};
use crate::api::operations as ops;
use crate::api::server::{Callers, DoorsApi, ParcelsApi};

/// The one parcel that the depot knows.
pub(crate) const PARCEL: Uuid = Uuid::from_u128(7);

pub(crate) struct Depot;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clerk(String);

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Manager;

fn fault(message: &str) -> Vec<Fault> {
    vec![Fault {
        message: message.to_owned(),
        field: None,
    }]
}

impl Describe<Vec<Fault>> for Depot {
    fn describe(&self, rejection: &Rejection) -> Vec<Fault> {
        match rejection {
            Rejection::InvalidBody(violations) | Rejection::InvalidParameters(violations) => {
                let faults = violations.iter().map(|violation| Fault {
                    message: violation.message.to_string(),
                    field: Some(violation.field.clone()).filter(|field| !field.is_empty()),
                });
                faults.collect()
            }
            other => fault(&format!("refused with {}", other.status())),
        }
    }
}

impl Callers for Depot {
    type Clerk = Clerk;
    type Manager = Manager;

    fn clerk(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Clerk, Failure<Secured<Vec<Fault>>>>> {
        let known = presented.first().filter(|token| *token == "clerk");
        let caller = known.map(|token| Clerk(token.to_owned()));
        std::future::ready(caller.ok_or_else(|| Failure::new::<401>(fault("no clerk"))))
    }

    fn manager(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Manager, Failure<Secured<Vec<Fault>>>>> {
        let known = presented.first().filter(|key| *key == "manager");
        std::future::ready(match known {
            Some(_) => Ok(Manager),
            None => Err(Failure::new::<401>(fault("no manager"))),
        })
    }
}

fn parcel(label: String, remark: Option<String>) -> Parcel {
    Parcel {
        parcel_id: PARCEL,
        label,
        remark,
        stored_at: Timestamp::now(),
    }
}

impl ParcelsApi for Depot {
    async fn create_parcel(
        &self,
        request: ops::CreateParcelRequest<Clerk>,
    ) -> ops::CreateParcelResult {
        let remark = format!("{}{}", request.x_shelf, request.body.priority);
        if request.body.label == "taken" {
            return Err(Failure::new::<409>(fault("there is one")).retry_after(9));
        }
        let stored = parcel(request.body.label, Some(remark));
        Ok(ops::CreateParcelResponse::Created(stored))
    }

    async fn list_parcels(
        &self,
        request: ops::ListParcelsRequest<Manager>,
    ) -> ops::ListParcelsResult {
        let size = request.size.map(|size| size.to_string());
        Ok(ops::ListParcelsResponse::Ok(Paged {
            data: vec![parcel("one".to_owned(), size)],
            pagination: PageMetaPagination {
                total: i64::from(request.filter_limit),
            },
        }))
    }

    async fn update_parcel(
        &self,
        request: ops::UpdateParcelRequest<Clerk>,
    ) -> ops::UpdateParcelResult {
        if request.parcel_id != PARCEL {
            return Err(Failure::new::<404>(fault("no such parcel")));
        }
        if request.body.remark == Patch::Null {
            return Err(Failure::new::<500>(fault("cleared")));
        }
        Ok(ops::UpdateParcelResponse::NoContent)
    }
}

impl DoorsApi for Depot {
    async fn get_doors(&self, request: ops::GetDoorsRequest) -> ops::GetDoorsResult {
        Ok(ops::GetDoorsResponse::Ok(vec![Door {
            name: request.client_address.to_string(),
            open: true,
            state: None,
            note: None,
        }]))
    }

    async fn open_door(&self, request: ops::OpenDoorRequest) -> ops::OpenDoorResult {
        Ok(ops::OpenDoorResponse::Ok(Door {
            name: request.body.door,
            open: request.body.code.expose() == "1234",
            state: None,
            note: None,
        }))
    }
}
