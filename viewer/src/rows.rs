//! The rows of tables that run through all namespaces: which route is row 17.

use netsnap_shared::catalog::Catalog;
use netsnap_shared::snapshot::{Interface, Namespace, Route};

/// The route at a row of [`netsnap_shared::index::TableKind::Routes`].
pub fn route(catalog: &Catalog, row: usize) -> Option<(&Namespace, &Route)> {
    at(catalog, row, |namespace| &namespace.routes)
}

/// The interface at a row of [`netsnap_shared::index::TableKind::Interfaces`].
pub fn interface(catalog: &Catalog, row: usize) -> Option<(&Namespace, &Interface)> {
    at(catalog, row, |namespace| &namespace.interfaces)
}

fn at<T>(
    catalog: &Catalog,
    row: usize,
    list: impl Fn(&Namespace) -> &Vec<T>,
) -> Option<(&Namespace, &T)> {
    let mut left = row;
    for namespace in &catalog.snapshot().namespaces {
        let rows = list(namespace);
        match rows.get(left) {
            Some(item) => return Some((namespace, item)),
            None => left -= rows.len(),
        }
    }
    None
}
