//! The rules of texts and numbers.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use sovx_contract::model::{Kind, NumberRules, StringRules};

use crate::width::{Width, ceiling, floor, least, most, whole_divisor};

/// The function for a scalar without limits of its own.
pub(super) fn named(kind: &Kind) -> Option<TokenStream> {
    let function = match kind {
        Kind::String(rules) => unlimited_text(rules)?,
        Kind::Integer(rules) if unlimited(rules) => match Width::of(rules) {
            Width::I32 => "int32",
            Width::I64 => "int64",
            Width::U32 | Width::U64 => return None,
        },
        Kind::Number(rules) if unlimited(rules) => "float",
        _ => return None,
    };
    let function = format_ident!("{function}");
    Some(quote!(check::#function))
}

fn unlimited_text(rules: &StringRules) -> Option<&'static str> {
    if rules.min_length.is_some() || rules.max_length.is_some() || rules.pattern.is_some() {
        return None;
    }
    match rules.format.as_deref() {
        Some("uuid") => Some("uuid"),
        Some("date") => Some("date"),
        Some("date-time") => Some("date_time"),
        Some(format) if enforced(format).is_some() => None,
        _ => Some("text"),
    }
}

fn unlimited(rules: &NumberRules) -> bool {
    let format = rules.format.clone();
    *rules
        == NumberRules {
            format,
            ..NumberRules::default()
        }
}

/// Statements for a number with limits; none for a kind that is no number.
pub(super) fn statements(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Integer(rules) => integer(rules),
        Kind::Number(rules) => number(rules, false),
        _ => TokenStream::new(),
    }
}

/// Statements for a text with limits, and a pattern in the contract's words.
pub(super) fn text(rules: &StringRules, pattern: Option<&str>) -> TokenStream {
    let pattern = pattern
        .map(|source| quote!(static PATTERN: check::Pattern = check::Pattern::ecma(#source);));
    let mut calls = Vec::new();
    calls.extend(
        rules
            .min_length
            .map(|n| call("min_length", &Literal::u64_unsuffixed(n))),
    );
    calls.extend(
        rules
            .max_length
            .map(|n| call("max_length", &Literal::u64_unsuffixed(n))),
    );
    calls.extend(rules.pattern.iter().map(|_| quote!(.pattern(&PATTERN))));
    let format = rules.format.as_deref().and_then(enforced);
    calls.extend(format.map(|format| quote!(.format(check::Format::#format))));
    quote! {
        #pattern
        check::string(value, at, out) #(#calls)* .done();
    }
}

/// The formats that are enforced, by the name of their variant. Any other is a hint.
fn enforced(format: &str) -> Option<Ident> {
    let variant = match format {
        "uuid" => "Uuid",
        "date" => "Date",
        "time" => "Time",
        "date-time" => "DateTime",
        "duration" => "Duration",
        "email" => "Email",
        "hostname" => "Hostname",
        "ipv4" => "Ipv4",
        "ipv6" => "Ipv6",
        "uri" => "Uri",
        "uri-reference" => "UriReference",
        "iri" => "Iri",
        "iri-reference" => "IriReference",
        "uri-template" => "UriTemplate",
        "json-pointer" => "JsonPointer",
        "relative-json-pointer" => "RelativeJsonPointer",
        "regex" => "Regex",
        _ => return None,
    };
    Some(format_ident!("{variant}"))
}

/// The stated limits, and those of the type where it is narrower.
fn integer(rules: &NumberRules) -> TokenStream {
    let width = Width::of(rules);
    let (smallest, largest) = width.range();
    let name = width.ident();
    let exclusive_minimum = rules.exclusive_minimum.as_ref().map(floor);
    let exclusive_maximum = rules.exclusive_maximum.as_ref().map(ceiling);
    let mut calls = Vec::new();
    calls.extend(
        rules
            .minimum
            .as_ref()
            .map(|n| call("minimum", &whole(ceiling(n)))),
    );
    calls.extend(
        rules
            .maximum
            .as_ref()
            .map(|n| call("maximum", &whole(floor(n)))),
    );
    calls.extend(exclusive_minimum.map(|n| call("exclusive_minimum", &whole(n))));
    calls.extend(exclusive_maximum.map(|n| call("exclusive_maximum", &whole(n))));
    let divisor = rules.multiple_of.as_ref().and_then(whole_divisor);
    calls.extend(divisor.map(|n| call("multiple_of", &whole(n))));
    if least(rules).is_none_or(|least| least < smallest) {
        calls.push(quote!(.minimum(#name::MIN.into())));
    }
    if most(rules).is_none_or(|most| most > largest) {
        calls.push(quote!(.maximum(#name::MAX.into())));
    }
    quote!(check::integer(value, at, out) #(#calls)* .done();)
}

fn whole(number: i128) -> TokenStream {
    let literal = Literal::u128_unsuffixed(number.unsigned_abs());
    match number {
        // Its absolute value is no i128.
        i128::MIN => quote!(i128::MIN),
        0.. => quote!(#literal),
        _ => quote!(-#literal),
    }
}

/// Statements for a number with limits; a decimal is bounded in its digits too.
pub(super) fn number(rules: &NumberRules, is_decimal: bool) -> TokenStream {
    let limits = [
        ("minimum", &rules.minimum),
        ("maximum", &rules.maximum),
        ("exclusive_minimum", &rules.exclusive_minimum),
        ("exclusive_maximum", &rules.exclusive_maximum),
        ("multiple_of", &rules.multiple_of),
    ];
    let calls = limits.into_iter().filter_map(|(name, limit)| {
        let value = limit.as_ref()?.as_f64()?;
        Some(call(name, &float(value)))
    });
    let function = format_ident!("{}", if is_decimal { "decimal" } else { "number" });
    quote!(check::#function(value, at, out) #(#calls)* .done();)
}

/// A float as an expression; one with many digits in scientific notation.
pub(crate) fn float(value: f64) -> TokenStream {
    let size = value.abs();
    let literal = if size != 0.0 && !(1e-6..1e15).contains(&size) {
        format!("{size:e}_f64").parse().unwrap_or_default()
    } else {
        let literal = Literal::f64_unsuffixed(size);
        quote!(#literal)
    };
    if value < 0.0 {
        quote!(-#literal)
    } else {
        literal
    }
}

fn call(name: &str, argument: &impl quote::ToTokens) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(.#name(#argument))
}
