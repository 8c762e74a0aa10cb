//! Scripts as they are fetched: without remarks and indents.

/// A script without the lines that are remarks, empty lines and indents. Lines inside a template literal stay as they
/// are, and so does a remark behind code.
pub fn without_remarks(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let (mut in_literal, mut in_remark) = (false, false);
    for line in script.lines() {
        let code = line.trim();
        if in_remark {
            in_remark = !code.ends_with("*/");
            continue;
        }
        if !in_literal {
            if code.starts_with("/*") && (code.ends_with("*/") || !code.contains("*/")) {
                in_remark = !code.ends_with("*/");
                continue;
            }
            if code.is_empty() || code.starts_with("//") {
                continue;
            }
        }
        kept.push_str(if in_literal { line } else { code });
        kept.push('\n');
        in_literal ^= code.matches('`').count() % 2 == 1;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_and_remarks_go() {
        let script = "// Why.\n/** Really.\n * `So`. */\nif (a) {\n  b(); // so\n\n  /* c */\n}\n";
        assert_eq!(without_remarks(script), "if (a) {\nb(); // so\n}\n");
    }

    #[test]
    fn what_a_literal_says_is_left_alone() {
        let script = "  const a = `one\n  // two\n\n  three`;\n  b(`${c}`);\n";
        assert_eq!(without_remarks(script), "const a = `one\n  // two\n\n  three`;\nb(`${c}`);\n");
    }
}
