"""The committee table: recommendations and the actions that answer them."""
