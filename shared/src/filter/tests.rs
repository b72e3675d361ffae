//! Tests of the language: what is understood, what is refused and why, and which rows pass.

mod arbitrary;
mod completion;
mod documentation;
mod grouping;
mod language;
mod local_selection;
mod naive;
mod own_rows;
mod parts;
mod properties;
mod sample;
mod selection;
