//! `luwte library`: the supporting products of the implementation guide, listed, and printed in an institution's house style.

use super::{
    Failed,
    language::{language, of_terminal},
};
use clap::{Args, Subcommand};
use report::{
    Accent, House, Logo,
    library::{Product, product, products},
};
use std::{io::Write as _, path::PathBuf};
use texts::{Language, Texts};
use toolkit::guide;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List every product that the guide names, and which of them can be printed
    List {
        /// The language of the names; without it that of the terminal, else English
        #[arg(long, value_name = "nl|en", value_parser = language)]
        language: Option<Language>,
    },
    /// Print products as accessible PDFs, in both languages unless one is named
    Make(Make),
}

#[derive(Debug, Args)]
pub(super) struct Make {
    /// Ids of products, as `luwte library list` gives them; without any, all that can be printed
    #[arg(value_name = "PRODUCT")]
    products: Vec<String>,
    /// The folder for the files; made where there is none
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    to: PathBuf,
    /// In this language only
    #[arg(long, value_name = "nl|en", value_parser = language)]
    language: Option<Language>,
    /// The institution's name
    #[arg(long, value_name = "NAME", default_value = "Luwte")]
    name: String,
    /// A line of its address; may be given several times
    #[arg(long, value_name = "LINE")]
    address: Vec<String>,
    /// Whom to ask for help with a headset
    #[arg(long, value_name = "WORDS", default_value = "")]
    help_line: String,
    /// Its accent colour; it must be readable
    #[arg(long, value_name = "#rrggbb", value_parser = accent)]
    accent: Option<Accent>,
    /// Its logo: PNG or SVG
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// Also write the words to edit, as Markdown
    #[arg(long)]
    text: bool,
}

fn accent(hex: &str) -> Result<Accent, String> {
    Accent::read(hex).map_err(|error| error.to_string())
}

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    match command {
        Command::List { language } => list(language.unwrap_or_else(of_terminal)),
        Command::Make(make) => make.run(),
    }
}

fn list(language: Language) -> Result<(), Failed> {
    let mut told = String::new();
    for it in guide::PRODUCTS {
        let title = if language == Language::Nl { it.title.nl } else { it.title.en };
        let pages = product(it.id).map_or_else(|| "–".to_owned(), |found| found.pages().to_string());
        told.push_str(&format!("{:<34} {pages:>3}  {title}\n", it.id));
    }
    // Whoever reads only the first lines, as `head` does, is not wrong.
    let _ = std::io::stdout().write_all(told.as_bytes());
    Ok(())
}

impl Make {
    fn run(&self) -> Result<(), Failed> {
        let wanted = self.wanted()?;
        let house = self.house()?;
        std::fs::create_dir_all(&self.to).map_err(Failed::ran)?;
        let languages = match &self.language {
            Some(language) => vec![*language],
            None => Language::ALL.to_vec(),
        };
        for language in languages {
            let texts = Texts::new(language);
            for product in &wanted {
                let file = self.to.join(format!("{}-{}.pdf", product.id(), language.tag()));
                let pages = product.print(&house, &texts).and_then(|printed| printed.pdf());
                std::fs::write(&file, pages.map_err(Failed::ran)?).map_err(Failed::ran)?;
                if self.text {
                    let words = product.markdown(&house, language);
                    std::fs::write(file.with_extension("md"), words).map_err(Failed::ran)?;
                }
                println!("{}", file.display());
            }
        }
        Ok(())
    }

    fn wanted(&self) -> Result<Vec<&'static Product>, Failed> {
        if self.products.is_empty() {
            return Ok(products().iter().collect());
        }
        let known = |id: &String| {
            let missing = || match guide::product(id) {
                Some(_) => Failed::asked_words(format!("{id} cannot be printed yet")),
                None => Failed::asked_words(format!("there is no product {id}: see luwte library list")),
            };
            product(id).ok_or_else(missing)
        };
        self.products.iter().map(known).collect()
    }

    fn house(&self) -> Result<House, Failed> {
        let logo = match &self.logo {
            Some(file) => {
                let wrong = |why: String| Failed::asked_words(format!("{}: {why}", file.display()));
                let bytes = std::fs::read(file).map_err(|error| wrong(error.to_string()))?;
                Some(Logo::read(bytes).map_err(|error| wrong(error.to_string()))?)
            }
            None => None,
        };
        Ok(House {
            name: self.name.clone(),
            address: self.address.clone(),
            help: self.help_line.clone(),
            accent: self.accent.unwrap_or(Accent::OURS),
            logo,
        })
    }
}
