//! `luwte audit verify`: whether the access log is as it was written, row by row.

use super::{ConfigArguments, Failed, block_on, record::existing};
use crate::store::{Broken, Head, Store};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look whether every row of the access log is as it was written, and name the first that is not
    Verify {
        /// What an earlier look printed, kept outside this machine: without one, rows that are missing at the end show nowhere.
        /// More than once for several
        #[arg(long, value_name = "NUMBER:HASH", value_parser = head)]
        expect: Vec<Head>,
        #[command(flatten)]
        config: ConfigArguments,
    },
}

/// An end of the chain as it was printed.
fn head(told: &str) -> Result<Head, String> {
    let wrong = || "it is a number, a colon and 64 hexadecimal digits".to_owned();
    let (n, hash) = told.split_once(':').ok_or_else(wrong)?;
    let n = n.parse().map_err(|_| wrong())?;
    if hash.len() != 64 || !hash.is_ascii() {
        return Err(wrong());
    }
    let byte = |place: usize| u8::from_str_radix(hash.get(place..place + 2).unwrap_or_default(), 16);
    let hash: Result<Vec<u8>, _> = (0..64).step_by(2).map(byte).collect();
    Ok(Head { n, hash: hash.map_err(|_| wrong())? })
}

pub(super) fn run(command: &Command) -> Result<(), Failed> {
    let Command::Verify { expect, config } = command;
    let config = config.load()?;
    block_on(async {
        let store = Store::as_it_is(existing(&config).await?);
        let verified = store.verify_audit(expect).await.map_err(Failed::ran)?;
        store.close().await;
        if verified.loose > 0 {
            println!(
                "{} rows stand in no chain yet: the server chains them when it starts, in the order of time.",
                verified.loose
            );
        }
        match verified.broken {
            None => {
                println!("The access log is whole: {} rows, each as it was written.", verified.head.n);
                println!("Keep this outside this machine, and give it to --expect next time:");
                println!("{}", verified.head.told());
                Ok(())
            }
            Some(broken) => Err(Failed::ran_words(told(&broken, verified.head.n))),
        }
    })?
}

fn told(broken: &Broken, whole: i64) -> String {
    let what = match broken {
        Broken::Gone { n } => format!("row {n} is gone"),
        Broken::Changed { n, at_us } => {
            let at = time::OffsetDateTime::from_unix_timestamp(at_us.div_euclid(1_000_000));
            let at = at.map_or_else(|_| "an unknown moment".to_owned(), |at| at.to_string());
            format!("row {n}, of {at}, is not as it was written")
        }
        Broken::NotAsKnown { n } => {
            format!("row {n} is missing, or is another than the one that was expected")
        }
    };
    format!("the access log is broken: {what}; the {whole} rows before it are whole")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_printed_is_read_back() {
        let known = Head { n: 12, hash: (0..32).collect() };
        assert_eq!(head(&known.told()), Ok(known));
        for wrong in ["", "12", "12:ab", &format!("x:{}", "0".repeat(64)), &format!("1:{}", "zz".repeat(32))]
        {
            assert!(head(wrong).is_err(), "{wrong}");
        }
    }
}
