//! `luwte user add`: gives a colleague a login.

use super::{ConfigArguments, Failed, block_on, serve::open_store};
use crate::{
    api,
    auth::{password, secret},
    clock,
    store::{AuditRow, ResetToAdd, StoreError, UserToAdd},
};
use clap::Subcommand;
use link::api::Role;
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Give a colleague a login
    Add {
        /// Login name
        login: String,
        /// Name that colleagues and clients see
        #[arg(long)]
        name: String,
        /// Role; more than once for several. The first login of an institution is its administrator too
        #[arg(long = "role", value_parser = role, required = true, value_name = "ROLE")]
        roles: Vec<Role>,
        /// Institution; made when it does not exist yet
        #[arg(long)]
        organisation: String,
        /// Password: here, in LUWTE_PASSWORD, or typed when asked
        #[arg(long, env = "LUWTE_PASSWORD", hide_env_values = true)]
        password: Option<String>,
        #[command(flatten)]
        config: ConfigArguments,
    },
    /// Print a link with which a colleague chooses a new password, once, within a day
    Reset {
        /// Login name
        login: String,
        /// Take second factor, passkeys, digits and linked accounts away too, because they are lost
        #[arg(long)]
        clear_factors: bool,
        #[command(flatten)]
        config: ConfigArguments,
    },
}

/// A role by its word.
fn role(word: &str) -> Result<Role, String> {
    let known = || Role::ALL.iter().map(|role| role.word()).collect::<Vec<_>>().join(", ");
    Role::of_word(word).ok_or_else(|| format!("a role is one of {}", known()))
}

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    let (login, name, roles, organisation, password, config) = match command {
        Command::Add { login, name, roles, organisation, password, config } => {
            (login, name, roles, organisation, password, config)
        }
        Command::Reset { login, clear_factors, config } => return reset(login, *clear_factors, config),
    };
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
        roles: roles.clone(),
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

/// The way back in for whoever has nobody to ask: who reaches this machine's data can let anybody in anyway.
fn reset(login: &str, clears_factors: bool, config: &ConfigArguments) -> Result<(), Failed> {
    let config = config.load()?;
    let code = secret::enrolment_code().map_err(Failed::ran)?;
    block_on(async {
        let store = open_store(&config).await?;
        let now_us = clock::wall_us();
        let found = store.user_by_login(&login.trim().to_lowercase(), now_us).await.map_err(Failed::ran)?;
        let Some((user, _)) = found else {
            store.close().await;
            return Err(Failed::asked_words(format!("there is no login {login}")));
        };
        let reset = ResetToAdd {
            code_hash: &api::reset_code_hash(&code),
            user: user.id,
            organisation: user.organisation,
            made_by: None,
            clears_factors,
            expires_us: now_us + api::RESET_US,
        };
        let row = AuditRow {
            organisation: user.organisation,
            actor: "system",
            actor_id: Uuid::nil(),
            action: if clears_factors { "reset-factors" } else { "reset" },
            object: "login",
            object_id: Some(user.id.0),
            client: None,
        };
        store.audit(&row, now_us).await.map_err(Failed::ran)?;
        let made = store.add_reset(&reset, now_us).await;
        store.close().await;
        made.map_err(Failed::ran)?;
        let base = config.public_url.as_deref().unwrap_or("https://luwte.local:8443");
        println!("{base}/#reset={}", secret::grouped(&code));
        Ok(())
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
