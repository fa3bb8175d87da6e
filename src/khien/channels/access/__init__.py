"""Who opens what of the channels; one file a part: campaigns, accounts, radio, placements, press."""
