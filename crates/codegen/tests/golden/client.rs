// Generated from the contract "Depot 1.2.0". Change the contract, not this file.

/// Where the contract's operations live on a server.
pub const BASE_PATH: &str = "/depot/v1";

impl Client {
    /// Store a parcel
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn create_parcel(
        &self,
        request: &operations::CreateParcelRequest,
    ) -> Result<Answer<operations::CreateParcelResponse>, ClientError> {
        let call = Call::new("createParcel", reqwest::Method::POST, &["parcels"])
            .credential(&[("clerk", "authorization")])
            .header("x-shelf", Some(&request.x_shelf))
            .json(&request.body);
        self.send(call, operations::CreateParcelResponse::decode).await
    }

    /// List parcels
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn list_parcels(
        &self,
        request: &operations::ListParcelsRequest,
    ) -> Result<Answer<operations::ListParcelsResponse>, ClientError> {
        let call = Call::new("listParcels", reqwest::Method::GET, &["parcels"])
            .credential(&[("manager", "x-manager-key")])
            .query("filter[limit]", Some(&request.filter_limit))
            .query("size", request.size.as_ref())
            .query("fragile", Some(&request.fragile))
            .query("heavier", request.heavier.as_ref());
        self.send(call, operations::ListParcelsResponse::decode).await
    }

    /// Change a parcel
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn update_parcel(
        &self,
        request: &operations::UpdateParcelRequest,
    ) -> Result<Answer<operations::UpdateParcelResponse>, ClientError> {
        let call = Call::new(
                "updateParcel",
                reqwest::Method::PUT,
                &["parcels", &request.parcel_id.to_string()],
            )
            .credential(&[("clerk", "authorization")])
            .json(&request.body);
        self.send(call, operations::UpdateParcelResponse::decode).await
    }

    /// Move a parcel
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn move_parcel(
        &self,
        request: &operations::MoveParcelRequest,
    ) -> Result<Answer<operations::MoveParcelResponse>, ClientError> {
        let call = Call::new(
                "moveParcel",
                reqwest::Method::POST,
                &["parcels", &request.parcel_id.to_string(), "moves"],
            )
            .credential(&[("clerk", "authorization")])
            .credential(&[("manager", "x-manager-key")])
            .secret_header("Idempotency-Key", request.idempotency_key.as_ref())
            .json(&request.body);
        self.send(call, operations::MoveParcelResponse::decode).await
    }

    /// Count a shelf
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn count_shelf(
        &self,
        request: &operations::CountShelfRequest,
    ) -> Result<Answer<operations::CountShelfResponse>, ClientError> {
        let call = Call::new(
                "countShelf",
                reqwest::Method::POST,
                &["shelves", &request.shelf.to_string(), "inventory"],
            )
            .credential(&[("clerk", "authorization"), ("manager", "x-manager-key")])
            .optional_json(request.body.as_ref());
        self.send(call, operations::CountShelfResponse::decode).await
    }

    /// Claim damages
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn file_claim(
        &self,
        request: &operations::FileClaimRequest,
    ) -> Result<Answer<operations::FileClaimResponse>, ClientError> {
        let call = Call::new(
                "fileClaim",
                reqwest::Method::POST,
                &["parcels", &request.parcel_id.to_string(), "claims"],
            )
            .credential(&[("clerk", "authorization")])
            .json(&request.body);
        self.send(call, operations::FileClaimResponse::decode).await
    }

    /// Hold a drill
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn hold_drill(
        &self,
        request: &operations::HoldDrillRequest,
    ) -> Result<Answer<operations::HoldDrillResponse>, ClientError> {
        let _ = request;
        let call = Call::new("holdDrill", reqwest::Method::POST, &["drills"])
            .credential(&[("manager", "x-manager-key")]);
        self.send(call, operations::HoldDrillResponse::decode).await
    }

    /// See the doors
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn get_doors(
        &self,
        request: &operations::GetDoorsRequest,
    ) -> Result<Answer<operations::GetDoorsResponse>, ClientError> {
        let _ = request;
        let call = Call::new("getDoors", reqwest::Method::GET, &["doors"]);
        self.send(call, operations::GetDoorsResponse::decode).await
    }

    /// Open a door
    ///
    /// # Errors
    /// When the server cannot be reached or answers what the contract does not declare.
    pub async fn open_door(
        &self,
        request: &operations::OpenDoorRequest,
    ) -> Result<Answer<operations::OpenDoorResponse>, ClientError> {
        let call = Call::new("openDoor", reqwest::Method::POST, &["doors"])
            .json(&request.body);
        self.send(call, operations::OpenDoorResponse::decode).await
    }
}
