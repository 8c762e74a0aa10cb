# Alleen het dashboard.

place-today = Vandaag
