"""Taking a case further: ticking lines off, and writing down what the case is to know."""
