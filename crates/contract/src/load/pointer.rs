//! JSON pointers as text (RFC 6901).

/// Appends one segment, escaped.
pub(crate) fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The pointer to a member of what `pointer` points to.
pub(crate) fn join(pointer: &str, segment: &str) -> String {
    let mut joined = pointer.to_owned();
    push(&mut joined, segment);
    joined
}

/// The segments, unescaped.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer
        .split('/')
        .skip(1)
        .map(|segment| segment.replace("~1", "/").replace("~0", "~"))
}

/// The pointer without its last segment; `None` for the whole document.
pub(crate) fn parent(pointer: &str) -> Option<&str> {
    pointer.rsplit_once('/').map(|(parent, _)| parent)
}
