"""The Vietnamese language part, one file per matter."""
