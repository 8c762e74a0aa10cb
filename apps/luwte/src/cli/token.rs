//! `luwte token`: tokens with which programs of other wearables deliver beats.

use super::{ConfigArguments, Failed, block_on, serve::open_store};
use crate::{
    auth::secret::Token,
    clock,
    store::{AuditRow, Sender, SenderToAdd, Store, StoreError, Witness},
};
use clap::Subcommand;
use session::{ClientId, DeviceId, OrganisationId};
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a token; it is printed once, and only its hash is kept
    Add {
        /// What delivers, such as "Polsband van het lab": its recordings bear this name
        name: String,
        /// Institution
        #[arg(long)]
        organisation: String,
        /// For the client with this alias only
        #[arg(long, value_name = "ALIAS")]
        client: Option<String>,
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// List the tokens of an institution
    List {
        /// Institution
        #[arg(long)]
        organisation: String,
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// Let a token work no longer; what it delivered stays
    Revoke {
        /// What delivers, by its name
        name: String,
        /// Institution
        #[arg(long)]
        organisation: String,
        #[command(flatten)]
        config: ConfigArguments,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    let (config, organisation) = match command {
        Command::Add { config, organisation, .. }
        | Command::List { config, organisation }
        | Command::Revoke { config, organisation, .. } => (config.load()?, organisation),
    };
    block_on(async {
        let store = open_store(&config).await?;
        let done = on(&store, organisation.trim(), command).await;
        store.close().await;
        done
    })?
}

async fn on(store: &Store, organisation: &str, command: &Command) -> Result<(), Failed> {
    let known = store.organisations().await.map_err(Failed::ran)?;
    let here = known.into_iter().find(|(_, name)| name == organisation);
    let (here, _) =
        here.ok_or_else(|| Failed::asked_words(format!("there is no institution {organisation}")))?;
    match command {
        Command::Add { name, client, .. } => add(store, here, name.trim(), client.as_deref()).await,
        Command::List { .. } => {
            for sender in store.senders(here).await.map_err(Failed::ran)? {
                println!("{}", line(&sender));
            }
            Ok(())
        }
        Command::Revoke { name, .. } => {
            let senders = store.senders(here).await.map_err(Failed::ran)?;
            let sender =
                senders.iter().find(|sender| sender.name == name.trim() && sender.revoked_us.is_none());
            let sender = sender.ok_or_else(|| Failed::asked_words(format!("no token {name} is in use")))?;
            let written = audit(store, here, "revoke", Some(sender.id), None).await?;
            let revoked = store.revoke_sender(&written, here, sender.id, clock::wall_us()).await;
            revoked.map_err(Failed::ran)?;
            println!("The token {} no longer works.", sender.name);
            Ok(())
        }
    }
}

async fn add(store: &Store, here: OrganisationId, name: &str, alias: Option<&str>) -> Result<(), Failed> {
    if name.is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
        return Err(Failed::asked_words("the name must have 1 to 40 characters on one line"));
    }
    let mut client = None;
    if let Some(alias) = alias {
        let read = audit(store, here, "list", None, None).await?;
        let found = store.client_by_alias(&read, here, alias.trim()).await.map_err(Failed::ran)?;
        client = Some(found.ok_or_else(|| Failed::asked_words(format!("there is no client {alias}")))?);
    }
    let token = Token::new().map_err(Failed::ran)?;
    let written = audit(store, here, "create", None, client).await?;
    let sender = SenderToAdd { name, client, made_by: None, token_hash: &token.hash() };
    match store.add_sender(&written, here, &sender, clock::wall_us()).await {
        Ok(_) => {
            // Alone on a line of the standard output, so that a script can take it.
            eprintln!("The token of {name}; it is not told again:");
            println!("{}", token.expose());
            Ok(())
        }
        Err(StoreError::Taken) => Err(Failed::asked_words(format!("a token {name} is in use already"))),
        Err(error) => Err(Failed::ran(error)),
    }
}

fn line(sender: &Sender) -> String {
    let scope = if sender.client.is_some() { "one client" } else { "nobody in particular" };
    let state = if sender.revoked_us.is_some() { "revoked" } else { "in use" };
    format!("{}\t{scope}\t{state}\t{}", sender.name, sender.id)
}

async fn audit(
    store: &Store,
    organisation: OrganisationId,
    action: &'static str,
    object_id: Option<DeviceId>,
    client: Option<ClientId>,
) -> Result<Witness, Failed> {
    let row = AuditRow {
        organisation,
        actor: "system",
        actor_id: Uuid::nil(),
        action,
        object: if action == "list" { "clients" } else { "sender" },
        object_id: object_id.map(|id| id.0),
        client,
    };
    store.audit(&row, clock::wall_us()).await.map_err(Failed::ran)
}
