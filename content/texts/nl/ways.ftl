# De manieren waarop VR wordt gebruikt: op het dashboard en in Meekijk.

way-guided = Samen
way-consult = Tijdens het consult
way-waiting = In de wachttijd
way-ward = Vrij op de afdeling
way-home-loan = Thuis
way-reintegration = Bij re-integratie
way-staff-break = Eigen pauze
way-visitor = Bezoeker

# Antwoorden invullen
answers-save = Antwoorden opslaan
answers-empty = Beantwoord eerst minstens één vraag.
answers-open = nog niet beantwoord
answers-minutes = Duurt ongeveer { $minutes } min.
