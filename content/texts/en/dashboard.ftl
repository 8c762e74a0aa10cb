# Only the dashboard.

place-today = Today
