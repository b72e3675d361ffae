//! Collecting a host whose processes have very many descriptors: what it costs in memory.

use std::net::{Ipv4Addr, UdpSocket};
use std::process::Command;

use anyhow::Result;

use super::holders::{Holders, hold, raise_descriptor_limit};
use super::measured::measure;
use crate::build;
use crate::workspace::Workspace;

/// The hidden subcommand of a process that holds some.
const SUBCOMMAND: &str = "hold-descriptors";

/// How many descriptors of a process refer to the same socket.
const TO_ONE_SOCKET: u32 = 100;

/// Opens the descriptors, collects and prints how much that took.
pub(super) fn descriptors(workspace: &Workspace, descriptors: u32, processes: u32) -> Result<()> {
    let dist = build::build(workspace)?;
    let held = Holders::start(SUBCOMMAND, descriptors, processes)?;
    let mut netsnap = Command::new(dist.netsnap);
    netsnap.args(["collect", "--force", "-o"]);
    netsnap.arg(workspace.target.join("xtask/bench-descriptors.json.gz"));
    let measured = measure(&mut netsnap)?;
    drop(held);
    println!(
        "{descriptors} descriptors of sockets in {processes} processes: `netsnap collect` takes {:.2} s \
         and at most {} MiB.",
        measured.wall.as_secs_f64(),
        measured.peak_kib.unwrap_or_default() / 1024
    );
    Ok(())
}

/// The hidden subcommand: opens descriptors, says so, and holds them until its input ends.
pub(crate) fn hold_descriptors(descriptors: u32) -> Result<()> {
    raise_descriptor_limit(u64::from(descriptors) + 64)?;
    let mut sockets: Vec<UdpSocket> = Vec::new();
    for number in 0..descriptors {
        let another = match sockets.last() {
            Some(last) if number % TO_ONE_SOCKET != 0 => last.try_clone()?,
            _ => UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?,
        };
        sockets.push(another);
    }
    hold()
}
