# Value: absence through stress
value-absence-title = Absence in a year
value-absence-sick = Days of sickness
value-absence-stress = Of these through stress
value-absence-cost = €{ $eur }
value-absence-break-even = { $licences ->
    [one] One licence pays for itself from { $days ->
        [one] 1 prevented day
       *[other] { NUMBER($days, maximumFractionDigits: 0) } prevented days
    }
   *[other] { NUMBER($licences, maximumFractionDigits: 0) } licences pay for themselves from { $days ->
        [one] 1 prevented day
       *[other] { NUMBER($days, maximumFractionDigits: 0) } prevented days
    }
}
value-absence-share = that is { $pct } % of the absence through stress
value-absence-out-of-reach = That is more than there is absence through stress: it does not pay for itself this way.
value-absence-assumed = Assumed: { $employees ->
    [one] 1 employee
   *[other] { NUMBER($employees, maximumFractionDigits: 0) } employees
}, { NUMBER($workingdays, maximumFractionDigits: 0) } working days per person per year, absence { $absence } %, share of stress { $stress } %, €{ $day } per day of absence, €{ $licence } per licence per year.
value-absence-care = A model, not a prediction: it does not say how much absence is prevented.
