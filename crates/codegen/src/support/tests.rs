//! Every refusal, pinned.
