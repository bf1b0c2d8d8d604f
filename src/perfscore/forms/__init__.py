"""What an official form looks like: column names, blocks and the words of its indicator levels, as data."""
