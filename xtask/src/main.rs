//! The one tool of the project: `cargo xtask build`, `report`, `test`, `lint`, `bench`.

mod build;
mod file;
mod report;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Builds, tests and measures netsnap.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds target/dist/netsnap and target/dist/viewer.html
    Build,
    /// Builds, then writes this host's report to netsnap-report.html
    Report {
        /// Further arguments of `netsnap report`
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Build => {
            let dist = build::build(&workspace)?;
            eprintln!("{}", dist.netsnap.display());
            eprintln!("{} ({})", dist.viewer.display(), file::size(&dist.viewer)?);
            Ok(())
        }
        Task::Report { arguments } => report::report(&workspace, &arguments),
    }
}
