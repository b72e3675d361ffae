//! What the collector is allowed to see: its user, its capabilities (capabilities(7)), and how
//! `/proc` is mounted.

use std::io;
use std::path::Path;

use netsnap_shared::snapshot::{Privilege, SourceStatus, User};

use super::processes::{effective_uid, value};
use crate::readers::journal::Reading;

/// The capabilities by bit, `include/uapi/linux/capability.h`.
pub(super) const CAPABILITIES: [&str; 41] = [
    "cap_chown",
    "cap_dac_override",
    "cap_dac_read_search",
    "cap_fowner",
    "cap_fsetid",
    "cap_kill",
    "cap_setgid",
    "cap_setuid",
    "cap_setpcap",
    "cap_linux_immutable",
    "cap_net_bind_service",
    "cap_net_broadcast",
    "cap_net_admin",
    "cap_net_raw",
    "cap_ipc_lock",
    "cap_ipc_owner",
    "cap_sys_module",
    "cap_sys_rawio",
    "cap_sys_chroot",
    "cap_sys_ptrace",
    "cap_sys_pacct",
    "cap_sys_admin",
    "cap_sys_boot",
    "cap_sys_nice",
    "cap_sys_resource",
    "cap_sys_time",
    "cap_sys_tty_config",
    "cap_mknod",
    "cap_lease",
    "cap_audit_write",
    "cap_audit_control",
    "cap_setfcap",
    "cap_mac_override",
    "cap_mac_admin",
    "cap_syslog",
    "cap_wake_alarm",
    "cap_block_suspend",
    "cap_audit_read",
    "cap_perfmon",
    "cap_bpf",
    "cap_checkpoint_restore",
];

/// Reads the collector's own user and capabilities.
pub(super) fn read(proc: &Path) -> Reading<Privilege> {
    let unknown = Privilege {
        uid: None,
        user: None,
        elevated: false,
        capabilities: Vec::new(),
    };
    match std::fs::read(proc.join("self/status")) {
        Ok(status) => Reading::one(parse(&status)),
        Err(error) => Reading::<()>::failed(&error).map(|()| unknown),
    }
}

fn parse(status: &[u8]) -> Privilege {
    let uid = effective_uid(status);
    let capabilities = value(status, "CapEff").and_then(|mask| u64::from_str_radix(mask, 16).ok());
    let capabilities = capability_names(capabilities.unwrap_or_default());
    let has = |name: &str| capabilities.iter().any(|capability| capability == name);
    // The directory of descriptors is its owner's, and its links are for those who may trace.
    let may_look = has("cap_sys_ptrace") && (has("cap_dac_read_search") || has("cap_dac_override"));
    Privilege {
        elevated: may_look || uid.is_some_and(|uid| uid.0 == 0),
        uid,
        user: None,
        capabilities,
    }
}

/// The same with the user's name.
pub(super) fn named(privilege: Privilege, users: &[User]) -> Privilege {
    let name = |uid| {
        users
            .iter()
            .find(|user| user.uid == uid)
            .map(|user| user.name.clone())
    };
    Privilege {
        user: privilege.uid.and_then(name),
        ..privilege
    }
}

fn capability_names(mask: u64) -> Vec<String> {
    let set = (0..u64::BITS).filter(|bit| mask & (1 << bit) != 0);
    set.map(|bit| match CAPABILITIES.get(bit as usize) {
        Some(name) => (*name).to_owned(),
        None => format!("bit-{bit}"),
    })
    .collect()
}

/// Whether `/proc` is mounted so that processes of others are not listed at all (`hidepid`,
/// proc(5)) and the collector may not trace them. `mounts` is `/proc/self/mountinfo`.
pub(super) fn hidden_by_mount(
    mounts: &io::Result<Vec<u8>>,
    proc: &Path,
    privilege: &Privilege,
) -> Reading<bool> {
    let mounts = match mounts {
        Ok(mounts) => String::from_utf8_lossy(mounts),
        Err(error) => return Reading::failed(error),
    };
    let reading = Reading::one(false);
    if !mounts.contains("hidepid=") {
        return reading;
    }
    let status = std::fs::read(proc.join("self/status")).unwrap_or_default();
    let traces = privilege
        .capabilities
        .iter()
        .any(|name| name == "cap_sys_ptrace");
    match hidepid(&mounts, proc, &groups(&status)) {
        Some(how) if !traces => {
            let reason =
                format!("/proc is mounted with hidepid={how}: processes of others are not listed");
            reading.because(SourceStatus::Partial, reason).map(|_| true)
        }
        _ => reading,
    }
}

/// The groups that the collector is in: the last number of `Gid:`, for files, and `Groups:`.
fn groups(status: &[u8]) -> Vec<u32> {
    let numbers = |key| {
        value(status, key)
            .unwrap_or_default()
            .split_ascii_whitespace()
    };
    let of_files = numbers("Gid").skip(3);
    of_files
        .chain(numbers("Groups"))
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// The value of `hidepid` of the last mount at this place, when it keeps processes off the list for
/// these groups. The group `gid`, 0 unless it is given, sees what is `invisible` to others.
fn hidepid(mounts: &str, proc: &Path, groups: &[u32]) -> Option<String> {
    // `id parent device root place options [optional]… - type source options`.
    let mut mounted = mounts.lines().filter_map(|line| {
        let (mount, filesystem) = line.split_once(" - ")?;
        let place = mount.split(' ').nth(4)?;
        let mut words = filesystem.split(' ');
        let kind = words.next()?;
        (kind == "proc" && Path::new(place) == proc).then(|| words.nth(1))?
    });
    let options = mounted.next_back()?;
    let option = |name: &str| {
        let mut options = options.split(',');
        options.find_map(|option| option.strip_prefix(name)?.strip_prefix('='))
    };
    let gid = option("gid").and_then(|gid| gid.parse().ok()).unwrap_or(0);
    let how = option("hidepid")?;
    let hides = match how {
        "2" | "invisible" => !groups.contains(&gid),
        "4" | "ptraceable" => true,
        _ => false,
    };
    hides.then(|| how.to_owned())
}

#[cfg(test)]
mod tests {
    use netsnap_shared::snapshot::Uid;

    use super::*;

    #[test]
    fn capabilities_have_names() {
        let check = |mask: u64, names: &[&str]| assert_eq!(capability_names(mask), names);
        check(0, &[]);
        check(1 << 2 | 1 << 19, &["cap_dac_read_search", "cap_sys_ptrace"]);
        check(1 << 40 | 1 << 41, &["cap_checkpoint_restore", "bit-41"]);
        assert_eq!(capability_names(0x1ff_ffff_ffff).len(), CAPABILITIES.len());
    }

    #[test]
    fn who_may_look_is_elevated() {
        for (status, uid, elevated) in [
            (
                "Uid:\t0\t0\t0\t0\nCapEff:\t0000000000000000\n",
                Some(0),
                true,
            ),
            (
                "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n",
                Some(1000),
                false,
            ),
            (
                "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000080004\n",
                Some(1000),
                true,
            ),
            (
                "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000080000\n",
                Some(1000),
                false,
            ),
            ("Uid:\t1000\t0\t1000\t1000\n", Some(0), true),
            ("CapEff:\tzz\n", None, false),
        ] {
            let privilege = parse(status.as_bytes());
            let found = (privilege.uid, privilege.elevated);
            assert_eq!(found, (uid.map(Uid), elevated), "{status}");
        }
    }

    #[test]
    fn a_mount_may_hide_processes() {
        let line = |place: &str, options: &str| {
            format!("24 30 0:22 / {place} rw,nosuid shared:13 - proc proc {options}\n")
        };
        for (mounts, how) in [
            (line("/proc", "rw"), None),
            (line("/proc", "rw,hidepid=1"), None),
            (line("/proc", "rw,hidepid=noaccess"), None),
            (line("/proc", "rw,gid=4,hidepid=2"), Some("2")),
            (line("/proc", "rw,hidepid=invisible"), Some("invisible")),
            (line("/proc", "rw,hidepid=ptraceable"), Some("ptraceable")),
            (line("/mnt/proc", "rw,hidepid=2"), None),
            // The later mount covers the earlier one.
            (line("/proc", "rw,hidepid=2") + &line("/proc", "rw"), None),
            ("odd\n1 2 - proc\n".to_owned(), None),
        ] {
            let found = hidepid(&mounts, Path::new("/proc"), &[5]);
            assert_eq!(found.as_deref(), how, "{mounts}");
        }
        let groups = groups(b"Gid:\t1\t2\t3\t4\nGroups:\t5 6 \n");
        assert_eq!(groups, [4, 5, 6]);
        for (options, how) in [
            ("rw,gid=5,hidepid=2", None),
            ("rw,gid=5,hidepid=invisible", None),
            ("rw,gid=5,hidepid=ptraceable", Some("ptraceable")),
            ("rw,gid=7,hidepid=2", Some("2")),
        ] {
            let found = hidepid(&line("/proc", options), Path::new("/proc"), &groups);
            assert_eq!(found.as_deref(), how, "{options}");
        }
    }
}
