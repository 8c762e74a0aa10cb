//! What a fresh Debian or Ubuntu still lacks, and how it is installed.
use std::path::Path;

use anyhow::{Result, bail};

use crate::shell;

/// Something a step needs from the operating system.
pub struct Need {
    /// Debian's package.
    pub package: &'static str,
    /// Any of these present means installed: a program on the path, or a file when it starts with `/`.
    /// One `*` stands for any one folder name.
    pub witness: &'static [&'static str],
}

/// The browser and the software renderer that browser tests draw with.
pub const BROWSER: &[Need] = &[
    Need { package: "chromium", witness: &["chromium", "chromium-browser", "google-chrome"] },
    Need { package: "nodejs", witness: &["node"] },
    Need { package: "npm", witness: &["npm"] },
];

/// Drawing without a graphics card: Mesa's llvmpipe through EGL.
pub const DRAWING: &[Need] = &[
    Need { package: "libegl1", witness: &["/usr/lib/*/libEGL.so.1"] },
    Need {
        package: "libgl1-mesa-dri",
        witness: &["/usr/lib/*/dri/swrast_dri.so", "/usr/lib/*/dri/libdril_dri.so"],
    },
];

/// From shader sources to counted instructions.
pub const SHADERS: &[Need] = &[
    Need { package: "glslang-tools", witness: &["glslangValidator"] },
    Need { package: "spirv-tools", witness: &["spirv-opt"] },
];

/// The store's suite runs on a private PostgreSQL beside SQLite; certificates are asked of a private ACME authority.
pub const SERVER: &[Need] = &[
    Need { package: "postgresql", witness: &["/usr/lib/postgresql/*/bin/initdb"] },
    Need { package: "pebble", witness: &["pebble"] },
];

/// Heart straps without a radio: a private bus, and on it a made-up BlueZ.
pub const BLUETOOTH: &[Need] = &[
    Need { package: "dbus", witness: &["dbus-daemon"] },
    Need {
        package: "python3-dbusmock",
        witness: &["/usr/lib/python3/dist-packages/dbusmock/templates/bluez5.py"],
    },
];

/// Installs what is missing through apt. Silent when everything is there.
///
/// # Errors
/// When something is missing and we may not install it: the message is the command to type.
pub fn ensure(needs: &[&[Need]]) -> Result<()> {
    let missing: Vec<_> =
        needs.iter().copied().flatten().filter(|need| !is_present(need)).map(|need| need.package).collect();
    if missing.is_empty() {
        println!("   everything the checks need is installed");
        return Ok(());
    }
    install(&missing)
}

/// `apt-get install` of these packages, as root or through `sudo`.
pub fn install(packages: &[&str]) -> Result<()> {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let packages: Vec<_> = packages.iter().map(|package| name_on(&release, package)).collect();
    let list = packages.join(" ");
    if !shell::has("apt-get") {
        bail!("missing: {list}. This machine has no apt-get, please install the equivalents by hand");
    }
    let is_root = shell::read(shell::command("id").arg("-u"))?.trim() == "0";
    let may_sudo = || shell::has("sudo") && shell::read(shell::command("sudo").args(["-n", "true"])).is_ok();
    if !is_root && !may_sudo() {
        bail!("missing: {list}. Please run: sudo apt-get install --yes --no-install-recommends {list}");
    }
    let apt = || {
        let mut command = shell::command(if is_root { "apt-get" } else { "sudo" });
        if !is_root {
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    println!("   installing {list}");
    shell::run(apt().args(["update", "--quiet=2"]))?;
    shell::run(apt().args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages))
}

/// What Debian's package is called on this system, by its `/etc/os-release`.
fn name_on<'a>(release: &str, package: &'a str) -> &'a str {
    let is_ubuntu = release.lines().any(|line| line == "ID=ubuntu");
    if is_ubuntu && package == "chromium" { "chromium-browser" } else { package }
}

/// The machine that figures were measured on: processor, cores, and how busy it was.
pub fn description() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let processors = read("/proc/cpuinfo");
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    format!("{}, {cores} cores, load {load}", model.map_or("unknown processor", |(_, name)| name))
}

fn is_present(need: &Need) -> bool {
    need.witness.iter().any(|witness| match witness.strip_prefix('/') {
        None => shell::has(witness),
        Some(_) => exists(witness),
    })
}

/// Is there such a file, where one `*` stands for any one folder?
fn exists(pattern: &str) -> bool {
    let Some((before, after)) = pattern.split_once("/*/") else { return Path::new(pattern).exists() };
    let Ok(folders) = std::fs::read_dir(before) else { return false };
    folders.flatten().any(|folder| folder.path().join(after).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ubuntu_calls_its_browser_otherwise() {
        assert_eq!(name_on("NAME=\"Ubuntu\"\nID=ubuntu\n", "chromium"), "chromium-browser");
        assert_eq!(name_on("ID=ubuntu\n", "npm"), "npm");
        assert_eq!(name_on("ID=debian\n", "chromium"), "chromium");
    }

    #[test]
    fn a_star_stands_for_one_folder() {
        let root = std::env::temp_dir().join(format!("xtask-machine-{}", std::process::id()));
        std::fs::create_dir_all(root.join("15/bin")).unwrap();
        std::fs::write(root.join("15/bin/initdb"), "").unwrap();
        let pattern = |end: &str| format!("{}/*/bin/{end}", root.display());
        assert!(exists(&pattern("initdb")));
        assert!(!exists(&pattern("oracle")));
        std::fs::remove_dir_all(root).unwrap();
    }
}
