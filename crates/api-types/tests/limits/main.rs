//! The limits of the contract, as the generated code keeps them.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod edges;
