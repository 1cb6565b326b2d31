"""What people get from Groundwork: one file for each."""
