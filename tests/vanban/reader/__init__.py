"""From blocks to a Plan: layouts of our own, and the shared cases."""
