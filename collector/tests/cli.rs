//! The command line, run in this process with streams of the test's own.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "cli/fixture.rs"]
mod fixture;

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/collect.rs"]
mod collect;
#[path = "cli/documents.rs"]
mod documents;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/list_local.rs"]
mod list_local;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/streams.rs"]
mod streams;
#[path = "cli/watch.rs"]
mod watch;
