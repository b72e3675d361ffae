//! Many real connections: both ends of each, held by several processes.

use std::net::{Ipv4Addr, TcpListener, TcpStream};

use anyhow::Result;

use super::holders::{Holders, hold, raise_descriptor_limit};

/// The hidden subcommand of a process that holds some.
const SUBCOMMAND: &str = "hold-connections";

/// Opens connections in processes of this program, in even shares.
pub(super) fn open(connections: u32, processes: u32) -> Result<Holders> {
    Holders::start(SUBCOMMAND, connections, processes)
}

/// The hidden subcommand: opens connections, says so, and holds them until its input ends.
pub(crate) fn hold_connections(connections: u32, process: u8) -> Result<()> {
    raise_descriptor_limit(u64::from(connections) * 2 + 64)?;
    // An address for each process: ephemeral ports are counted per pair of addresses.
    let listener = TcpListener::bind((Ipv4Addr::new(127, 1, 0, process + 1), 0))?;
    let address = listener.local_addr()?;
    let mut ends = Vec::new();
    for _ in 0..connections {
        ends.push(TcpStream::connect(address)?);
        ends.push(listener.accept()?.0);
    }
    hold()
}
