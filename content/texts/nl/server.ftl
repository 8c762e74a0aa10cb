# Wat de server zelf zegt: foutmeldingen van de interface.

error-not-signed-in = Je bent niet aangemeld. Er is niets gewijzigd. Meld je aan en probeer het opnieuw.
error-wrong-login = Deze naam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw.
error-wait = Dat was te vaak achter elkaar. Wacht even en probeer het dan opnieuw.
error-not-enrolled = Deze bril is nog niet aangemeld. Vraag de beheerder om een aanmeldcode.
error-forbidden = Dit mag niet met jouw rol. Er is niets gewijzigd.
error-other-page = Dit verzoek kwam niet van een pagina van Luwte. Laad de pagina opnieuw en probeer het nog eens.
error-unknown = Dit bestaat niet, of het is niet van jouw instelling.
error-unknown-pairing-code = Geen bril toont deze code nu. Vraag in de bril een nieuwe code en typ die over.
error-unknown-enrolment-code = Deze aanmeldcode werkt niet: hij is al gebruikt of te oud. Vraag een nieuwe.
error-bad-input = Er klopt iets niet in wat je invulde. Kijk het na en probeer het opnieuw.
error-taken = Deze naam bestaat al. Kies een andere.
error-conflict = De server heeft onder deze nummers al iets anders. Wat je stuurde is apart bewaard; vraag de beheerder.
error-too-large = Dit is te groot om te ontvangen. Er is niets opgeslagen.
error-wrong-method = Dit adres bestaat, maar niet voor deze handeling.
error-store-unavailable = Opslaan en lezen lukt nu even niet. Er is niets verloren. Probeer het zo opnieuw.
error-internal = Er ging iets mis aan onze kant. Er is niets gewijzigd. Probeer het zo opnieuw.

# In plaats van een app die nog niet gebouwd is
web-not-built = De webapps zijn nog niet gebouwd. Bouw ze met cargo xtask web, of wijs met --web-dir aan waar ze staan.
