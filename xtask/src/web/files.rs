//! Reading and writing the site: only what changed is written, and what is no longer made is taken away.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::site::{Site, Source};
use super::{scripts, styles};
use crate::workspace;

/// Sixteen hexadecimal digits of SHA-256: enough to tell every version of a file apart.
pub fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Every file below `folder`, as (relative path with `/`, content), sorted by path. Empty when there is no folder.
pub fn read_tree(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    for path in paths_below(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        found.push((name, fs::read(&path).with_context(|| format!("could not read {}", path.display()))?));
    }
    Ok(found)
}

/// Adds the static files below `folder` at the address `at`.
pub fn collect(source: &mut Source, folder: &Path, at: &str) -> Result<()> {
    for (name, mut content) in read_tree(folder)? {
        if name.ends_with(".css") {
            content = styles::without_remarks(&String::from_utf8_lossy(&content)).into_bytes();
        } else if name.ends_with(".js") {
            content = scripts::without_remarks(&String::from_utf8_lossy(&content)).into_bytes();
        }
        source.add(format!("{at}/{name}"), content);
    }
    Ok(())
}

/// Writes the site below `folder` and gives the number of files that changed. With `compressed`, a `.br` lies beside
/// every file that gains by it. In the folders named in `whole` nothing else stays.
pub fn write(site: &Site, folder: &Path, compressed: bool, whole: &[&str]) -> Result<usize> {
    let mut wanted = BTreeSet::new();
    let mut changed = 0;
    for (address, file) in &site.files {
        let path = folder.join(address.trim_start_matches('/'));
        changed += usize::from(write_if_other(&path, &file.content)?);
        if compressed && let Some(small) = brotli(&file.content)? {
            let beside = with_br(&path);
            write_if_other(&beside, &small)?;
            wanted.insert(beside);
        }
        wanted.insert(path);
    }
    for top in whole {
        for path in paths_below(&folder.join(top))? {
            if !wanted.contains(&path) {
                fs::remove_file(&path)?;
            }
        }
    }
    Ok(changed)
}

/// The brotli form at the highest quality, or `None` where it saves less than a tenth. Remembered by content, since
/// the highest quality takes seconds.
pub fn brotli(content: &[u8]) -> Result<Option<Vec<u8>>> {
    let cache = workspace::target().join("web/cache/brotli").join(fingerprint(content));
    let small = match fs::read(&cache) {
        Ok(known) => known,
        Err(_) => {
            let mut small = Vec::new();
            brotli::BrotliCompress(&mut &*content, &mut small, &brotli::enc::BrotliEncoderParams::default())
                .context("brotli")?;
            write_if_other(&cache, &small)?;
            small
        }
    };
    Ok((small.len() * 10 < content.len() * 9).then_some(small))
}

fn with_br(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Writes through a neighbour and a rename, so that a running server never serves half a file.
fn write_if_other(path: &Path, content: &[u8]) -> Result<bool> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(false);
    }
    let doing = || -> std::io::Result<()> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(".new");
        fs::write(&temporary, content)?;
        fs::rename(&temporary, path)
    };
    doing().with_context(|| format!("could not write {}", path.display()))?;
    Ok(true)
}

fn paths_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    let entries = fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(paths_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::site::Source;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-files-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn site(files: &[(&str, &str)]) -> Site {
        let mut source = Source::default();
        for (address, content) in files {
            source.add((*address).to_owned(), content.as_bytes().to_vec());
        }
        source.resolve().unwrap()
    }

    #[test]
    fn writing_twice_changes_nothing_and_drops_what_is_no_longer_made() {
        let folder = scratch("twice");
        let first = site(&[("/vr/index.html", "old"), ("/vr/gone.txt", "x")]);
        assert_eq!(write(&first, &folder, false, &["vr"]).unwrap(), 2);
        assert_eq!(write(&first, &folder, false, &["vr"]).unwrap(), 0);
        let second = site(&[("/vr/index.html", "new")]);
        assert_eq!(write(&second, &folder, false, &["vr"]).unwrap(), 1);
        assert_eq!(read_tree(&folder).unwrap(), [("vr/index.html".to_owned(), b"new".to_vec())]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_app_written_alone_leaves_what_the_others_use() {
        let folder = scratch("alone");
        let both = site(&[("/vr/index.html", "a"), ("/shared/of-companion.js", "b")]);
        write(&both, &folder, false, &["vr", "shared"]).unwrap();
        write(&site(&[("/vr/index.html", "c")]), &folder, false, &["vr"]).unwrap();
        assert!(folder.join("shared/of-companion.js").is_file());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn only_what_gains_is_compressed() {
        assert!(brotli("calm ".repeat(500).as_bytes()).unwrap().is_some_and(|small| small.len() < 100));
        assert_eq!(brotli(b"x").unwrap(), None);
    }

    #[test]
    fn fingerprints_are_sha_256() {
        // FIPS 180-2, appendix B.1: SHA-256("abc").
        assert_eq!(fingerprint(b"abc"), "ba7816bf8f01cfea");
    }
}
