"""Changes of state: figures kept by the day, the public scorecard switched on and off."""
