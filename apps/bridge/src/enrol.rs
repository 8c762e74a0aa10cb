//! `luwte-bridge --server … --code …`: makes this machine a bridge of that server, once.

use crate::{
    cli::Failed,
    identity::{Folder, Identity},
    server::{Server, ServerError},
    trust,
};
use std::io::{BufRead, IsTerminal, Write};
use texts::Texts;

/// Enrols; the answer is what to say.
pub async fn enrol(
    folder: &Folder,
    address: &str,
    code: &str,
    fingerprint: Option<&str>,
    texts: &Texts,
) -> Result<String, Failed> {
    let _held = folder.hold().map_err(|error| Failed::of(texts, error.into()))?;
    let wrong = |error| Failed::of(texts, error);
    let world = Server::new(address, None).map_err(|error| wrong(error.into()))?;
    let (server, ca) = match world.greet().await {
        Ok(()) => (world, None),
        Err(ServerError::Untrusted(_)) => {
            let ca = Server::authority(address).await.map_err(|error| wrong(error.into()))?;
            agree(address, &ca, fingerprint, texts)?;
            let server = Server::new(address, Some(&ca)).map_err(|error| wrong(error.into()))?;
            // Whoever shows an authority that did not sign its own certificate is not believed either.
            server.greet().await.map_err(|error| wrong(error.into()))?;
            (server, Some(ca))
        }
        Err(error) => return Err(wrong(error.into())),
    };
    let enrolled = server.enrol(code, texts.language().tag()).await.map_err(|error| wrong(error.into()))?;
    let identity = Identity::new(address, ca, enrolled);
    folder.keep_identity(&identity).map_err(|error| wrong(error.into()))?;
    Ok(texts.with(
        "bridge-enrolled",
        &[
            ("bridge", identity.name.as_str().into()),
            ("institution", identity.organisation_name.as_str().into()),
        ],
    ))
}

/// Whether a person vouches for the server's own authority: by the fingerprint they gave, or by what they answer now.
fn agree(address: &str, ca: &str, given: Option<&str>, texts: &Texts) -> Result<(), Failed> {
    let shown = trust::fingerprint(ca).unwrap_or_default();
    let said =
        |id: &str| texts.with(id, &[("server", address.into()), ("fingerprint", shown.as_str().into())]);
    match given {
        Some(given) if trust::is_same(given, &shown) => Ok(()),
        Some(_) => Err(Failed::untrusted(said("bridge-fingerprint-differs"))),
        None if !std::io::stdin().is_terminal() => Err(Failed::untrusted(said("bridge-fingerprint-needed"))),
        None => {
            eprintln!("{}", said("bridge-fingerprint-shown"));
            eprint!("{} ", texts.get("bridge-fingerprint-question"));
            let _ = std::io::stderr().flush();
            let mut answer = String::new();
            let _ = std::io::stdin().lock().read_line(&mut answer);
            let yes = ["j", "ja", "y", "yes"].contains(&answer.trim().to_lowercase().as_str());
            if yes { Ok(()) } else { Err(Failed::untrusted(said("bridge-fingerprint-refused"))) }
        }
    }
}
