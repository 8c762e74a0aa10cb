//! `luwte status`: how the installation is, part by part, also when its server does not run.

use super::{
    ConfigArguments, Failed, block_on,
    findings::{Line, tell},
    language,
    serve::LISTEN_PLAIN,
};
use crate::{
    api,
    config::Config,
    doctor::{Health, name},
    status::{Facts, Part, Server, judge},
    store::{Database, Store},
};
use clap::Args;
use texts::Language;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    config: ConfigArguments,
    /// Print JSON instead, for programs
    #[arg(long)]
    json: bool,
    /// In this language: nl or en
    #[arg(long, value_name = "LANGUAGE", value_parser = language::language)]
    language: Option<Language>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let config = arguments.config.load()?;
    let language = arguments.language.unwrap_or_else(language::of_terminal);
    let parts = judge(&block_on(look(&config))?, api::texts(language));
    tell(&parts, arguments.json, line, "something needs somebody now: see above")
}

fn line(part: &Part) -> Line<'_> {
    Line { health: part.health, title: &part.title, says: &part.says, todo: part.todo.as_deref() }
}

async fn look(config: &Config) -> Facts {
    let at = config.listen_plain.unwrap_or(LISTEN_PLAIN);
    let server = match name::running(at).await.health {
        Health::Good => Server::Runs,
        Health::Soon => Server::Silent(at),
        Health::Bad => Server::CannotStore,
    };
    let opened = match &config.database {
        Some(address) => Database::postgres(address).await,
        None if !config.embedded().exists() => {
            return Facts::around(Err("there is no record yet".to_owned()), config, server);
        }
        None => Database::sqlite(&config.embedded()).await,
    };
    match opened {
        Ok(database) => {
            let store = Store::as_it_is(database);
            let facts = Facts::find(&store, config, None, server).await;
            store.close().await;
            facts
        }
        Err(error) => Facts::around(Err(error.to_string()), config, server),
    }
}
