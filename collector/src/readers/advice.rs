//! The one line that says how to get the rest, when not everything could be read.

use netsnap_shared::snapshot::{Ownership, Snapshot, SourceStatus};

/// What to do to see more, when something could not be seen for want of a right; the worst first.
pub fn advice(snapshot: &Snapshot) -> Option<String> {
    let sockets = snapshot
        .namespaces
        .iter()
        .flat_map(|namespace| &namespace.sockets);
    let (mut all, mut hidden) = (0_usize, 0_usize);
    for socket in sockets {
        all += 1;
        hidden += usize::from(socket.ownership == Ownership::Hidden);
    }
    let cure = cure(snapshot);
    if hidden > 0 {
        let known = if hidden == 1 { "has" } else { "have" };
        return Some(format!(
            "{hidden} of {all} sockets {known} no known process: {cure}"
        ));
    }
    let refused = snapshot.sources.iter().find(|source| {
        source.status == SourceStatus::Denied
            || (source.status == SourceStatus::Partial && source.name.starts_with("/proc"))
    })?;
    let detail = refused
        .detail
        .as_deref()
        .unwrap_or("not everything could be read");
    (!snapshot.privilege.elevated).then(|| format!("{}: {detail}; {cure}", refused.name))
}

fn cure(snapshot: &Snapshot) -> &'static str {
    let privilege = &snapshot.privilege;
    let may_trace = privilege
        .capabilities
        .iter()
        .any(|name| name == "cap_sys_ptrace");
    match (snapshot.host.os.as_str(), privilege.elevated) {
        ("linux", false) => {
            "run as root, or give the file cap_sys_ptrace,cap_dac_read_search, to see them"
        }
        ("linux", true) if !may_trace => {
            "run with cap_sys_ptrace and cap_dac_read_search (a container may have to be given \
             them) to see them"
        }
        ("linux", true) => "a sandbox or a security module closes some processes even to root",
        _ => "this version cannot see all of them on this system",
    }
}

#[cfg(test)]
mod tests;
