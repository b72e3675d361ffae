//! Hosts of which different files are seen.

use std::fs;

use netsnap_shared::snapshot::SourceStatus;

use super::DiagModule::{Netlink, Packet, Raw, Tcp, Udp, Unix};
use super::*;

const RELEASE: (&str, &str) = ("proc/sys/kernel/osrelease", "6.1.0-9\n");
const LOADER: (&str, &str) = ("proc/sys/kernel/modprobe", "/sbin/modprobe\n");
const LOADED: (&str, &str) = (
    "proc/modules",
    "udp_diag 16384 0 - Live 0x0000000000000000\n\
     raw_diag 16384 0 - Unloading 0x0000000000000000\n\
     inet_diag 28672 1 udp_diag, Live 0x0000000000000000\n",
);
const BUILT_IN: (&str, &str) = (
    "lib/modules/6.1.0-9/modules.builtin",
    "kernel/net/unix/unix_diag.ko\nkernel/net/core/failover.ko\n",
);
const LOADABLE: (&str, &str) = (
    "lib/modules/6.1.0-9/modules.dep",
    "kernel/net/ipv4/tcp_diag.ko.xz: kernel/net/ipv4/inet_diag.ko.xz\n\
     kernel/net/ipv4/raw_diag.ko.xz: kernel/net/ipv4/inet_diag.ko.xz\n",
);
const SYMBOLS: (&str, &str) = (
    "proc/kallsyms",
    "0000000000000000 T inet_csk_accept\n\
     0000000000000000 t tcp_diag_dump.llvm.77\n\
     0000000000000000 t netlink_diag_handler_dump\n\
     0000000000000000 t not_raw_diag_dump\n\
     0000000000000000 t init_module\t[virtio]\n\
     0000000000000000 t packet_diag_handler_dump\n",
);

const NOT_LOADED: &str = "has not loaded";
const ABSENT: &str = "the kernel has no";
const UNKNOWN: &str = "might make the kernel load";

/// Checks the answer about each module on a host with these files: `None` for yes, or a part of the
/// reason why not.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[(DiagModule, Option<&str>)]) {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let modules = Modules::read(&root.path().join("proc"), root.path()).given;
    for (module, reason) in expected {
        match (modules.answers(*module), reason) {
            (Answer::Yes, None) => {}
            (Answer::No(why), Some(part)) if why.contains(part) => {
                assert!(why.contains(module.name()), "{why}");
            }
            (answer, _) => panic!("{module:?}: {answer:?}"),
        }
    }
}

#[test]
fn a_kernel_without_modules_has_what_it_has() {
    check(&[RELEASE], &[(Tcp, None), (Raw, None), (Netlink, None)]);
}

#[test]
fn what_the_lists_say_is_followed() {
    check(
        &[RELEASE, LOADER, LOADED, BUILT_IN, LOADABLE, SYMBOLS],
        &[
            (Udp, None),
            (DiagModule::Inet, None),
            (Unix, None),
            (Tcp, Some(NOT_LOADED)),
            (Raw, Some(NOT_LOADED)),
            // The lists are whole; no symbol is looked for.
            (Netlink, Some(ABSENT)),
        ],
    );
}

#[test]
fn without_lists_symbols_tell() {
    check(
        &[RELEASE, LOADER, LOADED, SYMBOLS],
        &[
            (Udp, None),
            (Tcp, None),
            (Netlink, None),
            (Raw, Some(UNKNOWN)),
            // It comes after the first module's.
            (Packet, Some(UNKNOWN)),
        ],
    );
}

#[test]
fn a_half_list_leaves_room_for_symbols() {
    check(
        &[RELEASE, LOADER, LOADED, LOADABLE, SYMBOLS],
        &[
            (Tcp, Some(NOT_LOADED)),
            (Netlink, None),
            (Unix, Some(UNKNOWN)),
        ],
    );
}

#[test]
fn a_kernel_that_cannot_load_may_be_asked() {
    for setting in [
        ("proc/sys/kernel/modules_disabled", "1\n"),
        ("proc/sys/kernel/modprobe", "\n"),
    ] {
        check(&[RELEASE, LOADED, setting], &[(Tcp, None), (Unix, None)]);
    }
    let disabled = ("proc/sys/kernel/modules_disabled", "0\n");
    check(
        &[RELEASE, LOADED, LOADER, disabled],
        &[(Tcp, Some(UNKNOWN))],
    );
}

#[test]
fn nothing_known_is_nothing_asked() {
    check(&[], &[(Tcp, Some(UNKNOWN)), (Unix, Some(UNKNOWN))]);
    // Only the loader's path is seen: there are modules.
    check(&[RELEASE, LOADER], &[(Tcp, Some(UNKNOWN))]);
    let missing = Path::new("/nonexistent");
    let reading = Modules::read(missing, missing);
    assert_eq!(reading.status, SourceStatus::Unavailable);
}

#[test]
fn leave_to_load_is_leave_to_ask() {
    let modules = Modules::may_be_loaded();
    assert!(
        DiagModule::ALL
            .iter()
            .all(|module| modules.answers(*module) == Answer::Yes)
    );
}

#[test]
fn modules_are_named_by_their_file() {
    for (line, name) in [
        ("kernel/net/ipv4/tcp_diag.ko", Some("tcp_diag")),
        (
            "kernel/net/ipv4/tcp_diag.ko.zst: kernel/a.ko.zst",
            Some("tcp_diag"),
        ),
        ("tcp_diag.ko.gz:", Some("tcp_diag")),
        ("kernel/net/ipv4/tcp_diag", None),
        ("", None),
    ] {
        assert_eq!(file_of_module(line), name, "{line}");
    }
}

#[test]
fn the_order_of_all_modules_is_that_of_their_numbers() {
    for (number, module) in DiagModule::ALL.iter().enumerate() {
        assert_eq!(*module as usize, number);
    }
}
