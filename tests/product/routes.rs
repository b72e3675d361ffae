//! Where would this packet go? Asked above the routes, and shown of a socket.

use anyhow::Result;
use fantoccini::key::Key;
use netsnap_tests::{Page, bundle};
use serde_json::{Value, json};

use crate::contract::{
    ALERT, DETAILS, FIRST_CELL, STATUS, ask, link, wait_for_fragment, wait_for_view,
};

const TO: &str = "#ask-to";
const OUTCOME: &str = ".ask-outcome";
const MESSAGE: &str = ".ask-message";
const PATH: &str = ".ask .walk-path";
const STEPS: &str = ".ask .walk-steps";
const MARKED: &str = "[role=grid] [role=row][aria-current=true]";

/// The sample with a second way for marked packets, a router that is known, and a second namespace.
fn host() -> Result<Value> {
    let mut bundle = bundle::sample()?;
    let mut other = bundle["namespaces"][0].clone();
    let host = &mut bundle["namespaces"][0];
    let rule = |priority: u32, table: &Value| {
        json!({ "family": "ipv4", "priority": priority, "source": null, "destination": null,
            "incoming_interface": null, "outgoing_interface": null, "inverted": false,
            "action": "lookup", "table": table, "protocol": "kernel" })
    };
    let mut marked = rule(100, &json!(52));
    marked["mark"] = json!({ "value": 16, "mask": 255 });
    host["rules"] = json!([marked, rule(32766, &json!("main"))]);
    let mut second = host["routes"][0].clone();
    second["table"] = json!(52);
    second["gateway"] = json!("192.0.2.254");
    let mut worse = host["routes"][0].clone();
    worse["metric"] = json!(700);
    if let Some(routes) = host["routes"].as_array_mut() {
        routes.extend([worse, second]);
    }
    host["neighbours"] = json!([{ "ip": "192.0.2.1", "mac": "02:00:5e:00:53:01",
        "interface": "eth0", "state": "reachable", "used_ms": 1, "confirmed_ms": 1 }]);
    other["id"] = json!("4026532000");
    other["name"] = json!("blue");
    other["is_collectors"] = json!(false);
    other["sockets"] = json!([]);
    other["routes"] = json!([]);
    if let Some(namespaces) = bundle["namespaces"].as_array_mut() {
        namespaces.push(other);
    }
    Ok(bundle)
}

#[tokio::test]
async fn each_key_is_answered_step_by_step() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/routes").await?;
    page.retype(TO, "203.0.113.9").await?;
    page.wait_for_text(OUTCOME, "goes to the router 192.0.2.1 by eth0")
        .await?;
    for part in ["192.0.2.10", "eth0", "02:00:5e:00:53:01", "203.0.113.9"] {
        page.wait_for_text(PATH, part).await?;
    }
    for part in [
        "Rule 100 is for packets with the mark",
        "The table main has 2 routes",
        "wins",
        "loses: its metric is higher",
    ] {
        page.wait_for_text(STEPS, part).await?;
    }
    assert_eq!(page.count(MARKED).await?, 1);
    assert!(page.text(MARKED).await?.contains("0.0.0.0/0"));
    wait_for_fragment(&page, "#/routes?to=203.0.113.9").await?;
    // The next key asks for another address at once.
    page.retype(TO, "192.0.2.7").await?;
    page.wait_for_text(OUTCOME, "straight to its receiver by eth0")
        .await?;
    assert!(page.text(MARKED).await?.contains("192.0.2.0/24"));
    page.finish().await
}

#[tokio::test]
async fn what_is_no_address_is_told_why_and_the_last_answer_stays() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/routes?to=192.0.2.7").await?;
    page.wait_for_text(OUTCOME, "192.0.2.7").await?;
    for (text, reason) in [
        ("192.0.2.", "four numbers"),
        ("192.0.2.700", "up to 255"),
        ("10.0.0.0/8", "a prefix"),
        ("example.org", "Names are not looked up"),
        ("2001:db8", "eight groups"),
    ] {
        page.paste(TO, text).await?;
        page.wait_for_text(MESSAGE, reason).await?;
        page.element(&format!("{TO}[aria-invalid=true]")).await?;
        page.wait_for_text(OUTCOME, "192.0.2.7").await?;
        assert_eq!(page.count(ALERT).await?, 0, "{text}");
    }
    // A live region that keeps silent while somebody types.
    page.paste(TO, "1.1.1.1").await?;
    page.element(".ask-said[role=status]:not([aria-busy])")
        .await?;
    assert_eq!(page.count(MESSAGE).await?, 0);
    page.finish().await
}

#[tokio::test]
async fn an_empty_box_offers_addresses_of_the_bundle() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/routes").await?;
    let examples = page.texts(".ask-examples button").await?;
    assert!(examples.len() > 3, "{examples:?}");
    assert_eq!(page.count(OUTCOME).await?, 0);
    page.click("[data-example='127.0.0.1']").await?;
    page.wait_for_text(OUTCOME, "127.0.0.1").await?;
    page.press(Key::Escape).await?;
    page.element("[data-example='1.1.1.1']").await?;
    wait_for_fragment(&page, "#/routes").await?;
    assert_eq!(
        ask(&page, "return document.activeElement.id").await?,
        "ask-to"
    );
    page.finish().await
}

#[tokio::test]
async fn an_address_of_the_page_asks_for_everything() -> Result<()> {
    let fragment = "#/routes?to=1.1.1.1&mark=0x10&in=4026531840";
    let page = Page::open_report_at(&host()?, fragment).await?;
    page.wait_for_text(OUTCOME, "the router 192.0.2.254 by eth0")
        .await?;
    page.retype("[data-part=mark]", "17").await?;
    page.wait_for_text(OUTCOME, "the router 192.0.2.1 by eth0")
        .await?;
    page.retype("[data-part=by]", "eth7").await?;
    page.wait_for_text(MESSAGE, "no interface of this name, but lo, eth0")
        .await?;
    page.retype("[data-part=by]", "lo").await?;
    page.wait_for_text(OUTCOME, "by lo").await?;
    page.go("#/routes?to=1.1.1.1&in=4026532000").await?;
    page.wait_for_text(OUTCOME, "has no route").await?;
    assert_eq!(page.count(MARKED).await?, 0);
    page.finish().await
}

#[tokio::test]
async fn the_namespace_is_chosen_from_those_there_are() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/routes?to=1.1.1.1").await?;
    page.wait_for_text(OUTCOME, "goes to the router").await?;
    page.click(".ask select option:nth-child(2)").await?;
    page.wait_for_text(OUTCOME, "has no route").await?;
    wait_for_fragment(&page, "#/routes?to=1.1.1.1&in=4026532000").await?;
    page.finish().await
}

#[tokio::test]
async fn one_namespace_can_be_looked_at_alone() -> Result<()> {
    let switch = "header select";
    let page = Page::open_report_at(&host()?, "#/interfaces?q=lo").await?;
    page.wait_for_text(STATUS, "2 of 4 interfaces").await?;
    page.click(&format!("{switch} option:nth-child(3)")).await?;
    page.wait_for_text(STATUS, "1 of 2 interfaces").await?;
    wait_for_fragment(&page, "#/interfaces?ns=4026532000&q=lo").await?;
    page.click(&link("sockets")).await?;
    page.wait_for_text(".nothing", "This namespace has no sockets")
        .await?;
    page.click(&link("overview")).await?;
    page.wait_for_text(".key-numbers", "0").await?;
    page.go("#/overview").await?;
    page.click(&link("sockets")).await?;
    page.wait_for_text(STATUS, "6 sockets").await?;
    // What is asked of the routes is asked there, and not to be chosen twice.
    page.go("#/routes?ns=4026532000&to=1.1.1.1").await?;
    page.wait_for_text(OUTCOME, "has no route").await?;
    assert_eq!(page.count(".ask select").await?, 0);
    page.click(&format!("{switch} option:first-child")).await?;
    page.wait_for_text(OUTCOME, "goes to the router").await?;
    page.finish().await
}

#[tokio::test]
async fn routes_and_interfaces_of_an_answer_can_be_selected() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/routes?to=1.1.1.1").await?;
    page.click(".candidates li:nth-child(2) button").await?;
    page.wait_for_text(DETAILS, "700").await?;
    wait_for_fragment(&page, "#/routes?sel=2&to=1.1.1.1").await?;
    page.click(&format!("{PATH} button")).await?;
    wait_for_view(&page, "interfaces", Some(4)).await?;
    page.wait_for_text(DETAILS, "eth0").await?;
    page.finish().await
}

#[tokio::test]
async fn a_socket_shows_the_way_of_its_packets() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/sockets?q=lport%3A443%20established").await?;
    page.wait_for_text(STATUS, "1 of 6 sockets").await?;
    page.click(FIRST_CELL).await?;
    let path = format!("{DETAILS} .walk-path");
    for part in ["192.0.2.10", "eth0", "192.0.2.1", "198.51.100.7"] {
        page.wait_for_text(&path, part).await?;
    }
    page.click(&format!("{DETAILS} summary")).await?;
    page.wait_for_text(&format!("{DETAILS} .walk-steps"), "wins")
        .await?;
    page.click(&format!("{path} button")).await?;
    wait_for_view(&page, "interfaces", Some(4)).await?;
    // One that waits has no packets to send yet.
    page.go("#/sockets?q=state%3Alisten").await?;
    page.click(FIRST_CELL).await?;
    page.wait_for_text(DETAILS, "LISTEN").await?;
    assert_eq!(page.count(&path).await?, 0);
    page.finish().await
}

#[tokio::test]
async fn it_works_by_keyboard() -> Result<()> {
    let page = Page::open_report_at(&host()?, "#/routes").await?;
    let focus = format!("document.querySelector('{TO}').focus()");
    page.evaluate(&focus, vec![]).await?;
    for key in "1.1.1.1".chars() {
        page.press(key).await?;
    }
    page.wait_for_text(OUTCOME, "goes to the router").await?;
    page.press(Key::Enter).await?;
    // The table's current row is the winner.
    page.press(Key::Enter).await?;
    page.wait_for_text(DETAILS, "0.0.0.0/0").await?;
    assert_eq!(
        page.count(&format!("{MARKED}[aria-selected=true]")).await?,
        1
    );
    page.finish().await
}
