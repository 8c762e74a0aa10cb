//! Real recordings, where they are at hand: `../shared/data/rr` beside the workspace, and `HRV_RECORDINGS`.

#![allow(dead_code)]

use std::path::PathBuf;

/// A recording with one expert label per interval.
pub struct Recording {
    pub name: String,
    pub intervals_ms: Vec<f64>,
    pub labels: Vec<String>,
}

/// Folders with recordings that exist.
pub fn folders() -> Vec<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/rr"));
    let given = std::env::var_os("HRV_RECORDINGS").map(PathBuf::from);
    let folders: Vec<PathBuf> =
        [Some(beside), given].into_iter().flatten().filter(|path| path.is_dir()).collect();
    if folders.is_empty() {
        eprintln!("SKIPPED: no folder ../shared/data/rr beside the workspace");
    }
    folders
}

/// The text of one file, when it is there.
pub fn text(name: &str) -> Option<String> {
    folders().iter().find_map(|folder| std::fs::read_to_string(folder.join(name)).ok())
}

/// Every recording with expert labels.
pub fn annotated() -> Vec<Recording> {
    let mut recordings = Vec::new();
    for folder in folders() {
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .expect("readable")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|name| Some(name.strip_suffix(".ann.txt")?.to_owned()))
            .collect();
        names.sort();
        for name in names {
            let read =
                |end: &str| std::fs::read_to_string(folder.join(format!("{name}{end}"))).expect("readable");
            let intervals_ms = hrv::import::rr_text(&read(".txt")).expect("a recording");
            let labels: Vec<String> = read(".ann.txt").lines().map(str::to_owned).collect();
            assert_eq!(labels.len(), intervals_ms.len(), "{name}");
            recordings.push(Recording { name, intervals_ms, labels });
        }
    }
    recordings
}
