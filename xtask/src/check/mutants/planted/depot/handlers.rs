//! Handlers that do not do what the contract says.

use super::super::super::Drift;
use super::super::super::depot::HANDLERS as FILE;

pub(super) const HANDLERS: &[Drift] = &[
    Drift {
        what: "a handler fails with a status that its operation does not declare",
        file: FILE,
        from: "Failure::new::<409>(fault(\"there is one\"))",
        to: "Failure::new::<404>(fault(\"there is one\"))",
    },
    Drift {
        what: "a handler fails with another operation's status",
        file: FILE,
        from: "Failure::new::<404>(fault(\"no such parcel\"))",
        to: "Failure::new::<409>(fault(\"no such parcel\"))",
    },
    Drift {
        what: "a handler succeeds with a status that is not declared",
        file: FILE,
        from: "ops::CreateParcelResponse::Created(stored)",
        to: "ops::CreateParcelResponse::Ok(stored)",
    },
    Drift {
        what: "a handler answers a body with 204",
        file: FILE,
        from: "Ok(ops::UpdateParcelResponse::NoContent)",
        to: "Ok(ops::UpdateParcelResponse::NoContent(fault(\"changed\")))",
    },
    Drift {
        what: "a handler is missing",
        file: FILE,
        from: "    async fn get_doors(",
        to: concat!("    #[cfg(any())]\n", "    async fn get_doors(",),
    },
    Drift {
        what: "a handler has another name",
        file: FILE,
        from: "async fn open_door(",
        to: "async fn unlock_door(",
    },
    Drift {
        what: "a handler belongs to no operation",
        file: FILE,
        from: "    async fn open_door(",
        to: concat!(
            "    async fn close_door(&self) {}\n",
            "\n",
            "    async fn open_door(",
        ),
    },
    Drift {
        what: "a handler takes a caller of another tier",
        file: FILE,
        from: "ops::ListParcelsRequest<Manager>",
        to: "ops::ListParcelsRequest<Clerk>",
    },
    Drift {
        what: "a handler takes one of two credentials that are needed together",
        file: FILE,
        from: "ops::CountShelfRequest<(Clerk, Manager)>",
        to: "ops::CountShelfRequest<Clerk>",
    },
    Drift {
        what: "a handler answers something of another schema",
        file: FILE,
        from: "data: vec![parcel(\"one\".to_owned(), size)]",
        to: "data: fault(\"one\")",
    },
    Drift {
        what: "a member is missing in an answer",
        file: FILE,
        from: "        moved_at: None,\n",
        to: "",
    },
    Drift {
        what: "an answer has a member that is not declared",
        file: FILE,
        from: "        moved_at: None,\n",
        to: concat!("        moved_at: None,\n", "        colour: None,\n",),
    },
    Drift {
        what: "a member that must not be null may be",
        file: FILE,
        from: concat!("        label,\n", "        remark,\n",),
        to: concat!("        label: Some(label),\n", "        remark,\n",),
    },
    Drift {
        what: "a member has another type",
        file: FILE,
        from: "total: i64::from(request.filter_limit)",
        to: "total: request.filter_limit.to_string()",
    },
    Drift {
        what: "a handler reads a member of the body that is not declared",
        file: FILE,
        from: "request.body.priority",
        to: "request.body.urgency",
    },
    Drift {
        what: "a handler reads a parameter that is not declared",
        file: FILE,
        from: "request.x_shelf,",
        to: "request.x_rack,",
    },
    Drift {
        what: "a handler takes a body that may be left out for granted",
        file: FILE,
        from: "Some(count) if count.missing > 0 =>",
        to: "count if count.missing > 0 =>",
    },
    Drift {
        what: "a handler forgets the key that makes a request happen once",
        file: FILE,
        from: "        Ok(answer)\n",
        to: "        Ok(ops::MoveParcelResponse::Created(parcel(String::new(), None)))\n",
    },
    Drift {
        what: "an answer breaks a limit of its schema",
        file: FILE,
        from: "vec![parcel(\"one\".to_owned(), size)]",
        to: "vec![parcel(\"longer\".to_owned(), size)]",
    },
    Drift {
        what: "an answer has more items than its schema admits",
        file: FILE,
        from: concat!(
            "        Ok(ops::GetDoorsResponse::Ok(vec![Door {\n",
            "            name: request.origin.address.to_string(),\n",
            "            open: true,\n",
            "            state: None,\n",
            "            note: None,\n",
            "        }]))",
        ),
        to: concat!(
            "        Ok(ops::GetDoorsResponse::Ok(vec![Door {\n",
            "            name: request.origin.address.to_string(),\n",
            "            open: true,\n",
            "            state: None,\n",
            "            note: None,\n",
            "        }; 10]))",
        ),
    },
    Drift {
        what: "a number in an answer is below its minimum",
        file: FILE,
        from: "total: i64::from(request.filter_limit)",
        to: "total: -i64::from(request.filter_limit)",
    },
    Drift {
        what: "an error has an empty message",
        file: FILE,
        from: "fault(\"no clerk\"))))\n",
        to: "fault(\"\"))))\n",
    },
    Drift {
        what: "a caller without a credential is let in",
        file: FILE,
        from: "presented.first().filter(|key| *key == \"manager\")",
        to: "presented.first().or(Some(\"manager\"))",
    },
];
