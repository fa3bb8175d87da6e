"""What is read out of a document as a whole: its head, references, targets, themes, duties to report."""
