//! `netsnap report`: this host, or a bundle, as one HTML file.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;
use netsnap_shared::bundle::Limits;
use netsnap_shared::report::embed;

use super::file_name::file_name;
use super::{WrongUsage, check_more, read_host, read_more, write_gzip, wrote};
use crate::cli::Report;
use crate::output::Target;
use crate::{Environment, input};

pub(super) fn run(arguments: &Report, environment: &mut Environment<'_>) -> anyhow::Result<()> {
    let page = environment.viewer_page.ok_or_else(|| {
        anyhow!(
            "cannot make a report: this netsnap was built without the viewer; build one that has \
             it with `cargo xtask build`, or write a bundle with `netsnap collect`"
        )
    })?;
    let output = &arguments.output;
    let named = output
        .path
        .as_deref()
        .map(|path| Target::new(path, output.force));
    if let Some(target) = &named {
        target.check(environment)?;
    }
    check_more(&arguments.more, environment)?;
    if arguments.bundle.is_some() && !arguments.more.is_nothing() {
        let reason = "--interval, --count and --resolve are for this host, not for a bundle";
        return Err(WrongUsage(reason.to_owned()).into());
    }
    let (bytes, snapshot) = if let Some(path) = &arguments.bundle {
        let input = input::read(path, &Limits::default(), environment)?;
        // The bytes as they are: they may hold what only a newer viewer knows.
        (compressed(input.bytes)?, input.decoded.snapshot)
    } else {
        let mut snapshot = read_host(&arguments.what, environment);
        read_more(&arguments.more, &arguments.what, &mut snapshot, environment);
        let mut bytes = Vec::new();
        write_gzip(&snapshot, &mut bytes).context("cannot encode the snapshot")?;
        (bytes, snapshot)
    };
    let html = embed(page, &bytes).context("cannot make a report")?;
    let target = named.unwrap_or_else(|| Target::File {
        path: PathBuf::from(file_name("netsnap-report", &snapshot, "html")),
        replace: output.force,
    });
    let size = target.write(environment, |out| out.write_all(html.as_bytes()))?;
    wrote(&target, size, &snapshot, environment)
}

fn compressed(bytes: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&bytes)?;
    Ok(gzip.finish()?)
}
