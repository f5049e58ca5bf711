//! A server of the golden contract, as short as a server can be.

#[cfg(test)]
mod both;
#[cfg(test)]
mod budget;
#[cfg(test)]
mod client;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod optional;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod wire;

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Mutex;

use sovx_runtime::boundary::{Describe, Presented, RateLimit};
use sovx_runtime::{
    Declares, Failure, Idempotency, Idempotent, Once, Origin, Paged, Patch, Rejection, Reword,
    Scope, Secured, Timestamp,
};
use uuid::Uuid;

use crate::api::models::{ClaimCode, ClaimFault, Door, Fault, Move, PageMetaPagination, Parcel};
use crate::api::operations as ops;
use crate::api::server::{CREDENTIAL_HEADERS, Callers, ClerkOrManager, DoorsApi, ParcelsApi};

/// The one parcel that the depot knows.
pub(crate) const PARCEL: Uuid = Uuid::from_u128(7);

/// An address that has spent its budget.
pub(crate) const FLOODING: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 99));

/// Its answers to keys are kept as long as it lives.
#[derive(Default)]
pub(crate) struct Depot {
    kept: Mutex<Vec<(String, Vec<u8>)>>,
}

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
            other => fault(&format!("refused with {}", other.status(422))),
        }
    }
}

impl Describe<Vec<ClaimFault>> for Depot {
    fn describe(&self, rejection: &Rejection) -> Vec<ClaimFault> {
        let faults: Vec<Fault> = self.describe(rejection);
        claim_faults(ClaimCode::Malformed, faults)
    }
}

impl Reword<Vec<Fault>, Vec<ClaimFault>> for Depot {
    fn reword(&self, faults: Vec<Fault>) -> Vec<ClaimFault> {
        claim_faults(ClaimCode::NotLetIn, faults)
    }
}

fn claim_faults(code: ClaimCode, faults: Vec<Fault>) -> Vec<ClaimFault> {
    let faults = faults.into_iter().map(|fault| ClaimFault {
        code,
        message: fault.message,
    });
    faults.collect()
}

/// What a header holds.
fn held<'a>(presented: Presented<'a>, header: &str) -> Option<&'a str> {
    presented.in_header(header).ok()??.text
}

/// The first credential, in whatever header it stands.
fn first(presented: Presented<'_>) -> Option<&str> {
    let mut headers = CREDENTIAL_HEADERS.iter();
    headers.find_map(|header| held(presented, header))
}

impl Callers for Depot {
    type Clerk = Clerk;
    type Manager = Manager;
    type ClerkAndManager = (Clerk, Manager);

    fn clerk(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Clerk, Failure<Secured<Vec<Fault>>>>> {
        presented.limited(budget(8));
        if held(presented, "authorization") == Some("spender") {
            presented.limited(budget(0));
            let spent = Failure::new::<429>(fault("spent")).retry_after(7);
            return std::future::ready(Err(spent));
        }
        let known = held(presented, "authorization").filter(|token| *token == "clerk");
        let caller = known.map(|token| Clerk(token.to_owned()));
        std::future::ready(caller.ok_or_else(|| Failure::new::<401>(fault("no clerk"))))
    }

    fn manager(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Manager, Failure<Secured<Vec<Fault>>>>> {
        let known = first(presented).filter(|key| *key == "manager");
        std::future::ready(match known {
            Some(_) => Ok(Manager),
            None => Err(Failure::new::<401>(fault("no manager"))),
        })
    }

    fn clerk_or_manager(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<ClerkOrManager<Clerk, Manager>, Failure<Secured<Vec<Fault>>>>>
    {
        std::future::ready(match first(presented) {
            Some("manager") => Ok(ClerkOrManager::Manager(Manager)),
            Some(token @ "clerk") => Ok(ClerkOrManager::Clerk(Clerk(token.to_owned()))),
            _ => Err(Failure::new::<401>(fault("nobody"))),
        })
    }

    fn clerk_and_manager(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Self::ClerkAndManager, Failure<Secured<Vec<Fault>>>>> {
        let clerk = held(presented, "authorization").filter(|token| *token == "clerk");
        let manager = held(presented, "X-Manager-Key").filter(|key| *key == "manager");
        std::future::ready(match (clerk, manager) {
            (Some(token), Some(_)) => Ok((Clerk(token.to_owned()), Manager)),
            (Some(_), None) => Err(Failure::new::<403>(fault("no manager"))),
            _ => Err(Failure::new::<401>(fault("no clerk"))),
        })
    }

    fn origin<O>(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Origin, Failure<O>>>
    where
        O: Scope<Error = Vec<Fault>> + Declares<429>,
    {
        presented.limited(budget(8));
        let is_flooding = presented.client_address() == FLOODING;
        std::future::ready(if is_flooding {
            presented.limited(budget(0));
            Err(Failure::new::<429>(fault("flooded")).retry_after(7))
        } else {
            Ok(presented.origin())
        })
    }
}

/// The budget of everyone, of which that many requests are left.
fn budget(remaining: u32) -> RateLimit {
    RateLimit {
        limit: 9,
        remaining,
        reset: 1_800_000_000,
    }
}

fn parcel(label: String, remark: Option<String>) -> Parcel {
    Parcel {
        parcel_id: PARCEL,
        label,
        remark,
        stored_at: Timestamp::now(),
        moved_at: None,
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
        if request.body.label.as_deref() == Some("panic") {
            panic!("the depot is on fire");
        }
        if request.body.remark == Patch::Null {
            return Err(Failure::new::<500>(fault("cleared")));
        }
        Ok(ops::UpdateParcelResponse::NoContent)
    }

    async fn count_shelf(
        &self,
        request: ops::CountShelfRequest<(Clerk, Manager)>,
    ) -> ops::CountShelfResult {
        match request.body {
            Some(count) if count.missing > 0 => Err(Failure::new::<500>(fault("thieves"))),
            _ if request.shelf != "A12" => Err(Failure::new::<404>(fault("no such shelf"))),
            _ => Ok(ops::CountShelfResponse::NoContent),
        }
    }

    async fn file_claim(&self, request: ops::FileClaimRequest<Clerk>) -> ops::FileClaimResult {
        if request.body.cents == 13 {
            panic!("the depot is on fire");
        }
        if request.parcel_id != PARCEL {
            let faults = claim_faults(ClaimCode::NoSuchParcel, fault("nowhere"));
            return Err(Failure::new::<404>(faults));
        }
        Ok(ops::FileClaimResponse::NoContent)
    }

    async fn hold_drill(&self, _: ops::HoldDrillRequest<Manager>) -> ops::HoldDrillResult {
        Ok(ops::HoldDrillResponse::NoContent)
    }

    async fn move_parcel(
        &self,
        request: ops::MoveParcelRequest<
            ClerkOrManager<Clerk, Manager>,
            Idempotency<ops::MoveParcelOperation>,
        >,
    ) -> ops::MoveParcelResult {
        let bound = request.idempotency_key;
        let key = bound.key().map(|key| key.expose().to_owned());
        if let Some(answer) = key.as_deref().and_then(|key| self.kept(key)) {
            return answer;
        }
        let place = match (request.caller, request.body) {
            (ClerkOrManager::Clerk(_), Move::ToShelf(to)) => to.shelf,
            (ClerkOrManager::Manager(_), Move::MoveChoice2(out)) => out.door,
            _ => return Err(ops::MoveParcelOperation::reused(fault(bound.target()))),
        };
        let moved = ops::MoveParcelResponse::Created(parcel(place, None));
        let answer = Once::fresh(moved, bound.stamp()).unwrap();
        let body = answer.json().unwrap_or_default().to_vec();
        self.kept.lock().unwrap().extend(key.map(|key| (key, body)));
        Ok(answer)
    }
}

impl Depot {
    /// Keeps every answer to a key, and repeats it.
    fn kept(&self, key: &str) -> Option<ops::MoveParcelResult> {
        let kept = self.kept.lock().unwrap();
        let (_, answer) = kept.iter().find(|(known, _)| known == key)?;
        Some(Ok(Once::replayed(201, Some(answer.clone()))))
    }
}

impl DoorsApi for Depot {
    async fn get_doors(&self, request: ops::GetDoorsRequest) -> ops::GetDoorsResult {
        Ok(ops::GetDoorsResponse::Ok(vec![Door {
            name: request.origin.address.to_string(),
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
