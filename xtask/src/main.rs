//! The one tool of the project: `cargo xtask build`, `report`, `test`, `lint`, `bench`.

mod bench;
mod browser;
mod build;
mod file;
mod lint;
mod machine;
mod npm;
mod ports;
mod report;
mod screenshots;
mod test;
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
    Build {
        /// Instead the collector for any Linux of its architecture: netsnap-x86_64-linux-musl
        #[arg(long = "static")]
        fully_static: bool,
    },
    /// Builds, then writes this host's report to netsnap-report.html
    Report {
        /// Further arguments of `netsnap report`
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },
    /// Builds, then runs all tests, the browser included
    Test {
        /// Arguments of the runner, such as a part of a test's name
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Checks formatting, clippy, documentation and words
    Lint,
    /// Measures; without a subcommand, everything
    Bench {
        #[command(subcommand)]
        bench: Option<bench::Bench>,
    },
    /// Writes shared/data/ports.txt again; needs npm and a network
    Ports,
    /// Takes pictures of every view
    Screenshots(screenshots::Arguments),
    /// What `bench collect` runs beside itself
    #[command(hide = true)]
    HoldConnections { connections: u32, process: u8 },
    /// What `bench descriptors` runs beside itself
    #[command(hide = true)]
    HoldDescriptors { descriptors: u32, process: u8 },
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
    match task {
        Task::HoldConnections {
            connections,
            process,
        } => return bench::hold_connections(connections, process),
        Task::HoldDescriptors { descriptors, .. } => return bench::hold_descriptors(descriptors),
        _ => {}
    }
    let workspace = Workspace::find()?;
    match task {
        Task::Build { fully_static: true } => {
            let netsnap = build::build_static(&workspace)?;
            eprintln!("{} ({})", netsnap.display(), file::size(&netsnap)?);
            Ok(())
        }
        Task::Build { .. } => {
            let dist = build::build(&workspace)?;
            eprintln!("{}", dist.netsnap.display());
            eprintln!("{} ({})", dist.viewer.display(), file::size(&dist.viewer)?);
            Ok(())
        }
        Task::Report { arguments } => report::report(&workspace, &arguments),
        Task::Test { arguments } => test::test(&workspace, &arguments),
        Task::Lint => lint::lint(&workspace),
        Task::Ports => ports::run(),
        Task::Bench { bench } => bench::bench(&workspace, bench.as_ref()),
        Task::Screenshots(arguments) => screenshots::screenshots(&workspace, &arguments),
        Task::HoldConnections { .. } | Task::HoldDescriptors { .. } => Ok(()),
    }
}
