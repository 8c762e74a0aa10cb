# What the server itself says: errors of the interface.

error-not-signed-in = You are not signed in. Nothing was changed. Sign in and try again.
