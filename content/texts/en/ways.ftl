# The ways in which VR is used: on the dashboard and in Companion.

way-guided = Together
way-consult = During the consultation
way-waiting = While waiting
way-ward = Free on the ward
way-home-loan = At home
way-reintegration = In re-integration
way-staff-break = Own break
way-visitor = Visitor
