//! Control groups as the runtimes name them.

use super::*;

const ID: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const POD: &str = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

#[track_caller]
fn check(groups: &str, container: Option<&str>, unit: Option<&str>) {
    let found = parse(groups.as_bytes());
    let found = (found.container.as_deref(), found.unit.as_deref());
    assert_eq!(found, (container, unit), "{groups}");
}

#[test]
fn containers_with_an_id() {
    for (groups, unit) in [
        (format!("12:cpu,cpuacct:/docker/{ID}\n0::/\n"), None),
        (format!("0::/kubepods/burstable/pod1/{ID}"), None),
        (format!("0::/../../{POD}/{ID}"), None),
        (
            format!("0::/system.slice/docker-{ID}.scope\n"),
            Some(format!("docker-{ID}.scope")),
        ),
        (
            format!("0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-{ID}.scope"),
            Some(format!("cri-containerd-{ID}.scope")),
        ),
        (
            format!("0::/kubepods.slice/crio-{ID}.scope/container"),
            Some(format!("crio-{ID}.scope")),
        ),
        (
            format!("0::/machine.slice/libpod-{ID}.scope/container"),
            Some(format!("libpod-{ID}.scope")),
        ),
        (
            format!("0::/system.slice/docker-{ID}.scope/system.slice/nginx.service"),
            Some("nginx.service".to_owned()),
        ),
        (
            format!("0::/system.slice/docker-{ID}.scope (deleted)"),
            Some(format!("docker-{ID}.scope")),
        ),
        (
            format!("4:memory:/kubepods/{ID}\n1:name=systemd:/system.slice/kubelet.service\n"),
            Some("kubelet.service".to_owned()),
        ),
    ] {
        check(&groups, Some(ID), unit.as_deref());
    }
}

#[test]
fn containers_with_a_name() {
    for (groups, container, unit) in [
        ("0::/lxc.payload.web/init.scope", "web", Some("init.scope")),
        ("3:devices:/lxc/101/ns", "101", None),
        (
            "0::/lxc.payload/db/system.slice/ssh.service",
            "db",
            Some("ssh.service"),
        ),
        (
            "0::/machine.slice/machine-blue\\x2dgreen.scope/payload",
            "blue-green",
            Some("machine-blue\\x2dgreen.scope"),
        ),
        (
            "0::/machine.slice/systemd-nspawn@web.service/payload/init.scope",
            "web",
            Some("init.scope"),
        ),
    ] {
        check(groups, Some(container), unit);
    }
}

#[test]
fn what_is_no_container() {
    for (groups, unit) in [
        (format!("0::/a{ID}"), None),
        (format!("0::/{}", ID.to_uppercase()), None),
        (
            format!("0::/machine.slice/libpod-conmon-{ID}.scope"),
            Some(format!("libpod-conmon-{ID}.scope")),
        ),
        ("0::/lxc.monitor.web".to_owned(), None),
        (
            "0::/machine.slice/systemd-nspawn@web.service/supervisor".to_owned(),
            Some("systemd-nspawn@web.service".to_owned()),
        ),
        (
            "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/emulator".to_owned(),
            Some("machine-qemu\\x2d1\\x2dvm.scope".to_owned()),
        ),
        ("0::/init.scope\n".to_owned(), Some("init.scope".to_owned())),
        (
            "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-x.scope".to_owned(),
            Some("app-x.scope".to_owned()),
        ),
        ("0::/system.slice".to_owned(), None),
        ("0::/.service".to_owned(), None),
        (
            "0::/_cgroup.service/x".to_owned(),
            Some("cgroup.service".to_owned()),
        ),
        ("5:cpu:/system.slice/x.service".to_owned(), None),
        (format!("0:{ID}"), None),
        ("0::/lxc/".to_owned(), None),
        ("\n:\n::\n".to_owned(), None),
        (String::new(), None),
    ] {
        check(&groups, None, unit.as_deref());
    }
}

#[test]
fn escapes_that_are_none_stay() {
    for (name, expected) in [
        ("a\\x2db", "a-b"),
        ("a\\x2", "a\\x2"),
        ("\\xzz\\", "\\xzz\\"),
        ("\\x+1", "\\x+1"),
        ("\\xff", "\u{fffd}"),
    ] {
        assert_eq!(unescape(name), expected, "{name}");
    }
}

#[test]
fn odd_bytes_are_replaced() {
    let groups = parse(b"0::/system.slice/\xff.service\n");
    assert_eq!(groups.unit.as_deref(), Some("\u{fffd}.service"));
}
