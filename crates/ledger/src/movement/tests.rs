use super::*;

#[test]
fn a_phase_says_what_it_does_to_both_accounts() {
    for (phase, name, debit, credit) in [
        (Phase::Post, "POST", Effect::Debit, Some(Effect::Credit)),
        (Phase::Hold, "HOLD", Effect::Hold, None),
        (
            Phase::Commit,
            "COMMIT",
            Effect::CommitDebit,
            Some(Effect::Credit),
        ),
        (Phase::Release, "RELEASE", Effect::Release, None),
    ] {
        assert_eq!(phase.as_str(), name);
        assert_eq!(Phase::parse(name), Some(phase));
        assert_eq!(phase.debit_effect(), debit);
        assert_eq!(phase.credit_effect(), credit);
    }
}

#[test]
fn sides_are_read_as_they_are_written() {
    assert_eq!(Side::Debit.as_str(), "DEBIT");
    assert_eq!(Side::Credit.as_str(), "CREDIT");
    for side in Side::ALL {
        assert_eq!(Side::parse(side.as_str()), Some(side));
    }
}

#[test]
fn other_names_are_neither_phases_nor_sides() {
    for text in ["", "post", "POST ", "debit", "CREDITS"] {
        assert_eq!(Phase::parse(text), None, "{text}");
        assert_eq!(Side::parse(text), None, "{text}");
    }
}
