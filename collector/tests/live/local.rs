//! Sockets without an internet protocol: those that the tests open, and what `ss` says of them.

mod netlink;
mod packet;
mod unix;

use std::fmt::Display;
use std::os::fd::{AsFd, AsRawFd};
use std::process::Command;

use netsnap_shared::snapshot::{Inode, Owner, Pid, SocketMemory};

/// The inode of a socket.
fn inode(descriptor: impl AsFd) -> Inode {
    Inode(rustix::fs::fstat(descriptor).unwrap().st_ino)
}

/// This process as an owner.
fn owner(descriptor: &impl AsRawFd) -> Owner {
    Owner {
        pid: Pid(std::process::id()),
        fd: u32::try_from(descriptor.as_raw_fd()).ok(),
    }
}

/// The lines that `ss` prints; `None` when it is not installed.
fn ss(options: &[&str]) -> Option<Vec<String>> {
    let output = Command::new("ss").args(options).output().ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}

/// A value, or `-`.
fn or_dash(value: Option<impl Display>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// Owners as `PID:FD`.
fn owners(owners: &[Owner]) -> String {
    let owners: Vec<_> = owners
        .iter()
        .map(|owner| format!("{}:{}", owner.pid, or_dash(owner.fd)))
        .collect();
    owners.join(",")
}

/// The owners in `users:(("NAME",pid=PID,fd=FD),…)`, in order.
fn owners_of(row: &str) -> String {
    let mut found: Vec<_> = row
        .split("pid=")
        .skip(1)
        .map(|part| Owner {
            pid: Pid(leading_number(part)),
            fd: part.split_once("fd=").map(|(_, fd)| leading_number(fd)),
        })
        .collect();
    found.sort_unstable();
    owners(&found)
}

fn leading_number(text: &str) -> u32 {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

/// The memory of a socket as `ss -m` has it.
fn memory(memory: Option<&SocketMemory>) -> String {
    let m = memory.unwrap();
    format!(
        "skmem:(r{},rb{},t{},tb{},f{},w{},o{},bl{},d{})",
        m.receive_allocated,
        m.receive_limit,
        m.send_allocated,
        m.send_limit,
        m.forward_allocated,
        m.write_queued,
        m.options,
        m.backlog,
        m.drops.unwrap()
    )
}

/// The first word that begins like this.
fn word<'a>(row: &'a str, start: &str) -> &'a str {
    row.split_whitespace()
        .find(|word| word.starts_with(start))
        .unwrap_or_default()
}
