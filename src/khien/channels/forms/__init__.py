"""Forms of channels; one file a part."""
