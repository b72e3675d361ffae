//! How much a bundle may ask of its reader.

use std::fmt;

/// The bounds that decoding holds a bundle to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file's size in bytes.
    pub compressed_bytes: u64,
    /// The size of the JSON in bytes.
    pub json_bytes: u64,
    /// The size in bytes of one value that is read whole, such as a socket or a sample.
    pub value_bytes: u64,
    /// Elements in one list, or members in one object.
    pub rows: u64,
    /// Elements in all lists together.
    pub total_rows: u64,
    /// The length of one string in bytes, with its quotes.
    pub string_bytes: u64,
    /// How deep lists and objects may lie in each other.
    pub depth: u64,
}

impl Default for Limits {
    /// Room for a million sockets with all their details. The JSON may be large, for it is never in
    /// memory at once.
    fn default() -> Self {
        Self {
            compressed_bytes: 256 << 20,
            json_bytes: 8 << 30,
            value_bytes: 128 << 20,
            rows: 2_000_000,
            total_rows: 20_000_000,
            string_bytes: 4 << 20,
            depth: 32,
        }
    }
}

/// Which bound a bundle went over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::compressed_bytes`].
    CompressedBytes,
    /// [`Limits::json_bytes`].
    JsonBytes,
    /// [`Limits::value_bytes`].
    ValueBytes,
    /// [`Limits::rows`].
    Rows,
    /// [`Limits::total_rows`].
    TotalRows,
    /// [`Limits::string_bytes`].
    StringBytes,
    /// [`Limits::depth`].
    Depth,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CompressedBytes => "the file's size in bytes",
            Self::JsonBytes => "the size in bytes once decompressed",
            Self::ValueBytes => "the size of one value in bytes",
            Self::Rows => "the number of rows in one list",
            Self::TotalRows => "the number of rows in all lists",
            Self::StringBytes => "the length of a text in bytes",
            Self::Depth => "the depth of nesting",
        })
    }
}
