//! What of a snapshot the overview looks at: all of it, or one network namespace.

use netsnap_shared::catalog::{Catalog, SocketInPlace};
use netsnap_shared::snapshot::{Namespace, NamespaceId, Process, Source};

/// A snapshot, or what of it belongs to one of its network namespaces.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The snapshot.
    pub catalog: &'a Catalog,
    /// The namespace's place in the snapshot's list; none for all.
    pub place: Option<usize>,
}

impl<'a> Part<'a> {
    /// All of a snapshot.
    pub const fn all(catalog: &'a Catalog) -> Self {
        Self {
            catalog,
            place: None,
        }
    }

    /// Its namespaces.
    pub fn namespaces(self) -> &'a [Namespace] {
        self.catalog.namespaces_within(self.place)
    }

    /// Its sockets, by row.
    pub fn sockets(self) -> impl Iterator<Item = SocketInPlace<'a>> {
        self.catalog.sockets_within(self.place)
    }

    /// Its sources.
    pub fn sources(self) -> impl Iterator<Item = &'a Source> {
        let sources = self.catalog.snapshot().sources.iter();
        sources.filter(move |source| self.owns(source.namespace.as_ref()))
    }

    /// Its processes.
    pub fn processes(self) -> impl Iterator<Item = &'a Process> {
        let processes = self.catalog.snapshot().processes.iter();
        processes.filter(move |process| self.owns(process.namespace.as_ref()))
    }

    fn owns(self, id: Option<&NamespaceId>) -> bool {
        self.place.is_none() || self.namespaces().first().map(|it| &it.id) == id
    }
}
