# What the server itself says: errors of the interface.

error-not-signed-in = You are not signed in. Nothing was changed. Sign in and try again.
error-wrong-login = This name and password do not belong together. Check them and try again.
error-wait = That was too often in a row. Wait a moment, then try again.
error-not-enrolled = This headset is not enrolled yet. Ask the equipment manager for an enrolment code.
error-forbidden = Your role does not allow this. Nothing was changed.
error-other-page = This request did not come from a page of Luwte. Reload the page and try again.
error-unknown = This does not exist, or it is not your institution's.
error-unknown-pairing-code = No headset shows this code now. Ask for a new code in the headset and type that one.
error-unknown-enrolment-code = This enrolment code does not work: it was used already or is too old. Ask for a new one.
error-bad-input = Something in what you entered is not right. Check it and try again.
error-taken = This name exists already. Choose another one.
error-conflict = The server already holds something else under these numbers. What you sent is kept apart; ask the administrator.
error-too-large = This is too large to receive. Nothing was stored.
error-wrong-method = This address exists, but not for this action.
error-store-unavailable = Storing and reading do not work right now. Nothing is lost. Try again in a moment.
error-internal = Something went wrong on our side. Nothing was changed. Try again in a moment.

# In place of an app that is not built yet
web-not-built = The web apps have not been built yet. Build them with cargo xtask web, or point to them with --web-dir.
