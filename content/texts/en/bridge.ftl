# What luwte-bridge says: the bridge between heart straps and the server.

bridge-enrolled = Enrolled as { $bridge } at { $institution }. Now start the service, for example with: systemctl enable --now luwte-bridge

bridge-status-who = Bridge { $bridge }, { $institution }
bridge-status-stopped = The service is not running; it wrote this { $ago }.
bridge-status-none = The service has not written anything about itself yet. Is it running? Start it with: systemctl start luwte-bridge
bridge-server-unknown = Server { $server }: nothing asked yet.
bridge-server-reached = Server { $server }: reached.
bridge-server-away = Server { $server }: does not answer (last answer: { $ago }). Heartbeats wait here and go by themselves once it is back.
bridge-server-untrusted = Server { $server }: its certificate is not the one that was trusted at enrolment (last answer: { $ago }). Heartbeats wait here.
bridge-server-revoked = Server { $server }: does not trust this bridge any more. Ask the equipment manager for a new code.
bridge-server-failing = Server { $server }: answers with an error (last good answer: { $ago }). Heartbeats wait here.
bridge-bluetooth-unknown = Bluetooth: not looked yet.
bridge-bluetooth-on = Bluetooth: looking for heart straps.
bridge-bluetooth-no-adapter = This computer has no Bluetooth, or it is off. Plug in a Bluetooth adapter or switch it on (bluetoothctl power on).
bridge-bluetooth-no-service = The Bluetooth service of this system (BlueZ) cannot be reached. Install bluez and start it: systemctl start bluetooth
bridge-bluetooth-failed = Bluetooth is not working well; it is tried again.
bridge-straps-none = No heart strap within reach. Is it moist, is it worn, and does no other device hold it?
bridge-strap-not-placed = goes with no headset; the equipment manager can give it one
bridge-strap-out-of-reach = goes with { $headset }, is not within reach (last heard: { $ago })
bridge-strap-connecting = goes with { $headset }, is being connected
bridge-strap-receiving = goes with { $headset }, heartbeats are coming in
bridge-strap-silent = goes with { $headset }, is connected but sends nothing (last heard: { $ago })
bridge-measures-light = (heartbeats measured by light)
bridge-measures-ecg = (heartbeats read from the ECG)
bridge-battery = (battery { $percent }%)
bridge-signal-strong = (reception strong)
bridge-signal-fair = (reception fair)
bridge-signal-weak = (reception weak)
bridge-waiting-none = Nothing waits: the server has everything.
bridge-waiting-to-deliver = { $count ->
    [one] 1 packet of heartbeats waits for the server.
   *[other] { $count } packets of heartbeats wait for the server.
}
bridge-waiting-unplaced = { $count ->
    [one] 1 packet of heartbeats belongs to no session yet; after three days it is erased.
   *[other] { $count } packets of heartbeats belong to no session yet; after three days they are erased.
}
bridge-waiting-let-go = { $count ->
    [one] 1 packet was let go, because another receiver brought the heart of that session.
   *[other] { $count } packets were let go, because another receiver brought the heart of that session.
}
bridge-waiting-failing = Mind: writing to this computer's disk fails. Is it full? Heartbeats wait in memory.
bridge-never = never
bridge-ago-seconds = { $count ->
    [one] 1 second ago
   *[other] { $count } seconds ago
}
bridge-ago-minutes = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
bridge-ago-hours = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
bridge-ago-days = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}

bridge-fingerprint-shown = { $server } has a certificate of its own, with this fingerprint: { $fingerprint }. Compare it with what the server showed beside the code.
bridge-fingerprint-question = Is it the same? [y/N]
bridge-fingerprint-refused = Not enrolled. Nothing was changed. Ask the equipment manager for the fingerprint.
bridge-fingerprint-differs = The fingerprint of { $server } is another than you gave, namely { $fingerprint }. Somebody may be posing as the server. Nothing was changed.
bridge-fingerprint-needed = { $server } has a certificate of its own. Is this the fingerprint that the server showed beside the code? Then give it: --fingerprint { $fingerprint }

bridge-error-not-enrolled = This bridge has not been enrolled yet. Ask the equipment manager for a code and enrol it: luwte-bridge --server ADDRESS --code CODE
bridge-error-unreadable = { $what } cannot be read. Enrol the bridge anew.
bridge-error-in-use = A luwte-bridge runs already on the folder { $what }. Stop it first: systemctl stop luwte-bridge
bridge-error-folder = { $what } cannot be read or written. Does this run as the right user?
bridge-error-outbox = What waits for the server cannot be read or written. Is the disk full?
bridge-error-address = { $what } is no address. Expected is something like https://luwte.local:8443
bridge-error-plain = { $what }: only https, except to this very computer. Somebody could read along otherwise.
bridge-error-away = The server does not answer. Is the address right, and is this computer on the same network?
bridge-error-untrusted = The certificate of the server is not trusted. Nothing was sent.
bridge-error-revoked = The server does not trust this bridge (any more). Ask the equipment manager for a new code. What still waits is kept.
bridge-error-wrong-code = This code does not work: mistyped, used before, or older than ten minutes. Ask for a new one.
bridge-error-strange = The server gives an unexpected answer. Is it a Luwte server, and of the same version?
