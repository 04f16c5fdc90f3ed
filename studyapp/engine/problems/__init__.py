"""Problems as data, and drawing variants from them."""
