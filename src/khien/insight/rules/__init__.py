"""Pure rules of the leader's page and the public scorecard."""
