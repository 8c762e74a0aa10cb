//! Results that must be equal bit for bit on every machine use `libm`, never the standard library's functions.
use super::Finding;
use super::tree::{Tree, code_lines};

const BIT_EQUAL: &[&str] = &["hrv", "session"];

/// Methods of `f64` whose last bits differ between platforms. `sqrt`, `floor`, `mul_add` and the like are exact.
const INEXACT: &[&str] = &[
    "powi", "powf", "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "sin", "cos", "tan",
    "sin_cos", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in BIT_EQUAL {
        let folder = format!("crates/{name}/src/");
        for (path, text) in tree.below(&folder, ".rs") {
            for (line, code) in code_lines(text) {
                let called = INEXACT.iter().find(|function| {
                    [format!(".{function}("), format!("f64::{function}"), format!("f32::{function}")]
                        .iter()
                        .any(|call| calls(code, call))
                });
                if let Some(function) = called {
                    findings.push(Finding::at(
                        path,
                        line,
                        format!("`{function}` differs between platforms: use `libm`"),
                    ));
                }
            }
        }
    }
    findings
}

/// `call` in `code`, not as the beginning of a longer name.
fn calls(code: &str, call: &str) -> bool {
    code.match_indices(call).any(|(at, _)| {
        let after = code.get(at + call.len()..).and_then(|rest| rest.chars().next());
        call.ends_with('(') || !after.is_some_and(|next| next.is_alphanumeric() || next == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> usize {
        check(&Tree::made_up(&[("crates/hrv/src/lib.rs", code)])).len()
    }

    #[test]
    fn what_differs_between_platforms_is_found() {
        assert_eq!(found("let a = b.powi(2);"), 1);
        assert_eq!(found("let a = x.iter().map(f64::ln);"), 1);
        assert_eq!(found("let a = (b * c).sin();"), 1);
    }

    #[test]
    fn exact_functions_and_libm_are_fine() {
        assert_eq!(found("let a = libm::sin(b).sqrt().abs();"), 0);
        assert_eq!(found("let a = list.log_of_all();"), 0);
        assert_eq!(found("let a = f64::EPSILON.min(expected);"), 0);
    }
}
