"""The player: what it shows is what it says."""
