"""Contracts: reads every file of promises into one model, and keeps that model in plain data."""
