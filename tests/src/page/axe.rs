//! What axe-core finds in a page: what people who use assistive technology cannot use, or can hardly.

use std::fs;

use anyhow::Result;
use serde_json::json;

use super::Page;
use crate::dist;

/// Runs axe-core on the whole page. Each place where a rule is broken becomes a line: how much it
/// hinders, the rule, where, and why.
const RUN: &str = "const [left_out, done] = arguments;
    const rules = Object.fromEntries(left_out.map((rule) => [rule, { enabled: false }]));
    const line = ({ impact, id }, { target, any, all, none }) => {
        const why = [...any, ...all, ...none].map((check) => check.message).join('; ');
        return `${impact} ${id}: ${target.join(' ')}: ${why}`;
    };
    axe.run(document, { resultTypes: ['violations'], rules }).then(
        ({ violations }) => done(violations.flatMap((it) => it.nodes.map((node) => line(it, node)))),
        (error) => done([`axe-core failed: ${error}`]),
    );";

impl Page {
    /// Every place of the page as it stands that breaks a rule of axe-core, but for those left out, in a
    /// line each.
    pub async fn violations(&self, left_out: &[&str]) -> Result<Vec<String>> {
        let has_it = self.evaluate("return 'axe' in globalThis", vec![]).await?;
        if has_it != json!(true) {
            let source = dist::axe().and_then(|path| Ok(fs::read_to_string(path)?));
            self.evaluate(&self.noted(source)?, vec![]).await?;
        }
        let found = self.evaluate_async(RUN, vec![json!(left_out)]).await?;
        self.noted(serde_json::from_value(found))
    }
}
