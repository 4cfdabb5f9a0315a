"""What no application can beat by much: fewest SQL statements, bare table, nobody asked."""
