# Waarde: verzuim door stress
value-absence-title = Verzuim in een jaar
value-absence-sick = Ziektedagen
value-absence-stress = Daarvan door stress
value-absence-cost = € { $eur }
value-absence-break-even = { $licences ->
    [one] Eén licentie verdient zich terug vanaf { $days ->
        [one] 1 voorkomen dag
       *[other] { NUMBER($days, maximumFractionDigits: 0) } voorkomen dagen
    }
   *[other] { NUMBER($licences, maximumFractionDigits: 0) } licenties verdienen zich terug vanaf { $days ->
        [one] 1 voorkomen dag
       *[other] { NUMBER($days, maximumFractionDigits: 0) } voorkomen dagen
    }
}
value-absence-share = dat is { $pct } % van het verzuim door stress
value-absence-out-of-reach = Dat is meer dan er aan verzuim door stress is: zo verdient het zich niet terug.
value-absence-assumed = Aannames: { $employees ->
    [one] 1 medewerker
   *[other] { NUMBER($employees, maximumFractionDigits: 0) } medewerkers
}, { NUMBER($workingdays, maximumFractionDigits: 0) } werkdagen per persoon per jaar, verzuim { $absence } %, aandeel stress { $stress } %, € { $day } per verzuimdag, € { $licence } per licentie per jaar.
value-absence-care = Een rekenmodel, geen voorspelling: het zegt niet hoeveel verzuim wordt voorkomen.
