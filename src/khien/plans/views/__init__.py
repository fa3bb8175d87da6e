"""What the browser asks for. Objects come from `access.py` only; changes go through `services`.

listing    lists, a plan's page, its file     uploading  files in           reviewing  the review and its acts
rows       one row: edit, split, add          settling   agencies, findings versions   settings, diff, withdrawal
"""
