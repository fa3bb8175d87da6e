"""Exit codes, after sysexits.h where it has one. docs/how-to/command-line.md repeats them for people."""

from __future__ import annotations

OK = 0
FAILED = 1  # the work was done and the answer is no (doctor found an error, the audit chain is broken)
USAGE = 2  # the words of the command are off
CANNOT_READ = 65  # the document cannot be read
NO_INPUT = 66  # the file is not there
UNAVAILABLE = 69  # port taken, database or queue does not answer
CANNOT_CREATE = 73  # folder read-only or disk full
CONFIGURATION = 78  # a setting cannot be understood
INTERRUPTED = 130  # Ctrl-C in the middle of work
