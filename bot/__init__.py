"""Groundwork: experience stories for people who are working out a decision."""
