//! The collector: reads what a host knows about its own network, and the command line around it.

mod cli;
mod commands;
mod environment;
pub mod gzip;
mod input;
mod interrupt;
mod output;
mod progress;
pub mod readers;
mod run;
pub mod terminal;
mod viewer_page;

pub use environment::{Environment, Watch};
pub use run::{Exit, run};
pub use viewer_page::viewer_page;
