//! `/proc/PID/cgroup`: the control groups of a process, whose names tell its container.

/// How many hexadecimal digits a container's id has (docker, containerd, podman, CRI-O).
const ID_DIGITS: usize = 64;

/// The id of the container: the last 64 hexadecimal digits in a row in the path of a group, as in
/// `docker-ID.scope`, `/docker/ID`, `/kubepods/…/ID` and `libpod-ID.scope`.
pub(super) fn container(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    text.lines().find_map(|line| {
        // `number:controllers:path`.
        let path = line.splitn(3, ':').nth(2)?;
        let runs = path.rsplit(|c: char| !matches!(c, '0'..='9' | 'a'..='f'));
        runs.into_iter()
            .find(|run| run.len() == ID_DIGITS)
            .map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_known_by_their_group() {
        let id = "0123456789abcdef".repeat(4);
        let pod = "fedcba9876543210".repeat(4);
        for (groups, expected) in [
            (format!("0::/system.slice/docker-{id}.scope\n"), Some(&id)),
            (format!("12:cpu,cpuacct:/docker/{id}\n0::/\n"), Some(&id)),
            (format!("0::/kubepods/burstable/pod1/{id}"), Some(&id)),
            (
                format!("0::/kubepods.slice/cri-containerd-{id}.scope"),
                Some(&id),
            ),
            (
                format!("0::/machine.slice/libpod-{id}.scope/container"),
                Some(&id),
            ),
            (format!("0::/../../{pod}/{id}"), Some(&id)),
            (format!("0::/a{id}"), None),
            (format!("0::/{}", id.to_uppercase()), None),
            ("0::/init.scope\n".to_owned(), None),
            (format!("0:{id}"), None),
            (String::new(), None),
        ] {
            assert_eq!(container(groups.as_bytes()).as_ref(), expected, "{groups}");
        }
    }
}
