//! Everything of a client in one file, for themselves: what they gave and what was recorded of them, readable by people and
//! by programs. What colleagues concluded is not part of it; `link::privacy::KeptPart` says of each part whether it goes along.

mod events;
mod file;

pub(in crate::api) use file::line as csv_line;

use crate::{
    api::Failure,
    app::App,
    auth::{ReadOwnRecord, client::GrantedClient},
    questions,
    store::{Owner, Search, SignedInClient, Witness},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::IntoResponse,
};
use care::{
    questions::{Answer, Form},
    screening::Answers,
};
use events::Telling;
use file::{File, moment, seconds};
use link::{
    api::{Problem, WallMicros},
    people::AccessLine,
    privacy::{Kept, KeptPart},
};
use serde::Serialize;
use serde_json::json;
use texts::Language;

/// A screening without what colleagues decided about it.
#[derive(Serialize)]
struct OwnScreening {
    at: WallMicros,
    answers: Answers,
}

/// For a client: how much is kept of them, part by part, and what of it they can take along.
#[utoipa::path(get, path = "/api/v1/me/kept", tag = "privacy",
    responses((status = 200, body = Vec<Kept>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn kept(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
) -> Result<Json<Vec<Kept>>, Failure> {
    let read = granted.audit(&app, "read", "kept-data").await?;
    Ok(Json(app.store.kept(&read, granted.client.id).await?))
}

/// For a client: everything of theirs as a zip, with a readable index.
#[utoipa::path(get, path = "/api/v1/me/export", tag = "privacy",
    responses((status = 200, description = "A zip: an index in words, JSON and CSV per part, and per session events, head movement and heartbeats.",
        content_type = "application/zip", body = Vec<u8>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(in crate::api) async fn own(
    State(app): State<App>,
    granted: GrantedClient<ReadOwnRecord>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let read = granted.audit(&app, "export", "record").await?;
    let client = &granted.client;
    let language = crate::api::language(&headers);
    let telling = Telling {
        names: app.store.names(client.organisation).await?,
        // Whether a client is in such a study is asked before anything is told: it holds for all of their sessions.
        covered: app.store.is_covered(&read, client.id).await?,
        language,
    };
    let mut taking = Taking { app: &app, read: &read, client, telling, file: File::begin(language)? };
    for part in KeptPart::ALL.iter().copied().filter(|part| part.goes_along()) {
        taking.part(part).await?;
    }
    let bytes = taking.file.end()?;
    let name = HeaderValue::from_static("attachment; filename=\"luwte.zip\"");
    let kind = HeaderValue::from_static("application/zip");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes))
}

/// A file on its way to its client.
struct Taking<'a> {
    app: &'a App,
    read: &'a Witness,
    client: &'a SignedInClient,
    telling: Telling,
    file: File,
}

impl Taking<'_> {
    /// Writes one part. A part that is new to the inventory does not compile here until somebody says what becomes of it.
    async fn part(&mut self, part: KeptPart) -> Result<(), Failure> {
        let (store, read, id) = (&self.app.store, self.read, self.client.id);
        match part {
            KeptPart::Identity => {
                let (since, closed) = store.known_since(read, id).await?.unwrap_or_default();
                let told = json!({ "alias": self.client.alias, "institution": self.client.organisation_name,
                    "since": since, "closed": closed });
                self.file.json("client.json", &told)
            }
            KeptPart::SigningIn => {
                let told = json!({ "code_since": store.client_code_since(id).await?,
                    "passkeys": store.passkeys_of(Owner::Client(id)).await?,
                    "signed_in": store.signed_in_at(read, id).await? });
                self.file.json("signing-in.json", &told)
            }
            KeptPart::Carers => {
                let relations = store.relations(read, id).await?;
                let line = |it: &link::people::Relation| {
                    let until = it.until.map(moment).unwrap_or_default();
                    let ended = it.ended.map_or("", |ended| ended.word()).to_owned();
                    [moment(it.since), until, it.name.clone(), ended]
                };
                self.file.csv("carers.csv", ["since", "until", "who", "ended"], relations.iter().map(line))
            }
            KeptPart::Screening => {
                let rows = store.screenings(read, id).await?.into_iter().map(|row| row.screening);
                let own = rows.map(|row| OwnScreening { at: row.at_us, answers: row.answers });
                self.file.json("screenings.json", &own.collect::<Vec<_>>())
            }
            KeptPart::Consents => {
                let told = json!({ "now": store.consents(read, id).await?, "said": store.all_consents(read, id).await? });
                self.file.json("consents.json", &told)
            }
            KeptPart::Requests => {
                let told = json!({ "erasing": store.all_erasure_requests(read, id).await?,
                    "forbidden": store.all_holds(read, id).await? });
                self.file.json("requests.json", &told)
            }
            KeptPart::Sessions => self.sessions().await,
            KeptPart::OwnWords => self.own_words().await,
            KeptPart::Answers => self.answers().await,
            KeptPart::Diary => {
                let entries = store.whole_diary(read, id).await?;
                self.file.json("diary.json", &entries)?;
                let line =
                    |it: &link::own::DiaryEntry| [moment(it.at), it.tension.to_string(), it.words.clone()];
                self.file.csv("diary.csv", ["at", "tension", "words"], entries.iter().map(line))
            }
            KeptPart::OwnPlan => {
                let plan = store.own_plan(read, id).await?;
                self.file.json("own-plan.json", &plan)
            }
            KeptPart::Letters => {
                let letters = store.all_letters(read, id).await?;
                self.file.json("letters.json", &letters)?;
                let line = |it: &link::own::Letter| {
                    let by = it.by.clone().unwrap_or_else(|| self.client.alias.clone());
                    [moment(it.at), by, it.words.clone(), it.read.map(moment).unwrap_or_default()]
                };
                self.file.csv("letters.csv", ["at", "who", "words", "read"], letters.iter().map(line))
            }
            KeptPart::Loans => {
                let loans = store.loans(read, id).await?;
                let line = |it: &crate::store::Loaned| {
                    let until = it.until.map(moment).unwrap_or_default();
                    [moment(it.at), it.headset.clone(), it.what.clone(), until]
                };
                self.file.csv("loans.csv", ["at", "headset", "what", "until"], loans.iter().map(line))
            }
            KeptPart::Sensors => {
                let sensors = store.own_sensors(read, id).await?;
                self.file.json("sensors.json", &sensors)
            }
            KeptPart::Studies => self.studies().await,
            KeptPart::AccessLog => self.access_log().await,
            // These stay here; `KeptPart::goes_along` says why.
            KeptPart::Conclusions | KeptPart::Keys | KeptPart::Erased => Ok(()),
        }
    }

    /// Every session in a folder of its own.
    async fn sessions(&mut self) -> Result<(), Failure> {
        for session in self.app.store.sessions_of(self.read, self.client.id).await? {
            events::session(self.app, self.read, &self.telling, &session, &mut self.file).await?;
        }
        Ok(())
    }

    /// Studies they take or took part in, without what the draw decided: that is the study's to tell when it is over.
    async fn studies(&mut self) -> Result<(), Failure> {
        let (store, read, id) = (&self.app.store, self.read, self.client.id);
        let studies = store.studies(self.client.organisation).await?;
        let mut told = Vec::new();
        for row in store.enrolments(read, id).await? {
            let agreed = studies.iter().find(|study| study.id == row.study);
            let agreed = agreed.and_then(|study| study.version(row.version)).map(|version| &version.protocol);
            told.push(json!({ "title": agreed.map(|protocol| &protocol.title), "agreed_to": agreed.map(|protocol| &protocol.consent),
                "code": row.drawn.code, "since": row.enrolled_us, "until": row.ended_us,
                "logged": store.study_log(read, id, row.study).await? }));
        }
        self.file.json("studies.json", &json!({ "studies": told, "panel": store.in_panel(read, id).await? }))
    }

    /// Moments that the client marked, and what they wrote about sessions.
    async fn own_words(&mut self) -> Result<(), Failure> {
        let (store, read, id) = (&self.app.store, self.read, self.client.id);
        let reflections = store.reflections(read, id).await?;
        let (mut moments, mut written) = (Vec::new(), Vec::new());
        for session in store.sessions_of(read, id).await? {
            let opened = moment(session.opened_us);
            for it in store.own_moments(read, session.id, false).await? {
                moments.push([
                    opened.clone(),
                    seconds(it.at),
                    it.note,
                    it.shared.to_string(),
                    moment(it.made),
                ]);
            }
            if let Some(it) = reflections.get(&session.id) {
                written.push([opened, it.words.clone(), it.shared.to_string(), moment(it.changed)]);
            }
        }
        self.file.both("moments", ["session", "seconds", "note", "shared", "made"], moments)?;
        self.file.both("reflections", ["session", "words", "shared", "changed"], written)
    }

    /// Sets of questions with their words, and what was answered, by whom.
    async fn answers(&mut self) -> Result<(), Failure> {
        let (store, read, client) = (&self.app.store, self.read, self.client);
        let rows = store.question_sets(client.organisation).await?;
        let told = questions::answered(store, read, client.organisation, client.id, &rows).await?;
        let planned = store.all_planned_questions(read, client.id).await?;
        self.file.json("answers.json", &told)?;
        self.file.json("planned-questions.json", &planned)?;
        let language = self.telling.language;
        let mut lines = Vec::new();
        for answered in &told.answered {
            let is_asked = |set: &&care::questions::QuestionSet| {
                set.id == answered.set && set.version == answered.version
            };
            let set = told.sets.iter().find(is_asked);
            for (item, answer) in &answered.answers {
                let asked = set.and_then(|set| set.item(item));
                let words = |words: &care::Words| words.in_language(spoken(language)).to_owned();
                let title = set.map_or_else(|| answered.set.clone(), |set| words(&set.title));
                let question = asked.map_or_else(|| item.clone(), |asked| words(&asked.text));
                let by = answered.by_name.clone().unwrap_or_else(|| client.alias.clone());
                let answer = in_words(asked.map(|asked| &asked.form), answer, language);
                lines.push([moment(answered.at_us), title, question, answer, by]);
            }
        }
        self.file.csv("answers.csv", ["at", "set", "question", "answer", "who"], lines)
    }

    /// Who looked, the newest first.
    async fn access_log(&mut self) -> Result<(), Failure> {
        let mut search = Search { client: Some(self.client.id), ..Search::default() };
        let mut lines = Vec::new();
        loop {
            let found: Vec<AccessLine> =
                self.app.store.audit_lines(self.read, self.client.organisation, search).await?;
            let Some(last) = found.last() else { break };
            search.before = Some(last.n);
            lines.extend(found.into_iter().map(|line| {
                [moment(line.at), line.actor, line.name.unwrap_or_default(), line.action, line.object]
            }));
        }
        self.file.csv("access-log.csv", ["at", "role", "name", "action", "object"], lines)
    }
}

/// The language of a person as a session has it.
const fn spoken(language: Language) -> session::Language {
    match language {
        Language::Nl => session::Language::Nl,
        Language::En => session::Language::En,
    }
}

/// An answer as a person reads it; nothing for one that was passed over.
fn in_words(form: Option<&Form>, answer: &Answer, language: Language) -> String {
    let choice = |at: u8| {
        let all: &[care::Words] = match form {
            Some(Form::Likert { steps }) => steps,
            Some(Form::Single { choices } | Form::Multiple { choices }) => choices,
            _ => &[],
        };
        let words = all.get(usize::from(at)).map(|words| words.in_language(spoken(language)).to_owned());
        words.unwrap_or_else(|| at.to_string())
    };
    match (answer, language) {
        (Answer::Number(number), _) => choice(*number),
        (Answer::One(one), _) => choice(*one),
        (Answer::Some(some), _) => some.iter().map(|at| choice(*at)).collect::<Vec<_>>().join("; "),
        (Answer::Words(words), _) => words.clone(),
        (Answer::Done(true), Language::Nl) => "gedaan".to_owned(),
        (Answer::Done(true), Language::En) => "done".to_owned(),
        (Answer::Done(false), Language::Nl) => "niet gedaan".to_owned(),
        (Answer::Done(false), Language::En) => "not done".to_owned(),
        (Answer::Skipped, _) => String::new(),
    }
}
