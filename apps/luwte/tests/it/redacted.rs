//! Types that hold names, secrets, heart data or answers do not show them when they are logged.

use link::{
    BeatPacket, HeartNow, HeartQuality, HeartReading, NoValue, QualityLevel, api, bridge, kept, login, own,
};
use luwte::{
    auth::{master::MasterKey, secret::Token},
    store::{Client, Review, User, UserToAdd},
};
use session::{BridgeId, ClientId, OrganisationId, UserId, Watcher, WorldTime};
use uuid::Uuid;

#[test]
fn nothing_personal_or_secret_shows_in_a_debug_print() {
    let user = UserId(Uuid::nil());
    let printed = [
        format!("{:?}", api::Login { login: "geheim".into(), password: "geheim".into(), shared: false }),
        format!("{:?}", api::Enrol { code: "geheim".into(), key: None, former: Vec::new() }),
        format!("{:?}", api::EnrolmentCode { code: "geheim".into(), url: "geheim".into() }),
        format!("{:?}", Token::from_cookie("geheim")),
        format!("{:?}", login::SecondStep { ticket: "geheim".into() }),
        format!("{:?}", login::SecondFactor { ticket: "geheim".into(), code: "geheim".into() }),
        format!("{:?}", login::NewTotp { url: "geheim".into(), secret: "geheim".into() }),
        format!("{:?}", login::TotpCode { code: "geheim".into() }),
        format!("{:?}", login::RecoveryCodes { codes: vec!["geheim".into()] }),
        format!("{:?}", login::Proof { password: Some("geheim".into()) }),
        format!("{:?}", login::NewPassword { current: Some("geheim".into()), new: "geheim".into() }),
        format!("{:?}", login::NewPin { pin: "geheim".into(), password: Some("geheim".into()) }),
        format!("{:?}", login::Unlock { pin: "geheim".into() }),
        format!("{:?}", login::OneTimeLink { code: "geheim".into(), url: "geheim".into(), expires: 0 }),
        format!("{:?}", login::Reset { code: "geheim".into(), password: "geheim".into() }),
        format!("{:?}", login::ClientCode { code: "geheim".into() }),
        format!("{:?}", login::ClientSignIn { code: "geheim".into(), shared: true }),
        format!("{:?}", MasterKey::from_text("Z2VoZWltZ2VoZWltZ2VoZWltZ2VoZWltZ2VoZWltZ2U=").unwrap()),
        format!("{:?}", bridge::EnrolBridge { code: "geheim".into() }),
        format!(
            "{:?}",
            bridge::EnrolledBridge {
                id: BridgeId(Uuid::nil()),
                name: "geheim".into(),
                organisation_name: "geheim".into(),
                token: "geheim".into(),
            }
        ),
        format!("{:?}", kept::Kept { now: 0, key: "geheim".into(), headsets: Vec::new() }),
        format!("{:?}", Watcher { user, name: "geheim".into() }),
        format!(
            "{:?}",
            User {
                id: user,
                organisation: OrganisationId(Uuid::nil()),
                organisation_name: "geheim".into(),
                role: Some(api::Role::Practitioner),
                held: Vec::new(),
                name: "geheim".into(),
            }
        ),
        format!(
            "{:?}",
            UserToAdd {
                login: "geheim".into(),
                name: "geheim".into(),
                roles: vec![api::Role::Practitioner],
                password_hash: "geheim".into(),
            }
        ),
        format!(
            "{:?}",
            Client {
                id: ClientId(Uuid::nil()),
                alias: "geheim".into(),
                sessions: 1,
                last_session_us: None,
                to_review: 0,
                closed_us: None
            }
        ),
        format!("{:?}", own::NewLetter { words: "geheim".into() }),
        format!("{:?}", own::Reflection { words: "geheim".into(), shared: true, changed: 0 }),
        format!("{:?}", own::NewMoment { at: WorldTime::START, note: "geheim".into(), shared: true }),
        format!("{:?}", own::NewDiaryEntry { tension: 3, words: "geheim".into() }),
        format!("{:?}", own::OwnPlan { words: "geheim".into(), ..Default::default() }),
        format!("{:?}", own::ClaimCode { code: "geheim".into(), expires: 0 }),
        format!("{:?}", own::Claim { code: "geheim".into() }),
        format!("{:?}", api::NewReview { note: "geheim".into() }),
        format!(
            "{:?}",
            api::AdverseReview { by: user, by_name: "geheim".into(), at: 0, note: "geheim".into() }
        ),
        format!(
            "{:?}",
            Review { through_seq: 0, by: user, by_name: "geheim".into(), at_us: 0, note: "geheim".into() }
        ),
        format!("{:?}", luwte::config::Config { database: Some("geheim".into()), ..Default::default() }),
        format!("{:?}", luwte::app::Settings { metrics_token: Some("geheim".into()), ..Default::default() }),
    ];
    for text in printed {
        assert!(!text.contains("geheim"), "{text}");
    }
}

#[test]
fn heart_data_does_not_show_in_a_debug_print() {
    let packet = BeatPacket { arrived: WorldTime::START, bytes: vec![0x10, 77, 0, 4] };
    assert!(!format!("{packet:?}").contains("77"));
    let quality =
        HeartQuality { level: QualityLevel::Good, contact: None, beats: 0, flagged: 0, missing_share: 0.0 };
    let now = HeartNow {
        at: WorldTime::START,
        heart_rate_bpm: Some(77.5),
        rmssd_ms: None,
        sdnn_ms: None,
        quality,
        reading: HeartReading::NoValue(NoValue::TooShort),
    };
    assert!(!format!("{now:?}").contains("77"));
}
