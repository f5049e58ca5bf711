//! The one door from contract to code: the members that hold generated code run this script.

fn main() {
    println!("cargo::rerun-if-changed=../../build.rs");
}
