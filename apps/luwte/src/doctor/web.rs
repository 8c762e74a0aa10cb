//! Are the web apps there, with what headsets need to work offline?

use super::Finding;
use crate::config::Config;

const WHAT: &str = "Apps";
const NEEDED: [&str; 4] = ["dashboard/index.html", "companion/index.html", "vr/index.html", "vr/sw.js"];

pub(super) fn examine(config: &Config) -> Finding {
    let advice = "Build them (cargo xtask web --release), or give their folder with `web_dir`.";
    let Some(folder) = config.web_dir() else {
        return Finding::bad(WHAT, "the folder with the web apps is nowhere to be found", advice);
    };
    let absent: Vec<_> = NEEDED.into_iter().filter(|file| !folder.join(file).exists()).collect();
    if absent.is_empty() {
        Finding::good(WHAT, format!("complete, the headset's offline part included ({})", folder.display()))
    } else {
        Finding::bad(WHAT, format!("{} lacks {}", folder.display(), absent.join(", ")), advice)
    }
}
