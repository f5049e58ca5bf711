//! Hosts and mailboxes.

use std::net::{Ipv4Addr, Ipv6Addr};

use email_address::EmailAddress;

use crate::check::Pattern;

/// Letters, digits and inner hyphens (RFC 1123). A label of the form `xn--` must decode to one
/// that an internationalised name may have (RFC 5891); no other has hyphens in that place.
pub(super) fn is_hostname(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new(
        r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$",
    );
    let decodes = |label: &str| {
        let hyphens = label.get(2..4) == Some("--");
        !hyphens || (label.starts_with("xn--") && idna::domain_to_unicode(label).1.is_ok())
    };
    text.len() <= 253 && SHAPE.accepts(text) && text.split('.').all(decodes)
}

pub(super) fn is_email(text: &str) -> bool {
    // The parser refuses an empty quoted name, which the RFC allows.
    let filled = text.strip_prefix("\"\"@").map(|host| format!("a@{host}"));
    let parsed = filled.as_deref().unwrap_or(text).parse::<EmailAddress>();
    parsed.is_ok_and(|mailbox| mailbox.local_part().is_ascii() && is_mail_host(mailbox.domain()))
}

/// A host name, or an address in brackets.
fn is_mail_host(text: &str) -> bool {
    let inner = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let Some(inner) = inner else {
        return is_hostname(text);
    };
    match inner.split_at_checked(5) {
        Some((tag, rest)) if tag.eq_ignore_ascii_case("IPv6:") => rest.parse::<Ipv6Addr>().is_ok(),
        _ => inner.parse::<Ipv4Addr>().is_ok(),
    }
}
