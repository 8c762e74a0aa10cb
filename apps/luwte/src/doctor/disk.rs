//! Is there room to write?

use super::{Finding, Health};
use std::path::Path;

const WHAT: &str = "Disk";
const GB: f64 = 1e9;
/// An hour of one session takes at most 0.36 MB; below this a backup and its copy no longer fit for most.
const SOON_BYTES: u64 = 5_000_000_000;
const BAD_BYTES: u64 = 500_000_000;

pub(super) fn examine(folder: &Path) -> Finding {
    match rustix::fs::statvfs(folder) {
        Ok(found) => judge(found.f_bavail.saturating_mul(found.f_frsize), folder),
        Err(error) => Finding::bad(
            WHAT,
            format!("the data folder {} cannot be looked at: {error}", folder.display()),
            "Give the data folder with --data-dir, or start the server once: it makes the folder.",
        ),
    }
}

/// The room on the disk of a folder, bytes.
pub(crate) fn free(folder: &Path) -> Option<u64> {
    rustix::fs::statvfs(folder).ok().map(|found| found.f_bavail.saturating_mul(found.f_frsize))
}

/// How so much room is.
pub(crate) fn health(free: u64) -> Health {
    if free < BAD_BYTES {
        Health::Bad
    } else if free < SOON_BYTES {
        Health::Soon
    } else {
        Health::Good
    }
}

fn judge(free: u64, folder: &Path) -> Finding {
    let says = format!("{:.1} GB free in {}", free as f64 / GB, folder.display());
    match health(free) {
        Health::Bad => Finding::bad(WHAT, says, "Make room now: soon nothing can be stored."),
        Health::Soon => Finding::soon(WHAT, says, "Make room, or move the data folder to a larger disk."),
        Health::Good => Finding::good(WHAT, says),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_judged_by_its_room() {
        let health = |free| judge(free, Path::new("/data")).health;
        assert_eq!(health(40_000_000_000), Health::Good);
        assert_eq!(health(2_000_000_000), Health::Soon);
        assert_eq!(health(40_000), Health::Bad);
        assert_eq!(examine(Path::new("/nowhere")).health, Health::Bad);
    }
}
