//! What typst may see: one source, a few files, and our letters. No disk, no network, no clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{Error, font};

static LETTERS: LazyLock<(Vec<Font>, LazyHash<FontBook>)> = LazyLock::new(|| {
    let fonts: Vec<Font> =
        font::WEIGHTS.iter().filter_map(|weight| Font::new(Bytes::new(*weight), 0)).collect();
    let book = FontBook::from_fonts(&fonts);
    (fonts, LazyHash::new(book))
});

/// What a template may see.
struct Page {
    library: LazyHash<Library>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

/// Pages that were set.
pub(crate) struct Pages(PagedDocument);

impl Pages {
    /// The pages of a template with the files that it reads.
    ///
    /// # Errors
    /// When the template is wrong; the words are typst's.
    pub(crate) fn set(template: String, files: Vec<(String, Vec<u8>)>) -> Result<Pages, Error> {
        let files = files.into_iter().map(|(name, bytes)| Ok((id(&name)?, Bytes::new(bytes))));
        let page = Page {
            library: LazyHash::new(Library::default()),
            main: Source::new(id("page.typ")?, template),
            files: files.collect::<Result<_, Error>>()?,
        };
        let document = typst::compile::<PagedDocument>(&page).output.map_err(|all| told(&all));
        // What typst remembers between pages would grow with every report.
        typst::comemo::evict(0);
        document.map(Pages)
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.0.pages().len()
    }

    /// The first as an SVG, and how wide it is in points.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn first_as_svg(&self) -> Result<(String, f32), Error> {
        let first = self.0.pages().first().ok_or_else(|| Error::Page("no page".to_owned()))?;
        Ok((typst_svg::svg(first, &typst_svg::SvgOptions::default()), first.frame.width().to_pt() as f32))
    }

    /// As PDF/UA-1 and PDF/A-2a.
    ///
    /// # Errors
    /// When a page lacks what either of them asks for.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>, Error> {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .map_err(|error| Error::Page(error.message().to_string()))?;
        let options = PdfOptions { standards, ..PdfOptions::default() };
        let pdf = typst_pdf::pdf(&self.0, &options).map_err(|all| told(&all));
        typst::comemo::evict(0);
        pdf
    }
}

fn id(name: &str) -> Result<FileId, Error> {
    let path = VirtualPath::new(name).map_err(|_| Error::Page(format!("{name} is no path")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn told(all: &[SourceDiagnostic]) -> Error {
    Error::Page(all.iter().map(|one| one.message.to_string()).collect::<Vec<_>>().join("; "))
}

impl World for Page {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &LETTERS.1
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        LETTERS.0.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
