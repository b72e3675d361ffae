//! The product's tests.
