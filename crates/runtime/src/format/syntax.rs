//! Pointers and templates.

use crate::check::Pattern;

pub(super) fn is_json_pointer(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new("^(?:/(?:[^~/]|~[01])*)*$");
    SHAPE.accepts(text)
}

pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new("^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~[01])*)*)$");
    SHAPE.accepts(text)
}

pub(super) fn is_uri_template(text: &str) -> bool {
    static SHAPE: Pattern = Pattern::new(concat!(
        r#"^(?:[^\x00-\x20"<>%\\^`{|}\x7f]|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?"#,
        r"(?:(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+(?:\.(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+)*(?::[1-9][0-9]{0,3}|\*)?)",
        r"(?:,(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+(?:\.(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})+)*(?::[1-9][0-9]{0,3}|\*)?)*",
        r"\})*$",
    ));
    SHAPE.accepts(text)
}
