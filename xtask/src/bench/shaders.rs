//! What a surface costs per pixel, counted in the optimised SPIR-V of the shaders that the renderer really compiled.
//!
//! Mesa writes down every shader it is given; what it draws is said in the first line of the source that it was made
//! from. Those that know the tone curve are drawn in the eye's pass and have a budget; what is baked beforehand has none.
//! Counted are arithmetic, comparisons, conversions and built-in functions, of both sides of a branch and of every turn
//! of a loop (loops are unrolled first); fetches are counted apart. A vector's operation counts once, and so does a
//! built-in function such as `smoothstep`, whatever a GPU makes of it.
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::figure::Figure;
use crate::{shell, workspace};

/// The surfaces that carry a world and may cost the most, by the first words of their shader.
const HEROES: [&str; 3] = ["Sea water", "Sand", "Meadow ground"];
const HERO: Cost = Cost { operations: 250, fetches: 9 };
const OTHER: Cost = Cost { operations: 120, fetches: 4 };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cost {
    operations: u32,
    fetches: u32,
}

/// A figure for operations and one for fetches, per surface that Mesa wrote into `folder`.
pub fn figures(folder: &Path) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let known = surfaces()?;
    let mut files: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.to_string_lossy().contains("/FS_")) {
        let source = fs::read_to_string(file)?;
        if !drawn_in_the_eyes_pass(&source) {
            continue;
        }
        let Some(name) = surface(&source, &known) else { bail!("{} is no shader of ours", file.display()) };
        let cost = count(&optimised(file)?).with_context(|| format!("{} made no SPIR-V", file.display()))?;
        let budget = if HEROES.iter().any(|hero| name.starts_with(hero)) { HERO } else { OTHER };
        for (what, value, limit) in
            [("operations", cost.operations, budget.operations), ("fetches", cost.fetches, budget.fetches)]
        {
            let target = format!("≤ {limit} {what}");
            figures.push(Figure::new("P16", name, Some(&target), &format!("{value} {what}")));
        }
    }
    figures.sort_by(|one, other| one.what.cmp(&other.what));
    Ok(figures)
}

/// A fragment shader's own words, and what it draws.
type Surface = (Vec<String>, String);

/// Every fragment shader as it is written.
fn surfaces() -> Result<Vec<Surface>> {
    let folder = workspace::root().join("crates/worlds/src/shaders");
    let mut surfaces = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".frag.glsl") {
            let source = fs::read_to_string(&path)?;
            let name =
                name(&source).with_context(|| format!("{} does not say what it draws", path.display()))?;
            surfaces.push((words(&source), name.to_owned()));
        }
    }
    Ok(surfaces)
}

/// What a shader draws, in the words of its first line.
fn name(source: &str) -> Option<&str> {
    source.strip_prefix("// ")?.split([':', ',', '.', ';', '\n']).next()
}

/// The names in a shader, in order: what stays of it when remarks, spaces and zeros are left out.
fn words(source: &str) -> Vec<String> {
    let code = source.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    code.flat_map(|line| line.split(|letter: char| !letter.is_alphanumeric() && letter != '_'))
        .filter(|word| word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_'))
        .map(str::to_owned)
        .collect()
}

fn drawn_in_the_eyes_pass(source: &str) -> bool {
    source.contains("vec3 tone(")
}

/// Which surface this is: the shader of ours that it ends with.
fn surface<'a>(source: &str, known: &'a [Surface]) -> Option<&'a str> {
    let given = words(source);
    let ends = known.iter().filter(|(own, _)| given.ends_with(own));
    ends.max_by_key(|(own, _)| own.len()).map(|(_, name)| name.as_str())
}

fn optimised(file: &Path) -> Result<Vec<u8>> {
    let (unrolled, raw, small) =
        (file.with_extension("unrolled"), file.with_extension("spv"), file.with_extension("opt.spv"));
    fs::write(&unrolled, with_loops_unrolled(&fs::read_to_string(file)?))?;
    let glslang = ["-S", "frag", "--target-env", "opengl", "--aml", "--amb", "--glsl-version", "310es", "-o"];
    shell::read(shell::command("glslangValidator").args(glslang).arg(&raw).arg(&unrolled))?;
    shell::read(shell::command("spirv-opt").arg("-O").arg(&raw).arg("-o").arg(&small))?;
    Ok(fs::read(&small)?)
}

/// The shader with the wish that each of its loops be written out: the optimiser then counts every turn.
fn with_loops_unrolled(source: &str) -> String {
    const WISH: &str = "#extension GL_EXT_control_flow_attributes : enable\n";
    let (version, rest) = match source.split_once('\n') {
        Some((first, rest)) if first.starts_with("#version") => (first, rest),
        _ => ("#version 310 es", source),
    };
    format!("{version}\n{WISH}{}", rest.replace("for(", "for (").replace("for (", "[[unroll]] for ("))
}

/// Counts instructions of a SPIR-V module (specification 1.6, section 2.3: five words of header, then instructions
/// whose first word is length and code). `None` when it is no module.
fn count(module: &[u8]) -> Option<Cost> {
    const MAGIC: u32 = 0x0723_0203;
    let words: Vec<u32> =
        module.chunks_exact(4).filter_map(|word| word.try_into().ok().map(u32::from_le_bytes)).collect();
    if words.first() != Some(&MAGIC) {
        return None;
    }
    let mut cost = Cost { operations: 0, fetches: 0 };
    let mut at = 5;
    while let Some(&word) = words.get(at) {
        let length = (word >> 16) as usize;
        match word & 0xffff {
            // OpExtInst; conversions; arithmetic; logic, selection and comparison; bits; derivatives.
            12 | 109..=124 | 126..=152 | 154..=191 | 194..=205 | 207..=215 => cost.operations += 1,
            // OpImageSample… to OpImageRead.
            87..=98 => cost.fetches += 1,
            _ => {}
        }
        at += length.max(1);
    }
    Some(cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(instructions: &[&[u32]]) -> Vec<u8> {
        let header = [0x0723_0203, 0x0001_0000, 0, 10, 0];
        let words = instructions.iter().flat_map(|instruction| {
            let first = ((instruction.len() as u32) << 16) | instruction[0];
            std::iter::once(first).chain(instruction[1..].iter().copied())
        });
        header.into_iter().chain(words).flat_map(u32::to_le_bytes).collect()
    }

    #[test]
    fn arithmetic_and_fetches_are_counted_and_declarations_are_not() {
        // OpTypeFloat 22, OpFMul 133, OpFAdd 129, OpImageSampleImplicitLod 87, OpLabel 248.
        let module =
            module(&[&[22, 1, 32], &[248, 2], &[133, 1, 3, 4, 5], &[129, 1, 6, 3, 3], &[87, 1, 7, 8, 9]]);
        assert_eq!(count(&module), Some(Cost { operations: 2, fetches: 1 }));
    }

    #[test]
    fn loops_are_written_out_before_they_are_counted() {
        let given = "#version 300 es\nvoid main() {\n  for (int i = 0; i < 3; i++) { }\n}\n";
        let asked = with_loops_unrolled(given);
        assert!(asked.starts_with("#version 300 es\n#extension GL_EXT_control_flow_attributes"));
        assert!(asked.contains("  [[unroll]] for (int i"));
        assert!(with_loops_unrolled("for(int i=0;i<3;i++){}").contains("[[unroll]] for (int i"));
    }

    #[test]
    fn what_is_no_module_is_not_counted() {
        assert_eq!(count(b"#version 300 es"), None);
    }

    #[test]
    fn a_surface_is_named_by_the_first_line_of_its_source_and_bakes_are_left_out() {
        let known: Vec<Surface> = [
            "// Sea water: reflection and foam.\nin vec3 world; // where\nvoid main() { float a = 0.50; }\n",
            "// Nothing but depth.\nvoid main() {}\n",
        ]
        .map(|source| (words(source), name(source).unwrap().to_owned()))
        .into();
        let sea = "vec3 tone(vec3 light){}\nin vec3 world;\nvoid main(){float a=.5;}\n";
        assert_eq!(surface(sea, &known), Some("Sea water"));
        assert!(drawn_in_the_eyes_pass(sea) && !drawn_in_the_eyes_pass("void main(){}"));
        assert_eq!(surface("void main(){float b;}", &known), None);
    }

    #[test]
    fn every_fragment_shader_says_what_it_draws_and_differs_from_the_others() {
        let known = surfaces().unwrap();
        assert!(known.len() > 10, "only {} shaders", known.len());
        for (own, name) in &known {
            assert_eq!(surface(&own.join(" "), &known), Some(name.as_str()));
        }
    }
}
