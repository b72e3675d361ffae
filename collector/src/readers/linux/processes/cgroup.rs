//! `/proc/PID/cgroup` (cgroups(7)): the control groups of a process, whose names tell its container
//! and its unit of systemd.

/// How many hexadecimal digits a container's id has (docker, containerd, podman, CRI-O).
const ID_DIGITS: usize = 64;

/// The groups of the programs that watch over a container from outside.
const MONITORS: [&str; 3] = ["libpod-conmon-", "crio-conmon-", "lxc.monitor"];

/// The kinds of units that processes run in (systemd.unit(5)); slices are left out, since a
/// process in a slice is in one of these within it.
const UNITS: [&str; 5] = [".service", ".scope", ".socket", ".mount", ".swap"];

/// What the kernel adds to the path of a group that was removed.
const DELETED: &str = " (deleted)";

/// What the groups tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Groups {
    /// The id of the container or, where it has none, its name.
    pub container: Option<String>,
    /// The unit of systemd, the innermost one.
    pub unit: Option<String>,
}

/// Parses lines `number:controllers:path`: version 2 has one with the number 0 and without
/// controllers, version 1 one for each hierarchy, of which systemd's is `name=systemd`.
pub(super) fn parse(bytes: &[u8]) -> Groups {
    let text = String::from_utf8_lossy(bytes);
    let mut groups = Groups::default();
    for line in text.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (parts.next(), parts.next()) else {
            continue;
        };
        let path = path.strip_suffix(DELETED).unwrap_or(path);
        if groups.container.is_none() {
            groups.container = container(path);
        }
        if groups.unit.is_none() && matches!(controllers, "" | "name=systemd") {
            groups.unit = unit(path);
        }
    }
    groups
}

/// The innermost container that a path names:
///
/// - docker, containerd, podman, CRI-O and Kubernetes by an id of 64 hexadecimal digits, as in
///   `docker-ID.scope`, `/docker/ID`, `/kubepods/…/ID`, `cri-containerd-ID.scope`, `crio-ID.scope`
///   and `libpod-ID.scope`;
/// - LXC and LXD by a name, `/lxc/NAME`, `/lxc.payload/NAME`, `/lxc.payload.NAME`;
/// - systemd-nspawn(1) by a name, `systemd-nspawn@NAME.service`, `machine-NAME.scope`.
fn container(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    for (place, &part) in parts.iter().enumerate().rev() {
        if MONITORS.iter().any(|monitor| part.starts_with(monitor)) {
            return None;
        }
        let outer = place.checked_sub(1).and_then(|place| parts.get(place));
        let inner = parts.get(place + 1);
        let found = id(part)
            .or_else(|| lxc(outer.copied(), part))
            .or_else(|| nspawn(part, inner.copied()));
        if found.is_some() {
            return found;
        }
    }
    None
}

fn id(part: &str) -> Option<String> {
    let mut runs = part.rsplit(|c: char| !matches!(c, '0'..='9' | 'a'..='f'));
    let id = runs.find(|run| run.len() == ID_DIGITS)?;
    Some(id.to_owned())
}

fn lxc(outer: Option<&str>, part: &str) -> Option<String> {
    let name = match outer {
        Some("lxc" | "lxc.payload") => part,
        _ => part.strip_prefix("lxc.payload.")?,
    };
    (!name.is_empty()).then(|| name.to_owned())
}

/// The machine of a unit, unless it is a virtual one or its inner group is the one of nspawn itself.
fn nspawn(part: &str, inner: Option<&str>) -> Option<String> {
    if inner == Some("supervisor") {
        return None;
    }
    let service = part.strip_prefix("systemd-nspawn@");
    let name = match service.and_then(|name| name.strip_suffix(".service")) {
        Some(name) => name,
        None => part.strip_prefix("machine-")?.strip_suffix(".scope")?,
    };
    let name = unescape(name);
    let is_virtual = name.starts_with("qemu-");
    (!name.is_empty() && !is_virtual).then_some(name)
}

/// The text behind systemd's `\x2d` (systemd.unit(5)). What is not two hexadecimal digits stays.
fn unescape(name: &str) -> String {
    let mut plain = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.strip_prefix(b"x").and_then(|code| code.get(..2));
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        let digits = code.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(code) = code.filter(|_| byte == b'\\') {
            plain.push(code);
            rest = after.get(3..).unwrap_or_default();
        } else {
            plain.push(byte);
            rest = after;
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// The innermost part of a path that is a unit. One whose name is also that of a file of the
/// kernel's has `_` before it.
fn unit(path: &str) -> Option<String> {
    let units = path
        .rsplit('/')
        .map(|part| part.strip_prefix('_').unwrap_or(part));
    let is_unit = |part: &&str| {
        let mut names = UNITS.iter().filter_map(|kind| part.strip_suffix(kind));
        names.any(|name| !name.is_empty())
    };
    units.into_iter().find(is_unit).map(str::to_owned)
}

#[cfg(test)]
mod tests;
