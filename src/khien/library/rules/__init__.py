"""Pure rules of the library: kinds of material, what a material says, whom it is for. No database, no Django."""
