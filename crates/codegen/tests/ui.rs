//! Handlers that drift from the contract do not compile, and the compiler says why.
//!
//! Each case is a handler of the golden contract with one mistake.

#[test]
fn a_handler_that_drifts_from_its_contract_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
}
