//! Hosts and mailboxes.

use std::net::{Ipv4Addr, Ipv6Addr};

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

/// A mailbox as SMTP has it (RFC 5321, section 4.1.2): no display name, no angle brackets, no
/// comments.
pub(super) fn is_email(text: &str) -> bool {
    // A quoted name may hold the sign, a host may not.
    text.rsplit_once('@')
        .is_some_and(|(local, host)| is_local_part(local) && is_mail_host(host))
}

/// Atoms with dots between them, or a quoted text.
fn is_local_part(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new(concat!(
        "^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*",
        r#"|"(?:[ !#-\[\]-~]|\\[ -~])*")$"#,
    ));
    text.len() <= 64 && SHAPE.accepts(text)
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
