//! `netsnap`: a host's network in one file.

fn main() {}
