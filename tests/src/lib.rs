//! A harness for the built product: a real browser, a page in it, and the evidence of what the page
//! did.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use netsnap_tests::{Page, bundle};
//!
//! let page = Page::open_report(&bundle::sample()?).await?;
//! page.go("#/sockets?q=state%3Alisten").await?;
//! assert_eq!(page.text("[role=status]").await?, "2 of 6 sockets");
//! page.finish().await
//! # }
//! ```

pub mod bundle;
pub mod dist;
mod driver;
mod page;
pub mod screenshots;
mod server;
pub mod speed;

pub use page::{ColorScheme, Page};
pub use server::Server;
