"""The Vietnamese language of administrative documents, one module per matter.

`text` Unicode, comparison, order · `agencies` agency phrases, `agency_names` the words they are made of ·
`actors` who leads and who helps, in prose · `dates` days, periods · `schedules` when a task is done · `rhythms` how
often a report is due · `money` amounts and their words · `quantity` figures with comparators · `citations`
instruments cited, `laws` where a law's name ends. Refuses to know documents: nothing here sees a block, a table or
an outline.
"""
