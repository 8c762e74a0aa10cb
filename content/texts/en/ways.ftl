# The ways in which VR is used: on the dashboard and in Companion.

way-guided = Together
way-consult = During the consultation
way-waiting = While waiting
way-ward = Free on the ward
way-home-loan = At home
way-reintegration = In re-integration
way-staff-break = Own break
way-visitor = Visitor

# Filling in answers
answers-save = Save answers
answers-empty = First answer at least one question.
answers-open = not answered yet
answers-minutes = Takes about { $minutes } min.
