//! The rows of `ss`, and a bundle's in the same words.

use std::net::IpAddr;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// A socket of a bundle in the words of [`row_of_ss`]; none for what `ss -a` does not list.
pub(super) fn row(socket: &Value) -> Option<String> {
    if socket["state"] == "bound-inactive" {
        return None;
    }
    let end = |end: &Value| match end {
        Value::Null => "*".to_owned(),
        end => format!("{} {}", end["ip"].as_str().unwrap_or_default(), end["port"]),
    };
    let owners = socket["owners"].as_array()?.iter();
    let mut owners: Vec<String> = owners
        .map(|owner| format!("{}:{}", owner["pid"], owner["fd"]))
        .collect();
    owners.sort();
    Some(format!(
        "{} {} {} {} {}",
        socket["protocol"].as_str()?,
        socket["state"].as_str()?,
        end(&socket["local"]),
        end(&socket["remote"]),
        owners.join(",")
    ))
}

/// `protocol state receive send local remote [users:(("name",pid=1,fd=2),…)] …`.
pub(super) fn row_of_ss(line: &str) -> Result<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [protocol, state, _, _, local, remote, rest @ ..] = &words[..] else {
        bail!("no row of ss: {line}");
    };
    let state = match *state {
        "ESTAB" => "established",
        "SYN-RECV" => "syn-received",
        "UNCONN" => "unconnected",
        other => &other.to_lowercase(),
    };
    let rest = rest.join(" ");
    let mut owners: Vec<String> = rest
        .split("pid=")
        .skip(1)
        .filter_map(|owner| owner.split(')').next())
        .map(|owner| owner.replace(",fd=", ":"))
        .collect();
    owners.sort();
    Ok(format!(
        "{protocol} {state} {} {} {}",
        end_of_ss(local)?,
        end_of_ss(remote)?,
        owners.join(",")
    ))
}

/// `ip:port`, with brackets and an interface perhaps; a peer without a port is none.
fn end_of_ss(text: &str) -> Result<String> {
    let (ip, port) = text.rsplit_once(':').context("no port")?;
    if port == "*" {
        return Ok("*".to_owned());
    }
    let ip = ip.trim_start_matches('[').split(['%', ']']).next();
    let ip = match ip.unwrap_or_default() {
        "*" => "::",
        ip => ip,
    };
    // As the standard library writes it.
    Ok(format!("{} {port}", ip.parse::<IpAddr>()?))
}
