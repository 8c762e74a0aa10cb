# What the client reads in the headset: at most eight words a line. Ids that begin with page- stand on the ordinary page.

welcome = Good that you are here
