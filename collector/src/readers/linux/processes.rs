//! The processes of the host: `/proc/PID` (proc(5)).

mod cgroup;
mod cmdline;
mod exe;
mod stat;
mod status;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use netsnap_shared::snapshot::{Pid, Process, SourceStatus, Timestamp, Uid};

pub(super) use self::status::{effective_uid, value};
use super::host::BootTime;
use super::namespace;
use crate::readers::journal::{Reading, count};

/// The longest command line that is kept, in bytes. A process may write what it likes there.
const COMMAND_LINE_BYTES: u64 = 256 << 10;

/// The longest of the other files that is read, in bytes; they are much shorter.
const FILE_BYTES: u64 = 64 << 10;

/// How often something of a process could not be read because the system refused.
#[derive(Debug, Default)]
struct Refused {
    status: usize,
    executable: usize,
    namespace: usize,
    cut: usize,
    odd: usize,
}

/// The numbers of the processes that can be seen, in order.
pub(super) fn pids(proc: &Path) -> Reading<Vec<Pid>> {
    let entries = match std::fs::read_dir(proc) {
        Ok(entries) => entries,
        Err(error) => return Reading::failed(&error),
    };
    let mut failure = None;
    let mut pids: Vec<Pid> = entries
        .filter_map(|entry| match entry {
            Ok(entry) => entry.file_name().to_str()?.parse().ok().map(Pid),
            Err(error) => {
                failure = Some(error);
                None
            }
        })
        .collect();
    pids.sort_unstable();
    let reading = Reading::complete(pids);
    match failure {
        Some(error) => {
            let reason = crate::readers::journal::words(&error);
            reading.because(SourceStatus::Partial, reason)
        }
        None => reading,
    }
}

/// Reads these processes. One that ends meanwhile is left out; of one that is half readable, the
/// half is kept.
pub(super) fn read(proc: &Path, pids: &[Pid], boot: BootTime) -> Reading<Vec<Process>> {
    let mut refused = Refused::default();
    let processes: Vec<_> = pids
        .iter()
        .filter_map(|&pid| process(&proc.join(pid.to_string()), pid, boot, &mut refused))
        .collect();
    let all = processes.len();
    let mut reading = Reading::complete(processes);
    let of_all = count(all, "process", "processes");
    for (refused, what) in [
        (refused.status, "the user"),
        (refused.executable, "the executable"),
        (refused.namespace, "the network namespace"),
    ] {
        if refused > 0 {
            let reason = format!("{what} of {refused} of {of_all} is not shown to this user");
            reading = reading.because(SourceStatus::Partial, reason);
        }
    }
    if refused.cut > 0 {
        let lines = count(refused.cut, "command line was", "command lines were");
        let reason = format!("{lines} cut at {} KiB", COMMAND_LINE_BYTES >> 10);
        reading = reading.because(SourceStatus::Partial, reason);
    }
    if refused.odd > 0 {
        let odd = count(refused.odd, "process", "processes");
        let reason = format!("{odd} could not be read");
        reading = reading.because(SourceStatus::Partial, reason);
    }
    reading
}

fn process(directory: &Path, pid: Pid, boot: BootTime, refused: &mut Refused) -> Option<Process> {
    let stat = match read_file(&directory.join("stat"), FILE_BYTES) {
        Ok((bytes, _)) => stat::parse(&bytes),
        Err(error) if has_ended(&error) => return None,
        Err(_) => None,
    };
    let Some(stat) = stat else {
        refused.odd += 1;
        return None;
    };
    // A thread of the kernel runs no file, whether one may look or not.
    let executable = if stat.kernel_thread {
        Err(io::ErrorKind::NotFound.into())
    } else {
        exe::read(directory)
    };
    let namespace = namespace::of_process(directory);
    refused.executable += usize::from(is_denied(&executable));
    refused.namespace += usize::from(is_denied(&namespace));
    let executable = executable.ok();
    let (command_line, cut) = command_line(directory);
    refused.cut += usize::from(cut);
    Some(Process {
        parent_pid: (stat.parent != 0).then_some(Pid(stat.parent)),
        executable_deleted: executable.as_ref().map(|executable| executable.deleted),
        executable: executable.map(|executable| executable.path),
        command_line,
        uid: uid(directory, refused),
        started_at: boot.after_ticks(stat.start_ticks),
        namespace: namespace.ok(),
        container: container(directory),
        kernel_thread: stat.kernel_thread,
        ..Process::new(pid, stat.name)
    })
}

fn uid(directory: &Path, refused: &mut Refused) -> Option<Uid> {
    match read_file(&directory.join("status"), FILE_BYTES) {
        Ok((bytes, _)) => status::real_uid(&bytes),
        Err(error) => {
            refused.status += usize::from(error.kind() == io::ErrorKind::PermissionDenied);
            None
        }
    }
}

/// The arguments, and whether they were cut.
fn command_line(directory: &Path) -> (Option<Vec<String>>, bool) {
    match read_file(&directory.join("cmdline"), COMMAND_LINE_BYTES) {
        Ok((bytes, cut)) => (Some(cmdline::parse(&bytes)), cut),
        Err(_) => (None, false),
    }
}

fn container(directory: &Path) -> Option<String> {
    let (bytes, _) = read_file(&directory.join("cgroup"), FILE_BYTES).ok()?;
    cgroup::container(&bytes)
}

/// Reads the beginning of a file, and whether there is more.
fn read_file(path: &Path, limit: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = bytes.len() > limit;
    bytes.truncate(limit);
    Ok((bytes, more))
}

fn is_denied<T>(result: &io::Result<T>) -> bool {
    matches!(result, Err(error) if error.kind() == io::ErrorKind::PermissionDenied)
}

/// Whether an error says that the process is gone: `ENOENT`, or `ESRCH` from an open file.
fn has_ended(error: &io::Error) -> bool {
    let no_such_process = rustix::io::Errno::SRCH.raw_os_error();
    error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(no_such_process)
}

/// The moment of a process's start, from the boot's.
impl BootTime {
    fn after_ticks(self, ticks: u64) -> Option<Timestamp> {
        let since_boot_ms = ticks.checked_mul(1000)? / self.ticks_per_second.max(1);
        let unix_ms = self.at?.unix_ms().checked_add(since_boot_ms)?;
        Some(Timestamp::from_unix_ms(unix_ms))
    }
}

#[cfg(test)]
mod tests;
