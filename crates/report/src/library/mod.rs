//! The supporting products of the implementation guide, as pages in an institution's house style.
//!
//! What each says stands in `content/toolkit/products`, one file a product, Dutch and English side by side; how the forms look,
//! in `library.typ` there. What the guide's own tables say is taken from `toolkit` and stands nowhere twice.

mod content;
mod derived;
mod markdown;

use crate::{Error, font, house::House, pdf, picture};
use content::{Part, Product as Content};
use serde::Serialize;
use std::{borrow::Cow, sync::LazyLock};
use texts::{Language, Texts};

include!(concat!(env!("OUT_DIR"), "/library.rs"));

const TEMPLATE: &str = include_str!("../../../../content/toolkit/products/library.typ");
/// What stands for the house's colours in a picture.
const ACCENT_IN_PICTURES: &str = "#123456";
const TINT_IN_PICTURES: &str = "#fedcba";
/// How wide the picture of a first page is, in pixels.
const PREVIEW_PX: f32 = 480.0;

static MADE: LazyLock<Vec<Product>> = LazyLock::new(|| {
    let read = |(id, file): &(&'static str, &str)| {
        let content: Content = toml::from_str(file).ok()?;
        Some(Product { told: toolkit::guide::product(id)?, content })
    };
    PRODUCTS.iter().filter_map(read).collect()
});

/// A supporting product that can be printed.
#[derive(Clone, Debug)]
pub struct Product {
    told: &'static toolkit::guide::Product,
    content: Content,
}

/// Every product that can be printed, by id.
pub fn products() -> &'static [Product] {
    &MADE
}

/// The product with this id, where it can be printed.
pub fn product(id: &str) -> Option<&'static Product> {
    MADE.iter().find(|product| product.told.id == id)
}

/// How many files with products there are; one that cannot be read is no product.
pub fn files() -> usize {
    PRODUCTS.len()
}

impl Product {
    /// Its id.
    pub fn id(&self) -> &'static str {
        self.told.id
    }

    /// How many pages it has in either language.
    pub fn pages(&self) -> usize {
        self.content.pages
    }

    /// Its pages.
    ///
    /// # Errors
    /// When a page cannot be set.
    pub fn print(&self, house: &House, texts: &Texts) -> Result<Printed, Error> {
        let language = texts.language();
        let told = serde_json::to_vec(&Told {
            lang: language.tag(),
            family: font::FAMILY,
            house: pdf::house_on_page(house),
            title: self.title(language),
            form: self.content.form,
            heading: self.content.heading.as_ref().map(|words| words.told(language, house)),
            lead: self.content.lead.as_ref().map(|words| words.told(language, house)),
            picture: self.content.picture.as_deref(),
            fill: self.content.fill,
            columns: self.content.columns,
            joins: self.content.joins,
            parts: self.parts().map(|part| part.told(language, house)).collect(),
            words: FixedWords::of(texts),
        });
        let told = told.map_err(|error| Error::Page(error.to_string()))?;
        let mut files = vec![("it.json".to_owned(), told)];
        for name in self.content.pictures() {
            files.push((format!("{name}.svg"), coloured(name, house)?.into_bytes()));
        }
        files.extend(pdf::logo_file(house));
        Ok(Printed(pdf::Pages::set(TEMPLATE.to_owned(), files)?))
    }

    /// Its words, to be edited: Markdown.
    pub fn markdown(&self, house: &House, language: Language) -> String {
        markdown::of(self, house, language)
    }

    fn title(&self, language: Language) -> &'static str {
        match language {
            Language::Nl => self.told.title.nl,
            Language::En => self.told.title.en,
        }
    }

    /// Its parts, with what the guide's tables say in the place of what only names them.
    fn parts(&self) -> impl Iterator<Item = Cow<'_, Part>> {
        self.content.part.iter().map(|part| match &part.from {
            Some(from) => Cow::Owned(derived::filled(part, from)),
            None => Cow::Borrowed(part),
        })
    }
}

/// A picture in the house's colours.
fn coloured(name: &str, house: &House) -> Result<String, Error> {
    let (_, svg) = PICTURES
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or_else(|| Error::Page(format!("no picture {name}")))?;
    Ok(svg
        .replace(ACCENT_IN_PICTURES, &house.accent.hex())
        .replace(TINT_IN_PICTURES, &house.accent.tint_hex()))
}

/// What the template reads.
#[derive(Serialize)]
struct Told<'a> {
    lang: &'a str,
    family: &'a str,
    house: pdf::OnPage<'a>,
    title: &'a str,
    form: content::Form,
    heading: Option<String>,
    lead: Option<String>,
    picture: Option<&'a str>,
    fill: bool,
    columns: u8,
    joins: bool,
    parts: Vec<content::ToldPart>,
    words: FixedWords,
}

/// Words that stand on many forms.
#[derive(Serialize)]
struct FixedWords {
    owner: String,
    date: String,
    done: String,
    help: String,
    join: String,
    made: String,
    low: String,
    high: String,
}

impl FixedWords {
    fn of(texts: &Texts) -> FixedWords {
        let get = |id: &str| texts.get(&format!("library-{id}"));
        FixedWords {
            owner: get("owner"),
            date: get("date"),
            done: get("done"),
            help: get("help"),
            join: get("join"),
            made: get("made"),
            low: get("low"),
            high: get("high"),
        }
    }
}

/// A product's pages in one language and one house style.
pub struct Printed(pdf::Pages);

impl core::fmt::Debug for Printed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Printed").field("pages", &self.count()).finish()
    }
}

impl Printed {
    /// How many pages.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// As PDF/UA-1 and PDF/A-2a.
    ///
    /// # Errors
    /// When a page lacks what either of them asks for.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        self.0.pdf()
    }

    /// The first page as a PNG, to look at.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn preview(&self) -> Result<Vec<u8>, Error> {
        let (svg, width_pt) = self.0.first_as_svg()?;
        // A point is a third more than a pixel of the web.
        picture::png(&svg, PREVIEW_PX / (width_pt * 96.0 / 72.0))
    }
}
