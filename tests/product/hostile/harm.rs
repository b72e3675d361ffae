//! What a name must not do to a page.

use anyhow::Result;
use netsnap_tests::Page;

use crate::contract::ask;

/// Elements that a name has made, attributes that do something, and characters that are obeyed.
const HARM: &str = r"const harm = [];
    for (const element of document.querySelectorAll('img, iframe, object, embed, link[href]:not([rel=icon])')) {
        harm.push(element.outerHTML.slice(0, 200));
    }
    const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
    if (obeyed.test(document.title)) harm.push('title: ' + document.title);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (node.nodeType === Node.TEXT_NODE) {
            const place = node.parentElement.localName;
            if (!['script', 'style'].includes(place) && obeyed.test(node.data)) {
                harm.push(place + ': ' + JSON.stringify(node.data.slice(0, 200)));
            }
        } else for (const attribute of node.attributes) {
            const { name, value } = attribute;
            // Where the table puts its rows and columns.
            if (name === 'style' && /^(--[a-z]+: [-+\w.,*()/ ]+;? ?)*$/.test(value)
                && !/url|image|expression/i.test(value)) continue;
            // A filter is taken as it is; it is shown in the filter box only.
            if (name.startsWith('on') || (name !== 'data-filter' && name !== 'd' && obeyed.test(value))) {
                harm.push(name + '=' + JSON.stringify(value.slice(0, 200)));
            }
            if (['href', 'src', 'style', 'action'].includes(name) && !value.startsWith('#/')) {
                harm.push(name + '=' + value.slice(0, 200));
            }
        }
    }
    return harm.join('\n')";

/// What a name has done to the page; nothing, it is to be hoped.
pub(super) async fn harm(page: &Page) -> Result<String> {
    ask(page, HARM).await
}

#[tokio::test]
async fn harm_is_noticed() -> Result<()> {
    let page = Page::open_html("<!doctype html><link rel=icon href='data:,'><p></p>").await?;
    assert_eq!(harm(&page).await?, "");
    for (markup, noticed) in [
        ("<img alt=x>", "<img alt"),
        ("<b onclick='1'></b>", "onclick="),
        ("<a href='javascript:1'></a>", "href=javascript:1"),
        ("<b style='top: 0'></b>", "style=top: 0"),
        ("<b title='a\\u202eb'></b>", "title="),
        ("a\\u001b[31m", "p: "),
        ("<i>a\\u2066b</i>", "i: "),
    ] {
        let script = format!("document.querySelector('p').innerHTML = \"{markup}\"");
        page.evaluate(&script, vec![]).await?;
        let said = harm(&page).await?;
        assert!(said.contains(noticed), "{markup}: {said}");
    }
    page.finish().await
}
