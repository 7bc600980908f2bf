"""The portal's own API, `/api/unisson/v1`: what Chorus Pro lacks, by ordinary HTTP.

`door` is the API as one object, `problems` how a refusal is told (RFC 9457), `gate` who is let in, `bodies` how files
come; one module per resource, and `…_wire` its schemas.
"""
