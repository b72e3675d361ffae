//! The rows of one namespace are the same by counting and by filtering.

use std::rc::Rc;

use super::sample::{namespace, processes, snapshot, sockets};
use crate::catalog::Catalog;
use crate::filter::{Filter, quote};
use crate::index::{Field, TableKind, Tables};

#[test]
fn counting_and_filtering_agree() {
    let ids = ["1", "77", "93"];
    let namespaces = ids.map(|id| namespace(id, sockets())).to_vec();
    let mut processes = processes();
    for (process, id) in processes.iter_mut().zip(ids.iter().cycle()) {
        process.namespace = Some(crate::snapshot::NamespaceId((*id).into()));
    }
    let catalog = Rc::new(Catalog::new(snapshot(namespaces, processes)));
    let tables = Tables::new(&catalog);
    for kind in TableKind::ALL {
        let mut all = 0;
        for (place, name) in ["host", "77", "93"].into_iter().enumerate() {
            let own = kind.rows_of(&catalog, place);
            let filter = Filter::parse(&quote(Field::Namespace, name), kind).unwrap();
            assert_eq!(own, filter.select(tables.get(kind)), "{kind:?} of {name}");
            all += own.len();
        }
        assert!(all <= kind.count(&catalog), "{kind:?}");
        assert!(kind.rows_of(&catalog, ids.len()).is_empty(), "{kind:?}");
    }
}
