"""Press: a campaign's text becomes a kit and goes to the outlets' editors."""
