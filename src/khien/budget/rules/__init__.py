"""Pure rules of money: levels and sources, states of an estimate, sums and checks."""
