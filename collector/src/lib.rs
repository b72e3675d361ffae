//! The collector: reads what a host knows about its own network, and the command line around it.

pub mod readers;
pub mod viewer_page;
