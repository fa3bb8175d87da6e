"""The demo province An Bình, of our own making: units, people, accounts and one issued plan.

Refuses to touch a database that already holds units. Nothing in it names a real person or a real place.
"""
