"""Changes of state, each in five beats: open the transaction, check the rule, change, write down, announce.

uploading  a file becomes a plan           reading   a job fills it with rows       log       edits, undo, redo
editing    rows change one by one          naming    agencies become units          settling  findings, settings
adoption   the plan becomes binding     asking    what the reading left open is put to people
"""
