# Wat luwte-bridge zegt: de brug tussen borstbanden en de server.

bridge-enrolled = Aangemeld als { $bridge } bij { $institution }. Start nu de dienst, bijvoorbeeld met: systemctl enable --now luwte-bridge

bridge-status-who = Brug { $bridge }, { $institution }
bridge-status-stopped = De dienst draait niet; dit schreef hij { $ago } op.
bridge-status-none = De dienst heeft nog niets over zichzelf opgeschreven. Draait hij? Start hem met: systemctl start luwte-bridge
bridge-server-unknown = Server { $server }: nog niets gevraagd.
bridge-server-reached = Server { $server }: bereikbaar.
bridge-server-away = Server { $server }: antwoordt niet (laatste antwoord: { $ago }). Hartslagen wachten hier en gaan vanzelf als hij terug is.
bridge-server-untrusted = Server { $server }: het certificaat is niet het certificaat dat bij het aanmelden is vertrouwd (laatste antwoord: { $ago }). Hartslagen wachten hier.
bridge-server-revoked = Server { $server }: vertrouwt deze brug niet meer. Vraag de beheerder om een nieuwe code.
bridge-server-failing = Server { $server }: geeft een fout (laatste goede antwoord: { $ago }). Hartslagen wachten hier.
bridge-bluetooth-unknown = Bluetooth: nog niet gekeken.
bridge-bluetooth-on = Bluetooth: zoekt naar borstbanden.
bridge-bluetooth-no-adapter = Deze computer heeft geen Bluetooth, of het staat uit. Steek een Bluetooth-adapter in of zet hem aan (bluetoothctl power on).
bridge-bluetooth-no-service = De Bluetooth-dienst van dit systeem (BlueZ) is niet bereikbaar. Installeer bluez en start hem: systemctl start bluetooth
bridge-bluetooth-failed = Bluetooth werkt niet goed; het wordt opnieuw geprobeerd.
bridge-straps-none = Geen borstband in de buurt. Is hij vochtig, wordt hij gedragen, en houdt geen ander apparaat hem vast?
bridge-strap-not-placed = hoort bij geen bril; de beheerder kan hem er een geven
bridge-strap-out-of-reach = hoort bij { $headset }, is niet in de buurt (laatst gehoord: { $ago })
bridge-strap-connecting = hoort bij { $headset }, wordt verbonden
bridge-strap-receiving = hoort bij { $headset }, hartslagen komen binnen
bridge-strap-silent = hoort bij { $headset }, is verbonden maar stuurt niets (laatst gehoord: { $ago })
bridge-measures-light = (hartslagen door licht gemeten)
bridge-measures-ecg = (hartslagen uit het ecg)
bridge-battery = (batterij { $percent }%)
bridge-signal-strong = (ontvangst sterk)
bridge-signal-fair = (ontvangst redelijk)
bridge-signal-weak = (ontvangst zwak)
bridge-waiting-none = Er wacht niets: de server heeft alles.
bridge-waiting-to-deliver = { $count ->
    [one] 1 pakketje met hartslagen wacht op de server.
   *[other] { $count } pakketjes met hartslagen wachten op de server.
}
bridge-waiting-unplaced = { $count ->
    [one] 1 pakketje met hartslagen hoort nog bij geen sessie; na drie dagen wordt het gewist.
   *[other] { $count } pakketjes met hartslagen horen nog bij geen sessie; na drie dagen worden ze gewist.
}
bridge-waiting-let-go = { $count ->
    [one] 1 pakketje is losgelaten, omdat een andere ontvanger het hart van die sessie bracht.
   *[other] { $count } pakketjes zijn losgelaten, omdat een andere ontvanger het hart van die sessie bracht.
}
bridge-waiting-failing = Let op: opslaan op deze computer lukt niet. Is de schijf vol? Hartslagen wachten in het geheugen.
bridge-never = nooit
bridge-ago-seconds = { $count ->
    [one] 1 seconde geleden
   *[other] { $count } seconden geleden
}
bridge-ago-minutes = { $count ->
    [one] 1 minuut geleden
   *[other] { $count } minuten geleden
}
bridge-ago-hours = { $count } uur geleden
bridge-ago-days = { $count ->
    [one] 1 dag geleden
   *[other] { $count } dagen geleden
}

bridge-fingerprint-shown = { $server } heeft een eigen certificaat, met deze vingerafdruk: { $fingerprint }. Vergelijk hem met wat de server bij de code toonde.
bridge-fingerprint-question = Is dit dezelfde? [j/N]
bridge-fingerprint-refused = Niet aangemeld. Er is niets gewijzigd. Vraag de beheerder naar de vingerafdruk.
bridge-fingerprint-differs = De vingerafdruk van { $server } is een andere dan je gaf, namelijk { $fingerprint }. Misschien doet iemand zich voor als de server. Er is niets gewijzigd.
bridge-fingerprint-needed = { $server } heeft een eigen certificaat. Is dit de vingerafdruk die de server bij de code toonde? Geef hem dan mee: --fingerprint { $fingerprint }

bridge-error-not-enrolled = Deze brug is nog niet aangemeld. Vraag de beheerder om een code en meld hem aan: luwte-bridge --server ADRES --code CODE
bridge-error-unreadable = { $what } is niet te lezen. Meld de brug opnieuw aan.
bridge-error-in-use = Er draait al een luwte-bridge met de map { $what }. Stop die eerst: systemctl stop luwte-bridge
bridge-error-folder = { $what } is niet te lezen of te schrijven. Draait dit onder de juiste gebruiker?
bridge-error-outbox = Wat wacht op de server, kan niet worden gelezen of geschreven. Is de schijf vol?
bridge-error-address = { $what } is geen adres. Verwacht wordt iets als https://luwte.local:8443
bridge-error-plain = { $what }: alleen https, behalve naar deze computer zelf. Anders kan iemand meelezen.
bridge-error-away = De server antwoordt niet. Klopt het adres, en is deze computer op hetzelfde netwerk?
bridge-error-untrusted = Het certificaat van de server wordt niet vertrouwd. Er is niets gestuurd.
bridge-error-revoked = De server vertrouwt deze brug niet (meer). Vraag de beheerder om een nieuwe code. Wat nog wacht, blijft bewaard.
bridge-error-wrong-code = Deze code werkt niet: verkeerd getypt, al gebruikt of ouder dan tien minuten. Vraag een nieuwe.
bridge-error-strange = De server geeft een onverwacht antwoord. Is dit wel een Luwte-server, en van dezelfde versie?
