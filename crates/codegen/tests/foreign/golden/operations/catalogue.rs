// Generated from the contract "Town Library 2.4". Change the contract, not this file.

#[allow(unused_imports, reason = "not every operation needs all of them")]
use sovx_runtime::{Check, Rejection, Undecodable, check};

#[allow(unused_imports, reason = "not every operation needs all of them")]
use sovx_runtime::wire::{
    Answer, Content, Described, Endpoint, Fault, Form, Incoming, Members, OtherStatus,
    Outgoing, Parameter, Part, Place, Request, Response, Shape, StatusOf, Statuses,
    Style, Unwritable, Upload,
};

#[allow(unused_imports, reason = "not every operation needs all of them")]
use super::super::models;

/// A request of `searchTitles`. Search the catalogue
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SearchTitlesRequest {
    pub q: Option<String>,
    pub genre: Option<Vec<String>>,
    pub year: Option<Vec<i64>>,
    pub shelf: Option<Vec<String>>,
    pub branch: Option<Vec<String>>,
    pub published: Option<models::SearchTitlesPublished>,
    pub page: Option<models::SearchTitlesPage>,
    /// Where a request does not say, a server sees `20`.
    pub limit: Option<i64>,
    pub near: Option<models::Place>,
    pub x_locale: Option<Vec<String>>,
    pub seen: Option<Vec<i64>>,
}

impl SearchTitlesRequest {
    const Q: Parameter = Parameter::new(
        "q",
        Place::Query,
        Style::Form { explode: true },
        Shape::Text,
    );
    const GENRE: Parameter = Parameter::new(
        "genre",
        Place::Query,
        Style::Form { explode: true },
        Shape::List(&Shape::Text),
    );
    const YEAR: Parameter = Parameter::new(
        "year",
        Place::Query,
        Style::Form { explode: false },
        Shape::List(&Shape::Integer),
    );
    const SHELF: Parameter = Parameter::new(
        "shelf",
        Place::Query,
        Style::PipeDelimited,
        Shape::List(&Shape::Text),
    );
    const BRANCH: Parameter = Parameter::new(
        "branch",
        Place::Query,
        Style::SpaceDelimited,
        Shape::List(&Shape::Text),
    );
    const PUBLISHED: Parameter = Parameter::new(
        "published",
        Place::Query,
        Style::DeepObject,
        Shape::Object(&[("from", Shape::Integer), ("to", Shape::Integer)], None),
    );
    const PAGE: Parameter = Parameter::new(
        "page",
        Place::Query,
        Style::Form { explode: true },
        Shape::Object(&[("offset", Shape::Integer), ("size", Shape::Integer)], None),
    );
    const LIMIT: Parameter = Parameter::new(
            "limit",
            Place::Query,
            Style::Form { explode: true },
            Shape::Integer,
        )
        .or("20");
    const NEAR: Parameter = Parameter::new(
        "near",
        Place::Query,
        Style::Json,
        Shape::Object(&[("lat", Shape::Number), ("lon", Shape::Number)], None),
    );
    const X_LOCALE: Parameter = Parameter::new(
        "X-Locale",
        Place::Header,
        Style::Simple { explode: false },
        Shape::List(&Shape::Text),
    );
    const SEEN: Parameter = Parameter::new(
        "seen",
        Place::Cookie,
        Style::Form { explode: true },
        Shape::List(&Shape::Integer),
    );
}

impl Request for SearchTitlesRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "searchTitles",
        method: "GET",
        path: "/titles",
        parameters: &[
            Self::Q,
            Self::GENRE,
            Self::YEAR,
            Self::SHELF,
            Self::BRANCH,
            Self::PUBLISHED,
            Self::PAGE,
            Self::LIMIT,
            Self::NEAR,
            Self::X_LOCALE,
            Self::SEEN,
        ],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = SearchTitlesResponse;
    #[allow(clippy::too_many_lines, reason = "a few lines for each parameter")]
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let q = wire
            .optional(
                &Self::Q,
                |value, at, out| {
                    check::string(value, at, out).min_length(2).done();
                },
            );
        let genre = wire
            .optional(
                &Self::GENRE,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.max_items(3).items(check::text);
                    }
                },
            );
        let year = wire
            .optional(
                &Self::YEAR,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::int64);
                    }
                },
            );
        let shelf = wire
            .optional(
                &Self::SHELF,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::text);
                    }
                },
            );
        let branch = wire
            .optional(
                &Self::BRANCH,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::text);
                    }
                },
            );
        let published = wire
            .optional(&Self::PUBLISHED, <models::SearchTitlesPublished as Check>::check);
        let page = wire
            .optional(&Self::PAGE, <models::SearchTitlesPage as Check>::check);
        let limit = wire
            .optional(
                &Self::LIMIT,
                |value, at, out| {
                    check::integer(value, at, out).minimum(1).maximum(50).done();
                },
            );
        let near = wire.optional(&Self::NEAR, <models::Place as Check>::check);
        let x_locale = wire
            .optional(
                &Self::X_LOCALE,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::text);
                    }
                },
            );
        let seen = wire
            .optional(
                &Self::SEEN,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::int64);
                    }
                },
            );
        wire.finish()?;
        Ok(Self {
            q,
            genre,
            year,
            shelf,
            branch,
            published,
            page,
            limit,
            near,
            x_locale,
            seen,
        })
    }

    #[allow(clippy::too_many_lines, reason = "a few lines for each parameter")]
    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::Q, self.q.as_ref())?;
        wire.parameter(&Self::GENRE, self.genre.as_ref())?;
        wire.parameter(&Self::YEAR, self.year.as_ref())?;
        wire.parameter(&Self::SHELF, self.shelf.as_ref())?;
        wire.parameter(&Self::BRANCH, self.branch.as_ref())?;
        wire.parameter(&Self::PUBLISHED, self.published.as_ref())?;
        wire.parameter(&Self::PAGE, self.page.as_ref())?;
        wire.parameter(&Self::LIMIT, self.limit.as_ref())?;
        wire.parameter(&Self::NEAR, self.near.as_ref())?;
        wire.parameter(&Self::X_LOCALE, self.x_locale.as_ref())?;
        wire.parameter(&Self::SEEN, self.seen.as_ref())?;
        Ok(())
    }
}

/// The responses of `searchTitles`.
#[derive(Debug, Clone, PartialEq)]
pub enum SearchTitlesResponse {
    /// What was found.
    OkJson(Vec<models::Title>, SearchTitlesOkJsonHeaders),
    /// What was found.
    OkCsv(String, SearchTitlesOkCsvHeaders),
    /// It did not work.
    Default(OtherStatus<Self>, models::Error),
}

/// What becomes of `searchTitles`: a response, or the unexpected.
pub type SearchTitlesResult = Result<SearchTitlesResponse, Fault>;

impl SearchTitlesResponse {
    const OK_JSON: Described = Described::of(Statuses::Code(200), "application/json");
    const OK_CSV: Described = Described::of(Statuses::Code(200), "text/csv");
    const DEFAULT: Described = Described::of(Statuses::Default, "application/json");
}

impl Response for SearchTitlesResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(200), Statuses::Default];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::OkJson(body, headers) => {
                headers.write(Self::OK_JSON.answer().json(&body)?)
            }
            Self::OkCsv(body, headers) => {
                headers.write(Self::OK_CSV.answer().text(&body)?)
            }
            Self::Default(status, body) => {
                Self::DEFAULT.answer().status(status.get()).json(&body)
            }
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::OK_JSON.is(answer) {
            return Ok(
                Self::OkJson(
                    answer.read_json()?,
                    SearchTitlesOkJsonHeaders::read(answer)?,
                ),
            );
        }
        if Self::OK_CSV.is(answer) {
            return Ok(
                Self::OkCsv(answer.read_text()?, SearchTitlesOkCsvHeaders::read(answer)?),
            );
        }
        if Self::DEFAULT.is(answer) {
            return Ok(
                Self::Default(
                    StatusOf::new(answer.status).ok_or(Undecodable::UndeclaredStatus)?,
                    answer.read_json()?,
                ),
            );
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// The headers of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchTitlesOkJsonHeaders {
    pub x_total: i64,
    pub x_genres: Option<Vec<String>>,
}

impl SearchTitlesOkJsonHeaders {
    const X_TOTAL: Parameter = Parameter::new(
        "X-Total",
        Place::Header,
        Style::Simple { explode: false },
        Shape::Integer,
    );
    const X_GENRES: Parameter = Parameter::new(
        "X-Genres",
        Place::Header,
        Style::Simple { explode: false },
        Shape::List(&Shape::Text),
    );
    fn write(&self, answer: Answer) -> Result<Answer, Unwritable> {
        answer
            .header(&Self::X_TOTAL, Some(&self.x_total))?
            .header(&Self::X_GENRES, self.x_genres.as_ref())
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        Ok(Self {
            x_total: answer.require_header(&Self::X_TOTAL)?,
            x_genres: answer.read_header(&Self::X_GENRES)?,
        })
    }
}

/// The headers of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchTitlesOkCsvHeaders {
    pub x_total: i64,
    pub x_genres: Option<Vec<String>>,
}

impl SearchTitlesOkCsvHeaders {
    const X_TOTAL: Parameter = Parameter::new(
        "X-Total",
        Place::Header,
        Style::Simple { explode: false },
        Shape::Integer,
    );
    const X_GENRES: Parameter = Parameter::new(
        "X-Genres",
        Place::Header,
        Style::Simple { explode: false },
        Shape::List(&Shape::Text),
    );
    fn write(&self, answer: Answer) -> Result<Answer, Unwritable> {
        answer
            .header(&Self::X_TOTAL, Some(&self.x_total))?
            .header(&Self::X_GENRES, self.x_genres.as_ref())
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        Ok(Self {
            x_total: answer.require_header(&Self::X_TOTAL)?,
            x_genres: answer.read_header(&Self::X_GENRES)?,
        })
    }
}

/// A request of `addTitle`.
#[derive(Debug, Clone, PartialEq)]
pub struct AddTitleRequest {
    /// The body.
    pub body: AddTitleBody,
}

impl AddTitleRequest {
    const FORM_FORM: Form = Form {
        members: &[
            Parameter::new(
                "isbn",
                Place::Query,
                Style::Form { explode: true },
                Shape::Text,
            ),
            Parameter::new(
                "name",
                Place::Query,
                Style::Form { explode: true },
                Shape::Text,
            ),
            Parameter::new(
                "year",
                Place::Query,
                Style::Form { explode: true },
                Shape::Union(&[Shape::Integer, Shape::Null]),
            ),
            Parameter::new(
                "tags",
                Place::Query,
                Style::Form { explode: false },
                Shape::List(&Shape::Text),
            ),
            Parameter::new(
                "place",
                Place::Query,
                Style::Json,
                Shape::Object(&[("lat", Shape::Number), ("lon", Shape::Number)], None),
            ),
        ],
        others: Shape::Any,
        types: &[],
    };

    /// A request with what must be said.
    pub fn new(body: AddTitleBody) -> Self {
        Self { body }
    }
}

impl Request for AddTitleRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "addTitle",
        method: "POST",
        path: "/titles",
        parameters: &[],
        accepts: &[
            "application/json",
            "application/x-www-form-urlencoded",
            "text/plain",
        ],
        body_required: true,
        security: Some(&super::STAFF),
        malformed: 400,
        limits: 400,
    };
    type Response = AddTitleResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        Ok(Self {
            body: match wire.media() {
                0 => {
                    AddTitleBody::Json(
                        wire.json(usize::MAX, <models::Title as Check>::check)?,
                    )
                }
                1 => {
                    AddTitleBody::Form(
                        wire.form(&Self::FORM_FORM, <models::Title as Check>::check)?,
                    )
                }
                _ => {
                    AddTitleBody::Text(
                        wire
                            .text(
                                &Shape::Text,
                                |value, at, out| {
                                    check::string(value, at, out).min_length(3).done();
                                },
                            )?,
                    )
                }
            },
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        let body = &self.body;
        match body {
            AddTitleBody::Json(body) => {
                wire.json(0, body)?;
            }
            AddTitleBody::Form(body) => {
                wire.form(1, &Self::FORM_FORM, body)?;
            }
            AddTitleBody::Text(body) => {
                wire.text(2, body)?;
            }
        }
        Ok(())
    }
}

/// The bodies that `addTitle` takes.
#[derive(Debug, Clone, PartialEq)]
pub enum AddTitleBody {
    /// `application/json`.
    Json(models::Title),
    /// `application/x-www-form-urlencoded`.
    Form(models::Title),
    /// `text/plain`.
    Text(String),
}

/// The responses of `addTitle`.
#[derive(Debug, Clone, PartialEq)]
pub enum AddTitleResponse {
    /// Added.
    Created(models::Title, AddTitleCreatedHeaders),
    /// It did not work.
    ClientError(StatusOf<Self, 4>, models::Error),
    /// Known already.
    Conflict,
}

/// What becomes of `addTitle`: a response, or the unexpected.
pub type AddTitleResult = Result<AddTitleResponse, Fault>;

impl AddTitleResponse {
    const CREATED: Described = Described::of(Statuses::Code(201), "application/json");
    const CLIENT_ERROR: Described = Described::of(
        Statuses::Range(4),
        "application/json",
    );
    const CONFLICT: Described = Described::empty(Statuses::Code(409));
}

impl Response for AddTitleResponse {
    const DECLARED: &'static [Statuses] = &[
        Statuses::Code(201),
        Statuses::Range(4),
        Statuses::Code(409),
    ];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Created(body, headers) => {
                headers.write(Self::CREATED.answer().json(&body)?)
            }
            Self::ClientError(status, body) => {
                Self::CLIENT_ERROR.answer().status(status.get()).json(&body)
            }
            Self::Conflict => Ok(Self::CONFLICT.answer()),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::CREATED.is(answer) {
            return Ok(
                Self::Created(answer.read_json()?, AddTitleCreatedHeaders::read(answer)?),
            );
        }
        if Self::CONFLICT.is(answer) {
            return Ok(Self::Conflict);
        }
        if Self::CLIENT_ERROR.is(answer) {
            return Ok(
                Self::ClientError(
                    StatusOf::new(answer.status).ok_or(Undecodable::UndeclaredStatus)?,
                    answer.read_json()?,
                ),
            );
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// The headers of a response.
#[derive(Debug, Clone, PartialEq)]
pub struct AddTitleCreatedHeaders {
    pub location: String,
}

impl AddTitleCreatedHeaders {
    const LOCATION: Parameter = Parameter::new(
        "Location",
        Place::Header,
        Style::Simple { explode: false },
        Shape::Text,
    );
    fn write(&self, answer: Answer) -> Result<Answer, Unwritable> {
        answer.header(&Self::LOCATION, Some(&self.location))
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        Ok(Self {
            location: answer.require_header(&Self::LOCATION)?,
        })
    }
}

/// A request of `getTitle`.
#[derive(Debug, Clone, PartialEq)]
pub struct GetTitleRequest {
    pub isbn: String,
}

impl GetTitleRequest {
    const ISBN: Parameter = Parameter::new(
        "isbn",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );

    /// A request with what must be said.
    pub fn new(isbn: String) -> Self {
        Self { isbn }
    }
}

impl Request for GetTitleRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "getTitle",
        method: "GET",
        path: "/titles/{isbn}",
        parameters: &[Self::ISBN],
        accepts: &[],
        body_required: false,
        security: Some(&super::NOTHING_OR_CARD_KEY),
        malformed: 400,
        limits: 400,
    };
    type Response = GetTitleResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let isbn = wire
            .required(
                &Self::ISBN,
                |value, at, out| {
                    static PATTERN: check::Pattern = check::Pattern::ecma(
                        "^[0-9]{3,13}$",
                    );
                    check::string(value, at, out).pattern(&PATTERN).done();
                },
            );
        let checked = wire.finish()?;
        Ok(Self {
            isbn: checked.settled(isbn)?,
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::ISBN, Some(&self.isbn))?;
        Ok(())
    }
}

/// The responses of `getTitle`.
#[derive(Debug, Clone, PartialEq)]
pub enum GetTitleResponse {
    /// The title.
    Ok(models::Title),
    /// None such.
    NotFound,
}

/// What becomes of `getTitle`: a response, or the unexpected.
pub type GetTitleResult = Result<GetTitleResponse, Fault>;

impl GetTitleResponse {
    const OK: Described = Described::of(Statuses::Code(200), "application/json");
    const NOT_FOUND: Described = Described::empty(Statuses::Code(404));
}

impl Response for GetTitleResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(200), Statuses::Code(404)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Ok(body) => Self::OK.answer().json(&body),
            Self::NotFound => Ok(Self::NOT_FOUND.answer()),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::OK.is(answer) {
            return Ok(Self::Ok(answer.read_json()?));
        }
        if Self::NOT_FOUND.is(answer) {
            return Ok(Self::NotFound);
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// A request of `getTitlesByIsbnCoverByFormat`.
#[derive(Debug, Clone, PartialEq)]
pub struct GetTitlesByIsbnCoverByFormatRequest {
    pub isbn: String,
    pub format: models::GetTitlesByIsbnCoverByFormatFormat,
}

impl GetTitlesByIsbnCoverByFormatRequest {
    const ISBN: Parameter = Parameter::new(
        "isbn",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );
    const FORMAT: Parameter = Parameter::new(
        "format",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );

    /// A request with what must be said.
    pub fn new(
        isbn: String,
        format: models::GetTitlesByIsbnCoverByFormatFormat,
    ) -> Self {
        Self { isbn, format }
    }
}

impl Request for GetTitlesByIsbnCoverByFormatRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "getTitlesByIsbnCoverByFormat",
        method: "GET",
        path: "/titles/{isbn}/cover.{format}",
        parameters: &[Self::ISBN, Self::FORMAT],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = GetTitlesByIsbnCoverByFormatResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let isbn = wire.required(&Self::ISBN, check::text);
        let format = wire
            .required(
                &Self::FORMAT,
                <models::GetTitlesByIsbnCoverByFormatFormat as Check>::check,
            );
        let checked = wire.finish()?;
        Ok(Self {
            isbn: checked.settled(isbn)?,
            format: checked.settled(format)?,
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::ISBN, Some(&self.isbn))?;
        wire.parameter(&Self::FORMAT, Some(&self.format))?;
        Ok(())
    }
}

/// The responses of `getTitlesByIsbnCoverByFormat`.
#[derive(Debug, Clone, PartialEq)]
pub enum GetTitlesByIsbnCoverByFormatResponse {
    /// The picture.
    Ok(Content),
}

/// What becomes of `getTitlesByIsbnCoverByFormat`: a response, or the unexpected.
pub type GetTitlesByIsbnCoverByFormatResult = Result<
    GetTitlesByIsbnCoverByFormatResponse,
    Fault,
>;

impl GetTitlesByIsbnCoverByFormatResponse {
    const OK: Described = Described::of(Statuses::Code(200), "image/*");
}

impl Response for GetTitlesByIsbnCoverByFormatResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(200)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Ok(body) => Self::OK.answer().content(body),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::OK.is(answer) {
            return Ok(Self::Ok(answer.read_content()));
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// A request of `putCover`.
#[derive(Debug, Clone, PartialEq)]
pub struct PutCoverRequest {
    pub isbn: String,
    pub format: models::PutCoverFormat,
    /// The body.
    pub body: Option<Vec<u8>>,
}

impl PutCoverRequest {
    const ISBN: Parameter = Parameter::new(
        "isbn",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );
    const FORMAT: Parameter = Parameter::new(
        "format",
        Place::Path,
        Style::Simple { explode: false },
        Shape::Text,
    );

    /// A request with what must be said.
    pub fn new(isbn: String, format: models::PutCoverFormat) -> Self {
        Self { isbn, format, body: None }
    }
}

impl Request for PutCoverRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "putCover",
        method: "PUT",
        path: "/titles/{isbn}/cover.{format}",
        parameters: &[Self::ISBN, Self::FORMAT],
        accepts: &["application/octet-stream"],
        body_required: false,
        security: Some(&super::DESK),
        malformed: 400,
        limits: 400,
    };
    type Response = PutCoverResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let isbn = wire.required(&Self::ISBN, check::text);
        let format = wire
            .required(&Self::FORMAT, <models::PutCoverFormat as Check>::check);
        let checked = wire.finish()?;
        Ok(Self {
            isbn: checked.settled(isbn)?,
            format: checked.settled(format)?,
            body: if wire.has_body() { Some(wire.bytes()) } else { None },
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::ISBN, Some(&self.isbn))?;
        wire.parameter(&Self::FORMAT, Some(&self.format))?;
        if let Some(body) = &self.body {
            wire.bytes(0, body.as_slice());
        }
        Ok(())
    }
}

/// The responses of `putCover`.
#[derive(Debug, Clone, PartialEq)]
pub enum PutCoverResponse {
    /// Kept.
    NoContent,
}

/// What becomes of `putCover`: a response, or the unexpected.
pub type PutCoverResult = Result<PutCoverResponse, Fault>;

impl PutCoverResponse {
    const NO_CONTENT: Described = Described::empty(Statuses::Code(204));
}

impl Response for PutCoverResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(204)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::NoContent => Ok(Self::NO_CONTENT.answer()),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::NO_CONTENT.is(answer) {
            return Ok(Self::NoContent);
        }
        Err(Undecodable::UndeclaredStatus)
    }
}

/// A request of `getShelves`.
#[derive(Debug, Clone, PartialEq)]
pub struct GetShelvesRequest {
    pub range: Vec<i64>,
    pub corner: models::GetShelvesCorner,
    pub floor: Vec<String>,
}

impl GetShelvesRequest {
    const RANGE: Parameter = Parameter::new(
        "range",
        Place::Path,
        Style::Label { explode: true },
        Shape::List(&Shape::Integer),
    );
    const CORNER: Parameter = Parameter::new(
        "corner",
        Place::Path,
        Style::Matrix { explode: true },
        Shape::Object(&[("x", Shape::Integer), ("y", Shape::Integer)], None),
    );
    const FLOOR: Parameter = Parameter::new(
        "floor",
        Place::Path,
        Style::Matrix { explode: false },
        Shape::List(&Shape::Text),
    );

    /// A request with what must be said.
    pub fn new(
        range: Vec<i64>,
        corner: models::GetShelvesCorner,
        floor: Vec<String>,
    ) -> Self {
        Self { range, corner, floor }
    }
}

impl Request for GetShelvesRequest {
    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "getShelves",
        method: "GET",
        path: "/shelves/{range}/{corner}/{floor}",
        parameters: &[Self::RANGE, Self::CORNER, Self::FLOOR],
        accepts: &[],
        body_required: false,
        security: None,
        malformed: 400,
        limits: 400,
    };
    type Response = GetShelvesResponse;
    fn read(wire: &mut Incoming<'_>) -> Result<Self, Rejection> {
        let range = wire
            .required(
                &Self::RANGE,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::int64);
                    }
                },
            );
        let corner = wire
            .required(&Self::CORNER, <models::GetShelvesCorner as Check>::check);
        let floor = wire
            .required(
                &Self::FLOOR,
                |value, at, out| {
                    if let Some(mut list) = check::array(value, at, out) {
                        list.items(check::text);
                    }
                },
            );
        let checked = wire.finish()?;
        Ok(Self {
            range: checked.settled(range)?,
            corner: checked.settled(corner)?,
            floor: checked.settled(floor)?,
        })
    }

    fn write(&self, wire: &mut Outgoing) -> Result<(), Unwritable> {
        wire.parameter(&Self::RANGE, Some(&self.range))?;
        wire.parameter(&Self::CORNER, Some(&self.corner))?;
        wire.parameter(&Self::FLOOR, Some(&self.floor))?;
        Ok(())
    }
}

/// The responses of `getShelves`.
#[derive(Debug, Clone, PartialEq)]
pub enum GetShelvesResponse {
    /// The shelves.
    Ok(String),
}

/// What becomes of `getShelves`: a response, or the unexpected.
pub type GetShelvesResult = Result<GetShelvesResponse, Fault>;

impl GetShelvesResponse {
    const OK: Described = Described::of(Statuses::Code(200), "text/plain");
}

impl Response for GetShelvesResponse {
    const DECLARED: &'static [Statuses] = &[Statuses::Code(200)];
    fn write(self) -> Result<Answer, Unwritable> {
        match self {
            Self::Ok(body) => Self::OK.answer().text(&body),
        }
    }

    fn read(answer: &Answer) -> Result<Self, Undecodable> {
        if Self::OK.is(answer) {
            return Ok(Self::Ok(answer.read_text()?));
        }
        Err(Undecodable::UndeclaredStatus)
    }
}
