"""Words on screen of work. Translated where they are shown."""
