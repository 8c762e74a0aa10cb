//! What typst may see: one source, a few figures, values, and our letters. No disk, no network, no clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
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

/// One page on its way to a PDF.
struct Page {
    library: LazyHash<Library>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

/// The PDF of a template with values (`sys.inputs`) and figures by their name.
///
/// # Errors
/// When the template is wrong, or the page lacks what PDF/UA-1 or PDF/A-2a asks for; the words are typst's.
pub(super) fn pdf(template: &str, inputs: Dict, figures: Vec<(&str, String)>) -> Result<Vec<u8>, Error> {
    let mut files = HashMap::new();
    for (name, svg) in figures {
        files.insert(id(name)?, Bytes::new(svg.into_bytes()));
    }
    let page = Page {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        main: Source::new(id("page.typ")?, template.to_owned()),
        files,
    };
    let document = typst::compile::<PagedDocument>(&page).output.map_err(|all| told(&all))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| Error::Page(error.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|all| told(&all));
    // What typst remembers between pages would grow with every report.
    typst::comemo::evict(0);
    pdf
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
