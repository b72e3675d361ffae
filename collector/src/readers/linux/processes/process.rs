//! One process: its files in `/proc/PID`, each opened once.

use netsnap_shared::snapshot::{Pid, Process, StandardStreams, Timestamp};
use rustix::io::Errno;

use super::status::Status;
use super::{Found, cgroup, cmdline, environ, exe, namespaces, stat, status};
use crate::readers::linux::file::{Directory, LINK_BYTES, is_denied};
use crate::readers::linux::host::BootTime;
use crate::readers::linux::owners::{self, tids};

/// The longest command line that is kept, in bytes. A process may write what it likes there.
pub(super) const COMMAND_LINE_BYTES: usize = 256 << 10;

/// The longest of the other files that is read, in bytes; they are much shorter.
const FILE_BYTES: usize = 64 << 10;

/// Room that the files of one process after another are read into.
#[derive(Debug)]
pub(super) struct Room {
    pub file: Vec<u8>,
    pub link: [u8; LINK_BYTES],
    descriptors: owners::Room,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            file: Vec::new(),
            link: [0; LINK_BYTES],
            descriptors: owners::Room::default(),
        }
    }
}

/// Reads a process, and adds the sockets that it holds to those found. An error means that nothing
/// of it can be read: mostly that it has ended.
pub(super) fn read(
    directory: &Directory,
    pid: Pid,
    boot: BootTime,
    room: &mut Room,
    found: &mut Found,
) -> Result<Process, Errno> {
    let (line, _) = directory.read(c"stat", FILE_BYTES, &mut room.file)?;
    let Some(stat) = stat::parse(line) else {
        found.refusals.odd += 1;
        // How many threads it has is not known.
        found.several.push(pid);
        let process = Process::new(pid, comm(directory, room));
        return Ok(of_program(directory, process, room, found));
    };
    let process = Process {
        parent_pid: (stat.parent != 0).then_some(Pid(stat.parent)),
        started_at: boot.after_ticks(stat.start_ticks),
        kernel_thread: stat.kernel_thread,
        ..Process::new(pid, stat.name)
    };
    if stat.kernel_thread {
        // It runs no program, and what it has of the rest is the kernel's.
        found.kernels_user = found.kernels_user.or_else(|| directory.owner());
        return Ok(Process {
            uid: found.kernels_user,
            command_line: Some(Vec::new()),
            ..process
        });
    }
    let several = stat.threads > 1;
    if several {
        found.several.push(pid);
    }
    // Where the first thread has ended, what the others still have stands with them.
    let living = (stat.zombie && several).then(|| living_thread(directory, pid, room));
    let process = match living.flatten() {
        Some(thread) => of_program(&thread, process, room, found),
        None if stat.zombie => of_status(directory, process, room, found),
        None => of_program(directory, process, room, found),
    };
    if several && process.standard_streams.is_some() {
        found.descriptors.threaded.push(pid);
    }
    Ok(process)
}

/// Adds what a process that runs a program has.
fn of_program(
    directory: &Directory,
    process: Process,
    room: &mut Room,
    found: &mut Found,
) -> Process {
    let process = of_status(directory, process, room, found);
    let refusals = &mut found.refusals;
    let executable = exe::read(directory, &mut room.link);
    let executable = unless_denied(executable, &mut refusals.executable);
    let working_directory = directory.link(c"cwd", &mut room.link).map(text);
    let spaces = namespaces::read(directory, &mut room.link);
    let spaces = unless_denied(spaces, &mut refusals.namespaces);
    let preloads = environ::preloads(directory, &mut room.file);
    let preloads = unless_denied(preloads, &mut refusals.environment);
    refusals.long_environments += usize::from(preloads == Some(environ::Answer::Longer));
    Process {
        executable_deleted: executable.as_ref().map(|executable| executable.deleted),
        executable: executable.map(|executable| executable.path),
        working_directory: unless_denied(working_directory, &mut refusals.working_directory),
        command_line: command_line(directory, room, found),
        namespace: spaces.as_ref().and_then(|spaces| spaces.network.clone()),
        namespaces: spaces.map(|spaces| spaces.others),
        ld_preload: preloads.and_then(environ::Answer::known),
        standard_streams: descriptors(directory, process.pid, room, found),
        ..process
    }
}

/// Adds what even a process that has ended and waits for its parent has.
fn of_status(
    directory: &Directory,
    process: Process,
    room: &mut Room,
    found: &mut Found,
) -> Process {
    let refusals = &mut found.refusals;
    let status = directory.read(c"status", FILE_BYTES, &mut room.file);
    let status = unless_denied(status, &mut refusals.status);
    let status = status.map_or_else(Status::default, |(bytes, _)| status::parse(bytes));
    let groups = directory.read(c"cgroup", FILE_BYTES, &mut room.file);
    let groups = unless_denied(groups, &mut refusals.groups);
    let groups = groups.map(|(bytes, _)| cgroup::parse(bytes));
    let groups = groups.unwrap_or_default();
    Process {
        uid: status.real,
        effective_uid: status.effective.filter(|_| status.effective != status.real),
        capabilities: status.capabilities,
        container: groups.container,
        systemd_unit: groups.unit,
        ..process
    }
}

fn command_line(directory: &Directory, room: &mut Room, found: &mut Found) -> Option<Vec<String>> {
    let line = directory.read(c"cmdline", COMMAND_LINE_BYTES, &mut room.file);
    let (bytes, cut) = unless_denied(line, &mut found.refusals.command_line)?;
    found.refusals.cut_lines += usize::from(cut);
    Some(cmdline::parse(bytes))
}

fn descriptors(
    directory: &Directory,
    pid: Pid,
    room: &mut Room,
    found: &mut Found,
) -> Option<StandardStreams> {
    let entries = &mut found.descriptors.entries;
    match owners::scan(directory, pid, &mut room.descriptors, entries) {
        Ok(streams) => Some(streams),
        Err(errno) => {
            found.descriptors.note(errno);
            None
        }
    }
}

/// The name alone, for a process whose `stat` is odd.
fn comm(directory: &Directory, room: &mut Room) -> String {
    let name = directory.read(c"comm", FILE_BYTES, &mut room.file);
    name.map_or_else(
        |_| String::new(),
        |(bytes, _)| text(bytes.strip_suffix(b"\n").unwrap_or(bytes)),
    )
}

/// A thread of this process that has not ended, by its directory, which holds what the process's
/// own holds otherwise.
fn living_thread(directory: &Directory, pid: Pid, room: &mut Room) -> Option<Directory> {
    let others = tids(directory).unwrap_or_default();
    let mut others = others.into_iter().filter(|&tid| tid != pid.0);
    others.find_map(|tid| {
        let thread = Directory::open(directory, format!("task/{tid}")).ok()?;
        let (line, _) = thread.read(c"stat", FILE_BYTES, &mut room.file).ok()?;
        (!stat::parse(line)?.zombie).then_some(thread)
    })
}

/// What could be read. A refusal is counted; what a process does not have, or no longer, is not.
fn unless_denied<T>(result: Result<T, Errno>, refused: &mut usize) -> Option<T> {
    let errno = match result {
        Ok(given) => return Some(given),
        Err(errno) => errno,
    };
    *refused += usize::from(is_denied(errno));
    None
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The moment of a process's start, from the boot's.
impl BootTime {
    pub(super) fn after_ticks(self, ticks: u64) -> Option<Timestamp> {
        let since_boot_ms = ticks.checked_mul(1000)? / self.ticks_per_second.max(1);
        let unix_ms = self.at?.unix_ms().checked_add(since_boot_ms)?;
        Some(Timestamp::from_unix_ms(unix_ms))
    }
}
