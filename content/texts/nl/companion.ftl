# Alleen Companion (Meekijk), de tablet van de behandelaar.

companion-name = Meekijk
