//! The owner of a socket in one cell.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Owner, Ownership};

/// The most owners that are named in a row; `--json` has all of them.
const OWNERS: usize = 16;

/// Who owns a socket, or why nobody is named.
pub(super) fn owner(catalog: &Catalog, ownership: Ownership, owners: &[Owner]) -> String {
    let reason = match ownership {
        Ownership::Owned if owners.is_empty() => "(owner not named)",
        Ownership::Owned => "",
        Ownership::Kernel => "(kernel)",
        Ownership::NotAccepted => "(not accepted yet)",
        Ownership::Hidden => "(hidden: no permission)",
        Ownership::OtherPidNamespace => "(in another pid namespace)",
        Ownership::Missing => "(no process found)",
        Ownership::Unknown => "(unknown)",
    };
    if owners.is_empty() {
        return reason.to_owned();
    }
    let shown = owners.iter().take(OWNERS);
    let mut names: Vec<String> = shown.map(|&owner| one_owner(catalog, owner)).collect();
    if let Some(more @ 1..) = owners.len().checked_sub(OWNERS) {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}

fn one_owner(catalog: &Catalog, owner: Owner) -> String {
    let name = catalog
        .process(owner.pid)
        .map_or("?", |process| process.name.as_str());
    let name = crate::terminal::cut(name, super::NAME_WIDTH);
    match owner.fd {
        Some(fd) => format!("{name} (pid {}, fd {fd})", owner.pid),
        None => format!("{name} (pid {})", owner.pid),
    }
}
