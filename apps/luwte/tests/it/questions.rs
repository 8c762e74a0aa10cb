//! Sets of questions from draft to answer: versions that stay, licences that stop, plans that reach the headset, scores.

use crate::stage::{Headset, Stage};
use care::Words;
use care::questions::{
    Answer, Asked, ClientAnswers, Form, Item, Licence, NewAnswers, NewScheduled, PublishSet, QuestionSet,
    Rater, ReadFile, Rule, SaveDraft, Scale, Scheduled, Score, SetDetail, SetShort, Use, When, export,
    shipped,
};
use link::{
    Message,
    api::{ClientSummary, NewClient, Pair, Paired, Problem},
    people::{Carer, EndRelation, Ending, NewMember, NewRelation, NewTeam, Person, Relation, Team},
};
use luwte::client::Login;
use reqwest::{Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use session::{Act, Answer as Given, ClientId, Discomfort, Phase, Prompt, SelfCheckItem, Verdict};

fn words(nl: &str, en: &str) -> Words {
    Words { nl: nl.into(), en: en.into() }
}

fn set(id: &str, licence: Licence) -> QuestionSet {
    let steps = vec![words("nooit", "never"), words("soms", "sometimes"), words("vaak", "often")];
    let item = |id: &str| Item {
        id: id.into(),
        text: words("Hoe vaak sliep je goed?", "How often did you sleep well?"),
        form: Form::Likert { steps: steps.clone() },
    };
    QuestionSet {
        id: id.into(),
        version: 1,
        title: words("Nachten", "Nights"),
        about: words("Een proef.", "A trial."),
        rater: Rater::Client,
        licence,
        items: vec![item("een"), item("twee")],
        scales: vec![Scale {
            id: "nachten".into(),
            title: words("Nachten, 0 tot 4", "Nights, 0 to 4"),
            items: vec!["een".into(), "twee".into()],
            reversed: Vec::new(),
            rule: Rule::Sum,
            missing_max: 0,
        }],
    }
}

async fn ask<T: DeserializeOwned>(
    login: &Login,
    method: Method,
    path: &str,
    body: &impl Serialize,
) -> Result<T, (StatusCode, String)> {
    let response = login.request(method, path).json(body).send().await.unwrap();
    let status = response.status();
    if status.is_success() {
        return Ok(response.json().await.unwrap());
    }
    let problem: Problem = response.json().await.unwrap();
    assert!(problem.message.ends_with('.'), "{}", problem.message);
    Err((status, problem.code))
}

async fn status(login: &Login, method: Method, path: &str, body: &impl Serialize) -> StatusCode {
    login.request(method, path).json(body).send().await.unwrap().status()
}

async fn save(
    login: &Login,
    set: &QuestionSet,
    seen_us: Option<i64>,
) -> Result<SetDetail, (StatusCode, String)> {
    let path = format!("/api/v1/question-sets/{}", set.id);
    ask(login, Method::PUT, &path, &SaveDraft { set: set.clone(), seen_us }).await
}

async fn publish(
    login: &Login,
    id: &str,
    saved_us: i64,
    confirmed: Use,
) -> Result<SetDetail, (StatusCode, String)> {
    let path = format!("/api/v1/question-sets/{id}/publish");
    ask(login, Method::POST, &path, &PublishSet { saved_us, confirmed }).await
}

/// Saves and publishes.
async fn in_use(login: &Login, set: &QuestionSet) -> SetDetail {
    let draft = save(login, set, None).await.unwrap().draft.unwrap();
    publish(login, &set.id, draft.saved_us, Use::default()).await.unwrap()
}

async fn client(noor: &Login) -> ClientId {
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kluut".into() }).await.unwrap();
    client.id
}

fn scheduled(set: &str, whens: Vec<When>) -> NewScheduled {
    NewScheduled { set: set.into(), whens, offset_min: 60 }
}

#[tokio::test]
async fn a_published_version_never_changes_and_an_edit_is_the_next() {
    let stage = Stage::new().await;
    let (noor, lotte) = (stage.login("noor").await, stage.login("lotte").await);
    let mut nights = set("nachten", Licence::Own);
    let first = in_use(&noor, &nights).await;
    assert_eq!((first.published.as_ref(), first.draft.is_none()), (Some(&nights), true));
    assert_eq!(first.versions[0].by_name, "Noor Voorbeeld");

    nights.title = words("Mijn nachten", "My nights");
    let edited = save(&lotte, &nights, None).await.unwrap();
    let draft = edited.draft.unwrap();
    assert_eq!((draft.set.version, draft.by_name.as_str()), (2, "Lotte Voorbeeld"));
    assert_eq!(edited.published.unwrap().title, words("Nachten", "Nights"), "the version in use stays");
    // Two who began at the same draft: the second is told.
    nights.items.pop();
    let again = save(&noor, &nights, Some(draft.saved_us)).await.unwrap().draft.unwrap();
    assert_eq!(
        save(&lotte, &nights, Some(draft.saved_us)).await.unwrap_err(),
        (StatusCode::CONFLICT, "meanwhile".into())
    );
    assert_eq!(save(&lotte, &nights, None).await.unwrap_err(), (StatusCode::CONFLICT, "meanwhile".into()));
    // A scale that counts an item which is gone stands in the way, and says where.
    assert!(again.wrong.iter().any(|wrong| wrong.place == "/scales/0/items/1"), "{:?}", again.wrong);
    let refused = publish(&noor, "nachten", again.saved_us, Use::default()).await;
    assert_eq!(refused.unwrap_err(), (StatusCode::UNPROCESSABLE_ENTITY, "set-wrong".into()));
    nights.scales.clear();
    let mended = save(&noor, &nights, Some(again.saved_us)).await.unwrap().draft.unwrap();
    let stale = publish(&noor, "nachten", again.saved_us, Use::default()).await;
    assert_eq!(
        stale.unwrap_err(),
        (StatusCode::CONFLICT, "meanwhile".into()),
        "what was not looked at is not published"
    );
    let second = publish(&noor, "nachten", mended.saved_us, Use::default()).await.unwrap();
    assert_eq!(second.versions.iter().map(|version| version.version).collect::<Vec<_>>(), [2, 1]);
    let gone = publish(&noor, "nachten", mended.saved_us, Use::default()).await;
    assert_eq!(gone.unwrap_err().0, StatusCode::NOT_FOUND);

    let list: Vec<SetShort> = noor.get("/api/v1/question-sets").await.unwrap();
    assert_eq!(list.len(), shipped().len() + 1);
    assert_eq!((list[0].id.as_str(), list[0].published, list[0].draft), ("nachten", Some(2), None));
    assert!(list[1..].iter().all(|set| set.shipped && set.published == Some(1)));
    // What comes with Luwte is not changed, and an address names what it saves.
    assert_eq!(save(&noor, &set("sleep", Licence::Own), None).await.unwrap_err().0, StatusCode::CONFLICT);
    let draft = SaveDraft { set: set("anders", Licence::Own), seen_us: None };
    let bad = ask::<SetDetail>(&noor, Method::PUT, "/api/v1/question-sets/iets", &draft);
    assert_eq!(bad.await.unwrap_err(), (StatusCode::UNPROCESSABLE_ENTITY, "bad-input".into()));
}

#[tokio::test]
async fn a_licence_stops_what_may_not_be_used() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let path = format!("/api/v1/clients/{}/scheduled-sets", client(&noor).await);
    let source = || "Wereldgezondheidsorganisatie, CC BY-NC-SA 3.0 IGO".to_owned();
    let (free, paid) =
        (Use { non_commercial: true, has_licence: false }, Use { non_commercial: false, has_licence: true });
    for (id, licence, refused, other, allowed) in [
        ("who-5", Licence::NonCommercial { source: source() }, "set-non-commercial", Use::default(), free),
        ("betaald", Licence::Licensed { source: source() }, "set-licence", free, paid),
    ] {
        let draft = save(&noor, &set(id, licence), None).await.unwrap().draft.unwrap();
        let outcome = publish(&noor, id, draft.saved_us, other).await;
        assert_eq!(outcome.unwrap_err(), (StatusCode::CONFLICT, refused.into()));
        let plan = scheduled(id, vec![When::BeforeSession]);
        assert_eq!(status(&noor, Method::POST, &path, &plan).await, StatusCode::NOT_FOUND, "not in use");
        let told = publish(&noor, id, draft.saved_us, allowed).await.unwrap();
        assert_eq!(told.versions[0].confirmed, allowed);
        assert_eq!(status(&noor, Method::POST, &path, &plan).await, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn a_file_is_read_or_every_fault_is_named_with_its_line_and_item() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let read = async |file: String| -> ReadFile {
        let response = noor.request(Method::POST, "/api/v1/question-files").body(file).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    };
    let nights = set("nachten", Licence::Own);
    assert_eq!(read(export(&nights)).await.set.unwrap(), nights);
    let mut wrong = nights.clone();
    wrong.items[1].text.en = String::new();
    let told = read(export(&wrong)).await;
    assert!(told.set.is_none());
    let [fault] = &told.wrong[..] else { panic!("{:?}", told.wrong) };
    assert_eq!(
        (fault.place.as_str(), fault.item.as_deref(), fault.what.as_str()),
        ("/items/1/text/en", Some("twee"), "empty")
    );
    assert!(fault.line > 20, "{}", fault.line);
    let told = read("{\n  \"id\": 7\n}".into()).await;
    assert_eq!((told.wrong[0].line, told.wrong[0].what.as_str()), (2, "shape"));
    assert!(noor.get::<Vec<SetShort>>("/api/v1/question-sets").await.unwrap().iter().all(|set| set.shipped));
}

/// Up to what is asked before the world.
async fn to_the_questions(headset: &mut Headset) {
    headset.act(Act::Begin).await;
    for item in SelfCheckItem::ALL {
        headset.act(Act::AnswerSelfCheck { item, yes: item.verdict(true) == Verdict::Clear }).await;
    }
    headset.act(Act::RateTension(7)).await;
}

async fn answer(headset: &mut Headset, answer: Given) {
    let question = headset.sequencer.state().question.as_ref().unwrap().id;
    headset.act(Act::Answer { question, answer }).await;
}

#[tokio::test]
async fn what_is_planned_reaches_the_headset_and_its_answers_are_scored() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor).await;
    stage.screen(&noor, kluut).await;
    in_use(&noor, &set("nachten", Licence::Own)).await;
    let path = format!("/api/v1/clients/{kluut}/scheduled-sets");
    let both = vec![When::BeforeSession, When::AfterSession];
    let told: Vec<Scheduled> = noor.post(&path, &scheduled("nachten", both)).await.unwrap();
    assert_eq!((told.len(), told[0].by_name.as_str(), told[0].answered_us), (1, "Noor Voorbeeld", None));

    let mut headset = stage.headset().await;
    let digits = headset.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(kluut), alone: false, way: None })
        .await
        .unwrap();
    headset.until(|message| matches!(message, Message::Planned(_)).then_some(())).await;
    // Planned while the session goes on: the headset hears it too.
    let discomfort = vec![When::OnThreshold { tension: 9 }];
    let more: Vec<Scheduled> = noor.post(&path, &scheduled("discomfort", discomfort)).await.unwrap();
    headset
        .until(|message| {
            matches!(message, Message::Planned(planned) if planned.before.len() == 2).then_some(())
        })
        .await;
    to_the_questions(&mut headset).await;
    assert_eq!(headset.sequencer.state().phase, Phase::ItemsBefore);
    answer(&mut headset, Given::One(2)).await;
    answer(&mut headset, Given::One(1)).await;
    assert_eq!(
        headset.sequencer.state().phase,
        Phase::Choice,
        "tension was below the threshold of the other set"
    );
    headset.act(Act::ChooseWorld(catalogue::World::SunsetBeach)).await;
    headset.act(Act::Finish).await;
    headset.act(Act::Continue).await;
    headset.act(Act::RateTension(3)).await;
    headset.act(Act::ReportDiscomfort(Discomfort::None)).await;
    answer(&mut headset, Given::One(0)).await;
    answer(&mut headset, Given::Skipped).await;
    headset.act(Act::Continue).await;
    headset.all_durable().await;

    let answers: ClientAnswers = noor.get(&format!("/api/v1/clients/{kluut}/answers")).await.unwrap();
    let [before, after] = &answers.answered[..] else { panic!("{answers:?}") };
    assert_eq!((before.asked, after.asked), (Asked::Before, Asked::After));
    assert_eq!((before.version, before.session, before.by_name.as_ref()), (1, Some(headset.session), None));
    assert_eq!(before.scored[0].score, Score::Value { value: 3.0, lowest: 0.0, highest: 4.0 });
    assert_eq!(after.scored[0].score, Score::TooMuchMissing);
    assert_eq!(after.answers["twee"], Answer::Skipped);
    assert_eq!(answers.sets.len(), 1);
    let told: Vec<Scheduled> = noor.get(&path).await.unwrap();
    assert!(told[0].answered_us.is_some());

    // Ended: the next session asks nothing of it.
    for planned in more {
        let end = format!("{path}/{}/end", planned.id);
        assert_eq!(status(&noor, Method::POST, &end, &()).await, StatusCode::NO_CONTENT);
        assert_eq!(status(&noor, Method::POST, &end, &()).await, StatusCode::NOT_FOUND, "ended once");
    }
    let mut next = stage.headset().await;
    let digits = next.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(kluut), alone: false, way: None })
        .await
        .unwrap();
    to_the_questions(&mut next).await;
    assert_eq!(next.sequencer.state().phase, Phase::Choice);
}

#[tokio::test]
async fn a_colleague_answers_for_who_cannot_and_says_what_they_saw() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor).await;
    stage.screen(&noor, kluut).await;
    let path = format!("/api/v1/clients/{kluut}/answers");
    let saw = |answers: &[(&str, Answer)]| NewAnswers {
        set: "observed".into(),
        version: 1,
        asked: Asked::Apart,
        session: None,
        answers: answers.iter().map(|(item, answer)| ((*item).to_owned(), answer.clone())).collect(),
    };
    let whole = [
        ("tense", Answer::Number(8)),
        ("restless", Answer::Number(6)),
        ("content", Answer::Number(2)),
        ("contact", Answer::Number(3)),
    ];
    let told: ClientAnswers = noor.post(&path, &saw(&whole)).await.unwrap();
    assert_eq!(told.answered[0].by_name.as_deref(), Some("Noor Voorbeeld"));
    // (10-8) + (10-6) + 2 + 3 = 11 over 4 items.
    assert_eq!(told.answered[0].scored[0].score, Score::Value { value: 2.75, lowest: 0.0, highest: 10.0 });
    for wrong in [
        saw(&[("tense", Answer::Number(11))]),
        saw(&[("nothing", Answer::Number(1))]),
        saw(&[("tense", Answer::Skipped)]),
        NewAnswers { asked: Asked::Before, ..saw(&whole) },
        NewAnswers { set: "joy-at-work".into(), ..saw(&[("joy-at-work", Answer::Number(5))]) },
    ] {
        assert_eq!(
            status(&noor, Method::POST, &path, &wrong).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong:?}"
        );
    }
    let unknown = NewAnswers { version: 9, ..saw(&whole) };
    assert_eq!(status(&noor, Method::POST, &path, &unknown).await, StatusCode::NOT_FOUND);

    // With a session: only with one of this client.
    let mut headset = stage.headset().await;
    let of = NewAnswers { asked: Asked::Before, session: Some(headset.session), ..saw(&whole) };
    assert_eq!(status(&noor, Method::POST, &path, &of).await, StatusCode::NOT_FOUND, "nobody's session");
    let digits = headset.pairing_code().await;
    let _: Paired = noor
        .post("/api/v1/pair", &Pair { digits, client: Some(kluut), alone: false, way: None })
        .await
        .unwrap();
    assert_eq!(status(&noor, Method::POST, &path, &of).await, StatusCode::CREATED);

    // In the headset, out of the colleague's hand, and told so.
    let (mut watcher, _) = stage.watch(&mut headset, &noor).await;
    headset.enter_world().await;
    let item = shipped().iter().find(|set| set.id == "pain").unwrap().for_headset().swap_remove(0);
    watcher.command(Act::Ask(Prompt::Item(Box::new(item)))).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    watcher.command(Act::TakeOver).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    let question = headset.sequencer.state().question.as_ref().unwrap().id;
    watcher.command(Act::Answer { question, answer: Given::Scale(4) }).await;
    headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
    headset.all_durable().await;
    let told: ClientAnswers = noor.get(&path).await.unwrap();
    let pain = told.answered.iter().find(|answered| answered.set == "pain").unwrap();
    assert_eq!((pain.asked, pain.by_name.as_deref()), (Asked::During, Some("Noor Voorbeeld")));
    assert_eq!(pain.answers["pain"], Answer::Number(4));
}

#[tokio::test]
async fn only_who_treats_a_client_plans_and_reads_and_only_while_they_do() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let kluut = client(&noor).await;
    let (sam, jip, lotte) = (stage.login("sam").await, stage.login("jip").await, stage.login("lotte").await);
    let stranger = stage.login("vreemd").await;
    let plans = format!("/api/v1/clients/{kluut}/scheduled-sets");
    let answers = format!("/api/v1/clients/{kluut}/answers");
    let plan = scheduled("sleep", vec![When::BeforeSession]);
    for (login, expected) in [
        (&sam, StatusCode::FORBIDDEN),
        (&jip, StatusCode::FORBIDDEN),
        (&lotte, StatusCode::FORBIDDEN),
        (&stranger, StatusCode::NOT_FOUND),
    ] {
        for path in [&plans, &answers] {
            assert_eq!(status(login, Method::GET, path, &()).await, expected, "{path}");
        }
        assert_eq!(status(login, Method::POST, &plans, &plan).await, expected);
        let saw = NewAnswers {
            set: "observed".into(),
            version: 1,
            asked: Asked::Apart,
            session: None,
            answers: [("tense".to_owned(), Answer::Number(3))].into(),
        };
        assert_eq!(status(login, Method::POST, &answers, &saw).await, expected);
    }
    // What one institution makes, another neither sees nor asks.
    in_use(&noor, &set("nachten", Licence::Own)).await;
    let theirs: Vec<SetShort> = stranger.get("/api/v1/question-sets").await.unwrap();
    assert!(theirs.iter().all(|set| set.shipped));
    assert_eq!(
        status(&stranger, Method::GET, "/api/v1/question-sets/nachten", &()).await,
        StatusCode::NOT_FOUND
    );
    // Moments without sense, sets about colleagues, and none at all.
    for wrong in [
        scheduled("sleep", vec![]),
        scheduled("sleep", vec![When::Daily { minute: 1_440 }]),
        scheduled("joy-at-work", vec![When::BeforeSession]),
    ] {
        assert_eq!(
            status(&noor, Method::POST, &plans, &wrong).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong:?}"
        );
    }
    let unknown = scheduled("nergens", vec![When::BeforeSession]);
    assert_eq!(status(&noor, Method::POST, &plans, &unknown).await, StatusCode::NOT_FOUND);

    // A relation that ended ends this too.
    let people: Vec<Person> = noor.get("/api/v1/people").await.unwrap();
    let sams = people.iter().find(|person| person.name == "Sam Voorbeeld").unwrap().id;
    let relations = format!("/api/v1/clients/{kluut}/relations");
    let carer = Carer::User(sams);
    let told: Vec<Relation> = noor.post(&relations, &NewRelation { carer }).await.unwrap();
    assert_eq!(status(&sam, Method::POST, &plans, &plan).await, StatusCode::CREATED);
    let relation = told.iter().find(|relation| relation.carer == carer).unwrap().id;
    let end = format!("{relations}/{relation}/end");
    assert_eq!(
        status(&noor, Method::POST, &end, &EndRelation { how: Ending::Finished }).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(status(&noor, Method::GET, &answers, &()).await, StatusCode::OK);
    for path in [&plans, &answers] {
        assert_eq!(status(&sam, Method::GET, path, &()).await, StatusCode::FORBIDDEN, "{path}");
    }
    let trail = stage.store.audit_trail(stage.here).await.unwrap();
    for line in [("plan", "scheduled-set"), ("read", "answers"), ("publish", "question-set")] {
        assert!(
            trail.iter().any(|(_, action, object)| (action.as_str(), object.as_str()) == line),
            "{line:?}"
        );
    }
}

#[tokio::test]
async fn what_a_team_plans_is_asked_of_the_clients_it_treats() {
    let stage = Stage::new().await;
    let (noor, sam) = (stage.login("noor").await, stage.login("sam").await);
    let (kaj, lotte) = (stage.login("kaj").await, stage.login("lotte").await);
    let team: Team = kaj.post("/api/v1/teams", &NewTeam { name: "Duin".into(), site: None }).await.unwrap();
    let people: Vec<Person> = kaj.get("/api/v1/people").await.unwrap();
    let noors = people.iter().find(|person| person.name == "Noor Voorbeeld").unwrap().id;
    let members = format!("/api/v1/teams/{}/members", team.id);
    status(&kaj, Method::POST, &members, &NewMember { user: noors }).await;
    let plans = format!("/api/v1/teams/{}/scheduled-sets", team.id);
    let plan = scheduled("mood-and-tension", vec![When::BeforeSession]);
    assert_eq!(status(&sam, Method::POST, &plans, &plan).await, StatusCode::FORBIDDEN, "in another team");
    let told: Vec<Scheduled> = noor.post(&plans, &plan).await.unwrap();
    assert_eq!(told[0].team_name.as_deref(), Some("Duin"));
    assert_eq!(lotte.get::<Vec<Scheduled>>(&plans).await.unwrap(), told, "a coordinator sees every team's");

    let kluut = client(&noor).await;
    let own = format!("/api/v1/clients/{kluut}/scheduled-sets");
    assert!(
        noor.get::<Vec<Scheduled>>(&own).await.unwrap().is_empty(),
        "noor treats the client, the team does not"
    );
    let relations = format!("/api/v1/clients/{kluut}/relations");
    let _: Vec<Relation> = noor.post(&relations, &NewRelation { carer: Carer::Team(team.id) }).await.unwrap();
    assert_eq!(noor.get::<Vec<Scheduled>>(&own).await.unwrap(), told);
    // It is ended where it was planned.
    let at_client = format!("{own}/{}/end", told[0].id);
    assert_eq!(status(&noor, Method::POST, &at_client, &()).await, StatusCode::NOT_FOUND);
    let at_team = format!("{plans}/{}/end", told[0].id);
    assert_eq!(status(&lotte, Method::POST, &at_team, &()).await, StatusCode::NO_CONTENT);
    assert!(noor.get::<Vec<Scheduled>>(&own).await.unwrap().is_empty());
}
