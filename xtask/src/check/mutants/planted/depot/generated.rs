//! Generated code that somebody changed by hand, or that the generator gets wrong.

use super::super::super::Drift;
use super::super::super::depot::{MODELS, OPERATIONS, SERVER};

pub(super) const GENERATED: &[Drift] = &[
    Drift {
        what: "the constant of a status is another one",
        file: OPERATIONS,
        from: concat!(
            "impl CreateParcelResponse {\n",
            "    const CREATED: u16 = 201u16;",
        ),
        to: concat!(
            "impl CreateParcelResponse {\n",
            "    const CREATED: u16 = 200u16;",
        ),
    },
    Drift {
        what: "a credential is missing in an annotation",
        file: SERVER,
        from: "security((\"clerk\" = [], \"manager\" = []))",
        to: "security((\"clerk\" = []))",
    },
    Drift {
        what: "an annotation has another path than the route",
        file: SERVER,
        from: "    path = \"/shelves/{shelf}/inventory\",",
        to: "    path = \"/shelves/{shelf}/stock\",",
    },
    Drift {
        what: "an annotation has another method than the route",
        file: SERVER,
        from: concat!("#[utoipa::path(\n", "    put,",),
        to: concat!("#[utoipa::path(\n", "    patch,",),
    },
    Drift {
        what: "an annotation has another operationId",
        file: SERVER,
        from: "operation_id = \"openDoor\"",
        to: "operation_id = \"open_door\"",
    },
    Drift {
        what: "an operation is missing in the declared document",
        file: SERVER,
        from: concat!("        get_doors,\n", "        open_door\n", "    ),",),
        to: concat!("        get_doors\n", "    ),",),
    },
    Drift {
        what: "a required parameter is declared as optional",
        file: OPERATIONS,
        from: "declare::parameter(\"x-shelf\", ParameterIn::Header, true,",
        to: "declare::parameter(\"x-shelf\", ParameterIn::Header, false,",
    },
    Drift {
        what: "a limit is missing in the declaration of a model",
        file: MODELS,
        from: "    #[schema(minimum = 0, maximum = 99)]\n",
        to: "    #[schema(minimum = 0)]\n",
    },
    Drift {
        what: "a member is written under another name",
        file: MODELS,
        from: concat!("    /// Its id.\n", "    pub parcel_id: uuid::Uuid,",),
        to: concat!(
            "    /// Its id.\n",
            "    #[serde(rename = \"id\")]\n",
            "    pub parcel_id: uuid::Uuid,",
        ),
    },
    Drift {
        what: "an answer's status is not the declared constant",
        file: OPERATIONS,
        from: concat!(
            "impl Reply for CreateParcelResponse {\n",
            "    fn status(&self) -> u16 {\n",
            "        match self {\n",
            "            Self::Created(_) => Self::CREATED,",
        ),
        to: concat!(
            "impl Reply for CreateParcelResponse {\n",
            "    fn status(&self) -> u16 {\n",
            "        match self {\n",
            "            Self::Created(_) => 200,",
        ),
    },
    Drift {
        what: "an answer has no envelope",
        file: OPERATIONS,
        from: "Body::json(&models::ParcelPageEnvelope::seal(payload, stamp)).map(Some)",
        to: "Body::json(&payload.data).map(Some)",
    },
    Drift {
        what: "an error has no envelope",
        file: OPERATIONS,
        from: concat!(
            "                Body::json(&models::ParcelPageEnvelope::seal(payload, stamp)).map(Some)\n",
            "            }\n",
            "            Self::BadRequest(payload)\n",
        ),
        to: concat!(
            "                Body::json(&models::ParcelPageEnvelope::seal(payload, stamp)).map(Some)\n",
            "            }\n",
            "            Self::BadRequest(payload) => Body::json(&payload).map(Some),\n",
            "            Self::BadRequest(payload)\n",
        ),
    },
    Drift {
        what: "an operation is on no route",
        file: SERVER,
        from: "        .service(resource_shelves_shelf_inventory::<S>())\n",
        to: "",
    },
    Drift {
        what: "a route has another method",
        file: SERVER,
        from: ".route(web::post().to(count_shelf::<S>))",
        to: ".route(web::patch().to(count_shelf::<S>))",
    },
    Drift {
        what: "a limit of a body is not checked",
        file: MODELS,
        from: "        check::integer(value, at, out).minimum(0).maximum(9).done();",
        to: "        check::integer(value, at, out).minimum(0).done();",
    },
    Drift {
        what: "a limit of a parameter is not checked",
        file: SERVER,
        from: "check::integer(value, at, out).minimum(1).maximum(100).done();",
        to: "check::integer(value, at, out).minimum(1).done();",
    },
    Drift {
        what: "undeclared parameters are let in",
        file: SERVER,
        from: "        parameters.closed_query(&[\"filter[limit]\", \"size\", \"fragile\", \"heavier\"]);\n",
        to: "",
    },
    Drift {
        what: "equal items of a list are let in",
        file: MODELS,
        from: "                .unique_items()\n",
        to: "",
    },
    Drift {
        what: "a format is not checked",
        file: MODELS,
        from: concat!(
            "            .max_length(255)\n",
            "            .format(check::Format::Email)\n",
        ),
        to: "            .max_length(255)\n",
    },
];
