//! Bundles to open: written out as JSON, so that they test the format and not the code behind it.

mod large;

use std::fs;
use std::io::{Read, Write};

use anyhow::{Context, Result, anyhow, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

pub use large::write_large;

use crate::dist;

/// The place of a bundle in a page, as the format of a report has it.
const PLACE: &str = r#"<script id="netsnap-bundle" type="application/gzip"></script>"#;

/// The text of [`sample`].
const SAMPLE: &str = include_str!("../fixtures/sample.json");

/// Compresses.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?)
}

/// The page with these bytes in the place of a bundle, whatever they are.
pub fn embed(page: &str, bundle: &[u8]) -> Result<String> {
    ensure!(
        page.matches(PLACE).count() == 1,
        "the page has no place for a bundle"
    );
    let (start, end) = PLACE.split_at(PLACE.len() - "</script>".len());
    let element = format!("{start}{}{end}", STANDARD.encode(bundle));
    Ok(page.replacen(PLACE, &element, 1))
}

/// The built viewer with these bytes in the place of a bundle, whatever they are.
pub fn report(bundle: &[u8]) -> Result<String> {
    embed(&fs::read_to_string(dist::viewer()?)?, bundle)
}

/// The bundle that is inside of a report.
pub fn of_report(page: &str) -> Result<Value> {
    let start = PLACE.trim_end_matches("</script>");
    let (_, rest) = page.split_once(start).context("no place for a bundle")?;
    let (text, _) = rest.split_once('<').context("no end of the bundle")?;
    let decoded = STANDARD.decode(text);
    read(&decoded.map_err(|error| anyhow!("the bundle is no base64: {error}"))?)
}

/// The JSON of a compressed bundle.
pub fn read(bundle: &[u8]) -> Result<Value> {
    let mut json = Vec::new();
    GzDecoder::new(bundle).read_to_end(&mut json)?;
    Ok(serde_json::from_slice(&json)?)
}

/// A small host: a web server with a client, a resolver, somebody else's socket, a closed
/// connection.
pub fn sample() -> Result<Value> {
    Ok(serde_json::from_str(SAMPLE)?)
}

/// The same host with this many sockets instead: both ends of half as many loopback connections, in
/// ten processes.
pub fn with_sockets(count: u32) -> Result<Value> {
    let mut bundle = sample()?;
    bundle["sources"][0]["rows"] = count.into();
    bundle["processes"] = (1000..1010).map(worker).collect();
    bundle["namespaces"][0]["sockets"] = (0..count).map(connected_socket).collect();
    Ok(bundle)
}

fn worker(pid: u32) -> Value {
    json!({
        "pid": pid, "parent_pid": 1, "name": format!("worker-{pid}"),
        "executable": "/usr/local/bin/worker", "executable_deleted": false,
        "command_line": ["worker", "--number", pid.to_string()], "uid": 1000,
        "started_at": "2026-11-01T06:00:00.000Z", "namespace": "net:[4026531840]",
        "container": null, "kernel_thread": false,
    })
}

fn connected_socket(number: u32) -> Value {
    let connection = number / 2;
    let ephemeral_ports = 25_000;
    let client = json!({
        "ip": format!("127.0.{}.1", connection / ephemeral_ports),
        "port": 32_768 + connection % ephemeral_ports,
    });
    let server = json!({ "ip": "127.0.0.1", "port": 20_000 + connection % 10 });
    let (local, remote) = if number.is_multiple_of(2) {
        (client, server)
    } else {
        (server, client)
    };
    json!({
        "protocol": "tcp", "family": "ipv4", "state": "established",
        "local": local, "remote": remote,
        "owners": [{ "pid": 1000 + number % 10, "fd": 3 + number / 10 }],
        "ownership": "owned", "uid": 1000, "inode": 100_000 + number, "interface": null,
        "receive_queue": number % 7 * 100, "send_queue": 0,
    })
}
