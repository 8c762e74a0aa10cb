//! Recordings as files: six formats in and out, and bad ones refused with their line or byte.

use super::FIXTURES;
use crate::stage::Stage;
use link::{
    api::{ClientSummary, NewClient, SessionSummary},
    ingest::{FileFormat, Imported, PlacedProblem},
};
use reqwest::{Method, StatusCode, header};

#[tokio::test]
async fn a_recording_comes_in_and_goes_out_in_each_of_the_six_formats() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let client: ClientSummary =
        noor.post("/api/v1/clients", &NewClient { alias: "Kanoet".into() }).await.unwrap();
    let carer = link::people::Carer::User(stage.login("sam").await.me().user);
    let relations = format!("/api/v1/clients/{}/relations", client.id);
    let _: Vec<link::people::Relation> =
        noor.post(&relations, &link::people::NewRelation { carer }).await.unwrap();
    let bytes = std::fs::read(format!("{FIXTURES}/rest.rr.txt")).unwrap();
    let mut recording = hrv::files::read(&bytes).unwrap();
    recording.start_us = Some(1_764_079_500_000_000);
    let told: Vec<f64> = recording.intervals_ms().collect();
    for format in FileFormat::ALL {
        let file = hrv::files::write(format.of_hrv(), &recording);
        let path = format!("/api/v1/recordings/file?client={}&began_ms=1764079500000", client.id);
        for colleague in ["noor", "sam"] {
            let login = stage.login(colleague).await;
            let answer = login.request(Method::POST, &path).body(file.clone()).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{format:?}");
            let imported: Imported = answer.json().await.unwrap();
            assert_eq!((imported.format, imported.beats as usize), (format, told.len()));
            let out = format!("/api/v1/sessions/{}/rr?format=", imported.session);
            for wanted in FileFormat::ALL {
                let word = serde_json::to_value(wanted).unwrap();
                let path = format!("{out}{}", word.as_str().unwrap());
                let answer = noor.request(Method::GET, &path).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK, "{path}");
                let named = answer.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
                assert!(named.ends_with(&format!(".{}\"", wanted.ending())), "{named}");
                let read = hrv::files::read(&answer.bytes().await.unwrap()).unwrap();
                let kept: Vec<f64> = read.intervals_ms().collect();
                assert_eq!(kept.len(), told.len(), "{format:?} as {wanted:?}");
                // Each step rounds to a millisecond or to 1/1024 s.
                assert!(kept.iter().zip(&told).all(|(kept, told)| (kept - told).abs() < 2.1), "{wanted:?}");
            }
        }
    }
    let sessions: Vec<SessionSummary> =
        noor.get(&format!("/api/v1/clients/{}/sessions", client.id)).await.unwrap();
    assert_eq!(sessions.len(), FileFormat::ALL.len(), "a file that comes again is the same recording");
    assert!(sessions.iter().all(|session| session.recording && session.length.0 > 60_000_000));
}

#[tokio::test]
async fn a_bad_file_is_refused_with_its_line_or_byte_and_makes_no_recording() {
    let stage = Stage::new().await;
    let noor = stage.login("noor").await;
    let mut fit = hrv::files::write(
        hrv::files::Format::Fit,
        &hrv::files::Recording::of_intervals_ms(&[800.0; 20], None),
    );
    *fit.last_mut().unwrap() ^= 1;
    for (file, language, place, says) in [
        (b"800\n810\nhallo\n".to_vec(), "nl", "line 3", "regel 3"),
        (b"800\n810\nhallo\n".to_vec(), "en", "line 3", "line 3"),
        (b"".to_vec(), "en", "byte 0", "byte 0"),
        (fit.clone(), "nl", &*format!("byte {}", fit.len() - 2), "controlegetal"),
    ] {
        let request = noor.request(Method::POST, "/api/v1/recordings/file").body(file);
        let answer = request.header(header::ACCEPT_LANGUAGE, language).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let problem: PlacedProblem = answer.json().await.unwrap();
        assert_eq!(problem.place, place);
        assert!(problem.message.contains(says) && !problem.message.contains('⟦'), "{}", problem.message);
    }
    let sessions: Vec<SessionSummary> = noor.get("/api/v1/sessions").await.unwrap();
    assert_eq!(sessions, []);
}
