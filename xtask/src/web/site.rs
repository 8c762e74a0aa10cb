//! How the files of the site name each other: by fingerprint, so that a browser keeps them for ever.
//!
//! In a page, script, style sheet or manifest, write the address in double braces: `<script src="{{/vr/headset.js}}">`
//! becomes `/vr/headset-0123456789abcdef.js`. Whoever is named so is renamed so. Pages, `sw.js` and manifests keep
//! their names, and so does every file that nobody names in braces. What is fetched only when it is wanted is written
//! `{{later /vr/more.wasm}}`: named alike, but no part of the first load. Files that keep their names may also write
//! `{{version}}`, a fingerprint of the whole app, and `{{files}}`, a JSON list of every address the app consists of:
//! the two things a service worker needs.
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

use super::files::fingerprint;

/// What goes in: files by the address that people write.
#[derive(Default)]
pub struct Source {
    files: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<String, Vec<String>>,
}

/// What comes out: files by the address that browsers fetch.
#[derive(Debug)]
pub struct Site {
    pub files: BTreeMap<String, File>,
    /// The files that each part of a module consists of, by `/folder/part`.
    pub parts: BTreeMap<String, BTreeSet<String>>,
}

/// One file of the built site.
#[derive(Debug)]
pub struct File {
    pub content: Vec<u8>,
    /// The addresses, as fetched, that this file names in braces.
    pub names: BTreeSet<String>,
    /// Those among them that it fetches only when they are wanted.
    pub later: BTreeSet<String>,
}

impl Site {
    /// What a browser fetches when it opens `page`: itself and what is named from there, however far, but not later.
    pub fn first_load_of(&self, page: &str) -> BTreeSet<&str> {
        self.follow(page, |file, name| !file.later.contains(name))
    }

    /// Everything that a page may fetch.
    pub fn reached_from(&self, page: &str) -> BTreeSet<&str> {
        self.follow(page, |_, _| true)
    }

    fn follow(&self, page: &str, wanted: impl Fn(&File, &String) -> bool) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut next = vec![page];
        while let Some(address) = next.pop() {
            if let Some((address, file)) = self.files.get_key_value(address)
                && reached.insert(address.as_str())
            {
                next.extend(file.names.iter().filter(|name| wanted(file, name)).map(String::as_str));
            }
        }
        reached
    }
}

impl Source {
    /// Adds a file at an address such as `/vr/index.html`.
    pub fn add(&mut self, address: String, content: Vec<u8>) {
        self.files.insert(address, content);
    }

    /// Says which files a part of a module consists of, all of them by the address that people write.
    pub fn add_part(&mut self, part: String, files: impl Iterator<Item = String>) {
        self.parts.insert(part, files.collect());
    }

    /// Leaves a file out.
    pub fn remove(&mut self, address: &str) {
        self.files.remove(address);
    }

    /// Puts every name in its place.
    ///
    /// # Errors
    /// When a file names one that does not exist, or files name each other in a ring.
    pub fn resolve(self) -> Result<Site> {
        let marks: BTreeMap<_, _> = self
            .files
            .iter()
            .map(|(address, content)| (address.clone(), marks_in(address, content)))
            .collect();
        let named: BTreeSet<_> = marks.values().flatten().filter_map(Mark::address).collect();
        let mut resolving =
            Resolving { source: &self.files, marks: &marks, named: &named, done: BTreeMap::new() };
        for address in self.files.keys() {
            resolving.name_of(address, &mut Vec::new())?;
        }
        let fetched = |file: &String| resolving.done.get(file).map(|(fetched, _)| fetched.clone());
        let parts =
            self.parts.iter().map(|(part, files)| (part.clone(), files.iter().filter_map(fetched).collect()));
        let parts = parts.collect();
        let mut files = resolving.done.into_values().collect::<BTreeMap<_, _>>();
        finish_apps(&mut files, &self.files)?;
        Ok(Site { files, parts })
    }
}

/// Something in double braces.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Address(String),
    Later(String),
    Version,
    Files,
}

impl Mark {
    fn address(&self) -> Option<&str> {
        match self {
            Self::Address(address) | Self::Later(address) => Some(address),
            _ => None,
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Address(address) => format!("{{{{{address}}}}}"),
            Self::Later(address) => format!("{{{{later {address}}}}}"),
            Self::Version => "{{version}}".to_owned(),
            Self::Files => "{{files}}".to_owned(),
        }
    }
}

struct Resolving<'a> {
    source: &'a BTreeMap<String, Vec<u8>>,
    marks: &'a BTreeMap<String, Vec<Mark>>,
    named: &'a BTreeSet<&'a str>,
    /// Written address → (fetched address, file).
    done: BTreeMap<String, (String, File)>,
}

impl Resolving<'_> {
    /// The address under which a written address is fetched, resolving it and what it names first.
    fn name_of(&mut self, address: &str, above: &mut Vec<String>) -> Result<String> {
        if let Some((fetched, _)) = self.done.get(address) {
            return Ok(fetched.clone());
        }
        let keeps_name = keeps_name(address) || !self.named.contains(address);
        if above.iter().any(|upper| upper == address) {
            if keeps_name {
                return Ok(address.to_owned());
            }
            bail!("files name each other in a ring: {} → {address}", above.join(" → "));
        }
        let content = self.source.get(address).with_context(|| {
            let by = above.last().map_or("the build", String::as_str);
            format!("{by} names {{{{{address}}}}}, but there is no such file")
        })?;
        above.push(address.to_owned());
        let (mut names, mut later) = (BTreeSet::new(), BTreeSet::new());
        let mut text = None;
        for mark in self.marks.get(address).into_iter().flatten() {
            let Some(other) = mark.address() else {
                if !keeps_name {
                    bail!("{address} writes {} but is itself fetched by fingerprint", mark.written());
                }
                continue;
            };
            let fetched = self.name_of(other, above)?;
            let current = text.take().unwrap_or_else(|| String::from_utf8_lossy(content).into_owned());
            text = Some(current.replace(&mark.written(), &fetched));
            if matches!(mark, Mark::Later(_)) {
                later.insert(fetched.clone());
            }
            names.insert(fetched);
        }
        above.pop();
        let content = text.map_or_else(|| content.clone(), String::into_bytes);
        let fetched = if keeps_name { address.to_owned() } else { with_fingerprint(address, &content) };
        self.done.insert(address.to_owned(), (fetched.clone(), File { content, names, later }));
        Ok(fetched)
    }
}

/// Fills `{{version}}` and `{{files}}`, per app: the files of its folder and whatever they name elsewhere.
fn finish_apps(files: &mut BTreeMap<String, File>, source: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let apps: BTreeSet<_> = source.keys().filter_map(|address| address.split('/').nth(1)).collect();
    for app in apps {
        let own = format!("/{app}/");
        let site = Site { files: std::mem::take(files), parts: BTreeMap::new() };
        let mut consists_of = BTreeSet::new();
        for address in site.files.keys().filter(|address| address.starts_with(&own)) {
            consists_of.extend(site.reached_from(address).into_iter().map(str::to_owned));
        }
        *files = site.files;
        let contents: Vec<_> = consists_of
            .iter()
            .filter_map(|address| {
                files.get(address).map(|file| format!("{address} {}\n", fingerprint(&file.content)))
            })
            .collect();
        let version = fingerprint(contents.concat().as_bytes());
        let fetched: Vec<_> = consists_of
            .iter()
            .filter(|address| !address.ends_with("/sw.js"))
            .map(|address| page(address))
            .collect();
        let list = serde_json::to_string(&fetched).context("a list of addresses is always JSON")?;
        for (_, file) in files.iter_mut().filter(|(address, _)| address.starts_with(&own)) {
            if let Ok(text) = std::str::from_utf8(&file.content)
                && (text.contains("{{version}}") || text.contains("{{files}}"))
            {
                file.content = text.replace("{{version}}", &version).replace("{{files}}", &list).into_bytes();
            }
        }
    }
    Ok(())
}

/// The address at which people open a page: `/vr/` for `/vr/index.html`, and `/` for the dashboard.
fn page(address: &str) -> String {
    match address.strip_suffix("index.html") {
        Some("/dashboard/") => "/".to_owned(),
        Some(folder) => folder.to_owned(),
        None => address.to_owned(),
    }
}

fn keeps_name(address: &str) -> bool {
    address.ends_with(".html") || address.ends_with(".webmanifest") || address.ends_with("/sw.js")
}

fn with_fingerprint(address: &str, content: &[u8]) -> String {
    let print = fingerprint(content);
    match address.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => format!("{stem}-{print}.{extension}"),
        _ => format!("{address}-{print}"),
    }
}

/// The marks in a file of text, each once.
fn marks_in(address: &str, content: &[u8]) -> Vec<Mark> {
    const TEXT: [&str; 7] = [".html", ".js", ".mjs", ".css", ".json", ".svg", ".webmanifest"];
    let mut marks = Vec::new();
    let Some(mut rest) =
        std::str::from_utf8(content).ok().filter(|_| TEXT.iter().any(|end| address.ends_with(end)))
    else {
        return marks;
    };
    while let Some((_, after)) = rest.split_once("{{") {
        rest = after;
        let Some((inside, _)) = after.split_once("}}") else { break };
        let (is_later, address) = match inside.strip_prefix("later ") {
            Some(address) => (true, address),
            None => (false, inside),
        };
        let is_address = address.starts_with('/')
            && address
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || "/._-".contains(character));
        let mark = match inside {
            "version" => Mark::Version,
            "files" => Mark::Files,
            _ if is_address && is_later => Mark::Later(address.to_owned()),
            _ if is_address => Mark::Address(address.to_owned()),
            _ => continue,
        };
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(files: &[(&str, &str)]) -> Result<Site> {
        let mut source = Source::default();
        for (address, content) in files {
            source.add((*address).to_owned(), content.as_bytes().to_vec());
        }
        source.resolve()
    }

    fn text<'a>(site: &'a Site, address: &str) -> &'a str {
        std::str::from_utf8(&site.files[address].content).unwrap()
    }

    #[test]
    fn a_page_names_its_script_and_the_script_its_module_by_fingerprint() {
        let site = resolve(&[
            ("/vr/index.html", "<script src='{{/vr/a.js}}'>"),
            ("/vr/a.js", "load('{{/vr/a.wasm}}')"),
            ("/vr/a.wasm", "abc"),
        ])
        .unwrap();
        assert!(site.files.contains_key("/vr/a-ba7816bf8f01cfea.wasm"));
        let script = site.files.keys().find(|address| address.ends_with(".js")).unwrap();
        assert_eq!(text(&site, script), "load('/vr/a-ba7816bf8f01cfea.wasm')");
        assert_eq!(text(&site, "/vr/index.html"), format!("<script src='{script}'>"));
        assert_eq!(site.reached_from("/vr/index.html").len(), 3);
    }

    #[test]
    fn a_changed_module_changes_the_name_of_whoever_names_it() {
        let name_of_script = |module: &str| {
            let site = resolve(&[
                ("/vr/index.html", "{{/vr/a.js}}"),
                ("/vr/a.js", "{{/vr/a.wasm}}"),
                ("/vr/a.wasm", module),
            ]);
            text(&site.unwrap(), "/vr/index.html").to_owned()
        };
        assert_ne!(name_of_script("one"), name_of_script("two"));
        assert_eq!(name_of_script("one"), name_of_script("one"));
    }

    #[test]
    fn a_service_worker_gets_its_list_and_a_version_that_follows_every_file() {
        let worker = "{{version}} {{files}}";
        let build = |page: &str| {
            resolve(&[
                ("/vr/index.html", page),
                ("/vr/sw.js", worker),
                ("/shared/used.css", "u"),
                ("/shared/unused.css", "n"),
            ])
            .unwrap()
        };
        let first = build("<link href='{{/shared/used.css}}'> one");
        let second = build("<link href='{{/shared/used.css}}'> two");
        let list = "[\"/shared/used-0bfe935e70c321c7.css\",\"/vr/\"]";
        assert!(text(&first, "/vr/sw.js").ends_with(list), "{}", text(&first, "/vr/sw.js"));
        assert_ne!(text(&first, "/vr/sw.js"), text(&second, "/vr/sw.js"));
    }

    #[test]
    fn what_comes_later_has_a_fingerprint_and_is_not_in_the_first_load() {
        let site = resolve(&[
            ("/vr/index.html", "{{/vr/a.js}}"),
            ("/vr/a.js", "{{later /vr/b.wasm}}"),
            ("/vr/b.wasm", "abc"),
            ("/vr/sw.js", "{{files}}{{version}}"),
        ])
        .unwrap();
        assert_eq!(site.first_load_of("/vr/index.html").len(), 2);
        assert_eq!(site.reached_from("/vr/index.html").len(), 3);
        assert!(text(&site, "/vr/sw.js").contains("/vr/b-ba7816bf8f01cfea.wasm"));
    }

    #[test]
    fn who_is_not_named_keeps_its_name() {
        let site =
            resolve(&[("/shared/icon.svg", "<svg/>"), ("/vr/index.html", "/shared/icon.svg")]).unwrap();
        assert!(site.files.contains_key("/shared/icon.svg"));
    }

    #[test]
    fn a_name_without_a_file_is_an_error_that_says_who_asked() {
        let error = resolve(&[("/vr/index.html", "{{/vr/none.js}}")]).unwrap_err().to_string();
        assert!(error.contains("/vr/index.html") && error.contains("/vr/none.js"), "{error}");
    }

    #[test]
    fn a_ring_of_names_is_an_error() {
        let ring = [("/a/x.js", "{{/a/y.js}}"), ("/a/y.js", "{{/a/x.js}}")];
        assert!(resolve(&ring).unwrap_err().to_string().contains("ring"));
    }

    #[test]
    fn pages_may_name_each_other() {
        let site = resolve(&[("/a/index.html", "{{/a/sw.js}}"), ("/a/sw.js", "{{/a/index.html}}")]).unwrap();
        assert_eq!(text(&site, "/a/sw.js"), "/a/index.html");
    }

    #[test]
    fn other_double_braces_are_left_alone() {
        let site = resolve(&[("/a/x.js", "const f = {{a: 1}}; `{{ name }}` {{/not an address}}")]).unwrap();
        assert_eq!(text(&site, "/a/x.js"), "const f = {{a: 1}}; `{{ name }}` {{/not an address}}");
    }
}
