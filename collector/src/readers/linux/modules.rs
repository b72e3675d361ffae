//! Whether `sock_diag(7)` may be asked: a question about a protocol makes the kernel load the module
//! that answers it, and reading must change nothing.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::readers::journal::Reading;

/// A part of the kernel that answers questions of `sock_diag(7)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DiagModule {
    Inet,
    Tcp,
    Udp,
    Raw,
    Mptcp,
    Sctp,
    Dccp,
    Unix,
    Packet,
    Netlink,
}

impl DiagModule {
    const ALL: [Self; 10] = [
        Self::Inet,
        Self::Tcp,
        Self::Udp,
        Self::Raw,
        Self::Mptcp,
        Self::Sctp,
        Self::Dccp,
        Self::Unix,
        Self::Packet,
        Self::Netlink,
    ];

    /// The module's name, as in `/proc/modules`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Inet => "inet_diag",
            Self::Tcp => "tcp_diag",
            Self::Udp => "udp_diag",
            Self::Raw => "raw_diag",
            Self::Mptcp => "mptcp_diag",
            Self::Sctp => "sctp_diag",
            Self::Dccp => "dccp_diag",
            Self::Unix => "unix_diag",
            Self::Packet => "af_packet_diag",
            Self::Netlink => "netlink_diag",
        }
    }

    /// A function that only this module has, under its name in `net/*/*diag.c` of Linux.
    const fn symbol(self) -> &'static str {
        match self {
            Self::Inet => "inet_diag_handler_cmd",
            Self::Tcp => "tcp_diag_dump",
            Self::Udp => "udp_diag_dump",
            Self::Raw => "raw_diag_dump",
            Self::Mptcp => "mptcp_diag_dump",
            Self::Sctp => "sctp_diag_dump",
            Self::Dccp => "dccp_diag_dump",
            Self::Unix => "unix_diag_handler_dump",
            Self::Packet => "packet_diag_handler_dump",
            Self::Netlink => "netlink_diag_handler_dump",
        }
    }
}

/// Whether the kernel answers without loading anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    /// It must not be asked, and why.
    No(String),
}

/// What is known of the modules that answer questions about sockets.
#[derive(Debug)]
pub(super) struct Modules {
    verdicts: [Verdict; DiagModule::ALL.len()],
    /// The list of the kernel's symbols, read only when nothing else tells.
    symbols: PathBuf,
    built_in: OnceLock<Present>,
}

/// Which of all modules are there.
type Present = [bool; DiagModule::ALL.len()];

/// What the files say of one module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It is loaded or built in, or nothing can be loaded.
    Answers,
    /// It is a module, and not loaded.
    NotLoaded,
    /// This kernel came without it.
    Absent,
    /// The files that would tell are not here, as in a container.
    Undecided,
}

impl Modules {
    /// Every question may be asked: the kernel may load what it needs.
    pub(super) fn may_be_loaded() -> Self {
        Self::all(Verdict::Answers, Path::new(""))
    }

    fn all(verdict: Verdict, proc: &Path) -> Self {
        Self {
            verdicts: [verdict; DiagModule::ALL.len()],
            symbols: proc.join("kallsyms"),
            built_in: OnceLock::new(),
        }
    }

    /// Finds out what the kernel has loaded (`proc/modules`) and what was built into it
    /// (`root/lib/modules/RELEASE`).
    pub(super) fn read(proc: &Path, root: &Path) -> Reading<Self> {
        let modules = match std::fs::read(proc.join("modules")) {
            Ok(modules) => modules,
            Err(_) if has_no_modules(proc) => {
                let reading = Reading::one(Self::all(Verdict::Answers, proc));
                return Reading { rows: 0, ..reading }.noting("this kernel has no modules");
            }
            Err(error) => {
                let reading = Reading::<()>::failed(&error);
                return reading.map(|()| Self::find(proc, root, &[]));
            }
        };
        let loaded = loaded(&modules);
        let mut reading = Reading::one(Self::find(proc, root, &loaded));
        reading.rows = loaded.len();
        reading
    }

    fn find(proc: &Path, root: &Path, loaded: &[&str]) -> Self {
        let mut modules = Self::all(Verdict::Undecided, proc);
        let is_loaded = DiagModule::ALL.map(|module| loaded.contains(&module.name()));
        modules.decide(is_loaded, Verdict::Answers);
        let built_in = list_of_release(proc, root, "modules.builtin");
        modules.decide(built_in.unwrap_or_default(), Verdict::Answers);
        let loadable = list_of_release(proc, root, "modules.dep");
        modules.decide(loadable.unwrap_or_default(), Verdict::NotLoaded);
        let every = [true; DiagModule::ALL.len()];
        if built_in.is_some() && loadable.is_some() {
            modules.decide(every, Verdict::Absent);
        } else if nothing_can_be_loaded(proc) {
            modules.decide(every, Verdict::Answers);
        }
        modules
    }

    /// Gives these modules a verdict unless they have one.
    fn decide(&mut self, present: Present, verdict: Verdict) {
        for (known, present) in self.verdicts.iter_mut().zip(present) {
            if present && *known == Verdict::Undecided {
                *known = verdict;
            }
        }
    }

    /// Whether a question that this module answers may be asked.
    pub(super) fn answers(&self, module: DiagModule) -> Answer {
        let name = module.name();
        let verdict = self.verdicts.get(module as usize);
        match verdict.copied().unwrap_or(Verdict::Undecided) {
            Verdict::Answers => Answer::Yes,
            Verdict::NotLoaded => Answer::No(format!(
                "the kernel has not loaded {name}, and asking would load it; --load-modules allows that"
            )),
            Verdict::Absent => Answer::No(format!("the kernel has no {name}")),
            Verdict::Undecided if self.is_built_in(module) => Answer::Yes,
            Verdict::Undecided => Answer::No(format!(
                "asking might make the kernel load {name}; --load-modules allows that"
            )),
        }
    }

    fn is_built_in(&self, module: DiagModule) -> bool {
        let built_in = self.built_in.get_or_init(|| {
            // Not readable is the same as not known.
            File::open(&self.symbols).map_or_else(
                |_| Present::default(),
                |file| in_symbols(BufReader::with_capacity(64 << 10, file)),
            )
        });
        built_in.get(module as usize).copied().unwrap_or_default()
    }
}

/// A kernel with modules has the path of its loader; one without modules has its name and no such
/// path. Where neither is seen, proc(5) is not shown in full.
fn has_no_modules(proc: &Path) -> bool {
    let kernel = proc.join("sys/kernel");
    kernel.join("osrelease").exists() && !kernel.join("modprobe").exists()
}

/// Whether the kernel was told to load no module any more, or has no program to load one with.
fn nothing_can_be_loaded(proc: &Path) -> bool {
    let setting = |name: &str| std::fs::read_to_string(proc.join("sys/kernel").join(name));
    setting("modules_disabled").is_ok_and(|text| text.trim() == "1")
        || setting("modprobe").is_ok_and(|text| text.trim().is_empty())
}

/// The names in `/proc/modules`, without those that are on their way out.
fn loaded(bytes: &[u8]) -> Vec<&str> {
    let lines = bytes.split(|&byte| byte == b'\n');
    let name = |line| {
        let mut words = std::str::from_utf8(line).ok()?.split(' ');
        let name = words.next().filter(|name| !name.is_empty())?;
        (words.nth(3) != Some("Unloading")).then_some(name)
    };
    lines.filter_map(name).collect()
}

/// Which modules a list of the running kernel's release has; `None` where the list is not there.
fn list_of_release(proc: &Path, root: &Path, list: &str) -> Option<Present> {
    let release = release(proc)?;
    // The last is where NixOS keeps them.
    let directories = [
        "lib/modules",
        "usr/lib/modules",
        "run/booted-system/kernel-modules/lib/modules",
    ];
    let mut paths = directories
        .iter()
        .map(|directory| root.join(directory).join(&release).join(list));
    let bytes = paths.find_map(|path| std::fs::read(path).ok())?;
    let text = String::from_utf8_lossy(&bytes);
    let mut present = Present::default();
    for line in text.lines() {
        let name = file_of_module(line);
        for (module, present) in DiagModule::ALL.iter().zip(&mut present) {
            *present |= name == Some(module.name());
        }
    }
    Some(present)
}

/// The kernel's release, which names the directory of its modules.
fn release(proc: &Path) -> Option<String> {
    let release = match std::fs::read_to_string(proc.join("sys/kernel/osrelease")) {
        Ok(release) => release,
        Err(_) => rustix::system::uname().release().to_str().ok()?.to_owned(),
    };
    let release = release.trim();
    let names_a_directory = !release.is_empty() && !release.contains('/') && release != "..";
    names_a_directory.then(|| release.to_owned())
}

/// The module's name in a line such as `kernel/net/ipv4/tcp_diag.ko.zst: kernel/…`.
fn file_of_module(line: &str) -> Option<&str> {
    let path = line.split(':').next()?;
    let file = path.rsplit('/').next()?;
    file.split_once(".ko").map(|(name, _)| name)
}

/// Which modules have their function in the kernel itself: in `/proc/kallsyms` its symbols come
/// before those of modules, which end in `[module]`.
fn in_symbols(mut symbols: impl BufRead) -> Present {
    let mut present = Present::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        match symbols.read_until(b'\n', &mut line) {
            Ok(1..) if !line.contains(&b'[') => {}
            _ => return present,
        }
        // `ADDRESS TYPE NAME`; a compiler may add a suffix after a dot.
        let name = line.trim_ascii_end().rsplit(|&byte| byte == b' ').next();
        let name = name.and_then(|name| name.split(|&byte| byte == b'.').next());
        for (module, present) in DiagModule::ALL.iter().zip(&mut present) {
            *present |= name == Some(module.symbol().as_bytes());
        }
    }
}

#[cfg(test)]
mod tests;
