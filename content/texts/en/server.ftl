# What the server itself says: errors of the interface.

error-not-signed-in = You are not signed in. Nothing was changed. Sign in and try again.
error-wrong-login = This name and password do not belong together. Check them and try again.
error-wait = That was too often in a row. Wait a moment, then try again.
error-not-enrolled = This headset is not enrolled yet. Ask the equipment manager for an enrolment code.
error-forbidden = Your role does not allow this. Nothing was changed.
error-other-page = This request did not come from a page of Luwte. Reload the page and try again.
error-unknown = This does not exist, or it is not your institution's.
error-unknown-pairing-code = No headset shows this code now. Ask for a new code in the headset and type that one.
error-unknown-enrolment-code = This enrolment code does not work: it was used already or is too old. Ask for a new one.
error-bad-input = Something in what you entered is not right. Check it and try again.
error-taken = This name exists already. Choose another one.
error-sealed-elsewhere = This was saved for an earlier installation of Luwte. Restore its backup, and it will still arrive.
error-conflict = The server already holds something else under these numbers. What you sent is kept apart; ask the administrator.
error-too-large = This is too large to receive. Nothing was stored.
error-wrong-method = This address exists, but not for this action.
error-store-unavailable = Storing and reading do not work right now. Nothing is lost. Try again in a moment.
error-internal = Something went wrong on our side. Nothing was changed. Try again in a moment.

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
