//! Where would this packet go? What a person asks, and what the rules and routes of the snapshot say.
//!
//! [`Question`] is what is typed, [`Answer`] what is shown of the walk, both pure; `ask` is the box
//! above the routes, and `draw` makes answers visible, there and in the details of a socket.

pub mod answer;
mod ask;
pub(crate) mod draw;
pub mod examples;
pub mod question;
#[cfg(test)]
pub(crate) mod sample;

pub use answer::Answer;
pub(crate) use ask::ask;
pub use question::{Part, Problem, Question};
