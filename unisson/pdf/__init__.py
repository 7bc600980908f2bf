"""PDF in and out: embedded XML, text to candidate values, page images, seals, certificate and readable view. Pure.

What reads a stranger's file (`inspection`, `embedded`, `candidate`, `image`, `signature`) is called through `sandbox`.
"""
