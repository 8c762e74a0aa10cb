//! What a surface costs per pixel, counted in the optimised SPIR-V of the shaders that the renderer really compiled.
//!
//! Mesa writes down every shader it is given. Those that know the tone curve are drawn in the eye's pass and have a
//! budget; what is baked beforehand has none. Counted are arithmetic, comparisons, conversions and built-in functions,
//! of both sides of a branch and of every turn of a loop (loops are unrolled first); fetches are counted apart. A
//! vector's operation counts once, and so does a built-in function such as `smoothstep`, whatever a GPU makes of it.
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::figure::Figure;
use crate::shell;

/// The surfaces that carry a world and may cost the most, by the first words of their shader.
const HEROES: [&str; 4] = ["Sea water", "Sand", "Meadow ground", "Blue water"];
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
    let mut files: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.to_string_lossy().contains("/FS_")) {
        let source = fs::read_to_string(file)?;
        let Some(name) = surface(&source) else { continue };
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

/// What a shader draws, in the words of its first line; `None` when it is not drawn in the eye's pass.
fn surface(source: &str) -> Option<&str> {
    if !source.contains("vec3 tone(") {
        return None;
    }
    let before_main = source.split("void main(").next()?;
    let sentence = before_main.lines().filter_map(|line| line.strip_prefix("// ")).next_back()?;
    sentence.split([':', ',', '.']).next()
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
    format!("{version}\n{WISH}{}", rest.replace("for (", "[[unroll]] for ("))
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
    }

    #[test]
    fn what_is_no_module_is_not_counted() {
        assert_eq!(count(b"#version 300 es"), None);
    }

    #[test]
    fn a_surface_is_named_by_its_first_line_and_bakes_are_left_out() {
        let sea = "// Tone.\nvec3 tone(vec3 light) { }\n// Sea water: reflection and foam.\nin vec3 world;\nvoid main() {\n";
        assert_eq!(surface(sea), Some("Sea water"));
        assert_eq!(surface("// One picture of the sky.\nvoid main() {}"), None);
    }
}
