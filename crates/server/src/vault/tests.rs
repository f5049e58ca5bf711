mod handing_out;
mod refusals;
mod sandbox;
mod sources;
mod vectors;
