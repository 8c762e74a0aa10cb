//! Names and own words as they can be drawn: cut to a width, in letters that the typeface has.

use super::Saying;

/// A name is cut to this width, in capitals.
const NAME_CAPS: f32 = 12.0;

impl Saying<'_> {
    /// A name as it can be drawn; somebody whose name cannot is still somebody.
    pub(super) fn name(&self, name: &str) -> String {
        let drawable = self.drawable(name);
        if drawable.trim().is_empty() {
            return self.text("vr-someone");
        }
        self.typeface.cut(drawable.trim(), NAME_CAPS)
    }

    /// The words with what the typeface cannot draw in plainer letters, or left out.
    pub(super) fn drawable(&self, text: &str) -> String {
        text.chars()
            .map(|character| if self.typeface.has(character) { character } else { plainer(character) })
            .filter(|character| character.is_whitespace() || self.typeface.has(*character))
            .collect()
    }
}

/// The Latin letter without its mark, for the names of Dutch colleagues from further east than the typeface reaches.
fn plainer(letter: char) -> char {
    const PLAIN: [(&str, char); 22] = [
        ("ĀĂĄ", 'A'),
        ("āăą", 'a'),
        ("ĆČĊ", 'C'),
        ("ćčċ", 'c'),
        ("ĎĐ", 'D'),
        ("ďđ", 'd'),
        ("ĒĖĘĚ", 'E'),
        ("ēėęě", 'e'),
        ("ĞĢ", 'G'),
        ("ğģ", 'g'),
        ("İĪĮ", 'I'),
        ("īį", 'i'),
        ("ŁĽĹ", 'L'),
        ("łľĺ", 'l'),
        ("ŃŇŅ", 'N'),
        ("ńňņ", 'n'),
        ("ŚŞȘŠ", 'S'),
        ("śşșš", 's'),
        ("ŢȚŤ", 'T'),
        ("ţțť", 't'),
        ("ŹŻŽ", 'Z'),
        ("źżž", 'z'),
    ];
    const MORE: [(&str, char); 6] =
        [("ŐŌ", 'O'), ("őō", 'o'), ("ŰŮŪ", 'U'), ("űůū", 'u'), ("ŘŔ", 'R'), ("řŕ", 'r')];
    let plain = PLAIN.iter().chain(&MORE).find(|(marked, _)| marked.contains(letter));
    plain.map_or(letter, |(_, plain)| *plain)
}
