"""View models, and the English sentences made from them."""
