//! `luwte user add`: gives a colleague a login.

use super::{ConfigArguments, Failed, block_on, serve::open_store};
use crate::{
    auth::password,
    clock,
    store::{StoreError, UserToAdd},
};
use clap::{Subcommand, ValueEnum};
use link::api::Role;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Give a colleague a login
    Add {
        /// Login name
        login: String,
        /// Name that colleagues and clients see
        #[arg(long)]
        name: String,
        /// Role
        #[arg(long, value_enum)]
        role: RoleName,
        /// Institution; made when it does not exist yet
        #[arg(long)]
        organisation: String,
        /// Password: here, in LUWTE_PASSWORD, or typed when asked
        #[arg(long, env = "LUWTE_PASSWORD", hide_env_values = true)]
        password: Option<String>,
        #[command(flatten)]
        config: ConfigArguments,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum RoleName {
    /// Behandelaar: sees clients, watches along, takes over
    Practitioner,
    /// Beheerder: headsets, no client's data
    EquipmentManager,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Practitioner => Role::Practitioner,
            RoleName::EquipmentManager => Role::EquipmentManager,
        }
    }
}

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    let Command::Add { login, name, role, organisation, password, config } = command;
    let config = config.load()?;
    for (what, text) in [("login name", login), ("name", name), ("institution", organisation)] {
        if text.trim().is_empty() || text.chars().count() > 80 || text.chars().any(char::is_control) {
            return Err(Failed::asked_words(format!("the {what} must have 1 to 80 characters on one line")));
        }
    }
    let password = match password {
        Some(password) => password.clone(),
        None => ask_password()?,
    };
    let user = UserToAdd {
        login: login.trim().to_lowercase(),
        name: name.trim().to_owned(),
        role: Role::from(*role),
        password_hash: password::hash(&password).map_err(Failed::asked)?,
    };
    block_on(async {
        let store = open_store(&config).await?;
        let known = store.organisations().await.map_err(Failed::ran)?;
        let known = known.into_iter().find(|(_, known)| known == organisation.trim());
        let id = match known {
            Some((id, _)) => id,
            None => {
                store.add_organisation(organisation.trim(), clock::wall_us()).await.map_err(Failed::ran)?
            }
        };
        let added = store.add_user(id, &user, clock::wall_us()).await;
        store.close().await;
        match added {
            Ok(_) => {
                println!("{} can sign in now.", user.login);
                Ok(())
            }
            Err(StoreError::Taken) => {
                Err(Failed::asked_words(format!("the login name {} exists already", user.login)))
            }
            Err(error) => Err(Failed::ran(error)),
        }
    })?
}

/// Asks for a password on the terminal, without showing it where the terminal can be told.
pub(super) fn ask_password() -> Result<String, Failed> {
    use std::io::{BufRead, IsTerminal, Write};
    let stdin = std::io::stdin();
    let hide = |yes: bool| {
        if stdin.is_terminal() {
            let word = if yes { "-echo" } else { "echo" };
            let _ = std::process::Command::new("stty").arg(word).status();
        }
    };
    eprint!("Password: ");
    let _ = std::io::stderr().flush();
    hide(true);
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line);
    hide(false);
    eprintln!();
    read.map_err(Failed::ran)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() { Err(Failed::asked_words("no password was given")) } else { Ok(password) }
}
