//! The published schema of the live link says what really travels: every fixture of the wire is checked against it.

use serde_json::Value;
use std::{fs, path::Path};

#[test]
fn every_message_on_the_wire_fits_the_published_schema() {
    let schema = luwte::live::schema();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wire/v1");
    let mut checked = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let Some(json) = text.lines().nth(1) else { continue };
        let message: Value = serde_json::from_str(json).unwrap();
        let start = schema.pointer("/components/schemas/Message").unwrap();
        if let Err(why) = fits(&schema, start, &message) {
            panic!("{}: {why}\n{json}", path.display());
        }
        checked += 1;
    }
    assert!(checked >= 17, "only {checked} fixtures");
}

#[test]
fn what_is_no_message_does_not_fit_it() {
    let schema = luwte::live::schema();
    let start = schema.pointer("/components/schemas/Message").unwrap();
    for wrong in
        [r#""nothing""#, r#"{"ping": {}}"#, r#"{"ping": {"sent_us": "5"}}"#, r#"{"problem": "Odd"}"#, "7"]
    {
        assert!(fits(&schema, start, &serde_json::from_str(wrong).unwrap()).is_err(), "{wrong}");
    }
}

/// As much of JSON Schema as our schemas use; an unknown keyword is an error, so that nothing is passed over.
fn fits(whole: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let Some(keywords) = schema.as_object() else { return Err(format!("{schema} is no schema")) };
    for (keyword, argument) in keywords {
        match keyword.as_str() {
            "$ref" => {
                let target = argument.as_str().and_then(|path| whole.pointer(path.trim_start_matches('#')));
                fits(whole, target.ok_or("a reference leads nowhere")?, value)?;
            }
            "oneOf" | "anyOf" => {
                let fitting =
                    list(argument).iter().filter(|option| fits(whole, option, value).is_ok()).count();
                let right = if keyword == "oneOf" { fitting == 1 } else { fitting > 0 };
                right.then_some(()).ok_or(format!("{fitting} of the options of {keyword} fit {value}"))?;
            }
            "allOf" => list(argument).iter().try_for_each(|part| fits(whole, part, value))?,
            "type" => {
                let wanted =
                    if argument.is_array() { list(argument) } else { core::slice::from_ref(argument) };
                wanted
                    .iter()
                    .any(|kind| is(kind, value))
                    .then_some(())
                    .ok_or(format!("{value} is no {argument}"))?;
            }
            "enum" => list(argument)
                .contains(value)
                .then_some(())
                .ok_or(format!("{value} is none of {argument}"))?,
            "const" => (argument == value).then_some(()).ok_or(format!("{value} is not {argument}"))?,
            "required" => {
                let missing = list(argument).iter().find(|name| value.get(name.as_str().unwrap()).is_none());
                missing.map_or(Ok(()), |name| Err(format!("{name} is missing in {value}")))?;
            }
            "properties" => {
                for (name, property) in argument.as_object().unwrap() {
                    if let Some(field) = value.get(name) {
                        fits(whole, property, field).map_err(|why| format!("{name}: {why}"))?;
                    }
                }
            }
            "items" => list(value).iter().try_for_each(|item| fits(whole, argument, item))?,
            "minimum" => {
                let (least, number) = (argument.as_f64().unwrap(), value.as_f64());
                number
                    .is_none_or(|number| number >= least)
                    .then_some(())
                    .ok_or(format!("{value} < {least}"))?;
            }
            "maxItems" | "minItems" => {
                let (bound, length) = (argument.as_u64().unwrap(), list(value).len() as u64);
                let right = if keyword == "maxItems" { length <= bound } else { length >= bound };
                right.then_some(()).ok_or(format!("{length} items"))?;
            }
            "description" | "format" | "example" | "examples" | "title" | "default" => {}
            other => return Err(format!("the keyword {other} is not known to this test")),
        }
    }
    Ok(())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is(kind: &Value, value: &Value) -> bool {
    match kind.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => false,
    }
}
