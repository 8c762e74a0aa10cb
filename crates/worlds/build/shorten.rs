//! Shader text without what only its reader needs: remarks, indentation, blank lines, zeros that say nothing.

/// The same program in fewer bytes, line by line, so that a driver's complaint still names a short line.
pub fn shortened(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.lines() {
        let code = line.split_once("//").map_or(line, |(code, _)| code).trim();
        if code.starts_with('#') {
            out.push_str(code);
        } else {
            close_up(code, &mut out);
        }
        if !code.is_empty() {
            out.push('\n');
        }
    }
    out
}

/// Adds a line of code: spaces only between words, no zero before or after a decimal point.
fn close_up(code: &str, out: &mut String) {
    let letters: Vec<char> = code.chars().collect();
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    for (at, letter) in letters.iter().copied().enumerate() {
        let last = out.chars().next_back().unwrap_or('\n');
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        if letter.is_whitespace() {
            // `a - -b` must not become `a--b`.
            let between = (word(last) || last == '.') && (word(next) || next == '.');
            if between || (last == next && matches!(next, '-' | '+')) {
                out.push(' ');
            }
            continue;
        }
        // `0.5` is `.5` where the zero is the whole number, and `1.0` is `1.` where the zero is all of its decimals.
        if letter == '0' {
            let begins = !word(last) && last != '.';
            let decimal = next == '.' && letters.get(at + 2).is_some_and(char::is_ascii_digit);
            let nonzero = letters.get(at + 2..).is_some_and(|rest| {
                let decimals = rest.iter().take_while(|one| one.is_ascii_digit());
                decimals.clone().any(|one| *one != '0')
            });
            if begins && decimal && nonzero {
                continue;
            }
            let behind_point = last == '.' && ends_in_number(out.strip_suffix('.').unwrap_or_default());
            if behind_point && !word(next) {
                continue;
            }
        }
        out.push(letter);
    }
}

/// Whether the text ends in a whole number, and not in a name that ends in a digit.
fn ends_in_number(text: &str) -> bool {
    let name: String =
        text.chars().rev().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::shortened;
    use std::{fs, path::Path};

    #[test]
    fn remarks_spaces_and_zeros_go_and_lines_stay() {
        let source = "// Waves.\n#define A  1.0\n\nfloat f(vec2 p) { // why\n  return -0.50 + p.x * 1.0 - -x0 + 10.0;\n}\n";
        let short = "#define A  1.0\nfloat f(vec2 p){\nreturn-.50+p.x*1.- -x0+10.;\n}\n";
        assert_eq!(shortened(source), short);
    }

    #[test]
    fn every_shader_says_the_same_in_fewer_bytes() {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/src/shaders");
        let panels = concat!(env!("CARGO_MANIFEST_DIR"), "/../panels/src/draw");
        let mut compared = 0;
        for folder in [own, panels] {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if !is_shader(&path) {
                    continue;
                }
                let source = fs::read_to_string(&path).unwrap();
                let short = shortened(&source);
                assert!(short.len() < source.len(), "{}", path.display());
                assert_eq!(words(&short), words(&source), "{}", path.display());
                compared += 1;
            }
        }
        assert!(compared > 35, "{compared}");
    }

    fn is_shader(path: &Path) -> bool {
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        ["glsl", "vert", "frag"].contains(&end)
    }

    /// Names, numbers by their value, and signs.
    fn words(source: &str) -> Vec<String> {
        let mut words = Vec::new();
        for line in source.lines() {
            let code = line.split("//").next().unwrap_or_default();
            let mut rest = code;
            while let Some(first) = rest.chars().next() {
                let number = first.is_ascii_digit()
                    || first == '.' && rest[1..].starts_with(|next: char| next.is_ascii_digit());
                let end = if number || first.is_alphabetic() || first == '_' {
                    let inside = |one: char| one.is_alphanumeric() || one == '_' || number && one == '.';
                    rest.find(|one| !inside(one)).unwrap_or(rest.len())
                } else {
                    first.len_utf8()
                };
                let (word, after) = rest.split_at(end);
                rest = after;
                match word.parse::<f64>() {
                    Ok(value) if number && word.contains('.') => words.push(format!("{value:?}")),
                    _ if word.trim().is_empty() => {}
                    _ => words.push(word.to_owned()),
                }
            }
        }
        words
    }
}
