//! Style and script without what only their writers need. Names stay: gzip takes care of them.

use anyhow::{Result, bail};

/// A style sheet without comments and without white space that means nothing.
///
/// Strings stay as they are. A space before a colon stays too: in a selector it is a combinator.
pub(super) fn style(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut space = false;
    while let Some(c) = rest.next() {
        if c == '/' && rest.peek() == Some(&'*') {
            rest.next();
            let mut star = false;
            while let Some(c) = rest.next_if(|&c| !(star && c == '/')) {
                star = c == '*';
            }
            rest.next();
            space = true;
            continue;
        }
        if c.is_ascii_whitespace() {
            space = true;
            continue;
        }
        let glued = matches!(c, '{' | '}' | ';' | ',') || text.ends_with(['{', '}', ';', ',', ':']);
        if space && !glued && !text.is_empty() {
            text.push(' ');
        }
        space = false;
        if c == '}' && text.ends_with(';') {
            text.pop();
        }
        text.push(c);
        if c == '"' || c == '\'' {
            let mut escaped = false;
            for inner in rest.by_ref() {
                text.push(inner);
                if inner == c && !escaped {
                    break;
                }
                escaped = inner == '\\' && !escaped;
            }
        }
    }
    text
}

/// A script without indentation, empty lines and comments that have lines of their own. Lines stay
/// lines, so that nothing depends on where a statement ends.
///
/// Refuses a template literal that goes over several lines: its white space is content.
pub(super) fn script(js: &str) -> Result<String> {
    let mut text = String::with_capacity(js.len());
    let mut in_comment = false;
    for line in js.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            match line.split_once("*/") {
                None => {}
                Some((_, "")) => in_comment = false,
                Some(_) => bail!("the script has code behind a comment: {line}"),
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            if line.matches('`').count() % 2 != 0 {
                bail!("the script has a template literal of several lines: {line}");
            }
            text.push_str(line);
            text.push('\n');
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_keeps_what_means_something() {
        let check = |css: &str, expected: &str| assert_eq!(style(css), expected);
        check(
            "/* a */\n\nb { /* c */\n  d: e;\n}\n/* never closed",
            "b{d:e}",
        );
        check("a :is(b, c) > d:hover {}", "a :is(b,c) > d:hover{}");
        check("a { b: calc(1px + -2px) c; }", "a{b:calc(1px + -2px) c}");
        check(
            "a::before { content: \"→ ;  }\" / \"\"; }",
            "a::before{content:\"→ ;  }\" / \"\"}",
        );
        check("a { b: '\\'  ;' }", "a{b:'\\'  ;'}");
        check(
            "@media (width < 6px) and (b: c) {\n  d,\n  e {\n    f: g h;\n  }\n}\n",
            "@media (width < 6px) and (b:c){d,e{f:g h}}",
        );
        check("a/**/b /***/ { c: d }", "a b{c:d}");
    }

    #[test]
    fn a_script_keeps_its_lines() {
        let js = "\n/**\n * What it does.\n */\n  let a = `${b}  c`; // why\n\n  // More.\n  /* d */\n\tlet e;\n";
        assert_eq!(script(js).unwrap(), "let a = `${b}  c`; // why\nlet e;\n");
        let check = |js: &str, expected: &str| {
            let error = script(js).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        check("let a = `\n`;", "several lines: let a");
        check("/* a */ let b;", "behind a comment");
    }
}
