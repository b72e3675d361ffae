//! What could not be read of processes, counted.

use netsnap_shared::snapshot::{Process, SourceStatus};

use super::environ::ENVIRONMENT_BYTES;
use super::process::COMMAND_LINE_BYTES;
use crate::readers::journal::{Reading, count};

/// Of how many processes something could not be read. What has no other remark was refused.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    /// Anything at all.
    pub process: usize,
    pub status: usize,
    pub groups: usize,
    pub command_line: usize,
    pub executable: usize,
    pub working_directory: usize,
    pub environment: usize,
    pub namespaces: usize,
    /// The line in `stat` could not be parsed.
    pub odd: usize,
    /// The first file gave an error that is no refusal.
    pub failed: usize,
    /// The command line was cut.
    pub cut_lines: usize,
    /// The environment is longer than what was looked at.
    pub long_environments: usize,
}

impl Refusals {
    /// Adds what another thread counted.
    pub(super) fn add(&mut self, other: &Self) {
        self.process += other.process;
        self.status += other.status;
        self.groups += other.groups;
        self.command_line += other.command_line;
        self.executable += other.executable;
        self.working_directory += other.working_directory;
        self.environment += other.environment;
        self.namespaces += other.namespaces;
        self.odd += other.odd;
        self.failed += other.failed;
        self.cut_lines += other.cut_lines;
        self.long_environments += other.long_environments;
    }

    /// These processes, and in words what is missing of them. A lost thread may have seen more.
    pub(super) fn explain(&self, processes: Vec<Process>, lost: bool) -> Reading<Vec<Process>> {
        let all = processes.len() + self.process + self.failed;
        let reading = if processes.is_empty() && self.process > 0 {
            Reading::nothing(SourceStatus::Denied, self.nothing_of_process(all))
        } else if self.process > 0 {
            Reading::complete(processes)
                .because(SourceStatus::Partial, self.nothing_of_process(all))
        } else {
            Reading::complete(processes)
        };
        let mut reasons = self.refused(all);
        if self.odd > 0 {
            let lines = count(self.odd, "process", "processes");
            reasons.push(format!("the stat line of {lines} could not be parsed"));
        }
        if self.failed > 0 {
            let failed = count(self.failed, "process", "processes");
            reasons.push(format!("{failed} could not be read"));
        }
        if self.cut_lines > 0 {
            let lines = count(self.cut_lines, "command line was", "command lines were");
            reasons.push(format!("{lines} cut at {} KiB", COMMAND_LINE_BYTES >> 10));
        }
        if self.long_environments > 0 {
            let environments = count(self.long_environments, "environment", "environments");
            let limit = ENVIRONMENT_BYTES >> 10;
            reasons.push(format!("{environments} longer than {limit} KiB"));
        }
        if lost {
            reasons.push("a thread ended early".to_owned());
        }
        let partial = |reading: Reading<_>, reason| reading.because(SourceStatus::Partial, reason);
        reasons.into_iter().fold(reading, partial)
    }

    fn nothing_of_process(&self, all: usize) -> String {
        let of = count(all, "process", "processes");
        format!("nothing of {} of {of} is shown to this user", self.process)
    }

    /// One sentence for what was refused equally often: mostly that is everything of the processes
    /// of others.
    fn refused(&self, all: usize) -> Vec<String> {
        let mut parts = [
            (self.status, "the user"),
            (self.groups, "the control group"),
            (self.command_line, "the command line"),
            (self.executable, "the executable"),
            (self.working_directory, "the working directory"),
            (self.environment, "the environment"),
            (self.namespaces, "the namespaces"),
        ];
        parts.sort_by_key(|(refused, _)| *refused);
        let of = count(all, "process", "processes");
        let alike = parts.chunk_by(|(one, _), (other, _)| one == other);
        alike
            .filter_map(|alike| {
                let (refused, _) = alike.first().filter(|(refused, _)| *refused > 0)?;
                let names: Vec<&str> = alike.iter().map(|(_, name)| *name).collect();
                let (names, verb) = match names.split_last()? {
                    (last, []) => ((*last).to_owned(), "is"),
                    (last, rest) => (format!("{} and {last}", rest.join(", ")), "are"),
                };
                // The namespaces are several by themselves.
                let verb = if names == "the namespaces" {
                    "are"
                } else {
                    verb
                };
                Some(format!(
                    "{names} of {refused} of {of} {verb} not shown to this user"
                ))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use netsnap_shared::snapshot::Pid;

    use super::*;

    #[test]
    fn refusals_are_said_once() {
        let none = Refusals::default;
        for (refusals, status, detail) in [
            (none(), SourceStatus::Complete, None),
            (
                Refusals {
                    executable: 2,
                    working_directory: 2,
                    environment: 2,
                    namespaces: 2,
                    command_line: 1,
                    ..none()
                },
                SourceStatus::Partial,
                Some(
                    "the command line of 1 of 2 processes is not shown to this user; \
                     the executable, the working directory, the environment and the namespaces \
                     of 2 of 2 processes are not shown to this user",
                ),
            ),
            (
                Refusals {
                    process: 1,
                    namespaces: 1,
                    ..none()
                },
                SourceStatus::Partial,
                Some(
                    "nothing of 1 of 3 processes is shown to this user; \
                     the namespaces of 1 of 3 processes are not shown to this user",
                ),
            ),
            (
                Refusals {
                    odd: 1,
                    failed: 2,
                    cut_lines: 1,
                    long_environments: 2,
                    ..none()
                },
                SourceStatus::Partial,
                Some(
                    "the stat line of 1 process could not be parsed; \
                     2 processes could not be read; 1 command line was cut at 256 KiB; \
                     2 environments longer than 1024 KiB",
                ),
            ),
        ] {
            let processes = [1, 2].map(|pid| Process::new(Pid(pid), String::new()));
            let mut twice = none();
            twice.add(&refusals);
            let reading = twice.explain(processes.to_vec(), false);
            assert_eq!(reading.status, status, "{refusals:?}");
            assert_eq!(reading.detail.as_deref(), detail, "{refusals:?}");
        }
        let closed = Refusals {
            process: 2,
            ..none()
        };
        let reading = closed.explain(Vec::new(), true);
        assert_eq!(reading.status, SourceStatus::Denied);
        let detail = "nothing of 2 of 2 processes is shown to this user; a thread ended early";
        assert_eq!(reading.detail.as_deref(), Some(detail));
    }
}
