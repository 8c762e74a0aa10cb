//! From what was found to how it is, in words: pure, so that each limit has its test.

use super::{Facts, Part, facts::Server};
use crate::{
    doctor::{Health, certificate::SOON_DAYS, disk},
    store::Standing,
};
use texts::{Texts, Value};

const HOUR_US: i64 = 3_600_000_000;
const DAY_US: i64 = 24 * HOUR_US;
/// A certificate that ends within so many days cannot wait for a good moment.
const CERTIFICATE_BAD_DAYS: i64 = 7;
/// A nightly backup that failed once is a day late; after a week there is none.
const BACKUP_SOON_US: i64 = 2 * DAY_US;
const BACKUP_BAD_US: i64 = 8 * DAY_US;
/// Half a minute of a full house waits to be sealed; ten times as much says that it does not go on.
const JOURNAL_SOON_BYTES: u64 = 16 << 20;
const JOURNAL_BAD_BYTES: u64 = 128 << 20;
/// Clocks that differ by less disturb nobody.
const CLOCK_US: i64 = 300_000_000;
/// So many headsets are named.
const NAMED_MAX: usize = 8;

/// Every part, in the order in which one would look.
pub fn judge(facts: &Facts, texts: &Texts) -> Vec<Part> {
    let say = Saying(texts);
    let mut parts = vec![server(facts, &say)];
    match &facts.record {
        Err(why) => parts.push(say.part("record", Health::Bad, "bad", &[("why", why.into())])),
        Ok(standing) => {
            parts.push(say.part("record", Health::Good, "good", &[("sessions", number(standing.sessions))]));
            parts.extend([journal(standing, &say), apart(standing, &say)]);
        }
    }
    parts.extend([disk_part(facts, &say), certificate(facts, &say)]);
    if let Ok(standing) = &facts.record {
        parts.push(backup(facts.now_us, standing, &say));
        parts.push(headsets(facts, standing, &say));
        parts.push(quarantine(standing, &say));
        parts.push(clock(facts.now_us, standing, &say));
    }
    parts
}

/// Says a part in one language: `status-KEY` is its name, `status-KEY-STATE` how it is, and with `-todo` what to do.
struct Saying<'a>(&'a Texts);

impl Saying<'_> {
    fn part(&self, key: &'static str, health: Health, state: &str, values: &[(&str, Value)]) -> Part {
        let id = format!("status-{key}-{state}");
        let todo = format!("{id}-todo");
        Part {
            key,
            health,
            title: self.0.get(&format!("status-{key}")),
            says: self.0.with(&id, values),
            todo: (health != Health::Good).then(|| self.0.with(&todo, values)),
        }
    }

    /// Where the word for the state is that for the health.
    fn plain(&self, key: &'static str, health: Health, values: &[(&str, Value)]) -> Part {
        self.part(key, health, word(health), values)
    }

    fn gigabytes(&self, bytes: u64) -> String {
        self.0.decimal(bytes as f64 / 1e9, 1)
    }
}

/// The word for how something is.
pub(crate) const fn word(health: Health) -> &'static str {
    match health {
        Health::Good => "good",
        Health::Soon => "soon",
        Health::Bad => "bad",
    }
}

fn number(count: u64) -> Value<'static> {
    Value::Number(count as f64)
}

fn days(count: i64) -> Value<'static> {
    Value::Number(count as f64)
}

fn server(facts: &Facts, say: &Saying<'_>) -> Part {
    match facts.server {
        Server::Runs => say.plain("server", Health::Good, &[("version", env!("CARGO_PKG_VERSION").into())]),
        Server::CannotStore => say.plain("server", Health::Bad, &[]),
        Server::Silent(at) => say.plain("server", Health::Soon, &[("at", format!("http://{at}").into())]),
    }
}

fn journal(standing: &Standing, say: &Saying<'_>) -> Part {
    let health = match standing.unsealed_bytes {
        JOURNAL_BAD_BYTES.. => Health::Bad,
        JOURNAL_SOON_BYTES..JOURNAL_BAD_BYTES => Health::Soon,
        _ => Health::Good,
    };
    say.plain("journal", health, &[("kb", number(standing.unsealed_bytes / 1_000))])
}

fn apart(standing: &Standing, say: &Saying<'_>) -> Part {
    match standing {
        Standing { refused: 1.., .. } => {
            say.plain("apart", Health::Bad, &[("entries", number(standing.refused))])
        }
        Standing { contradicted: 1.., .. } => {
            say.plain("apart", Health::Soon, &[("sessions", number(standing.contradicted))])
        }
        _ => say.plain("apart", Health::Good, &[]),
    }
}

fn disk_part(facts: &Facts, say: &Saying<'_>) -> Part {
    match facts.free_bytes {
        None => say.part("disk", Health::Bad, "unknown", &[]),
        Some(free) => say.plain("disk", disk::health(free), &[("gb", say.gigabytes(free).into())]),
    }
}

fn certificate(facts: &Facts, say: &Saying<'_>) -> Part {
    let Some(left) = facts.certificate_days else {
        return say.part("certificate", Health::Soon, "none", &[]);
    };
    let health = match left {
        SOON_DAYS.. => Health::Good,
        CERTIFICATE_BAD_DAYS..SOON_DAYS => Health::Soon,
        _ => Health::Bad,
    };
    say.plain("certificate", health, &[("days", days(left.max(0)))])
}

fn backup(now_us: i64, standing: &Standing, say: &Saying<'_>) -> Part {
    let Some(at_us) = standing.backup_us else {
        let none = say.part("backup", Health::Soon, "none", &[]);
        return Part { todo: Some(say.0.get("status-backup-soon-todo")), ..none };
    };
    let ago_us = now_us.saturating_sub(at_us).max(0);
    let health = match ago_us {
        BACKUP_BAD_US.. => Health::Bad,
        BACKUP_SOON_US..BACKUP_BAD_US => Health::Soon,
        _ => Health::Good,
    };
    say.plain("backup", health, &[("hours", days(ago_us / HOUR_US)), ("days", days(ago_us / DAY_US))])
}

fn headsets(facts: &Facts, standing: &Standing, say: &Saying<'_>) -> Part {
    let since_us = facts.now_us.saturating_sub(i64::from(facts.silent_days) * DAY_US);
    let silent: Vec<_> = standing.headsets.iter().filter(|(_, heard_us)| *heard_us < since_us).collect();
    let named: Vec<_> = silent.iter().take(NAMED_MAX).map(|(name, _)| name.as_str()).collect();
    let mut names = named.join(", ");
    if silent.len() > NAMED_MAX {
        names.push_str(&format!(" (+{})", silent.len() - NAMED_MAX));
    }
    let health = if silent.is_empty() { Health::Good } else { Health::Soon };
    say.plain("headsets", health, &[("days", facts.silent_days.into()), ("names", names.into())])
}

fn quarantine(standing: &Standing, say: &Saying<'_>) -> Part {
    let health = if standing.quarantined == 0 { Health::Good } else { Health::Soon };
    say.plain("quarantine", health, &[("records", number(standing.quarantined))])
}

fn clock(now_us: i64, standing: &Standing, say: &Saying<'_>) -> Part {
    let behind_us = standing.newest_us.map_or(0, |newest| newest.saturating_sub(now_us));
    let health = if behind_us > CLOCK_US { Health::Bad } else { Health::Good };
    say.plain("clock", health, &[("minutes", days(behind_us / 60_000_000))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Language;

    const NOW: i64 = 1_800_000_000_000_000;

    fn good() -> Facts {
        let standing = Standing {
            sessions: 12,
            newest_us: Some(NOW - DAY_US),
            backup_us: Some(NOW - 5 * HOUR_US),
            headsets: vec![("Duinbril".into(), NOW - DAY_US)],
            ..Standing::default()
        };
        Facts {
            now_us: NOW,
            server: Server::Runs,
            record: Ok(standing),
            free_bytes: Some(40_000_000_000),
            certificate_days: Some(200),
            silent_days: 14,
        }
    }

    /// How a part is after one thing changed.
    fn health(key: &str, change: impl Fn(&mut Facts, &mut Standing)) -> Health {
        let mut facts = good();
        let mut standing = facts.record.clone().unwrap();
        change(&mut facts, &mut standing);
        facts.record = facts.record.and(Ok(standing));
        let parts = judge(&facts, crate::api::texts(Language::Nl));
        parts.iter().find(|part| part.key == key).unwrap().health
    }

    #[test]
    fn a_well_kept_installation_is_good_in_every_part() {
        let parts = judge(&good(), crate::api::texts(Language::En));
        assert_eq!(parts.len(), 10);
        assert!(parts.iter().all(|part| part.health == Health::Good && part.todo.is_none()), "{parts:?}");
    }

    #[test]
    fn each_limit_is_where_it_is_said_to_be() {
        use Health::{Bad, Good, Soon};
        for (days, wanted) in [(21, Good), (20, Soon), (7, Soon), (6, Bad), (-3, Bad)] {
            assert_eq!(
                health("certificate", |facts, _| facts.certificate_days = Some(days)),
                wanted,
                "{days}"
            );
        }
        for (hours, wanted) in [(47, Good), (48, Soon), (191, Soon), (192, Bad)] {
            let at = Some(NOW - hours * HOUR_US);
            assert_eq!(health("backup", |_, standing| standing.backup_us = at), wanted, "{hours}");
        }
        assert_eq!(health("backup", |_, standing| standing.backup_us = None), Soon);
        for (bytes, wanted) in [(1, Good), (16 << 20, Soon), (128 << 20, Bad)] {
            assert_eq!(health("journal", |_, standing| standing.unsealed_bytes = bytes), wanted, "{bytes}");
        }
        assert_eq!(health("apart", |_, standing| standing.contradicted = 1), Soon);
        assert_eq!(health("apart", |_, standing| (standing.contradicted, standing.refused) = (1, 1)), Bad);
        assert_eq!(health("disk", |facts, _| facts.free_bytes = Some(1_000_000_000)), Soon);
        assert_eq!(health("disk", |facts, _| facts.free_bytes = None), Bad);
        assert_eq!(health("quarantine", |_, standing| standing.quarantined = 3), Soon);
        assert_eq!(health("clock", |_, standing| standing.newest_us = Some(NOW + DAY_US)), Bad);
        for (days, wanted) in [(13, Good), (15, Soon)] {
            let heard = vec![("Duinbril".into(), NOW - days * DAY_US)];
            assert_eq!(health("headsets", |_, standing| standing.headsets = heard.clone()), wanted, "{days}");
        }
        assert_eq!(health("server", |facts, _| facts.server = Server::CannotStore), Bad);
    }

    #[test]
    fn every_part_in_every_state_has_its_words_in_both_languages() {
        let mut worst = good();
        let standing = Standing {
            refused: 2,
            quarantined: 1,
            unsealed_bytes: 1 << 30,
            newest_us: Some(NOW + DAY_US),
            backup_us: Some(0),
            headsets: (0..10).map(|n| (format!("Bril {n}"), 0)).collect(),
            ..Standing::default()
        };
        (worst.record, worst.free_bytes, worst.certificate_days) = (Ok(standing.clone()), Some(1), Some(-1));
        worst.server = Server::CannotStore;
        let mut odd = good();
        (odd.free_bytes, odd.certificate_days) = (None, None);
        odd.record = Ok(Standing { contradicted: 1, unsealed_bytes: 16 << 20, ..standing });
        odd.server = Server::Silent(([127, 0, 0, 1], 8080).into());
        let mut none = good();
        none.record = Err("de schijf is vol".into());
        for language in Language::ALL {
            for facts in [&good(), &worst, &odd, &none] {
                for part in judge(facts, crate::api::texts(language)) {
                    let words = format!("{} {} {}", part.title, part.says, part.todo.unwrap_or_default());
                    assert!(!words.contains('⟦') && !words.contains('{'), "{words}");
                }
            }
        }
        let parts = judge(&worst, crate::api::texts(Language::Nl));
        assert!(parts.iter().any(|part| part.says.contains("Bril 7 (+2)")), "{parts:?}");
    }
}
