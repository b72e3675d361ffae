//! The bundle: a snapshot as gzip-compressed JSON, written and read.
//!
//! A bundle is untrusted until it is decoded. [`Decoder`] is one path for the command line and the
//! viewer: it bounds sizes, counts, lengths and nesting while it reads, portion by portion.

mod decode;
mod decoder;
mod encode;
mod error;
mod header;
mod rows;
mod version;

pub use decode::{Decoded, check_file_size, decode};
pub use decoder::Decoder;
pub use encode::{COMPRESSION, encode, to_json, write_json};
pub use error::BundleError;
pub use netsnap_reader::{Limit, Limits};
pub use rows::{RowText, row_texts};
pub use version::Version;

/// The value of the field `format`.
pub const FORMAT: &str = "netsnap";

/// The version that this code writes.
pub const VERSION: Version = Version { major: 1, minor: 1 };

/// The ending of a bundle's file name.
pub const FILE_EXTENSION: &str = "json.gz";

#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "schema")]
pub use schema::schema;
