"""Door 2: the API that Chorus Pro's connectors call, unchanged but for its base URL. Its wire: chorus-pro-api.md.

`wire` says how values look, `endpoints` how one is added, `gate` who is let in, `faults` how a refusal is told; one
module per family holds the endpoints, and `…_wire` their schemas: French names stand there and nowhere else.
"""
