//! A disk that can lose power: SQLite's own file layer, with a second account of what would be left on the platter.
//!
//! Every write goes through to the real file. Beside it each file has the image that the last sync made durable, and the
//! writes since. [`Disk::lose_power`] writes into another folder what a machine would find after its power came back: the
//! image, and of the writes since any sectors at all. [`Disk::break_with`] lets writes or syncs fail as a full or dying
//! disk does.

use libsqlite3_sys as ffi;
use std::{
    collections::BTreeMap,
    ffi::{CStr, c_char, c_int, c_void},
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, Once, PoisonError},
};

/// The name by which SQLite finds this layer.
pub const NAME: &str = "luwte-disk";

/// A disk writes a sector whole or not at all.
const SECTOR: usize = 512;

/// What a failing disk says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No room is left.
    Full,
    /// Writing fails.
    Write,
    /// Writing works, making durable does not.
    Sync,
}

/// One folder on the disk.
pub struct Disk {
    folder: PathBuf,
}

enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate(usize),
}

#[derive(Default)]
struct Image {
    durable: Vec<u8>,
    since: Vec<Change>,
}

#[derive(Default)]
struct Platter {
    files: BTreeMap<PathBuf, Image>,
    faults: BTreeMap<PathBuf, Fault>,
    syncs: BTreeMap<PathBuf, u64>,
}

static PLATTER: Mutex<Platter> =
    Mutex::new(Platter { files: BTreeMap::new(), faults: BTreeMap::new(), syncs: BTreeMap::new() });

fn platter() -> MutexGuard<'static, Platter> {
    PLATTER.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Disk {
    /// Takes a folder onto the disk.
    pub fn of(folder: &Path) -> Self {
        register();
        Self { folder: folder.canonicalize().unwrap() }
    }

    /// From now on fails so; `None` heals.
    pub fn break_with(&self, fault: Option<Fault>) {
        let mut platter = platter();
        match fault {
            Some(fault) => platter.faults.insert(self.folder.clone(), fault),
            None => platter.faults.remove(&self.folder),
        };
    }

    /// How often anything was made durable.
    pub fn syncs(&self) -> u64 {
        platter().syncs.get(&self.folder).copied().unwrap_or(0)
    }

    /// Writes what is left after a power cut into an empty folder. `survives` says of each unsynced sector, in the order
    /// of writing, whether it reached the platter.
    pub fn lose_power(&self, into: &Path, mut survives: impl FnMut() -> bool) {
        let platter = platter();
        // What nobody has opened since the disk knows the folder lies there as it did; indexes of a log are made anew.
        for entry in fs::read_dir(&self.folder).unwrap() {
            let path = entry.unwrap().path();
            if !platter.files.contains_key(&path) && !path.to_string_lossy().ends_with("-shm") {
                fs::copy(&path, into.join(path.file_name().unwrap())).unwrap();
            }
        }
        for (path, image) in platter.files.iter().filter(|(path, _)| path.starts_with(&self.folder)) {
            let mut left = image.durable.clone();
            for change in &image.since {
                match change {
                    Change::Write { at, bytes } => tear(&mut left, *at, bytes, &mut survives),
                    Change::Truncate(length) if survives() => left.truncate(*length),
                    Change::Truncate(_) => {}
                }
            }
            fs::write(into.join(path.file_name().unwrap()), left).unwrap();
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let mut platter = platter();
        platter.files.retain(|path, _| !path.starts_with(&self.folder));
        platter.faults.remove(&self.folder);
        platter.syncs.remove(&self.folder);
    }
}

/// Applies those sectors of a write that survive.
fn tear(left: &mut Vec<u8>, at: usize, bytes: &[u8], survives: &mut impl FnMut() -> bool) {
    let mut from = 0;
    while from < bytes.len() {
        let to = bytes.len().min((at + from) / SECTOR * SECTOR + SECTOR - at);
        if survives() {
            put(left, at + from, &bytes[from..to]);
        }
        from = to;
    }
}

fn put(file: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if file.len() < at + bytes.len() {
        file.resize(at + bytes.len(), 0);
    }
    file[at..at + bytes.len()].copy_from_slice(bytes);
}

impl Image {
    fn sync(&mut self) {
        for change in self.since.drain(..) {
            match change {
                Change::Write { at, bytes } => put(&mut self.durable, at, &bytes),
                Change::Truncate(length) => self.durable.truncate(length),
            }
        }
    }
}

/// What is open: our head, then where it is, then the real file behind both.
#[repr(C)]
struct Open {
    head: ffi::sqlite3_file,
    /// Null for files without a name, which nothing after a power cut depends on.
    path: *mut PathBuf,
}

/// The real file behind an open one.
unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: SQLite gave room for our head and the real file in one piece (`szOsFile`).
    unsafe { file.cast::<Open>().add(1).cast() }
}

/// Calls a method of the real file.
macro_rules! through {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: the real file is open as long as ours is, and has the methods of SQLite's own layer.
        unsafe {
            let real = real($file);
            match (*(*real).pMethods).$method {
                Some(method) => method(real $(, $argument)*),
                None => ffi::SQLITE_IOERR,
            }
        }
    }};
}

/// Does something with the account of a file; `None` where it has none.
fn on_platter<T>(file: *mut ffi::sqlite3_file, act: impl FnOnce(&mut Platter, &Path) -> T) -> Option<T> {
    // SAFETY: `path` is null or a box that lives until `close`.
    let path = unsafe { (*file.cast::<Open>()).path.as_ref() }?;
    Some(act(&mut platter(), path))
}

fn fault(file: *mut ffi::sqlite3_file) -> Option<Fault> {
    on_platter(file, |platter, path| platter.faults.get(path.parent()?).copied()).flatten()
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let code = through!(file, xClose);
    // SAFETY: made by `open` and taken once: SQLite closes a file once.
    unsafe {
        let path = (*file.cast::<Open>()).path;
        if !path.is_null() {
            drop(Box::from_raw(path));
        }
    }
    code
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, to: *mut c_void, n: c_int, at: i64) -> c_int {
    through!(file, xRead, to, n, at)
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, n: c_int, at: i64) -> c_int {
    match fault(file) {
        Some(Fault::Full) => return ffi::SQLITE_FULL,
        Some(Fault::Write) => return ffi::SQLITE_IOERR_WRITE,
        Some(Fault::Sync) | None => {}
    }
    let code = through!(file, xWrite, from, n, at);
    if code == ffi::SQLITE_OK {
        // SAFETY: SQLite hands `n` bytes at `from`.
        let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), usize::try_from(n).unwrap_or(0)) };
        on_platter(file, |platter, path| {
            let at = usize::try_from(at).unwrap_or(0);
            let change = Change::Write { at, bytes: bytes.to_vec() };
            platter.files.entry(path.to_owned()).or_default().since.push(change);
        });
    }
    code
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    let code = through!(file, xTruncate, size);
    if code == ffi::SQLITE_OK {
        on_platter(file, |platter, path| {
            let change = Change::Truncate(usize::try_from(size).unwrap_or(0));
            platter.files.entry(path.to_owned()).or_default().since.push(change);
        });
    }
    code
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    if fault(file).is_some() {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    // Only our account knows what is durable: the real sync would take time and prove nothing.
    on_platter(file, |platter, path| {
        platter.files.entry(path.to_owned()).or_default().sync();
        if let Some(folder) = path.parent() {
            *platter.syncs.entry(folder.to_owned()).or_default() += 1;
        }
    });
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    through!(file, xFileSize, size)
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    through!(file, xLock, level)
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    through!(file, xUnlock, level)
}

unsafe extern "C" fn reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    through!(file, xCheckReservedLock, out)
}

unsafe extern "C" fn control(file: *mut ffi::sqlite3_file, what: c_int, with: *mut c_void) -> c_int {
    through!(file, xFileControl, what, with)
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    through!(file, xSectorSize)
}

unsafe extern "C" fn characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    through!(file, xDeviceCharacteristics)
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    through!(file, xShmMap, page, size, extend, out)
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, at: c_int, n: c_int, flags: c_int) -> c_int {
    through!(file, xShmLock, at, n, flags)
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: as in `through!`; this method alone gives nothing back.
    unsafe {
        let real = real(file);
        if let Some(method) = (*(*real).pMethods).xShmBarrier {
            method(real);
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    through!(file, xShmUnmap, delete)
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: `pAppData` is the layer we stand on (`register`), `file` is room for both heads, `name` is null or a C string.
    unsafe {
        (*file).pMethods = std::ptr::null();
        (*file.cast::<Open>()).path = std::ptr::null_mut();
        let below: *mut ffi::sqlite3_vfs = (*vfs).pAppData.cast();
        let Some(open_below) = (*below).xOpen else { return ffi::SQLITE_CANTOPEN };
        let path = (!name.is_null()).then(|| PathBuf::from(CStr::from_ptr(name).to_string_lossy().as_ref()));
        // What was there before this disk knew it is taken to be durable.
        let before = path.as_ref().and_then(|path| fs::read(path).ok()).unwrap_or_default();
        let code = open_below(below, name, real(file), flags, out);
        if code != ffi::SQLITE_OK {
            return code;
        }
        (*file).pMethods = &raw const METHODS;
        if let Some(path) = path {
            platter()
                .files
                .entry(path.clone())
                .or_insert_with(|| Image { durable: before, since: Vec::new() });
            (*file.cast::<Open>()).path = Box::into_raw(Box::new(path));
        }
        code
    }
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: as in `open`.
    unsafe {
        let below: *mut ffi::sqlite3_vfs = (*vfs).pAppData.cast();
        let Some(delete_below) = (*below).xDelete else { return ffi::SQLITE_IOERR };
        let code = delete_below(below, name, sync_folder);
        if code == ffi::SQLITE_OK && !name.is_null() {
            platter().files.remove(Path::new(CStr::from_ptr(name).to_string_lossy().as_ref()));
        }
        code
    }
}

/// Puts this layer above SQLite's own, once.
fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the layer below lives as long as the process; ours is a copy of it that is never freed, with a name of
        // its own, our `open` and `delete`, and room for our head before each file.
        unsafe {
            assert_eq!(ffi::sqlite3_initialize(), ffi::SQLITE_OK);
            let below = ffi::sqlite3_vfs_find(std::ptr::null());
            let mut ours = Box::new(std::ptr::read(below));
            ours.szOsFile += c_int::try_from(size_of::<Open>()).unwrap();
            ours.zName = c"luwte-disk".as_ptr();
            ours.pNext = std::ptr::null_mut();
            ours.pAppData = below.cast();
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            assert_eq!(ffi::sqlite3_vfs_register(Box::into_raw(ours), 0), ffi::SQLITE_OK);
        }
    });
}
