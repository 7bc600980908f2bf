"""Structures and services, who belongs to them and what they may do, the public directory, routing facts."""
