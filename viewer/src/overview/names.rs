//! Counting by the name of a process: one count for each different name.

use std::collections::HashMap;

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Owner, Pid};

/// The different names of a snapshot's processes.
#[derive(Debug, Default)]
pub struct Names<'a> {
    /// The names, in order.
    names: Vec<&'a str>,
    /// The place of each process's name.
    places: HashMap<u128, usize>,
}

/// How many of something each name has; a thing of several processes counts for each name once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub total: usize,
    /// How many have no process that is known.
    pub unknown: usize,
    by_name: Vec<usize>,
}

impl<'a> Names<'a> {
    /// The names of a snapshot's processes; of several processes with one number the first counts.
    pub fn new(catalog: &'a Catalog) -> Self {
        let processes = &catalog.snapshot().processes;
        let mut names: Vec<&str> = processes.iter().map(|it| it.name.as_str()).collect();
        netsnap_shared::sort::sort(&mut names);
        names.dedup();
        let mut places = HashMap::with_capacity(processes.len());
        for process in processes {
            if let Ok(place) = names.binary_search(&process.name.as_str()) {
                places.entry(key(process.pid)).or_insert(place);
            }
        }
        Self { names, places }
    }

    fn place(&self, pid: Pid) -> Option<usize> {
        self.places.get(&key(pid)).copied()
    }
}

impl Tally {
    /// Counts a thing that these processes hold.
    pub fn add(&mut self, names: &Names<'_>, owners: &[Owner]) {
        self.total += 1;
        let mut is_known = false;
        for (at, owner) in owners.iter().enumerate() {
            let Some(place) = names.place(owner.pid) else {
                continue;
            };
            is_known = true;
            let before = owners.get(..at).unwrap_or_default();
            // Most things have one owner; of many, so many are compared and no more.
            let mut before = before.iter().rev().take(64);
            if before.any(|other| names.place(other.pid) == Some(place)) {
                continue;
            }
            if self.by_name.len() <= place {
                self.by_name.resize(names.names.len(), 0);
            }
            if let Some(count) = self.by_name.get_mut(place) {
                *count += 1;
            }
        }
        self.unknown += usize::from(!is_known);
    }

    /// The names with their counts, in the order of the names.
    pub fn counts<'a>(&self, names: &Names<'a>) -> impl Iterator<Item = (&'a str, usize)> {
        let names = names.names.iter().copied();
        names
            .zip(self.by_name.iter().copied())
            .filter(|&(_, count)| count > 0)
    }
}

fn key(pid: Pid) -> u128 {
    pid.0.into()
}
