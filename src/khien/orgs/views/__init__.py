"""The pages of units and people. They ask access for objects, services for changes, selectors for what to show."""
