//! Tests of what was built: the page in Chromium, and the collector.

mod command_line;
mod harness;
mod page;
