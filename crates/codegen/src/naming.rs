//! From the contract's names to Rust's.

use proc_macro2::{Ident, Span};

/// `customer_id`, `filter[limit]`, `createCustomer` as `CustomerId`, `FilterLimit`,
/// `CreateCustomer`.
pub(crate) fn pascal(name: &str) -> String {
    let joined: String = words(name).iter().map(|word| capitalised(word)).collect();
    match joined.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{joined}"),
        Some(_) => joined,
    }
}

/// `createCustomer`, `filter[limit]` as `create_customer`, `filter_limit`.
pub(crate) fn snake(name: &str) -> String {
    let joined = words(name).join("_");
    match joined.chars().next() {
        None => "empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{joined}"),
        Some(_) => joined,
    }
}

/// An upper-case constant: `NO_CONTENT`.
pub(crate) fn constant(name: &str) -> String {
    snake(name).to_uppercase()
}

/// A type's identifier.
pub(crate) fn type_ident(name: &str) -> Ident {
    ident(&pascal(name))
}

/// A field's or function's identifier.
pub(crate) fn field_ident(name: &str) -> Ident {
    ident(&snake(name))
}

/// An identifier, raw where the word is a keyword.
pub(crate) fn ident(word: &str) -> Ident {
    match word {
        "self" | "Self" | "super" | "crate" | "_" => {
            Ident::new(&format!("{word}_"), Span::call_site())
        }
        // A keyword of edition 2024 that the parser does not know yet.
        "gen" => Ident::new_raw(word, Span::call_site()),
        _ => syn::parse_str::<Ident>(word)
            .unwrap_or_else(|_keyword| Ident::new_raw(word, Span::call_site())),
    }
}

/// Lower-case words: split at anything that is no letter or digit, and where a capital follows a
/// small letter or begins a word after capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = name.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        if !is_letter(character) {
            words.extend(take(&mut word));
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| characters.get(index));
        let after = characters.get(index + 1);
        let small = |one: Option<&char>| one.is_some_and(|one| one.is_lowercase());
        let begins = character.is_uppercase()
            && (small(before)
                || before.is_some_and(char::is_ascii_digit)
                || (before.is_some_and(|one| one.is_uppercase()) && small(after)));
        if begins {
            words.extend(take(&mut word));
        }
        word.extend(character.to_lowercase());
    }
    words.extend(take(&mut word));
    words
}

/// A letter or digit that an identifier may have.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || (!character.is_ascii()
            && character.is_alphabetic()
            && syn::parse_str::<Ident>(&format!("a{character}")).is_ok())
}

fn take(word: &mut String) -> Option<String> {
    Some(std::mem::take(word)).filter(|word| !word.is_empty())
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().to_string() + characters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_what_a_rust_reader_expects() {
        let cases = [
            ("createCustomer", "CreateCustomer", "create_customer"),
            ("filter[limit]", "FilterLimit", "filter_limit"),
            (
                "CUSTOMER_NOT_FOUND",
                "CustomerNotFound",
                "customer_not_found",
            ),
            ("HTTPServer", "HttpServer", "http_server"),
            ("x-trace-id", "XTraceId", "x_trace_id"),
            ("US", "Us", "us"),
            ("2fa", "N2fa", "n2fa"),
            ("-", "Empty", "empty"),
            ("größeÄndern", "GrößeÄndern", "größe_ändern"),
            ("名前 x", "名前X", "名前_x"),
        ];
        for (name, expected_pascal, expected_snake) in cases {
            assert_eq!(pascal(name), expected_pascal);
            assert_eq!(snake(name), expected_snake);
        }
    }

    #[test]
    fn a_keyword_becomes_a_raw_identifier() {
        assert_eq!(field_ident("type").to_string(), "r#type");
        assert_eq!(field_ident("gen").to_string(), "r#gen");
        assert_eq!(field_ident("self").to_string(), "self_");
    }
}
