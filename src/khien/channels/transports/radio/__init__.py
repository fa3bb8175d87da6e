"""Commune radio: a bulletin with its sound to a station's server or the province's source-information system."""
