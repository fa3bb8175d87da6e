"""The arithmetic of plans under review. Pure: no database, no Django, no clock.

kinds      words for states and what may follow what      rows      what a row holds, typed, to and from JSON
drafts     a read document becomes rows                   source    blocks and clauses to and from JSON
entry      dates and money as people type them            editing   split and merge
history    undo and redo over an append-only log          rereading old decisions meet a new reading
review     what needs a look, what stands in the way      diffing   two versions compared clause by clause
"""
