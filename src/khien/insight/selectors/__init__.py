"""Reads for the leader's page and the public page: from the doors of the apps below, a fixed number of queries."""
