"""The leader's page, the switch of the public page, and the public page."""
