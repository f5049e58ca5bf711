//! Bodies that end where they say, whole and byte by byte, and bodies that do not.

use super::*;

/// How many bytes belong to the body, and whether it ends with them.
fn taken(mut body: Body, bytes: &[u8]) -> Result<(usize, bool), Broken> {
    let taken = body.take(bytes)?;
    Ok((taken, body.is_over()))
}

#[test]
fn a_body_of_a_length_ends_there() {
    assert_eq!(taken(Body::Length(0), b"GET"), Ok((0, true)));
    assert_eq!(taken(Body::Length(3), b"abcGET"), Ok((3, true)));
    assert_eq!(taken(Body::Length(9), b"abc"), Ok((3, false)));
    assert_eq!(taken(Body::Length(u64::MAX), b"abc"), Ok((3, false)));
}

#[test]
fn a_body_of_chunks_ends_behind_its_trailer() {
    for text in [
        "0\r\n\r\n",
        "3\r\nabc\r\n0\r\n\r\n",
        "00A\r\n0123456789\r\nb\r\n0123456789a\r\n0\r\n\r\n",
        "3;name=value\r\nabc\r\n0;x\r\n\r\n",
        "3 \r\nabc\r\n0\r\nexpires: never\r\nx: y\r\n\r\n",
    ] {
        let body = text.as_bytes();
        let followed = [body, b"GET / HTTP/1.1\r\n"].concat();
        assert_eq!(
            taken(Body::chunked(), &followed),
            Ok((body.len(), true)),
            "{text}"
        );

        let mut slowly = Body::chunked();
        for byte in body {
            assert!(!slowly.is_over(), "{text}");
            assert_eq!(slowly.take(&[*byte]), Ok(1), "{text}");
        }
        assert!(slowly.is_over(), "{text}");
        assert_eq!(slowly.take(b"GET"), Ok(0), "{text}");
    }
}

#[test]
fn what_is_no_chunk_is_broken() {
    for text in [
        "\r\n",
        "g\r\n",
        "-1\r\n",
        "0x3\r\nabc",
        "3\nabc",
        "3\r\nabcd",
        "3\r\nabc\n",
        "3;a\nabc",
        "0\r\n\n",
        "0\r\nx: y\n\r\n",
        "11111111111111111\r\n",
    ] {
        assert_eq!(
            taken(Body::chunked(), text.as_bytes()),
            Err(Broken),
            "{text:?}"
        );
    }
}

#[test]
fn extensions_and_trailers_have_a_bound() {
    for text in [
        format!("3;{}", "x".repeat(MAX_EXTRAS)),
        format!("0\r\n{}", "x: y\r\n".repeat(MAX_EXTRAS)),
        "1;x\r\na\r\n".repeat(MAX_EXTRAS),
    ] {
        assert_eq!(taken(Body::chunked(), text.as_bytes()), Err(Broken));
    }
}
