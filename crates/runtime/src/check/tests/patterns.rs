//! Regular expressions, of Rust and of ECMA-262.

use super::super::Pattern;

#[test]
fn an_ecma_pattern_means_what_it_means_there() {
    static DIGIT: Pattern = Pattern::ecma(r"^\d$");
    static SLASH: Pattern = Pattern::ecma(r"^\/[a-z]$");
    static AHEAD: Pattern = Pattern::ecma("^(?!admin)[a-z]+$");
    static AGAIN: Pattern = Pattern::ecma(r"^(a|b)\1$");

    assert!(DIGIT.accepts("7") && !DIGIT.accepts("٧"));
    assert!(SLASH.accepts("/a"));
    assert!(AHEAD.accepts("user") && !AHEAD.accepts("administrator"));
    assert!(AGAIN.accepts("bb") && !AGAIN.accepts("ab"));
}

#[test]
fn classes_mean_the_same_whether_or_not_a_pattern_looks_around() {
    static PLAIN: [Pattern; 3] = [
        Pattern::ecma(r"^\d+$"),
        Pattern::ecma(r"^[\w-]+$"),
        Pattern::ecma(r"^\S[^\D\s]$"),
    ];
    static AROUND: [Pattern; 3] = [
        Pattern::ecma(r"^(?!x)\d+$"),
        Pattern::ecma(r"^(?!x)[\w-]+$"),
        Pattern::ecma(r"^(?!x)\S[^\D\s]$"),
    ];
    let texts = [
        "12",
        "\u{661}\u{662}",
        "\u{e9}",
        "a-b",
        "\u{feff}1",
        "a1",
        "a\u{661}",
        r"\d",
    ];

    for (plain, around) in PLAIN.iter().zip(&AROUND) {
        for text in texts {
            assert_eq!(plain.accepts(text), around.accepts(text), "{text}");
        }
    }

    assert!(AROUND[0].accepts("12") && AROUND[1].accepts("a-b") && AROUND[2].accepts("a1"));
    assert!(!AROUND[0].accepts("\u{661}\u{662}"));
}

#[test]
fn a_pattern_is_searched_for_unless_it_is_anchored() {
    static ANYWHERE: Pattern = Pattern::new("b");
    static WHOLE: Pattern = Pattern::new("^b$");

    assert!(ANYWHERE.accepts("abc") && !ANYWHERE.accepts("ac"));
    assert!(WHOLE.accepts("b") && !WHOLE.accepts("abc") && !WHOLE.accepts("b\n"));
}

#[test]
fn a_pattern_that_does_not_compile_accepts_nothing() {
    static BROKEN: Pattern = Pattern::new("(");

    assert!(!BROKEN.accepts("("));
}
