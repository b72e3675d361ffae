//! What a page must not do, read from the browser's logs and the server's.

use anyhow::Result;
use serde_json::Value;

/// Errors and warnings of the console; a violation of the policy is one of them.
pub(super) fn of_console(log: &[Value]) -> Vec<String> {
    let bad = log.iter().filter(|entry| {
        let level = entry["level"].as_str();
        matches!(level, Some("SEVERE" | "WARNING"))
    });
    bad.map(|entry| format!("console: {}", entry["message"].as_str().unwrap_or_default()))
        .collect()
}

/// Requests for anything but the page, which may be reloaded.
pub(super) fn of_traffic(log: &[Value], page: &str) -> Result<Vec<String>> {
    let mut evidence = Vec::new();
    for entry in log {
        let message: Value = serde_json::from_str(entry["message"].as_str().unwrap_or("null"))?;
        let message = &message["message"];
        let url = match message["method"].as_str() {
            Some("Network.requestWillBeSent") => &message["params"]["request"]["url"],
            Some("Network.webSocketCreated" | "Network.webTransportCreated") => {
                &message["params"]["url"]
            }
            _ => continue,
        };
        let url = url.as_str().unwrap_or("?");
        // What is inside the page needs no network.
        let inside = url == page || url.starts_with("data:") || url.starts_with("blob:");
        if !inside {
            evidence.push(format!("request: {url}"));
        }
    }
    Ok(evidence)
}

/// What the server was asked for besides the page.
pub(super) fn of_requests(requests: &[String]) -> Vec<String> {
    let others = requests.iter().filter(|request| *request != "GET /");
    others.map(|request| format!("served: {request}")).collect()
}
