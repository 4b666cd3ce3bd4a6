"""What screens ask: the questions of each seat as Protocols, and the rows they are answered with."""
