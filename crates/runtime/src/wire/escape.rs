//! Percent-encoding (RFC 3986, section 2.1), as each place needs it.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};

/// All but the unreserved characters.
const URI: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// Where a dot separates.
const LABEL: &AsciiSet = &URI.add(b'.');
/// Where a comma and an equals sign separate and the rest stands as it is.
const HEADER: &AsciiSet = &CONTROLS.add(b'%').add(b',').add(b'=').add(b' ').add(b'\t');
/// What separates the items of a list in one query parameter, before they are encoded as a whole.
const DELIMITED: &AsciiSet = &CONTROLS.add(b'%').add(b' ').add(b'|');

/// Where a text is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// Into a path, a query, a cookie or a form.
    Uri,
    /// Into a path whose items are separated by dots.
    Label,
    /// Into a header, beside others.
    Header,
    /// Into a query, beside others that are separated by an encoded character.
    Delimited,
}

impl Escape {
    pub(crate) fn write(self, text: &str) -> String {
        let set = match self {
            Self::Uri => URI,
            Self::Label => LABEL,
            Self::Header => HEADER,
            Self::Delimited => {
                let inner = utf8_percent_encode(text, DELIMITED).to_string();
                return utf8_percent_encode(&inner, URI).to_string();
            }
        };
        utf8_percent_encode(text, set).to_string()
    }
}

/// Decodes; what is no triple stays as it is, for the check. See [`is_text`] for what is no UTF-8.
pub(crate) fn decode(raw: &str) -> Cow<'_, str> {
    percent_decode_str(raw).decode_utf8_lossy()
}

/// Whether a text is UTF-8 once it is decoded.
pub(crate) fn is_text(raw: &str) -> bool {
    percent_decode_str(raw).decode_utf8().is_ok()
}

/// Decodes the half of a pair in a query or a form: a plus sign is a space.
pub(crate) fn decode_pair(raw: &str) -> String {
    let spaced = raw.replace('+', " ");
    decode(&spaced).into_owned()
}
