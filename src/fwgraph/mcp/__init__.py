"""The questions as tools for agents, over the Model Context Protocol; nothing here writes."""
