"""Quality and speed, each measured by one command."""
