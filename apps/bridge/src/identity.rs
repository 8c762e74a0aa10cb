//! Who this bridge is: the server, its certificate and the token, in a folder that nobody else can read.

use link::bridge::EnrolledBridge;
use serde::{Deserialize, Serialize};
use session::BridgeId;
use std::{
    fmt, fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// The folder's files.
const IDENTITY: &str = "bridge.json";
const OUTBOX: &str = "outbox.db";
const STATUS: &str = "status.json";
const LOCK: &str = "lock";

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The bridge has not been enrolled.
    #[error("{0}: this bridge has not been enrolled yet")]
    NotEnrolled(PathBuf),
    /// What was kept of the enrolment cannot be read.
    #[error("{0}: what was kept of the enrolment cannot be read; enrol anew")]
    Unreadable(PathBuf),
    /// Another luwte-bridge runs on this folder.
    #[error("{0}: another luwte-bridge uses this folder")]
    InUse(PathBuf),
    /// The folder or a file in it.
    #[error("{path}: cannot be read or written")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// What enrolling gave.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The server's address.
    pub server: String,
    /// The certificate (PEM) of the server's own authority, when it has one.
    pub ca: Option<String>,
    /// The bridge.
    pub id: BridgeId,
    /// Its name.
    pub name: String,
    /// The institution's name.
    pub organisation_name: String,
    token: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("server", &self.server).field("id", &self.id).finish_non_exhaustive()
    }
}

impl Identity {
    /// From the server's answer.
    pub fn new(server: &str, ca: Option<String>, enrolled: EnrolledBridge) -> Self {
        let EnrolledBridge { id, name, organisation_name, token } = enrolled;
        Self { server: server.trim_end_matches('/').to_owned(), ca, id, name, organisation_name, token }
    }

    /// The token, as it goes into a request.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }
}

/// The data folder.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// This folder; made, for this user alone, when it is not there.
    pub fn make(path: &Path) -> Result<Self, FolderError> {
        let wrong = |source| FolderError::File { path: path.to_owned(), source };
        if !path.is_dir() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(wrong)?;
        }
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(wrong)?;
        Ok(Self(path.to_owned()))
    }

    /// This folder as it is.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Where packets wait.
    pub fn outbox(&self) -> PathBuf {
        self.0.join(OUTBOX)
    }

    /// Who this bridge is.
    pub fn identity(&self) -> Result<Identity, FolderError> {
        let path = self.0.join(IDENTITY);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(FolderError::NotEnrolled(self.0.clone()));
            }
            read => read.map_err(|source| FolderError::File { path: path.clone(), source })?,
        };
        serde_json::from_slice(&text).map_err(|_| FolderError::Unreadable(path))
    }

    /// Keeps who this bridge is.
    pub fn keep_identity(&self, identity: &Identity) -> Result<(), FolderError> {
        let text = serde_json::to_vec_pretty(identity).unwrap_or_default();
        self.write(IDENTITY, &text)
    }

    /// What the service last said of itself.
    pub fn status(&self) -> Option<Vec<u8>> {
        fs::read(self.0.join(STATUS)).ok()
    }

    /// Keeps what the service says of itself.
    pub fn keep_status(&self, text: &[u8]) -> Result<(), FolderError> {
        self.write(STATUS, text)
    }

    /// Holds the folder for this process, until what is returned is dropped: two of us would number packets twice.
    pub fn hold(&self) -> Result<fs::File, FolderError> {
        let path = self.0.join(LOCK);
        let wrong = |source| FolderError::File { path: path.clone(), source };
        let file = fs::OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        let file = file.map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(FolderError::InUse(self.0.clone())),
            Err(fs::TryLockError::Error(source)) => Err(wrong(source)),
        }
    }

    /// Writes a file as a whole, or not at all, for this user alone.
    fn write(&self, name: &str, content: &[u8]) -> Result<(), FolderError> {
        let (path, beside) = (self.0.join(name), self.0.join(format!("{name}.new")));
        let write = || {
            let _ = fs::remove_file(&beside);
            let mut file = fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(&beside)?;
            file.write_all(content)?;
            file.sync_all()?;
            fs::rename(&beside, &path)?;
            fs::File::open(&self.0)?.sync_all()
        };
        write().map_err(|source| FolderError::File { path: path.clone(), source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn folder() -> (PathBuf, Folder) {
        let path = std::env::temp_dir().join(format!("luwte-bridge-folder-{}", Uuid::now_v7()));
        (path.clone(), Folder::make(&path).unwrap())
    }

    fn identity() -> Identity {
        let enrolled = EnrolledBridge {
            id: BridgeId(Uuid::from_u128(1)),
            name: "Kamer 3".into(),
            organisation_name: "Hier".into(),
            token: "geheim".into(),
        };
        Identity::new("https://luwte.local/", None, enrolled)
    }

    #[test]
    fn the_token_is_read_by_nobody_else_and_shown_in_no_log() {
        let (path, folder) = folder();
        assert!(matches!(folder.identity(), Err(FolderError::NotEnrolled(_))));
        folder.keep_identity(&identity()).unwrap();
        assert_eq!(folder.identity().unwrap(), identity());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&path.join(IDENTITY))), (0o700, 0o600));
        assert!(!format!("{:?}", identity()).contains("geheim"));
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn two_bridges_do_not_share_a_folder() {
        let (path, folder) = folder();
        let held = folder.hold().unwrap();
        assert!(matches!(folder.hold(), Err(FolderError::InUse(_))));
        drop(held);
        folder.hold().unwrap();
        fs::remove_dir_all(path).unwrap();
    }
}
