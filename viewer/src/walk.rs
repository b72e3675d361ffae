//! Where would this packet go? What a person asks, and what the rules and routes of the snapshot say.
//!
//! [`Question`] is what is typed, [`Answer`] what is shown of the walk, both pure; `ask` is the box
//! above the routes, and `draw` makes answers visible, there and in the details of a socket.

pub mod answer;
pub mod examples;
pub mod question;
#[cfg(test)]
pub(crate) mod sample;

pub use answer::Answer;
pub use question::{Part, Problem, Question};
