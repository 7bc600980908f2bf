"""Door 2: the Chorus-Pro-compatible API. Its room is kept; nothing answers here yet."""
