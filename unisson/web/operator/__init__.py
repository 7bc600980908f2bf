"""« Exploitation »: what who runs the portal does to accounts, structures, appointments and news. Every act traced."""
