//! Who is asking, and whether the table lets them: every route goes through one of these extractors.

pub mod bridge;
pub mod client;
pub mod master;
pub mod origin;
pub mod passkey;
pub mod password;
pub mod pending;
pub mod reach;
pub mod seal;
pub mod secret;
pub mod sender;
pub mod sign_on;
pub mod standing;
pub mod table;
pub mod tablet;
pub mod throttle;
pub mod time_code;
pub mod ways;

use crate::{
    api::Failure,
    app::{App, Door},
    clock,
    store::{AuditRow, Headset, Treatment, User, Witness},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use core::marker::PhantomData;
use link::api::Role;
use secret::Token;
use session::{ClientId, OrganisationId, Subject};
use table::{Action, Actor, Resource, When};
use uuid::Uuid;

/// A line of the table that a route asks for.
pub trait Right: Send + Sync + 'static {
    /// On what.
    const RESOURCE: Resource;
    /// What.
    const ACTION: Action;
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident = $resource:ident $action:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Right for $name {
            const RESOURCE: Resource = Resource::$resource;
            const ACTION: Action = Action::$action;
        }
    )*};
}

rights! {
    /// To see who treats a client.
    ReadRelations = Relations Read;
    /// To let a colleague or a team treat a client too.
    CreateRelations = Relations Create;
    /// To end a treatment relation.
    ChangeRelations = Relations Change;
    /// To reach a client whom one does not treat.
    CreateEmergencies = Emergencies Create;
    /// To see who did.
    ReadEmergencies = Emergencies Read;
    /// To judge whether it was right.
    ReviewEmergencies = Emergencies Review;
    /// To see sites and teams.
    ReadPlaces = Places Read;
    /// To add sites and teams.
    CreatePlaces = Places Create;
    /// To change sites, teams and who is in them.
    ChangePlaces = Places Change;
    /// To see colleagues.
    ReadPeople = People Read;
    /// To give and take roles, and to arrange leaving.
    ChangePeople = People Change;
    /// To see open invitations.
    ReadInvitations = Invitations Read;
    /// To invite.
    CreateInvitations = Invitations Create;
    /// To withdraw invitations.
    ChangeInvitations = Invitations Change;
    /// To read who saw what.
    ReadAccessLog = AccessLog Read;
    /// For a client: to read their own record, and who saw it.
    ReadOwnRecord = OwnRecord Read;
    /// To see what a client lets be recorded; for a client, their own.
    ReadConsents = Consents Read;
    /// For a client: to say what may be recorded.
    ChangeConsents = Consents Change;
    /// To see what clients asked to be erased, and what forbids it; for a client, their own request.
    ReadErasures = Erasures Read;
    /// For a client: to ask to be erased. For the privacy officer: to forbid erasing.
    CreateErasures = Erasures Create;
    /// To lift what forbids erasing.
    ChangeErasures = Erasures Change;
    /// To grant or refuse what a client asked.
    DecideErasures = Erasures Review;
    /// To see how privacy stands, in counts.
    ReadOversight = Oversight Read;
    /// To have the access log looked through.
    CheckOversight = Oversight Review;
    /// For a client: to read their diary and plan.
    ReadOwnWords = OwnWords Read;
    /// For a client: to write in their diary, plan, mark moments, and make an anonymous session theirs.
    WriteOwnWords = OwnWords Create;
    /// For a client: to share what they wrote, or to take it away.
    ChangeOwnWords = OwnWords Change;
    /// For a client: to read their questions and the answers.
    ReadOwnLetters = OwnLetters Read;
    /// For a client: to ask.
    WriteOwnLetters = OwnLetters Create;
    /// To read clients' questions.
    ReadLetters = Letters Read;
    /// To answer them.
    WriteLetters = Letters Create;
    /// To see how a client's own place speaks.
    ReadManners = Manners Read;
    /// To say how it speaks.
    ChangeManners = Manners Change;
    /// To see whom clients can reach.
    ReadContact = Contact Read;
    /// To say whom they can reach.
    ChangeContact = Contact Change;
    /// To make a code for an anonymous session.
    CreateClaims = Claims Create;
    /// To see how much headsets are used.
    ReadUse = Use Read;
    /// To see one's own login.
    OwnLogin = Login Read;
    /// To change one's own login.
    ChangeOwnLogin = Login Change;
    /// To see what is asked of logins.
    ReadLogins = Logins Read;
    /// To say what is asked of logins, and to help somebody back in.
    ChangeLogins = Logins Change;
    /// To see how a client can sign in.
    ReadClientLogins = ClientLogins Read;
    /// To give a client a code.
    ChangeClientLogins = ClientLogins Change;
    /// To see clients.
    ReadClients = Clients Read;
    /// To add clients.
    CreateClients = Clients Create;
    /// To read the record of sessions.
    ReadSessions = Sessions Read;
    /// To see what a screening asks, and where clients stand.
    ReadScreenings = Screenings Read;
    /// To screen clients.
    CreateScreenings = Screenings Create;
    /// To decide, as a clinician, about a screening.
    DecideScreenings = Screenings Review;
    /// To see plans of clients.
    ReadPlans = Plans Read;
    /// To plan.
    CreatePlans = Plans Create;
    /// To see notes of sessions.
    ReadNotes = Notes Read;
    /// To draft notes and to remark.
    CreateNotes = Notes Create;
    /// To sign notes.
    SignNotes = Notes Review;
    /// To start a session for who stays unknown.
    CreateFreeUse = FreeUse Create;
    /// To see sets of questions.
    ReadQuestionSets = QuestionSets Read;
    /// To make, change and publish sets of questions.
    ChangeQuestionSets = QuestionSets Change;
    /// To see what is asked of a client and what was answered.
    ReadAnswers = Answers Read;
    /// To write down what one saw, or what a client answered.
    CreateAnswers = Answers Create;
    /// To plan what is asked of a client.
    PlanQuestions = ClientQuestions Change;
    /// To see what is asked of every client of a team.
    ReadTeamQuestions = TeamQuestions Read;
    /// To plan it.
    PlanTeamQuestions = TeamQuestions Change;
    /// To review what went wrong in a session.
    ReviewAdverseEvents = AdverseEvents Review;
    /// To pair with a headset.
    PairSessions = LiveSessions Pair;
    /// To watch along.
    WatchSessions = LiveSessions Watch;
    /// To choose which heart drives a session.
    DriveSessions = LiveSessions Drive;
    /// To see which sessions go on now and can be fed.
    ListLiveSessions = LiveSessions Read;
    /// To deliver a strap's beats.
    FeedStraps = Straps Feed;
    /// To see the register of headsets.
    ReadHeadsets = Headsets Read;
    /// To see where headsets are and how they stand.
    ReadEquipment = Equipment Read;
    /// To tell what was done with a headset.
    CreateEquipment = Equipment Create;
    /// To say where headsets lie, and which rooms there are.
    ChangeEquipment = Equipment Change;
    /// To see who has which headset or room when.
    ReadReservations = Reservations Read;
    /// To reserve.
    CreateReservations = Reservations Create;
    /// To move reservations and give them back.
    ChangeReservations = Reservations Change;
    /// To see how the installation is.
    ReadInstallation = Installation Read;
    /// To register headsets.
    CreateHeadsets = Headsets Create;
    /// To rename and revoke headsets.
    ChangeHeadsets = Headsets Change;
    /// For a headset: to see itself.
    OwnHeadset = OwnHeadset Read;
    /// For a headset: to bring another key.
    KeyHeadset = OwnHeadset Change;
    /// For a headset: to hold a session.
    HoldSessions = LiveSessions Hold;
    /// To begin a recording of a sensor alone.
    CreateRecordings = Recordings Create;
    /// To see the register of senders.
    ReadSenders = Senders Read;
    /// To make tokens for senders.
    CreateSenders = Senders Create;
    /// To revoke senders.
    ChangeSenders = Senders Change;
    /// To see the register of bridges.
    ReadBridges = Bridges Read;
    /// To register bridges.
    CreateBridges = Bridges Create;
    /// To revoke bridges.
    ChangeBridges = Bridges Change;
    /// To say which headset a strap goes with.
    PlaceStraps = StrapPlaces Change;
    /// For a bridge: to see itself and where its straps' beats go.
    ReadOwnBridge = OwnBridge Read;
    /// To see how the institution looks on paper.
    ReadHouseStyle = HouseStyle Read;
    /// To say how the institution looks on paper.
    ChangeHouseStyle = HouseStyle Change;
    /// To see and print supporting products.
    ReadLibrary = Library Read;
    /// To see projects.
    ReadProjects = Projects Read;
    /// To begin projects.
    CreateProjects = Projects Create;
    /// To change what is one's own in projects, or all of it.
    ChangeProjects = Projects Change;
    /// To see studies and how far they are.
    ReadStudies = Studies Read;
    /// To make a study, or to join one.
    CreateStudies = Studies Create;
    /// To change, open and end a study.
    ChangeStudies = Studies Change;
    /// To see what came out, and to take the data along.
    ReadStudyData = StudyData Read;
    /// To see what studies a client takes part in.
    ReadEnrolments = Enrolments Read;
    /// To let a client take part.
    CreateEnrolments = Enrolments Create;
    /// To log for a client, to let them stop, and to ask them for studies.
    ChangeEnrolments = Enrolments Change;
}

/// A signed-in colleague whom the table grants a right.
#[derive(Clone, Debug)]
pub struct Granted<R> {
    /// Who, in the role by which the table grants it.
    pub user: User,
    /// Their login.
    pub token: Token,
    /// On which condition.
    pub when: When,
    right: PhantomData<R>,
}

/// An enrolled headset that the table grants a right.
#[derive(Clone, Debug)]
pub struct GrantedHeadset<R> {
    /// Which.
    pub headset: Headset,
    right: PhantomData<R>,
}

impl<R: Right> FromRequestParts<App> for Granted<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let door = Door::of(parts);
        let token = cookie(&parts.headers, door.login_cookie()).ok_or(Failure::NotSignedIn)?;
        let user = app.store.user_by_token(&token.hash(), clock::wall_us()).await?;
        let mut user = user.ok_or(Failure::NotSignedIn)?;
        check_page(app, parts, door, Some(&token))?;
        let roles = reach::roles(&user, R::RESOURCE, R::ACTION);
        let (role, when) = table::by_role(&roles, R::RESOURCE, R::ACTION).ok_or(Failure::Forbidden)?;
        user.role = Some(role);
        standing::admit(app, &parts.method, &token, &user, R::RESOURCE, R::ACTION).await?;
        Ok(Self { user, token, when, right: PhantomData })
    }
}

impl<R: Right> FromRequestParts<App> for GrantedHeadset<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let door = Door::of(parts);
        let token = cookie(&parts.headers, door.headset_cookie()).ok_or(Failure::NotEnrolled)?;
        let headset = app.store.headset_by_token(&token.hash()).await?.ok_or(Failure::NotEnrolled)?;
        check_page(app, parts, door, None)?;
        if !table::allows(Actor::Headset, R::RESOURCE, R::ACTION) {
            return Err(Failure::Forbidden);
        }
        Ok(Self { headset, right: PhantomData })
    }
}

/// A record that its headset signed and sealed to its institution: opened, and allowed by the table.
pub struct Opened {
    /// Which headset signed it.
    pub headset: Headset,
    /// The frame in it.
    pub frame: Vec<u8>,
}

/// Opens an offline record. The signature says who delivers it: a cookie may be gone by then.
pub async fn open_record(app: &App, sealed: &link::Sealed<'_>) -> Result<Opened, Failure> {
    let known = app.store.headset_with_key(sealed.headset).await?;
    let (headset, signer) = known.ok_or(Failure::NotEnrolled)?;
    let key = institution_key(app, headset.organisation).await?;
    let frame = key.open(sealed, &signer).map_err(|error| {
        tracing::warn!(headset = %headset.id, %error, "an offline record was refused");
        match error {
            seal::SealError::Signature => Failure::NotEnrolled,
            seal::SealError::Sealed => Failure::SealedElsewhere,
        }
    })?;
    if !table::allows(Actor::Headset, Resource::OfflineRecords, Action::Deliver) {
        return Err(Failure::Forbidden);
    }
    Ok(Opened { headset, frame })
}

/// The key to which headsets of an institution seal what they keep, made when first asked for.
pub async fn institution_key(
    app: &App,
    organisation: OrganisationId,
) -> Result<seal::InstitutionKey, Failure> {
    let stored = match app.store.organisation_key(organisation).await? {
        Some(stored) => stored,
        None => {
            let fresh = seal::InstitutionKey::new().map_err(|_| Failure::Internal("no randomness"))?;
            app.store.give_organisation_key(organisation, &fresh.to_bytes(), clock::wall_us()).await?
        }
    };
    seal::InstitutionKey::from_bytes(&stored).ok_or(Failure::Internal("institution's key"))
}

/// A request for which nobody has to be signed in, from a page of ours or from no page.
#[derive(Clone, Copy, Debug)]
pub struct Anyone;

impl FromRequestParts<App> for Anyone {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        check_page(app, parts, Door::of(parts), None)?;
        Ok(Self)
    }
}

/// A change, or a socket, must come from our own page; a change also brings the word that only our page knows.
pub(crate) fn check_page(app: &App, parts: &Parts, door: Door, token: Option<&Token>) -> Result<(), Failure> {
    let is_socket = parts.headers.contains_key(header::UPGRADE);
    let is_change = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if (is_change || is_socket)
        && !origin::is_ours(&parts.headers, &parts.uri, door.https, app.settings.public_url.as_deref())
    {
        return Err(Failure::OtherPage);
    }
    if is_change && let Some(token) = token {
        let word = parts.headers.get("x-csrf-token").and_then(|word| word.to_str().ok());
        if !word.is_some_and(|word| secret::equal(word, &token.csrf())) {
            return Err(Failure::OtherPage);
        }
    }
    Ok(())
}

/// The token in a cookie.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<Token> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| Token::from_cookie(value))
}

impl<R> Granted<R> {
    /// Writes into the access log what is about to be done with what is no client's; without the row nothing is done.
    pub async fn audit(
        &self,
        app: &App,
        action: &'static str,
        object: &'static str,
        object_id: Option<Uuid>,
    ) -> Result<Witness, Failure> {
        let row = audit_row(&self.user, action, object, object_id, None);
        Ok(app.store.audit(&row, clock::wall_us()).await?)
    }

    /// The same with what is a client's: only where the table's condition holds. This is the one way for a colleague's
    /// request to a client's record. A refusal is written into the log too.
    pub async fn audit_client(
        &self,
        app: &App,
        action: &'static str,
        object: &'static str,
        object_id: Option<Uuid>,
        client: ClientId,
    ) -> Result<Witness, Failure> {
        may_see(app, &self.user, self.when, client).await?;
        let row = audit_row(&self.user, action, object, object_id, Some(client));
        Ok(app.store.audit(&row, clock::wall_us()).await?)
    }

    /// Writes the line of a list that this colleague is about to see, with whom it shows: the client's own view of the access
    /// log finds it.
    pub async fn audit_shown(
        &self,
        app: &App,
        object: &'static str,
        clients: impl IntoIterator<Item = ClientId>,
    ) -> Result<(), Failure> {
        let row = audit_row(&self.user, "list", object, None, None);
        Ok(app.store.audit_list(&row, clients, clock::wall_us()).await?)
    }

    /// [`Granted::audit_client`] or [`Granted::audit`], by whose it is.
    pub async fn audit_subject(
        &self,
        app: &App,
        action: &'static str,
        object: &'static str,
        object_id: Option<Uuid>,
        subject: Subject,
    ) -> Result<Witness, Failure> {
        match subject {
            Subject::Client(client) => self.audit_client(app, action, object, object_id, client).await,
            Subject::Anonymous => self.audit(app, action, object, object_id).await,
        }
    }
}

/// Whether a colleague may come to a client, on the condition of the table. Another institution's client is unknown here.
pub async fn may_see(app: &App, user: &User, when: When, client: ClientId) -> Result<(), Failure> {
    let now_us = clock::wall_us();
    let refused = match (app.store.stands_to(user.organisation, user.id, client, now_us).await?, when) {
        (Treatment::Unknown, _) => return Err(Failure::Unknown("client")),
        (Treatment::Stranger, When::Treating | When::Related) => Failure::NotTreating,
        (Treatment::Emergency, When::Related) => Failure::OnlyEmergency,
        _ => return Ok(()),
    };
    let row = audit_row(user, "refused", "client", Some(client.0), Some(client));
    app.store.audit(&row, now_us).await?;
    Err(refused)
}

/// [`may_see`] of somebody whose link goes on, for what the table now says of their roles.
pub async fn may_still(
    app: &App,
    user: &User,
    resource: Resource,
    action: Action,
    subject: Subject,
) -> Result<(), Failure> {
    let now = app.store.user(user.id, clock::wall_us()).await?.ok_or(Failure::NotSignedIn)?;
    let roles = reach::roles(&now, resource, action);
    let (_, when) = table::by_role(&roles, resource, action).ok_or(Failure::Forbidden)?;
    match subject {
        Subject::Client(client) => may_see(app, user, when, client).await,
        Subject::Anonymous => Ok(()),
    }
}

/// A line of the access log about something a colleague does.
pub fn audit_row(
    user: &User,
    action: &'static str,
    object: &'static str,
    object_id: Option<Uuid>,
    client: Option<ClientId>,
) -> AuditRow {
    AuditRow {
        organisation: user.organisation,
        actor: user.role.map_or("colleague", Role::word),
        actor_id: user.id.0,
        action,
        object,
        object_id,
        client,
    }
}
