// Generated from the contract "Depot 1.2.0". Change the contract, not this file.

use std::future::Future;
use std::marker::PhantomData;
use actix_web::{HttpRequest, HttpResponse, Resource, guard, web};
use sovx_runtime::boundary::{self, Describe, Halt, Parameters, Scalar, Presented};
use sovx_runtime::{
    Check, Failure, Secured, Idempotency, Secret, Declares, Origin, Scope, Rejection,
    Reword, check,
};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme,
};

/// A caller, or why what was presented proves none.
pub type Proved<Caller> = Result<Caller, Failure<Secured<Vec<models::Fault>>>>;

/// A caller of the tier `clerk` or `manager`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClerkOrManager<Clerk, Manager> {
    /// Of the tier `clerk`.
    Clerk(Clerk),
    /// Of the tier `manager`.
    Manager(Manager),
}

/// Turns what a caller presents into who it is: a kind of caller for each tier.
pub trait Callers: Describe<
        Vec<models::Fault>,
    > + Describe<
        Vec<models::ClaimFault>,
    > + Reword<Vec<models::Fault>, Vec<models::ClaimFault>> + 'static {
    /// A caller of the tier `clerk`.
    type Clerk;

    /// A caller of the tier `manager`.
    type Manager;

    /// A caller of the tier `clerk and manager`.
    type ClerkAndManager;

    /// Who presents a credential of the tier `clerk`.
    fn clerk(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Proved<Self::Clerk>>;

    /// Who presents a credential of the tier `manager`.
    fn manager(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Proved<Self::Manager>>;

    /// Who presents a credential of the tier `clerk` or `manager`.
    fn clerk_or_manager(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Proved<ClerkOrManager<Self::Clerk, Self::Manager>>>;

    /// Who presents a credential of the tier `clerk and manager`.
    fn clerk_and_manager(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Proved<Self::ClerkAndManager>>;

    /// Where a request comes from that anyone may send, or why it is not let in.
    fn origin<O>(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Origin, Failure<O>>>
    where
        O: Scope<Error = Vec<models::Fault>> + Declares<429>;
}

/// What is stored.
pub trait ParcelsApi: Callers {
    /// Store a parcel
    fn create_parcel(
        &self,
        request: operations::CreateParcelRequest<Self::Clerk>,
    ) -> impl Future<Output = operations::CreateParcelResult>;

    /// List parcels
    fn list_parcels(
        &self,
        request: operations::ListParcelsRequest<Self::Manager>,
    ) -> impl Future<Output = operations::ListParcelsResult>;

    /// Change a parcel
    fn update_parcel(
        &self,
        request: operations::UpdateParcelRequest<Self::Clerk>,
    ) -> impl Future<Output = operations::UpdateParcelResult>;

    /// Move a parcel
    fn move_parcel(
        &self,
        request: operations::MoveParcelRequest<
            ClerkOrManager<Self::Clerk, Self::Manager>,
            Idempotency<operations::MoveParcelOperation>,
        >,
    ) -> impl Future<Output = operations::MoveParcelResult>;

    /// Count a shelf
    fn count_shelf(
        &self,
        request: operations::CountShelfRequest<Self::ClerkAndManager>,
    ) -> impl Future<Output = operations::CountShelfResult>;

    /// Claim damages
    fn file_claim(
        &self,
        request: operations::FileClaimRequest<Self::Clerk>,
    ) -> impl Future<Output = operations::FileClaimResult>;

    /// Hold a drill
    fn hold_drill(
        &self,
        request: operations::HoldDrillRequest<Self::Manager>,
    ) -> impl Future<Output = operations::HoldDrillResult>;
}

/// Who comes and goes.
pub trait DoorsApi: Callers {
    /// See the doors
    fn get_doors(
        &self,
        request: operations::GetDoorsRequest,
    ) -> impl Future<Output = operations::GetDoorsResult>;

    /// Open a door
    fn open_door(
        &self,
        request: operations::OpenDoorRequest,
    ) -> impl Future<Output = operations::OpenDoorResult>;
}

/// Everything that the contract asks of a server.
pub trait Server: ParcelsApi + DoorsApi {}
impl<T: ParcelsApi + DoorsApi> Server for T {}
/// The headers that hold a credential, in small letters.
pub const CREDENTIAL_HEADERS: &[&str] = &["authorization", "x-manager-key", "x-key"];

#[utoipa::path(
    post,
    path = "/parcels",
    operation_id = "createParcel",
    tag = "Parcels",
    summary = "Store a parcel",
    description = "Stores a parcel and says where it lies.",
    params(operations::CreateParcelOperation),
    request_body(
        content = models::NewParcel,
        content_type = "application/json",
        description = "What to store.",
    ),
    responses(operations::CreateParcelResponse),
    security(("clerk" = []))
)]
async fn create_parcel<S: ParcelsApi>(
    server: web::Data<S>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let caller = server
            .clerk(presented)
            .await
            .map_err(Failure::of::<operations::CreateParcelOperation>)?;
        let mut parameters = Parameters::of(&http);
        let x_shelf = parameters
            .header::<
                String,
            >(
                "x-shelf",
                Scalar::Text,
                |value, at, out| {
                    static PATTERN: check::Pattern = check::Pattern::new(
                        "^[A-Z][0-9]+$",
                    );
                    check::string(value, at, out)
                        .min_length(2)
                        .max_length(8)
                        .pattern(&PATTERN)
                        .done();
                },
            );
        let x_shelf = parameters.require("x-shelf", x_shelf);
        let complete = parameters.finish()?;
        let x_shelf: String = complete.settled(x_shelf)?;
        let body = boundary::json::<models::NewParcel>(&http, payload, usize::MAX)
            .await?;
        let request = operations::CreateParcelRequest {
            caller,
            x_shelf,
            body,
        };
        server.create_parcel(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::CreateParcelOperation, S, _>(&http, &server, work)
        .await
}

#[utoipa::path(
    get,
    path = "/parcels",
    operation_id = "listParcels",
    tag = "Parcels",
    summary = "List parcels",
    description = "Page by page.",
    params(operations::ListParcelsOperation),
    responses(operations::ListParcelsResponse),
    security(("manager" = []), ("managerInHeader" = []))
)]
#[allow(clippy::too_many_lines, reason = "a few lines for each parameter")]
async fn list_parcels<S: ParcelsApi>(
    server: web::Data<S>,
    http: HttpRequest,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let caller = server
            .manager(presented)
            .await
            .map_err(Failure::of::<operations::ListParcelsOperation>)?;
        let mut parameters = Parameters::of(&http);
        let filter_limit = parameters
            .query::<
                i32,
            >(
                "filter[limit]",
                Scalar::Integer,
                |value, at, out| {
                    check::integer(value, at, out).minimum(1).maximum(100).done();
                },
            );
        let size = parameters
            .query::<models::Size>("size", Scalar::Text, <models::Size as Check>::check);
        let fragile = parameters
            .query::<bool>("fragile", Scalar::Boolean, check::boolean);
        let heavier = parameters
            .query::<
                f64,
            >(
                "heavier",
                Scalar::Number,
                |value, at, out| {
                    check::number(value, at, out).exclusive_minimum(0.0).done();
                },
            );
        parameters.closed_query(&["filter[limit]", "size", "fragile", "heavier"]);
        parameters.finish()?;
        let filter_limit: i32 = filter_limit.unwrap_or(20);
        let fragile: bool = fragile.unwrap_or(false);
        let request = operations::ListParcelsRequest {
            caller,
            filter_limit,
            size,
            fragile,
            heavier,
        };
        server.list_parcels(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::ListParcelsOperation, S, _>(&http, &server, work)
        .await
}

#[utoipa::path(
    put,
    path = "/parcels/{parcel_id}",
    operation_id = "updateParcel",
    tag = "Parcels",
    summary = "Change a parcel",
    description = "Changes what is sent.",
    params(operations::UpdateParcelOperation),
    request_body(
        content = models::ParcelChanges,
        content_type = "application/json",
        description = "What changes.",
    ),
    responses(operations::UpdateParcelResponse),
    security(("clerk" = []))
)]
async fn update_parcel<S: ParcelsApi>(
    server: web::Data<S>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let caller = server
            .clerk(presented)
            .await
            .map_err(Failure::of::<operations::UpdateParcelOperation>)?;
        let mut parameters = Parameters::of(&http);
        let parcel_id = parameters
            .path::<
                uuid::Uuid,
            >(
                "parcel_id",
                Scalar::Text,
                |value, at, out| {
                    check::string(value, at, out).format(check::Format::Uuid).done();
                },
            );
        let parcel_id = parameters.require("parcel_id", parcel_id);
        let complete = parameters.finish()?;
        let parcel_id: uuid::Uuid = complete.settled(parcel_id)?;
        let body = boundary::json::<models::ParcelChanges>(&http, payload, 0).await?;
        let request = operations::UpdateParcelRequest {
            caller,
            parcel_id,
            body,
        };
        server.update_parcel(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::UpdateParcelOperation, S, _>(&http, &server, work)
        .await
}

#[utoipa::path(
    post,
    path = "/parcels/{parcel_id}/moves",
    operation_id = "moveParcel",
    tag = "Parcels",
    summary = "Move a parcel",
    description = "Once for each key.",
    params(operations::MoveParcelOperation),
    request_body(
        content = models::Move,
        content_type = "application/json",
        description = "Where to.",
    ),
    responses(operations::MoveParcelResponse),
    security(("clerk" = []), ("manager" = []), ("managerInHeader" = []))
)]
#[allow(clippy::too_many_lines, reason = "a few lines for each parameter")]
async fn move_parcel<S: ParcelsApi>(
    server: web::Data<S>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let caller = server
            .clerk_or_manager(presented)
            .await
            .map_err(Failure::of::<operations::MoveParcelOperation>)?;
        let mut parameters = Parameters::of(&http);
        let parcel_id = parameters
            .path::<
                uuid::Uuid,
            >(
                "parcel_id",
                Scalar::Text,
                |value, at, out| {
                    check::string(value, at, out).format(check::Format::Uuid).done();
                },
            );
        let parcel_id = parameters.require("parcel_id", parcel_id);
        let idempotency_key = parameters
            .header::<
                Secret,
            >(
                "Idempotency-Key",
                Scalar::Text,
                |value, at, out| {
                    static PATTERN: check::Pattern = check::Pattern::new("^[a-z]+$");
                    check::string(value, at, out)
                        .min_length(1)
                        .max_length(9)
                        .pattern(&PATTERN)
                        .done();
                },
            );
        let complete = parameters.finish()?;
        let parcel_id: uuid::Uuid = complete.settled(parcel_id)?;
        let body = boundary::json::<models::Move>(&http, payload, 0).await?;
        let idempotency_key = boundary::idempotency(
            &http,
            idempotency_key,
            Some(&body),
        )?;
        let request = operations::MoveParcelRequest {
            caller,
            parcel_id,
            idempotency_key,
            body,
        };
        server.move_parcel(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::MoveParcelOperation, S, _>(&http, &server, work).await
}

#[utoipa::path(
    post,
    path = "/shelves/{shelf}/inventory",
    operation_id = "countShelf",
    tag = "Parcels",
    summary = "Count a shelf",
    description = "Takes two of them, and a body only where there is something to say.",
    params(operations::CountShelfOperation),
    request_body(
        content = models::Count,
        content_type = "application/json",
        description = "What to say about it.",
    ),
    responses(operations::CountShelfResponse),
    security(("clerk" = [], "manager" = []))
)]
async fn count_shelf<S: ParcelsApi>(
    server: web::Data<S>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let caller = server
            .clerk_and_manager(presented)
            .await
            .map_err(Failure::of::<operations::CountShelfOperation>)?;
        let mut parameters = Parameters::of(&http);
        let shelf = parameters
            .path::<
                String,
            >(
                "shelf",
                Scalar::Text,
                |value, at, out| {
                    check::string(value, at, out).done();
                },
            );
        let shelf = parameters.require("shelf", shelf);
        let complete = parameters.finish()?;
        let shelf: String = complete.settled(shelf)?;
        let body = boundary::optional_json::<models::Count>(&http, payload, 0).await?;
        let request = operations::CountShelfRequest {
            caller,
            shelf,
            body,
        };
        server.count_shelf(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::CountShelfOperation, S, _>(&http, &server, work).await
}

#[utoipa::path(
    post,
    path = "/parcels/{parcel_id}/claims",
    operation_id = "fileClaim",
    tag = "Parcels",
    summary = "Claim damages",
    description = "Came later, with an error body of its own whose codes say more.",
    params(operations::FileClaimOperation),
    request_body(
        content = models::Claim,
        content_type = "application/json",
        description = "What is broken.",
    ),
    responses(operations::FileClaimResponse),
    security(("clerk" = []))
)]
async fn file_claim<S: ParcelsApi>(
    server: web::Data<S>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let caller = server
            .clerk(presented)
            .await
            .map_err(|failure| {
                failure.reworded::<operations::FileClaimOperation>(server.get_ref())
            })?;
        let mut parameters = Parameters::of(&http);
        let parcel_id = parameters
            .path::<
                uuid::Uuid,
            >(
                "parcel_id",
                Scalar::Text,
                |value, at, out| {
                    check::string(value, at, out).format(check::Format::Uuid).done();
                },
            );
        let parcel_id = parameters.require("parcel_id", parcel_id);
        let complete = parameters.finish()?;
        let parcel_id: uuid::Uuid = complete.settled(parcel_id)?;
        let body = boundary::json::<models::Claim>(&http, payload, 0).await?;
        let request = operations::FileClaimRequest {
            caller,
            parcel_id,
            body,
        };
        server.file_claim(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::FileClaimOperation, S, _>(&http, &server, work).await
}

#[utoipa::path(
    post,
    path = "/drills",
    operation_id = "holdDrill",
    tag = "Parcels",
    summary = "Hold a drill",
    description = "On a path that a server may leave out.",
    responses(operations::HoldDrillResponse),
    security(("manager" = []), ("managerInHeader" = []))
)]
async fn hold_drill<S: ParcelsApi>(
    server: web::Data<S>,
    http: HttpRequest,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let caller = server
            .manager(presented)
            .await
            .map_err(Failure::of::<operations::HoldDrillOperation>)?;
        let request = operations::HoldDrillRequest {
            caller,
        };
        server.hold_drill(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::HoldDrillOperation, S, _>(&http, &server, work).await
}

#[utoipa::path(
    get,
    path = "/doors",
    operation_id = "getDoors",
    tag = "Doors",
    summary = "See the doors",
    description = "Open to everyone, and bare.",
    responses(operations::GetDoorsResponse),
)]
async fn get_doors<S: DoorsApi>(
    server: web::Data<S>,
    http: HttpRequest,
) -> HttpResponse {
    let work = async {
        let presented = Presented::of(&http);
        let origin = server.origin::<operations::GetDoorsOperation>(presented).await?;
        let request = operations::GetDoorsRequest {
            origin,
        };
        server.get_doors(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::GetDoorsOperation, S, _>(&http, &server, work).await
}

#[utoipa::path(
    post,
    path = "/doors",
    operation_id = "openDoor",
    tag = "Doors",
    summary = "Open a door",
    description = "With its code.",
    request_body(
        content = models::OpenDoorBody,
        content_type = "application/json",
        description = "The door and its code.",
    ),
    responses(operations::OpenDoorResponse),
)]
async fn open_door<S: DoorsApi>(
    server: web::Data<S>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = async {
        let body = boundary::json::<models::OpenDoorBody>(&http, payload, 0).await?;
        let request = operations::OpenDoorRequest {
            body,
        };
        server.open_door(request).await.map_err(Halt::from)
    };
    boundary::answer::<operations::OpenDoorOperation, S, _>(&http, &server, work).await
}

fn resource_parcels<S: Server>() -> Resource {
    web::resource("/parcels")
        .route(web::post().to(create_parcel::<S>))
        .route(web::get().to(list_parcels::<S>))
        .default_service(
            web::to(|server: web::Data<S>, http: HttpRequest| {
                other_method(server, http, "POST, GET, HEAD")
            }),
        )
}

fn resource_drills<S: Server>() -> Resource {
    web::resource("/drills")
        .guard(guard::fn_guard(|request| request.app_data::<DrillRoutes<S>>().is_some()))
        .route(web::post().to(hold_drill::<S>))
        .default_service(
            web::to(|server: web::Data<S>, http: HttpRequest| {
                other_method(server, http, "POST")
            }),
        )
}

fn resource_doors<S: Server>() -> Resource {
    web::resource("/doors")
        .route(web::get().to(get_doors::<S>))
        .route(web::post().to(open_door::<S>))
        .default_service(
            web::to(|server: web::Data<S>, http: HttpRequest| {
                other_method(server, http, "GET, HEAD, POST")
            }),
        )
}

fn resource_parcels_parcel_id<S: Server>() -> Resource {
    web::resource("/parcels/{parcel_id}")
        .route(web::put().to(update_parcel::<S>))
        .default_service(
            web::to(|server: web::Data<S>, http: HttpRequest| {
                other_method(server, http, "PUT")
            }),
        )
}

fn resource_parcels_parcel_id_moves<S: Server>() -> Resource {
    web::resource("/parcels/{parcel_id}/moves")
        .route(web::post().to(move_parcel::<S>))
        .default_service(
            web::to(|server: web::Data<S>, http: HttpRequest| {
                other_method(server, http, "POST")
            }),
        )
}

fn resource_shelves_shelf_inventory<S: Server>() -> Resource {
    web::resource("/shelves/{shelf}/inventory")
        .route(web::post().to(count_shelf::<S>))
        .default_service(
            web::to(|server: web::Data<S>, http: HttpRequest| {
                other_method(server, http, "POST")
            }),
        )
}

fn resource_parcels_parcel_id_claims<S: Server>() -> Resource {
    web::resource("/parcels/{parcel_id}/claims")
        .route(web::post().to(file_claim::<S>))
        .default_service(
            web::to(|server: web::Data<S>, http: HttpRequest| {
                other_method(server, http, "POST")
            }),
        )
}

/// What every path of the contract begins with.
pub const BASE_PATH: &str = "/depot/v1";

/// Registers every operation of the contract under its base path.
///
/// Optional ones are found only where they are registered too.
pub fn routes<S: Server>(config: &mut web::ServiceConfig) {
    let scope = web::scope(BASE_PATH)
        .service(resource_parcels::<S>())
        .service(resource_drills::<S>())
        .service(resource_doors::<S>())
        .service(resource_parcels_parcel_id::<S>())
        .service(resource_parcels_parcel_id_moves::<S>())
        .service(resource_shelves_shelf_inventory::<S>())
        .service(resource_parcels_parcel_id_claims::<S>())
        .default_service(web::to(unknown_route::<S>));
    config.service(scope);
}

/// Registers the optional routes `drill`, beside [`routes`] and in any order.
pub fn drill_routes<S: Server>(config: &mut web::ServiceConfig) {
    config.app_data(DrillRoutes::<S>(PhantomData));
}

/// Says that the optional routes `drill` are registered.
struct DrillRoutes<S>(PhantomData<S>);

/// Answers a path that the contract does not have.
pub async fn unknown_route<S: Server>(
    server: web::Data<S>,
    http: HttpRequest,
) -> HttpResponse {
    unrouted::<S>(&server, &http, Rejection::UnknownRoute).await
}

/// Answers a path with another method than those that it has.
pub async fn other_method<S: Server>(
    server: web::Data<S>,
    http: HttpRequest,
    methods: &'static str,
) -> HttpResponse {
    let answer = unrouted::<S>(&server, &http, Rejection::MethodNotAllowed).await;
    boundary::allow(answer, methods)
}

async fn unrouted<S: Server>(
    server: &S,
    http: &HttpRequest,
    rejection: Rejection,
) -> HttpResponse {
    let work = async { Err::<operations::UnroutedResponse, _>(Halt::from(rejection)) };
    boundary::answer::<operations::Unrouted, S, _>(http, server, work).await
}

/// The document that the compiled server declares.
#[derive(Debug, utoipa::OpenApi)]
#[openapi(
    info(
        title = "Depot",
        version = "1.2.0",
        description = "Parcels and where they lie."
    ),
    servers((url = "/depot/v1")),
    tags(
        (name = "Parcels", description = "What is stored."),
        (name = "Doors", description = "Who comes and goes.")
    ),
    paths(
        create_parcel,
        list_parcels,
        update_parcel,
        move_parcel,
        count_shelf,
        file_claim,
        hold_drill,
        get_doors,
        open_door
    ),
    components(
        schemas(
            models::Size,
            models::Door,
            models::Count,
            models::Measures,
            models::NewParcel,
            models::ParcelChanges,
            models::Move,
            models::ToShelf,
            models::Parcel,
            models::Meta,
            models::PageMeta,
            models::ParcelEnvelope,
            models::ParcelPageEnvelope,
            models::ErrorEnvelope,
            models::Fault,
            models::Claim,
            models::ClaimErrorEnvelope,
            models::ClaimFault,
            models::ClaimCode,
            models::DoorState,
            models::NewParcelKind,
            models::NewParcelSender,
            models::MoveChoice2,
            models::MetaVersion,
            models::PageMetaVersion,
            models::PageMetaPagination,
            models::OpenDoorBody
        )
    ),
    modifiers(&SecuritySchemes, &OptionalBodies)
)]
pub struct Declared;

struct OptionalBodies;

impl utoipa::Modify for OptionalBodies {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let paths = &mut openapi.paths.paths;
        let operation = paths
            .get_mut("/shelves/{shelf}/inventory")
            .and_then(|path| path.post.as_mut());
        let body = operation.and_then(|operation| operation.request_body.as_mut());
        if let Some(utoipa::openapi::RefOr::T(body)) = body {
            body.required = Some(utoipa::openapi::Required::False);
        }
    }
}

struct SecuritySchemes;

impl utoipa::Modify for SecuritySchemes {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        components
            .add_security_scheme(
                "clerk",
                SecurityScheme::Http(
                    HttpBuilder::new()
                        .scheme(HttpAuthScheme::Bearer)
                        .bearer_format("JWT")
                        .description(Some("A clerk."))
                        .build(),
                ),
            );
        components
            .add_security_scheme(
                "manager",
                SecurityScheme::ApiKey(
                    ApiKey::Header(
                        ApiKeyValue::with_description("x-manager-key", "A key."),
                    ),
                ),
            );
        components
            .add_security_scheme(
                "managerInHeader",
                SecurityScheme::ApiKey(
                    ApiKey::Header(ApiKeyValue::with_description("x-key", "As well.")),
                ),
            );
    }
}
