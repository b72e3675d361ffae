//! A host that means harm, and one that has nothing.

use anyhow::Result;
use netsnap_tests::bundle;
use serde_json::{Value, json};

/// What would end the bundle's element and make another one.
pub(super) const MARKUP: &str = "</script><img src=x onerror=alert(1)>";
/// What a terminal obeys.
const ESCAPES: &str = "\u{1b}[31m\u{1b}]0;title\u{7}\u{9b}2J\r\n\u{0}\u{7f}";
/// What turns text around or hides in it.
const OVERRIDES: &str = "evil\u{202e}gpj.exe\u{2066}\u{200b}\u{feff}\u{2028}";

/// All of it, and a name that is written from right to left.
pub(super) const EVIL: &str = "</script><img src=x onerror=alert(1)>\u{1b}[31m\r\n\u{0}a\u{202e}b\u{2066}\u{200b}\u{feff} \u{645}\u{631}\u{62d}\u{628}\u{627} \u{5e9}\u{5dc}\u{5d5}\u{5dd} 'x\" & =cmd()|";

/// Addresses and ports at their ends.
const NOWHERE: (&str, u16) = ("0.0.0.0", 0);
const LAST: (&str, u16) = ("255.255.255.255", 65535);
const LAST_V6: (&str, u16) = ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 65535);

fn endpoint((ip, port): (&str, u16)) -> Value {
    json!({ "ip": ip, "port": port })
}

fn socket(
    protocol: &Value,
    state: &Value,
    local: (&str, u16),
    remote: Option<(&str, u16)>,
) -> Value {
    json!({
        "protocol": protocol, "family": "ipv4", "state": state,
        "local": endpoint(local), "remote": remote.map(endpoint),
        "owners": [], "ownership": "missing", "uid": u32::MAX, "inode": u64::MAX,
        "interface": format!("{MARKUP}{ESCAPES}"), "receive_queue": u32::MAX, "send_queue": u32::MAX,
    })
}

fn sockets() -> Vec<Value> {
    let mut sockets: Vec<Value> = [
        (json!("tcp"), json!("listen"), NOWHERE, None),
        (json!("tcp"), json!(255), LAST, Some(NOWHERE)),
        (json!("udp"), json!("established"), NOWHERE, Some(NOWHERE)),
        (json!("udp"), json!("listen"), LAST, None),
        (json!(65535), json!(null), LAST_V6, Some(LAST_V6)),
        (json!("raw"), json!("unconnected"), ("::", 255), None),
        (json!("icmp"), json!("time-wait"), NOWHERE, Some(LAST)),
        (json!("mptcp"), json!("syn-sent"), LAST_V6, Some(NOWHERE)),
        (json!("udp"), json!("unconnected"), ("ff02::fb", 5353), None),
    ]
    .iter()
    .map(|(protocol, state, local, remote)| socket(protocol, state, *local, *remote))
    .collect();
    for (protocol, verdict) in [
        ("tcp", "owned"),
        ("udp", "kernel"),
        ("tcp", "not_accepted"),
        ("udp", "hidden"),
        ("tcp", "other_pid_namespace"),
        ("udp", "a verdict of later"),
    ] {
        let mut socket = socket(&json!(protocol), &json!("established"), LAST, Some(LAST_V6));
        socket["ownership"] = json!(verdict);
        socket["family"] = json!(255);
        // One that is no process of the bundle, one that is several, one twice.
        socket["owners"] = json!([
            { "pid": u32::MAX, "fd": u32::MAX }, { "pid": 7, "fd": null }, { "pid": 7, "fd": 0 },
            { "pid": 8, "fd": 1 }, { "pid": 8, "fd": 1 },
        ]);
        socket["accept_queue"] = json!({ "length": u32::MAX, "limit": 0 });
        socket["timer"] = json!({ "kind": 255, "expires_in_ms": u32::MAX, "retransmits": 255 });
        sockets.push(socket);
    }
    sockets
}

fn processes() -> Value {
    let process = |pid: u32, name: &str| {
        json!({
            "pid": pid, "parent_pid": pid, "name": name,
            "executable": format!("/{OVERRIDES}/{MARKUP}"), "executable_deleted": true,
            "command_line": [MARKUP, ESCAPES, OVERRIDES, ""], "uid": u32::MAX,
            "started_at": "9999-12-31T23:59:59.999Z", "namespace": ESCAPES, "container": MARKUP,
            "kernel_thread": false,
        })
    };
    json!([
        process(7, MARKUP),
        process(7, OVERRIDES),
        process(8, &"A\u{1b}[2J".repeat(1 << 18)),
        process(u32::MAX - 1, ""),
        process(0, ESCAPES),
    ])
}

/// The sample with everything in it that a host could have chosen, and numbers at their ends.
pub(super) fn hostile() -> Result<Value> {
    let mut bundle = bundle::sample()?;
    let evil = format!("{MARKUP}{ESCAPES}{OVERRIDES}");
    let endless = format!("{OVERRIDES} ").repeat(1 << 15);
    bundle["collector"] = json!({ "name": evil, "version": evil });
    bundle["duration_ms"] = json!(u64::MAX);
    bundle["host"] = json!({
        "hostname": evil, "os": evil, "os_version": evil, "kernel": evil, "architecture": evil,
        "boot_time": "1970-01-01T00:00:00.000Z",
    });
    bundle["privilege"] =
        json!({ "uid": u32::MAX, "user": evil, "elevated": false, "capabilities": [evil] });
    bundle["users"] = json!([{ "uid": u32::MAX, "name": evil }, { "uid": u32::MAX, "name": "" }, { "uid": 7, "name": endless }]);
    bundle["processes"] = processes();
    let source = json!({
        "name": evil, "namespace": evil, "status": "denied", "rows": u64::MAX,
        "duration_us": u64::MAX, "detail": evil,
    });
    let mut sources = vec![source; 3];
    sources[1]["status"] = json!("complete");
    sources[1]["detail"] = json!(null);
    sources[2]["name"] = json!("");
    sources[2]["detail"] = json!(endless);
    bundle["sources"] = sources.into();
    let namespace = &mut bundle["namespaces"][0];
    namespace["id"] = json!(evil);
    namespace["name"] = json!(evil);
    namespace["sockets"] = sockets().into();
    namespace["sockets"][0]["interface"] = json!(endless);
    namespace["sockets"][1]["uid"] = json!(7);
    namespace["routes"] = json!([
        { "family": 255, "destination": "0.0.0.0/32", "gateway": "ff02::1", "interface": evil,
          "source": "255.255.255.255", "metric": u32::MAX, "table": u32::MAX, "protocol": 255,
          "scope": 255, "kind": 255 },
        { "family": "ipv6", "destination": "::/0", "gateway": null, "interface": null,
          "source": null, "metric": null, "table": 0, "protocol": 0, "scope": 1, "kind": "throw",
          "next_hops": [{ "gateway": null, "interface": evil, "weight": u32::MAX }] },
    ]);
    let mut interface = namespace["interfaces"][0].clone();
    for text in ["name", "kind", "mac", "operational_state"] {
        interface[text] = json!(evil);
    }
    interface["index"] = json!(u32::MAX);
    interface["mtu"] = json!(u32::MAX);
    interface["flags"] = json!([evil, "up", ""]);
    interface["addresses"] = json!([{ "ip": "::", "prefix_length": 255 }]);
    if let Some(statistics) = interface["statistics"].as_object_mut() {
        for count in statistics.values_mut() {
            *count = json!(u64::MAX);
        }
    }
    let mut nameless = interface.clone();
    nameless["name"] = json!("");
    nameless["statistics"] = json!(null);
    let mut unending = interface.clone();
    unending["name"] = json!(endless);
    namespace["interfaces"] = json!([interface, nameless, unending, interface]);
    Ok(bundle)
}

/// The same host with nothing in any list.
pub(super) fn empty() -> Result<Value> {
    let mut bundle = bundle::sample()?;
    for list in ["sources", "users", "processes", "namespaces"] {
        bundle[list] = json!([]);
    }
    Ok(bundle)
}
