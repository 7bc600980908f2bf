"""Clients that nobody here wrote, as external programs (`make proof`): a script or a program of ours for each.

One is given the credentials of a sandbox (`unisson sandbox credentials --json`) on its standard input, calls the portal
by the library it is named after, and prints what that library decoded, as one JSON object by call.
"""
