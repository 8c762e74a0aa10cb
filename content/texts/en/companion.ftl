# Only Companion, the practitioner's tablet.

companion-name = Companion
