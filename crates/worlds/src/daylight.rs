//! Where sun and moon stand at a time of day, how bright and what colour their light is, and how far the eye opens.

use glam::Vec3;

/// Where and in which part of the year a world lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Season {
    /// Degrees north.
    pub latitude: f64,
    /// The sun's declination, in degrees.
    pub sun_declination: f64,
    /// Share of the moon's light: 0 where it does not rise.
    pub moon: f32,
}

/// The day and the latitude that most worlds share: the end of August on the Dutch coast (solar noon at 13:40 summer time).
pub(crate) const LATE_SUMMER: Season = Season { latitude: 52.1, sun_declination: 10.0, moon: 1.0 };
const SOLAR_NOON_MIN: f64 = 13.0 * 60.0 + 40.0;
/// Compass bearing of straight ahead (−Z) on the beach, degrees: the sea lies in the west, and the sun stands 6° right
/// of ahead at 20:00.
pub(crate) const BEACH_BEARING: f64 = 271.5;
/// The moon trails the sun across the sky by this many minutes, with its own declination.
const MOON_LATE_MIN: f64 = 250.0;
const MOON_DECLINATION: f64 = -6.0;

/// Extraterrestrial sunlight in the renderer's unit of light.
pub(crate) const SUN_IRRADIANCE: f32 = 20.0;
/// More dust in the air than Hillaire's clear day: it makes the gold.
pub(crate) const HAZE: f32 = 0.90;

/// The light at one time of day. Directions point towards the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Daylight {
    pub sun_dir: Vec3,
    pub moon_dir: Vec3,
    /// Irradiance of direct sunlight on a surface that faces it, linear RGB.
    pub sun: Vec3,
    /// The same for moonlight, as far as it counts (none by day).
    pub moon: Vec3,
    /// Moonlight above the air, for what scatters it.
    pub moon_above: Vec3,
    /// Light of the night sky itself, linear RGB radiance.
    pub night: Vec3,
    /// 0 by day, 1 when all stars show.
    pub stars: f32,
    /// What light is multiplied by before the tone curve.
    pub exposure: f32,
    /// Radiance of an evenly lit sky that gives about the same light, for things drawn by others.
    pub ambient: Vec3,
}

impl Daylight {
    /// On the beach, at `minutes` after midnight.
    pub fn at(minutes: f32) -> Daylight {
        Daylight::facing(minutes, BEACH_BEARING)
    }

    /// At `minutes` after midnight, where straight ahead has this compass bearing (degrees).
    pub fn facing(minutes: f32, bearing: f64) -> Daylight {
        Daylight::within(&LATE_SUMMER, minutes, bearing)
    }

    /// The same in another season.
    pub fn within(season: &Season, minutes: f32, bearing: f64) -> Daylight {
        let sun_dir = direction(minutes as f64, season.sun_declination, season.latitude, bearing);
        let moon_dir = direction(minutes as f64 - MOON_LATE_MIN, MOON_DECLINATION, season.latitude, bearing);
        let elevation_deg = sun_dir.y.asin().to_degrees();
        let sun = through_air(sun_dir.y) * SUN_IRRADIANCE;
        let night_share = ramp(&[(-2.0, 0.0), (-10.0, 1.0)], elevation_deg);
        // Far brighter than a real moon beside this sun: the eye has adapted, and nothing may become black.
        let moon_above = Vec3::new(0.84, 0.91, 1.12) * 0.118 * night_share * season.moon;
        let moon = through_air(moon_dir.y) * Vec3::new(0.76, 0.96, 1.34) * moon_above;
        let night = Vec3::new(0.0034, 0.0046, 0.0080) * night_share;
        let exposure = ramp(&EXPOSURE_STOPS, elevation_deg).exp2();
        let day = ramp(
            &[(-12.0, -7.2), (-8.0, -5.4), (-4.0, -3.0), (0.0, -1.2), (5.0, 0.0), (15.0, 1.0)],
            elevation_deg,
        )
        .exp2();
        let ambient = Vec3::new(0.78, 0.92, 1.12)
            .lerp(Vec3::new(1.05, 0.95, 0.92), ramp(&[(0.0, 1.0), (12.0, 0.0)], elevation_deg))
            * day;
        let stars = ramp(&[(-5.0, 0.0), (-9.5, 1.0)], elevation_deg);
        Daylight { sun_dir, moon_dir, sun, moon, moon_above, night, stars, exposure, ambient }
    }

    /// The one light that casts shadows and glitters: the sun, and after dusk the moon.
    pub fn key(&self) -> (Vec3, Vec3) {
        if self.sun_dir.y > KEY_CHANGE { (self.sun_dir, self.sun) } else { (self.moon_dir, self.moon) }
    }
}

/// Sine of the sun's elevation at which the moon takes over: neither gives light that one would miss (−4°).
const KEY_CHANGE: f32 = -0.07;

/// Exposure in stops by the sun's elevation in degrees.
const EXPOSURE_STOPS: [(f32, f32); 8] = [
    (-13.0, 4.05),
    (-10.0, 4.45),
    (-8.0, 4.75),
    (-5.0, 3.75),
    (-2.0, 1.6),
    (0.0, 0.25),
    (4.5, -0.68),
    (14.0, -1.45),
];

/// Unit vector to a body with this declination (degrees), `minutes` after midnight of its own day.
fn direction(minutes: f64, declination: f64, latitude: f64, bearing: f64) -> Vec3 {
    let hour = ((minutes - SOLAR_NOON_MIN) / 4.0).to_radians();
    let (phi, delta) = (latitude.to_radians(), declination.to_radians());
    // East, north, up (Meeus, Astronomical Algorithms, chapter 13).
    let east = -delta.cos() * hour.sin();
    let north = delta.sin() * phi.cos() - delta.cos() * phi.sin() * hour.cos();
    let up = delta.sin() * phi.sin() + delta.cos() * phi.cos() * hour.cos();
    let ahead = bearing.to_radians();
    let right = east * ahead.cos() - north * ahead.sin();
    let forward = east * ahead.sin() + north * ahead.cos();
    Vec3::new(right as f32, up as f32, -forward as f32).normalize()
}

/// Share of light that comes through the air from elevation `sine`, at sea level: the same medium as the shaders',
/// integrated here so that nothing has to be read back from the GPU. Smoothly nothing below the horizon.
fn through_air(sine: f32) -> Vec3 {
    const GROUND: f64 = 6360.0;
    const TOP: f64 = 6460.0;
    let mu = (sine as f64).max(-0.012);
    let start = GROUND + 0.05;
    let b = start * mu;
    let far = -b + (b * b - start * start + TOP * TOP).sqrt();
    let steps = 64;
    let mut depth = [0.0f64; 3];
    let mut before = 0.0;
    for i in 0..steps {
        let x = (i as f64 + 1.0) / steps as f64;
        let now = far * x * x;
        let (t, dt) = ((before + now) / 2.0, now - before);
        before = now;
        let h = ((start * start + t * t + 2.0 * t * b).sqrt() - GROUND).max(0.0);
        let (r, m) = ((-h / 8.0).exp(), (-h / 1.2).exp() * HAZE as f64);
        let ozone = (1.0 - (h - 25.0).abs() / 15.0).max(0.0);
        for (channel, (rayleigh, absorbed)) in
            [(5.802, 0.65), (13.558, 1.881), (33.1, 0.085)].iter().enumerate()
        {
            depth[channel] += (rayleigh * r + 4.44 * m + absorbed * ozone) * 1e-3 * dt;
        }
    }
    let seen = ramp(&[(-0.02, 0.0), (0.004, 1.0)], sine);
    let light = Vec3::new((-depth[0]).exp() as f32, (-depth[1]).exp() as f32, (-depth[2]).exp() as f32);
    // A little less red than the straight path alone: the glow round the sun lights things too.
    let light = light + light.x * Vec3::new(0.0, 0.06, 0.03);
    let grey = Vec3::splat(light.dot(Vec3::new(0.2126, 0.7152, 0.0722)));
    grey.lerp(light, 0.94) * seen
}

/// Straight lines between given points (either direction), flat beyond the ends, eased at none.
fn ramp(points: &[(f32, f32)], x: f32) -> f32 {
    let Some(first) = points.first() else { return 0.0 };
    let rising = points.last().is_some_and(|last| last.0 >= first.0);
    let inside = |a: f32, b: f32| if rising { (a..=b).contains(&x) } else { (b..=a).contains(&x) };
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if inside(x0, x1) {
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
    }
    let before = if rising { x < first.0 } else { x > first.0 };
    if before { first.1 } else { points.last().map_or(0.0, |last| last.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elevation(minutes: f32) -> f32 {
        Daylight::at(minutes).sun_dir.y.asin().to_degrees()
    }

    #[test]
    fn the_sun_stands_where_the_almanac_puts_it() {
        // De Bilt's latitude, declination +10° (27 August): NOAA solar calculator, geometric elevation, ± 0.6°.
        for (minutes, degrees) in
            [(8.0 * 60.0, 11.0), (820.0, 47.9), (20.0 * 60.0, 4.8), (22.0 * 60.0, -12.0)]
        {
            assert!((elevation(minutes) - degrees).abs() < 0.6, "{minutes}: {}", elevation(minutes));
        }
    }

    #[test]
    fn the_evening_sun_stands_over_the_sea_ahead() {
        let sun = Daylight::at(20.0 * 60.0).sun_dir;
        let right_deg = sun.x.atan2(-sun.z).to_degrees();
        assert!((2.0..12.0).contains(&right_deg), "{right_deg}");
        assert!(Daylight::at(8.0 * 60.0).sun_dir.z > 0.5, "in the morning it stands behind you");
    }

    #[test]
    fn light_fades_smoothly_and_never_to_nothing() {
        let mut before = Daylight::at(480.0);
        for i in 1..=8_400 {
            let now = Daylight::at(480.0 + i as f32 / 10.0);
            let total = |d: &Daylight| (d.sun + d.moon + d.ambient).element_sum();
            assert!(total(&now) > 0.0);
            assert!((total(&now) - total(&before)).abs() < 0.1, "at {}", 480.0 + i as f32 / 10.0);
            assert!((now.exposure / before.exposure).log2().abs() < 0.02);
            before = now;
        }
    }

    #[test]
    fn low_sun_is_red_and_high_sun_is_white() {
        let (low, high) = (through_air(0.05), through_air(0.8));
        assert!(low.x > 2.0 * low.z);
        assert!(high.x < 1.3 * high.z);
        assert_eq!(through_air(-0.1), Vec3::ZERO);
    }
}
