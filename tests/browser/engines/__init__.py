"""Browsers of other makers than Chromium, spoken to in what they all understand, where the machine has them."""
