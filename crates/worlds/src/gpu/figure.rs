//! Figures written into shaders.

/// A figure with this many decimals, at most eight: `-12.473930`.
///
/// By whole numbers: the standard library's own way would cost the apps 8 kB. Exact for what shaders are given: a
/// product of 24 bits and a power of ten up to the eighth fits a double.
pub(crate) fn figure(value: f32, decimals: u32) -> String {
    let power = 10_u64.pow(decimals);
    let scaled = (f64::from(value).abs() * power as f64).round_ties_even() as u64;
    let behind = (scaled % power).to_string();
    let mut text = String::from(if value.is_sign_negative() { "-" } else { "" });
    text.push_str(&(scaled / power).to_string());
    text.push('.');
    text.extend(std::iter::repeat_n('0', (decimals as usize).saturating_sub(behind.len())));
    text.push_str(&behind);
    text
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_are_written_as_the_standard_library_writes_them() {
        let mut value = 1.0e-6_f32;
        while value < 3_000.0 {
            for value in [value, -value] {
                assert_eq!(figure(value, 8), format!("{value:.8}"));
                assert_eq!(figure(value, 5), format!("{value:.5}"));
            }
            value *= 1.003;
        }
        assert_eq!(figure(0.0, 3), "0.000");
    }
}
