"""The Vietnamese language of administrative documents, one module per matter.

`text` Unicode, comparison, order · `agencies` agency phrases · `actors` who leads and who helps, in prose ·
`dates` dates, periods, schedules · `money` amounts and their words · `quantity` figures with comparators ·
`citations` instruments cited. Refuses to know documents: nothing here sees a block, a table or an outline.
"""
