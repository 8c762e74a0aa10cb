# What the server itself says: errors of the interface.

error-not-signed-in = You are not signed in. Nothing was changed. Sign in and try again.
error-wrong-login = This name and password do not belong together. Check them and try again.
error-wait = That was too often in a row. Wait a moment, then try again.
error-locked = The tablet is locked. Nothing was changed. Open it with your digits or your passkey.
error-second-factor-needed = This needs a second step. Confirm it in My login with your code or passkey, or set it up there.
error-prove-again = For this, show once more who you are. Fill in your password, or sign in again.
error-only-way-in = Nothing else opens your login. Nothing was changed. First set up another way to sign in.
error-wrong-code = This is not right, or it was used before. Nothing was changed. Check it and try again.
error-too-late = This ran out or was done already. Begin again.
error-wrong-passkey = This passkey was not accepted. Try again, or choose another way to sign in.
error-no-passkeys-here = Passkeys do not work at this address. Open Luwte by your institution’s own address.
error-password-length = A password has at least 12 and at most 256 characters. A sentence of four words will do.
error-password-guessable = This password is easily guessed. Take four words that have nothing to do with each other.
error-pin-guessable = These digits are easily guessed. Choose six others.
error-not-enrolled = This headset is not enrolled yet. Ask the equipment manager for an enrolment code.
error-forbidden = Your role does not allow this. Nothing was changed.
error-not-treating = You do not treat this client, so you do not see the record. Ask a colleague who does to add you. In an emergency you can look all the same, with a reason.
error-session-of-another = This session is another client's already. Nothing was changed; have the headset begin a new session.
error-last-carer = Then nobody would treat this client any more. First add a colleague or a team; nothing was changed.
error-only-emergency = Emergency access does not allow this: it would go on after the access has ended. Ask a colleague who treats the client.
error-not-to-oneself = You cannot do this for yourself. Ask a colleague who may.
error-clients-open = This colleague still treats clients. First choose who takes over; nothing was changed.
error-last-administrator = This is the last administrator. First give a colleague that role; nothing was changed.
error-unknown-invitation = This invitation does not work (any more). Ask whoever invited you for a new one.
error-headset-not-ready = This headset is not ready for the next person. Its page shows what still has to be done.
error-tasks-open = This colleague still has roles or tasks in a project. First choose who takes them over; nothing was changed.
error-project-over = It was decided to stop with this project. Take another decision first.
error-last-coordinator = Somebody must run the project. Appoint another coordinator first.
error-reserved = That time is taken, or leaves too little time to clean and charge. Choose another moment.
error-other-page = This request did not come from a page of Luwte. Reload the page and try again.
error-unknown = This does not exist, or it is not your institution's.
error-unknown-pairing-code = No headset shows this code now. Ask for a new code in the headset and type that one.
error-unknown-enrolment-code = This enrolment code does not work: it was used already or is too old. Ask for a new one.
error-bad-input = Something in what you entered is not right. Check it and try again.
error-faint-colour = This colour is too light to read well. Choose a darker one.
error-bad-logo = This logo cannot be used. Choose a PNG of 64 to 4,000 pixels or a plain SVG, of at most 256 kB.
error-taken = This name exists already. Choose another one.
error-sealed-elsewhere = This was saved for an earlier installation of Luwte. Restore its backup, and it will still arrive.
error-conflict = The server already holds something else under these numbers. What you sent is kept apart; ask the administrator.
error-too-large = This is too large to receive. Nothing was stored.
error-wrong-method = This address exists, but not for this action.
error-store-unavailable = Storing and reading do not work right now. Nothing is lost. Try again in a moment.
error-internal = Something went wrong on our side. Nothing was changed. Try again in a moment.

# The plan, the session and the note
error-plan-missing = This needs a plan that names it, and there is none now. Make the plan with the client first.
error-plan-way = This way is not in the plan. Choose another, or change the plan first.
error-plan-supervised-only = The plan says that someone is there. Stay, or change the plan first.
error-plan-not-practised = A headset goes home once the client has done everything themselves one time, with someone there. Have such a session first.
error-plan-not-for-clients = With this way nobody knows who it is. Choose no client, or choose another way.
error-plan-goal = Write down what the client wants from it, in 500 characters at most.
error-plan-dose = A session lasts 5 to 30 minutes, 1 to 14 times a week.
error-plan-worlds = These worlds do not go together: three first at most, no world in both lists, and at least one must be left.
error-plan-ways = Choose at least one way that fits the plan. Whoever goes alone has a plan that allows it.
error-plan-period = These days are not right. The evaluation falls between the first day and the last, and a plan lasts a year at most.
error-nobody-reads = At this moment nobody reads your question: your care is closed, or nobody is linked to you. Your question was not sent. Call or write to your institution.
error-letters-open = This client still waits for the answer to a question. Answer it first, then close the care.
error-client-closed = The care of this client is closed. Reopen the client first; nothing was changed.
error-not-over = This session is not over yet. Sign the note after it.
error-headset-off = No session waits in this headset. Switch it on, open Luwte and try again.
error-leaving = Whoever leaves soon takes no new clients. Choose another colleague; nothing was changed.

# The draft of a session's note
note-moment = { $year }-{ $month }-{ $day }, { $clock }
note-moment-utc = { $year }-{ $month }-{ $day }, { $clock } UTC
note-head = VR relaxation on { $when }, { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} in a world. { $beside }
note-head-way = VR relaxation on { $when }, { $way }, { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} in a world. { $beside }
note-way-guided = guided
note-way-consult = during the consultation
note-way-waiting = while waiting
note-way-ward = free use on the ward
note-way-home-loan = at home
note-way-reintegration = in re-integration
note-way-staff-break = own break
note-way-visitor = as a visitor
note-alone = The client was alone in VR.
note-beside = Someone was there; the client did everything themselves.
note-beside-taken-over = Someone was there and took over for a while.
note-beside-unknown = Whether someone was there was not recorded.
note-goal = Goal: { $goal }
note-used = { $name } ({ $minutes } min)
note-worlds = Worlds: { $worlds }.
note-exercises = Exercises: { $exercises }.
note-tension-lower = Tension (0–10): { $before } before, { $after } after: { $points ->
    [one] { $points } point
   *[other] { $points } points
} lower (one rating before and one after; no comparison).
note-tension-same = Tension (0–10): { $before } before and { $after } after: the same (one rating before and one after; no comparison).
note-tension-higher = Tension (0–10): { $before } before, { $after } after: { $points ->
    [one] { $points } point
   *[other] { $points } points
} higher (one rating before and one after; no comparison).
note-tension-before = Tension (0–10): { $before } before; not answered after.
note-tension-after = Tension (0–10): { $after } after; not answered before.
note-by-colleague = This was filled in by the practitioner.
note-world-withheld = In which world the client was is not kept: the client does not let it be recorded.
note-tension-none = Tension: not answered, or not kept.
note-course = Earlier sessions: on average { $points } points from before to after (n = { $n }).
note-check-none = Questions afterwards: not answered.
note-check-fine = Questions afterwards: nothing unpleasant.
note-check-dizzy = Questions afterwards: dizzy.
note-check-nausea = Questions afterwards: sick.
note-check-headache = Questions afterwards: headache.
note-check-panic = Questions afterwards: panic.
note-check-other = Questions afterwards: something else was unpleasant.
note-adverse = Adverse event: { $what }.
note-adverse-panic = panic
note-adverse-headache = headache
note-adverse-worsening = tension rose markedly
note-adverse-remark = Adverse event, reported by { $name }: { $what }
note-adverse-open = Waits for a clinician’s review; until then not alone in VR.
note-review = Review by { $name }: { $what }
note-remark = Remark by { $name }: { $what }
note-heart = Heart rate: { $first } a minute at the beginning, { $last } at the end; signal good for { $good } % of the time. The stress indicator is not validated; it stands on the timeline.
note-heart-no-indicator = Heart rate: { $first } a minute at the beginning, { $last } at the end; signal good for { $good } % of the time, too little for the stress indicator.

# In place of an app that is not built yet
web-not-built = The web apps have not been built yet. Build them with cargo xtask web, or point to them with --web-dir.
error-strap-taken = Another device already sends heartbeats to this session. Wait until it stops, or begin a recording of its own.
error-wrong-place = At { $place }: { $why }
# What is wrong with what another device or a file brings; after the place and a colon.
fault-whole = the whole
fault-shape = this is not as the description says ({ $detail }).
fault-device = the name of a device has 1 to 80 characters on one line.
fault-count = send 1 to 4096 packets at once.
fault-line = a line has at most 1024 bytes.
fault-number = there is no number as high as this.
fault-empty = a packet has rr, heart_rate_bpm or contact.
fault-too-many-intervals = a packet has at most 9 intervals.
fault-interval = an interval lies between 1 and 63999 ms; in 1/1024 s it is a whole number from 1 to 65535.
fault-light-errors = light_error_ms has one number for each interval of rr, and then there are at most 8.
fault-heart-rate = a heart rate lies between 1 and 300 per minute.
fault-before-begin = this moment lies before the session began.
fault-future = this moment lies in the future. Look whether the clock of the device is right.
fault-line-place = line { $number }
fault-byte-place = byte { $number }
fault-file-unknown = this is no file of heartbeats that Luwte knows.
fault-file-empty = there is not one heartbeat in it.
fault-file-not-text = this cannot be read as text.
fault-file-not-a-number = a number belongs here.
fault-file-mixed-units = milliseconds and seconds are mixed.
fault-file-columns = this line has another number of columns than the lines before.
fault-file-header = there is no column “rr”.
fault-file-date = this is not a date and time.
fault-file-only-averages = this file has averages only. Record every heartbeat (Interval=238).
fault-file-truncated = the file ends too early.
fault-file-checksum = the checksum does not fit: the file is damaged.
fault-file-no-annotations = there are no annotations (“EDF Annotations”).
fault-file-data-point = this is not a measurement after omh:rr-interval:1.0.
fault-file-structure = the file is not built as its kind prescribes.

# The page on which a device installs the certificate of the institution's own server
install-title = Get this device ready for Luwte
install-lead = Luwte runs on your own server. Install its certificate once. Then this device trusts the server, and the headset works without a connection too.
install-none = This server has a certificate that devices know already. There is nothing to install.
install-download = Download the certificate
install-fingerprint = Fingerprint of the certificate (SHA-256)
install-compare = Compare the fingerprint with the administrator’s: the server shows it when it starts. Is it different? Then install nothing and ask the administrator.
install-limits = With this certificate a device trusts only this server and addresses in your own network. Nothing changes for the rest of the internet.
install-steps = How to install it
install-otherwise = Is a menu called something else on your device? Search its settings for ‘certificate’. If it does not work, the administrator can give the server a certificate that every device knows already.
install-open = Then open
install-scan = Point the camera of the headset or tablet at the picture, or type the address.
install-this-page = This page on another device
install-headset = Luwte in the headset
install-companion = Companion on the tablet
install-quest = Meta Quest
install-quest-1 = Do you manage the headsets centrally, for example with Meta Horizon managed services? Add the certificate there as a CA certificate. Every headset then gets it by itself, and you are done here.
install-quest-2 = Otherwise you need a computer with adb and a USB cable. Switch on developer mode in the headset and connect it.
install-quest-3 = Download the certificate on the computer and put it on the headset: `adb push luwte-ca.crt /sdcard/Download/`. Then open the Android settings in the headset: `adb shell am start -a android.settings.SECURITY_SETTINGS`
install-quest-4 = In the headset choose Encryption & credentials, Install a certificate, CA certificate, and then luwte-ca.crt from Downloads.
install-quest-5 = Open the headset’s browser at { $site }/vr. If you see no warning, it worked.
install-pico = Pico
install-pico-1 = Open this page in the headset’s browser and choose Download the certificate.
install-pico-2 = Open the headset’s settings and go to Security, Credentials, Install a certificate. For managed headsets, add the certificate in the management console.
install-pico-3 = Choose CA certificate and then luwte-ca.crt from Downloads.
install-pico-4 = Open the headset’s browser at { $site }/vr. If you see no warning, it worked.
install-ipad = iPad and iPhone
install-ipad-1 = Open this page in Safari, choose Download the certificate and then Allow.
install-ipad-2 = Open Settings, choose Profile Downloaded at the top and then Install.
install-ipad-3 = Go to Settings, General, About, Certificate Trust Settings. Switch Luwte on. It does not work without this step.
install-ipad-4 = Open { $site }/companion in Safari. If you see no warning, it worked. Use an Android tablet for a heart strap: Safari knows no Bluetooth.
install-android = Tablet or phone with Android
install-android-1 = Open this page in Chrome and choose Download the certificate.
install-android-2 = Open Settings, Security & privacy, More security settings, Encryption & credentials, Install a certificate.
install-android-3 = Choose CA certificate, then Install anyway, and luwte-ca.crt from Downloads.
install-android-4 = Open { $site }/companion in Chrome. If you see no warning, it worked.
install-windows = Computer with Windows
install-windows-1 = Choose Download the certificate and open the file luwte-ca.crt.
install-windows-2 = Choose Install Certificate and then Current User.
install-windows-3 = Choose Place all certificates in the following store, Browse, Trusted Root Certification Authorities.
install-windows-4 = Windows asks whether you are sure. Choose Yes, close the browser and open it again at { $site }.
install-windows-5 = For all computers at once: distribute the file by group policy or Intune as a trusted root certificate.
install-mac = Mac
install-mac-1 = Choose Download the certificate and open the file: it goes into Keychain Access.
install-mac-2 = Double-click Luwte, open Trust and choose Always Trust.
install-mac-3 = Close the browser and open it again at { $site }.
install-linux = Computer with Linux
install-linux-1 = Chromium and Chrome: open `chrome://certificate-manager`, choose Local certificates, Custom, and import luwte-ca.crt under trusted certificates.
install-linux-2 = Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import. Tick that it may identify websites.
install-linux-3 = For programs outside the browser: `sudo cp luwte-ca.crt /usr/local/share/ca-certificates/ && sudo update-ca-certificates`

# How the installation is, for whoever looks after it
status-title = How Luwte is
status-good = Good
status-soon = Needed soon
status-bad = Needed now
status-all-good = Everything is in order.
status-some = { $parts ->
    [one] { $parts } part asks for attention.
   *[other] { $parts } parts ask for attention.
}
status-seen = Looked at { $at } UTC. Reload the page to look again.
status-not-yours = This page is for whoever looks after the headsets and the server.
status-server = Server
status-server-good = Runs, version { $version }.
status-server-soon = Nothing answers at { $at }.
status-server-soon-todo = Start the server (luwte serve), or give listen_plain in the settings.
status-server-bad = Runs, but cannot store anything.
status-server-bad-todo = Look at Storage and Disk below, and at the server’s log.
status-record = Storage
status-record-good = The database writes and reads. It holds { $sessions } sessions.
status-record-bad = The database does not write: { $why }
status-record-bad-todo = Make room on the disk, or see whether PostgreSQL runs and can be reached. Headsets keep what they have until then.
status-journal = Processing
status-journal-good = What came in is processed, but for { $kb } kB.
status-journal-soon = { $kb } kB waits to be processed. Nothing is lost.
status-journal-soon-todo = See whether the database keeps up. If this grows for an hour, look at the log.
status-journal-bad = { $kb } kB waits to be processed; above 256 MB the server takes nothing more.
status-journal-bad-todo = The log says why the database does not write. Do not restart the server before that is clear.
status-apart = Set apart
status-apart-good = Nothing had to be set apart.
status-apart-soon = { $sessions ->
    [one] Of { $sessions } session something is kept apart that contradicted it.
   *[other] Of { $sessions } sessions something is kept apart that contradicted them.
}
status-apart-soon-todo = This often comes from a restored backup. Nothing is gone. Keep a backup and ask whoever maintains Luwte to look at it.
status-apart-bad = { $entries ->
    [one] { $entries } received entry fitted nowhere and lies apart.
   *[other] { $entries } received entries fitted nowhere and lie apart.
}
status-apart-bad-todo = Make a backup and tell whoever maintains Luwte. Nothing is gone, but nobody sees it.
status-disk = Disk
status-disk-good = { $gb } GB free.
status-disk-soon = { $gb } GB left.
status-disk-soon-todo = Make room, or move the data folder to a larger disk.
status-disk-bad = Only { $gb } GB left.
status-disk-bad-todo = Make room now: soon nothing can be stored.
status-disk-unknown = The data folder cannot be looked at.
status-disk-unknown-todo = See whether data_dir in the settings is right and the server may enter it.
status-certificate = Certificate
status-certificate-good = Good for { $days } more days.
status-certificate-soon = Good for { $days } more days.
status-certificate-soon-todo = Put a new certificate in the same place, or see in the log why no new one comes. The server takes it by itself.
status-certificate-bad = Good for { $days } more days. After that every browser warns.
status-certificate-bad-todo = Put a new certificate in the same place today, or see in the log why no new one comes.
status-certificate-none = No certificate can be read yet.
status-certificate-none-todo = Start the server once, or see whether the files in the settings are right.
status-backup = Backup
status-backup-good = { $hours } hours ago, read back and compared.
status-backup-soon = { $days } days ago, then read back and compared.
status-backup-soon-todo = Make one: luwte backup FOLDER. Put it in a timer, and it happens every night by itself.
status-backup-bad = { $days } days ago.
status-backup-bad-todo = Make one now: luwte backup FOLDER. See why the timer does not run.
status-backup-none = No backup was ever made with luwte backup.
status-headsets = Headsets
status-headsets-good = Every headset was seen in the last { $days } days.
status-headsets-soon = Silent for more than { $days } days: { $names }.
status-headsets-soon-todo = Switch these headsets on and open Luwte. What waits in them then arrives by itself. If a headset is gone, take its access away.
status-quarantine = From revoked headsets
status-quarantine-good = Nothing received.
status-quarantine-soon = { $records ->
    [one] { $records } sealed part lies apart.
   *[other] { $records } sealed parts lie apart.
}
status-quarantine-soon-todo = Find out who had the headset. Until somebody decides, it belongs to no session.
status-clock = Clock
status-clock-good = The clock fits what is stored.
status-clock-bad = The clock is at least { $minutes } minutes behind.
status-clock-bad-todo = Set the clock and let it follow a time server.

# Screening: why a session cannot begin now
error-screening-hard-stop = The screening shows that virtual reality is not safe for this client. No session begins. Offer another form of relaxation.
error-screening-missing = This client has not been screened yet. No session begins. First fill in the screening on the client’s page; it takes a few minutes.
error-screening-expired = This client’s screening is more than a year old. No session begins. Screen the client again.
error-screening-outdated = The screening now asks more than when this client was screened. No session begins. Screen the client again.
error-screening-uncleared = The screening names a risk. No session begins until a clinician has weighed it and written down why it is possible.
error-screening-supervised-only = This client uses virtual reality only with someone beside them. Stay with them, or have a clinician decide otherwise on the client’s page.
error-screening-adverse-event = Something went wrong before and has not been reviewed. Use alone is possible again after that review. With someone beside the client it is possible now.
error-screening-unanswered = Not everything has been answered. Choose yes or no for each question.
error-screening-unexplained = The answer here was yes before, and then virtual reality is not possible. Write down why the answer is now no.
error-held = This may not be erased now: somebody has put that down, with a reason. Look at the holds of this client.
error-screening-supervised-first = This client starts with someone beside them. Alone is possible only after a session with someone there.
error-meanwhile = A colleague was just before you. Your change has not been saved. First look at what stands there now.
error-not-recorded = You chose that your diary is not kept. Nothing was written down. Turn the diary on again under My data if you want.
error-set-wrong = Something is still wrong with this set. Look at what stands beside its questions.
error-set-non-commercial = This set may be used only where nobody earns money by it. Confirm that first.
error-set-licence = This set needs a licence. First confirm that your institution has it.

error-study-wrong = Something is still wrong with this study. Look at what stands beside its protocol.
error-study-fixed = People take part already, or the study is over. That is why design, groups and draw stay as they are.
error-study-not-open = This study is not open. Nobody can join now.
error-in-study = This client takes part in a study already, or took part in this one before.
error-too-few = Fewer than five people take part so far. Of so few we hand out no data: they could be recognised.
