//! Content types (RFC 9110, section 8.3.1).

/// A content type, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaType {
    /// `application/json`, in lower case.
    pub essence: String,
    /// In order, names in lower case.
    pub parameters: Vec<(String, String)>,
}

impl MediaType {
    /// Takes a `Content-Type` apart. What is no content type at all matches nothing.
    pub fn parse(text: &str) -> Self {
        let mut parts = text.split(';');
        let essence = parts.next().unwrap_or_default().trim();
        let parameters = parts.filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches('"');
            Some((name.trim().to_ascii_lowercase(), value.to_owned()))
        });
        Self {
            essence: essence.to_ascii_lowercase(),
            parameters: parameters.collect(),
        }
    }

    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut all = self.parameters.iter();
        all.find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether it is JSON or of its kin: `application/problem+json`.
    pub fn is_json(&self) -> bool {
        self.essence.ends_with("/json") || self.essence.ends_with("+json")
    }

    /// How closely a declared type or range describes this one; `None` where it does not.
    pub fn fit(&self, declared: &str) -> Option<usize> {
        let declared = Self::parse(declared);
        let (kind, _) = self.essence.split_once('/')?;
        let essence = match declared.essence.as_str() {
            "*/*" | "*" => 0,
            range if range.strip_suffix("/*") == Some(kind) => 1,
            own if own == self.essence => 2,
            _ => return None,
        };
        let shared = |(name, value): &&(String, String)| {
            let own = self.parameter(name);
            own.is_some_and(|own| own.eq_ignore_ascii_case(value))
        };
        Some(10 * essence + declared.parameters.iter().filter(shared).count())
    }
}

/// Which of the declared types describes a content type most closely.
pub(crate) fn choose(given: &str, declared: &[&str]) -> Option<usize> {
    let given = MediaType::parse(given);
    let mut best: Option<(usize, usize)> = None;
    for (index, fit) in declared
        .iter()
        .enumerate()
        .filter_map(|(index, declared)| Some((index, given.fit(declared)?)))
    {
        if best.is_none_or(|(_, most)| fit > most) {
            best = Some((index, fit));
        }
    }
    best.map(|(index, _)| index)
}

/// A body whose content type the contract leaves open, as `image/*` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// `image/png`.
    pub content_type: String,
    /// As sent.
    pub bytes: Vec<u8>,
}
