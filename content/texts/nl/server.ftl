# Wat de server zelf zegt: foutmeldingen van de interface.

error-not-signed-in = Je bent niet aangemeld. Er is niets gewijzigd. Meld je aan en probeer het opnieuw.
