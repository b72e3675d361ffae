//! `cargo xtask bench`: how fast the product is, beside what people use today.

mod collect;
mod connections;
mod descriptors;
mod holders;
mod measured;
mod spent;
mod viewer;

use anyhow::Result;
use clap::Subcommand;

pub(crate) use connections::hold_connections;
pub(crate) use descriptors::hold_descriptors;

use crate::workspace::Workspace;

/// What is measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Collecting a host with many sockets, beside ss and lsof
    Collect {
        /// Loopback connections; each has two sockets
        #[arg(long, default_value_t = 50_000)]
        connections: u32,
        /// Processes that share them
        #[arg(long, default_value_t = 10)]
        processes: u32,
        /// How often each program runs
        #[arg(long, default_value_t = 5)]
        rounds: u32,
    },
    /// Collecting a host with very many descriptors
    Descriptors {
        /// Descriptors, all of sockets
        #[arg(long, default_value_t = 1_000_000)]
        descriptors: u32,
        /// Processes that share them; few systems allow one more than 20,000
        #[arg(long, default_value_t = 100)]
        processes: u32,
    },
    /// Opening and filtering large reports in Chromium, beside a plain page
    Viewer {
        /// How many sockets the reports have, one after the other
        #[arg(long, value_delimiter = ',', default_values_t = VIEWED)]
        sockets: Vec<u32>,
    },
}

/// The sizes of the reports that are opened, in sockets.
const VIEWED: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Measures, and prints Markdown.
pub(crate) fn bench(workspace: &Workspace, bench: Option<&Bench>) -> Result<()> {
    match bench {
        Some(&Bench::Collect {
            connections,
            processes,
            rounds,
        }) => collect::collect(workspace, connections, processes, rounds),
        Some(&Bench::Descriptors {
            descriptors,
            processes,
        }) => descriptors::descriptors(workspace, descriptors, processes),
        Some(Bench::Viewer { sockets }) => viewer::viewer(workspace, sockets),
        None => {
            collect::collect(workspace, 50_000, 10, 5)?;
            println!();
            descriptors::descriptors(workspace, 1_000_000, 100)?;
            println!();
            viewer::viewer(workspace, &VIEWED)
        }
    }
}
