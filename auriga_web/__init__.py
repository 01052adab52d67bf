"""Auriga: the participation platform of a consortium of social cooperatives."""
