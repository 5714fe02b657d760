"""What many games show: statistics with their intervals, tables and pictures. Never in the way of play."""
