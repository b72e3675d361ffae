//! Questions over netlink(7): one request, and every message of the answer or the reason why not.

mod channel;
mod dump;
mod query;
mod wire;

pub(super) use self::channel::{Channel, Exchange};
pub(super) use self::dump::{Parsed, Request, dump};
pub(super) use self::query::query;
pub(super) use self::wire::{attributes, i32_of, text_of, u16_of, u32_of, u64_at};

#[cfg(test)]
pub(super) use self::wire::tests::payloads;
