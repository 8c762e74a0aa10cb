//! Types that hold names, secrets, heart data or answers do not show them when they are logged.

use link::{BeatPacket, HeartNow, HeartQuality, HeartReading, NoValue, QualityLevel, api, bridge, kept};
use luwte::{
    auth::secret::Token,
    store::{Client, Review, User, UserToAdd},
};
use session::{BridgeId, ClientId, OrganisationId, UserId, Watcher, WorldTime};
use uuid::Uuid;

#[test]
fn nothing_personal_or_secret_shows_in_a_debug_print() {
    let user = UserId(Uuid::nil());
    let printed = [
        format!("{:?}", api::Login { login: "geheim".into(), password: "geheim".into() }),
        format!("{:?}", api::Enrol { code: "geheim".into(), key: None, former: Vec::new() }),
        format!("{:?}", api::EnrolmentCode { code: "geheim".into(), url: "geheim".into() }),
        format!("{:?}", Token::from_cookie("geheim")),
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
                role: api::Role::Practitioner,
                name: "geheim".into(),
            }
        ),
        format!(
            "{:?}",
            UserToAdd {
                login: "geheim".into(),
                name: "geheim".into(),
                role: api::Role::Practitioner,
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
                to_review: 0
            }
        ),
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
