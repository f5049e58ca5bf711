//! The rules of compatibility: each kind of change has one code and one judgement.
//!
//! A request breaks when the new document admits less of it, a response when the new document
//! admits more of it. Inside `not` the two change places. What a `readOnly` member does concerns no
//! request, and what a `writeOnly` member does no response: such a change is compatible there.

use std::fmt;

/// What a change means for clients that were written for the old document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// They do not notice.
    Compatible,
    /// They go on, but something that they may rely on has changed.
    Warning,
    /// Some of them stop working.
    Breaking,
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Compatible => "compatible",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        })
    }
}

/// Which way the thing that changed travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

impl Direction {
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// How a rule judges.
#[derive(Clone, Copy)]
enum Judgement {
    /// Wherever it is found.
    Anywhere(Level),
    /// In requests, and in responses.
    Each(Level, Level),
}

use Judgement::{Anywhere, Each};
use Level::{Breaking, Compatible, Warning};

macro_rules! rules {
    ($($name:ident = $code:literal, $judgement:expr, $text:literal;)*) => {
        /// One kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Rule {
            $(#[doc = $text] $name,)*
        }

        impl Rule {
            /// The rules in the order of the table, each with what it says.
            #[cfg(test)]
            pub(super) const ALL: &[(Self, &str)] = &[$((Self::$name, $text),)*];

            fn name(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            fn judgement(self) -> Judgement {
                match self { $(Self::$name => $judgement,)* }
            }
        }
    };
}

impl Rule {
    /// The stable code of such a change: `request-max-length-lowered`, `operation-removed`.
    pub(super) fn code(self, direction: Direction) -> String {
        match self.judgement() {
            Anywhere(_) => self.name().to_owned(),
            Each(..) => format!("{}-{}", direction.word(), self.name()),
        }
    }

    /// What such a change means.
    pub(super) fn level(self, direction: Direction) -> Level {
        match (self.judgement(), direction) {
            (Anywhere(level), _)
            | (Each(level, _), Direction::Request)
            | (Each(_, level), Direction::Response) => level,
        }
    }
}

rules! {
    BasePathChanged = "base-path-changed", Anywhere(Breaking), "The path below which every operation stands is another.";
    ServerRemoved = "server-removed", Anywhere(Breaking), "A server is no longer named.";
    ServerAdded = "server-added", Anywhere(Compatible), "A server more is named.";
    ServerChanged = "server-changed", Anywhere(Warning), "The variables of a server's URL differ.";
    OperationServersChanged = "operation-servers-changed", Anywhere(Breaking), "An operation or path has other servers of its own.";
    OperationRemoved = "operation-removed", Anywhere(Breaking), "An operation is gone.";
    OperationAdded = "operation-added", Anywhere(Compatible), "An operation is new.";
    OperationMoved = "operation-moved", Anywhere(Breaking), "An operation has another method or path.";
    PathParameterRenamed = "path-parameter-renamed", Anywhere(Warning), "The path is the same but for the name of a parameter: requests stay, generated code and links do not.";
    OperationIdChanged = "operation-id-changed", Anywhere(Warning), "Generated code and links call it differently.";
    TagsChanged = "tags-changed", Anywhere(Compatible), "It belongs to other groups.";
    OperationDeprecated = "operation-deprecated", Anywhere(Warning), "It is going away.";
    OperationRestored = "operation-restored", Anywhere(Compatible), "It is not going away any more.";
    OperationChanged = "operation-changed", Anywhere(Breaking), "Anything about an operation that no code is generated for (`TRACE`) differs but its prose.";
    CallbackRemoved = "callback-removed", Anywhere(Breaking), "The server no longer calls back.";
    CallbackAdded = "callback-added", Anywhere(Warning), "The server calls back, and somebody has to answer.";
    CallbackChanged = "callback-changed", Anywhere(Breaking), "Anything about a callback differs but its prose.";
    WebhookRemoved = "webhook-removed", Anywhere(Breaking), "The server no longer sends it.";
    WebhookAdded = "webhook-added", Anywhere(Warning), "The server sends it, and somebody has to answer.";
    WebhookChanged = "webhook-changed", Anywhere(Breaking), "Anything about a webhook differs but its prose.";
    SecurityTightened = "security-tightened", Anywhere(Breaking), "A credential that was enough is not any more: a requirement, a scheme or a scope more.";
    SecurityRelaxed = "security-relaxed", Anywhere(Compatible), "Every credential that was enough still is, and others are.";
    SecurityDropped = "security-dropped", Anywhere(Warning), "Anybody may call what asked for a credential.";
    SecuritySchemeRemoved = "security-scheme-removed", Anywhere(Breaking), "A way to prove who is calling is gone.";
    SecuritySchemeAdded = "security-scheme-added", Anywhere(Compatible), "A way to prove who is calling is new.";
    SecuritySchemeChanged = "security-scheme-changed", Anywhere(Breaking), "The credential travels differently, or comes from elsewhere.";
    UnusedSecuritySchemeChanged = "unused-security-scheme-changed", Anywhere(Compatible), "A way to prove who is calling that nothing asks for is gone or differs.";
    SecurityScopeRemoved = "security-scope-removed", Anywhere(Breaking), "A flow no longer grants a scope.";
    SecurityScopeAdded = "security-scope-added", Anywhere(Compatible), "A flow grants a scope more.";
    ParameterRemoved = "request-parameter-removed", Anywhere(Warning), "What clients send for it has no effect any more.";
    ParameterAdded = "request-parameter-added", Anywhere(Compatible), "A parameter is new and may be left out.";
    RequiredParameterAdded = "required-request-parameter-added", Anywhere(Breaking), "A parameter is new and must be sent.";
    ParameterRenamed = "request-parameter-renamed", Anywhere(Breaking), "It is sent under another name or in another place.";
    ParameterRequired = "request-parameter-became-required", Anywhere(Breaking), "It may not be left out any more.";
    ParameterOptional = "request-parameter-became-optional", Anywhere(Compatible), "It may be left out.";
    ParameterStyleChanged = "request-parameter-style-changed", Anywhere(Breaking), "Its value is written differently.";
    BodyRemoved = "request-body-removed", Anywhere(Breaking), "The operation takes no body any more.";
    BodyAdded = "request-body-added", Anywhere(Compatible), "The operation takes a body that may be left out.";
    RequiredBodyAdded = "required-request-body-added", Anywhere(Breaking), "The operation takes a body that must be sent.";
    BodyRequired = "request-body-became-required", Anywhere(Breaking), "It may not be left out any more.";
    BodyOptional = "request-body-became-optional", Anywhere(Compatible), "It may be left out.";
    StatusRemoved = "response-status-removed", Anywhere(Breaking), "The operation no longer answers with this success.";
    StatusAdded = "response-status-added", Anywhere(Warning), "The operation may answer with a success that clients do not know.";
    StatusChanged = "response-status-changed", Anywhere(Breaking), "The operation answers with another success.";
    ErrorRemoved = "response-error-removed", Anywhere(Warning), "An error that clients may wait for does not come any more.";
    ErrorAdded = "response-error-added", Anywhere(Compatible), "An error is new; clients treat it like its hundred (RFC 9110, section 15).";
    ErrorChanged = "response-error-changed", Anywhere(Warning), "The operation answers with another error.";
    StatusGeneralised = "response-status-generalised", Anywhere(Warning), "A status is described only by its range or by `default`.";
    StatusSpecified = "response-status-specified", Anywhere(Compatible), "A status that its range or `default` described has words of its own.";
    AnswerRemoved = "response-body-removed", Anywhere(Breaking), "The response has no body any more.";
    AnswerAdded = "response-body-added", Anywhere(Compatible), "The response has a body.";
    HeaderRemoved = "response-header-removed", Anywhere(Warning), "A header that did not always come is gone.";
    RequiredHeaderRemoved = "required-response-header-removed", Anywhere(Breaking), "A header that always came is gone.";
    HeaderAdded = "response-header-added", Anywhere(Compatible), "A header is new.";
    HeaderOptional = "response-header-became-optional", Anywhere(Breaking), "A header does not always come any more.";
    HeaderRequired = "response-header-became-required", Anywhere(Compatible), "A header always comes.";
    LinkRemoved = "response-link-removed", Anywhere(Breaking), "A link that clients may follow is gone.";
    LinkAdded = "response-link-added", Anywhere(Compatible), "A link is new.";
    LinkChanged = "response-link-changed", Anywhere(Breaking), "A link leads elsewhere or carries something else.";
    ContentTypeRemoved = "content-type-removed", Each(Breaking, Breaking), "A body of this content type is no longer taken or given.";
    ContentTypeAdded = "content-type-added", Each(Compatible, Compatible), "A body of a content type more is taken or given.";
    ContentTypeChanged = "content-type-changed", Each(Breaking, Breaking), "Some content types are gone and others new.";
    EncodingChanged = "encoding-changed", Each(Breaking, Breaking), "Members of a form are written differently.";
    SchemaAdded = "schema-added", Each(Breaking, Compatible), "A body that could be anything has a schema.";
    SchemaRemoved = "schema-removed", Each(Compatible, Breaking), "A body can be anything.";
    SchemaRenamed = "schema-renamed", Anywhere(Compatible), "The same schema has another name.";
    TypeNarrowed = "type-narrowed", Each(Breaking, Compatible), "Only some of the types or values are left.";
    TypeWidened = "type-widened", Each(Compatible, Breaking), "Other types or values are admitted too.";
    TypeChanged = "type-changed", Each(Breaking, Breaking), "It is something else.";
    NullAdmitted = "became-nullable", Each(Compatible, Breaking), "It may be null.";
    NullRefused = "became-not-nullable", Each(Breaking, Warning), "It may not be null; in generated clients its type changes.";
    ReadOnlyAdded = "became-read-only", Each(Warning, Compatible), "What clients send for it has no effect any more.";
    ReadOnlyRemoved = "became-writable", Each(Warning, Compatible), "What clients send for it has an effect.";
    WriteOnlyAdded = "became-write-only", Each(Compatible, Breaking), "It does not come back any more.";
    WriteOnlyRemoved = "became-readable", Each(Compatible, Warning), "It comes back.";
    Deprecated = "deprecated", Each(Warning, Warning), "It is going away.";
    Restored = "restored", Each(Compatible, Compatible), "It is not going away any more.";
    DefaultAdded = "default-added", Each(Warning, Compatible), "What is left out stands for something.";
    DefaultChanged = "default-changed", Each(Breaking, Warning), "What is left out stands for something else.";
    DefaultRemoved = "default-removed", Each(Breaking, Warning), "What is left out stands for nothing.";
    FormatAdded = "format-added", Each(Breaking, Compatible), "It has a format.";
    FormatRemoved = "format-removed", Each(Compatible, Breaking), "It has no format any more.";
    FormatNarrowed = "format-narrowed", Each(Breaking, Compatible), "The format admits less: int64 became int32, double became float.";
    FormatWidened = "format-widened", Each(Compatible, Breaking), "The format admits more: int32 became int64, float became double.";
    FormatChanged = "format-changed", Each(Breaking, Breaking), "It has another format.";
    PatternAdded = "pattern-added", Each(Breaking, Compatible), "It must match an expression.";
    PatternRemoved = "pattern-removed", Each(Compatible, Breaking), "It need not match an expression any more.";
    PatternChanged = "pattern-changed", Each(Breaking, Breaking), "It must match another expression.";
    MinimumRaised = "minimum-raised", Each(Breaking, Compatible), "Small numbers are out.";
    MinimumLowered = "minimum-lowered", Each(Compatible, Breaking), "Smaller numbers are in.";
    MaximumLowered = "maximum-lowered", Each(Breaking, Compatible), "Large numbers are out.";
    MaximumRaised = "maximum-raised", Each(Compatible, Breaking), "Larger numbers are in.";
    StepWidened = "multiple-of-widened", Each(Compatible, Breaking), "Numbers between the old steps are in.";
    StepNarrowed = "multiple-of-narrowed", Each(Breaking, Compatible), "Some of the old steps are out.";
    StepChanged = "multiple-of-changed", Each(Breaking, Breaking), "The steps are others.";
    MinLengthRaised = "min-length-raised", Each(Breaking, Compatible), "Short texts are out.";
    MinLengthLowered = "min-length-lowered", Each(Compatible, Breaking), "Shorter texts are in.";
    MaxLengthLowered = "max-length-lowered", Each(Breaking, Compatible), "Long texts are out.";
    MaxLengthRaised = "max-length-raised", Each(Compatible, Breaking), "Longer texts are in.";
    MinItemsRaised = "min-items-raised", Each(Breaking, Compatible), "Short lists are out.";
    MinItemsLowered = "min-items-lowered", Each(Compatible, Breaking), "Shorter lists are in.";
    MaxItemsLowered = "max-items-lowered", Each(Breaking, Compatible), "Long lists are out.";
    MaxItemsRaised = "max-items-raised", Each(Compatible, Breaking), "Longer lists are in.";
    UniqueItemsAdded = "unique-items-added", Each(Breaking, Compatible), "No item may come twice.";
    UniqueItemsRemoved = "unique-items-removed", Each(Compatible, Breaking), "Items may come twice.";
    MinPropertiesRaised = "min-properties-raised", Each(Breaking, Compatible), "Objects of few members are out.";
    MinPropertiesLowered = "min-properties-lowered", Each(Compatible, Breaking), "Objects of fewer members are in.";
    MaxPropertiesLowered = "max-properties-lowered", Each(Breaking, Compatible), "Objects of many members are out.";
    MaxPropertiesRaised = "max-properties-raised", Each(Compatible, Breaking), "Objects of more members are in.";
    ValueRemoved = "enum-value-removed", Each(Breaking, Compatible), "A listed value is gone.";
    ValueAdded = "enum-value-added", Each(Compatible, Breaking), "A listed value is new.";
    ValuesChanged = "enum-values-changed", Each(Breaking, Breaking), "Some listed values are gone and others new.";
    PropertyAdded = "property-added", Each(Compatible, Compatible), "A member that may be left out is new in an open object.";
    PropertyAdmitted = "property-admitted", Each(Compatible, Warning), "The same in an object that was closed: a strict client refuses it.";
    RequiredPropertyAdded = "required-property-added", Each(Breaking, Compatible), "A member that must be there is new in an open object.";
    RequiredPropertyAdmitted = "required-property-admitted", Each(Breaking, Warning), "The same in an object that was closed: a strict client refuses it.";
    PropertyRemoved = "property-removed", Each(Warning, Warning), "A member that could be left out is not declared any more, in an open object.";
    PropertyRefused = "property-refused", Each(Breaking, Warning), "The same in a closed object: who sends it is refused.";
    RequiredPropertyRemoved = "required-property-removed", Each(Warning, Breaking), "A member that was always there is not declared any more, in an open object.";
    RequiredPropertyRefused = "required-property-refused", Each(Breaking, Breaking), "The same in a closed object: who sends it is refused.";
    PropertyRenamed = "property-renamed", Each(Breaking, Breaking), "The same member has another name.";
    PropertyRequired = "property-became-required", Each(Breaking, Compatible), "A member must be there.";
    PropertyOptional = "property-became-optional", Each(Compatible, Breaking), "A member may be left out.";
    FurtherNarrowed = "additional-properties-narrowed", Each(Breaking, Compatible), "Fewer further members are admitted.";
    FurtherWidened = "additional-properties-widened", Each(Compatible, Breaking), "More further members are admitted.";
    PatternPropertyNarrowed = "pattern-properties-narrowed", Each(Breaking, Compatible), "Members whose names match are held to more.";
    PatternPropertyWidened = "pattern-properties-widened", Each(Compatible, Breaking), "Members whose names match are held to less.";
    AlternativeRemoved = "alternative-removed", Each(Breaking, Compatible), "A branch of `oneOf` or `anyOf` is gone.";
    AlternativeAdded = "alternative-added", Each(Compatible, Breaking), "A branch of `oneOf` or `anyOf` is new.";
    ChoiceNarrowed = "any-of-became-one-of", Each(Breaking, Compatible), "A value may satisfy one branch only.";
    ChoiceWidened = "one-of-became-any-of", Each(Compatible, Breaking), "A value may satisfy several branches.";
    DemandAdded = "demand-added", Each(Breaking, Compatible), "A part of `allOf` is new.";
    DemandRemoved = "demand-removed", Each(Compatible, Breaking), "A part of `allOf` is gone.";
    DiscriminatorAdded = "discriminator-added", Each(Warning, Warning), "A member tells the branches apart.";
    DiscriminatorRemoved = "discriminator-removed", Each(Warning, Warning), "No member tells the branches apart any more.";
    DiscriminatorChanged = "discriminator-changed", Each(Breaking, Breaking), "Another member tells the branches apart.";
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, fs};

    use super::*;

    /// The page of the documentation that lists the rules.
    fn page() -> String {
        let mut page = "# The rules\n\nA code that begins with `…` is said of requests and of \
             responses: `request-max-length-lowered`. Inside `not` the two levels change places. A \
             change in what only the other direction sees (`readOnly`, `writeOnly`) is \
             compatible.\n\n\
             | code | in requests | in responses | what has changed |\n|---|---|---|---|\n"
            .to_owned();
        for (rule, text) in Rule::ALL {
            let name = rule.name();
            let row = match rule.judgement() {
                Anywhere(level) => format!("| `{name}` | {level} | {level} | {text} |\n"),
                Each(request, response) => {
                    format!("| `…-{name}` | {request} | {response} | {text} |\n")
                }
            };
            page.push_str(&row);
        }
        page
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "asks whether to rewrite the page"
    )]
    fn every_rule_stands_in_the_documentation() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diff/rules.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(file, page()).unwrap();
        }

        let written = fs::read_to_string(file).unwrap();

        assert!(
            written == page(),
            "run again with UPDATE_DOCS=1 and read the difference"
        );
    }

    #[test]
    fn no_two_rules_share_a_code() {
        let directions = [Direction::Request, Direction::Response];
        let codes = Rule::ALL.iter().flat_map(|(rule, _)| {
            let codes: HashSet<String> = directions.map(|direction| rule.code(direction)).into();
            codes
        });

        let mut seen = HashSet::new();

        for code in codes {
            assert!(seen.insert(code.clone()), "{code}");
        }
    }
}
