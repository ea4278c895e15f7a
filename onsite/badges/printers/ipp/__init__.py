"""Printers and print servers that speak IPP: CUPS, and nearly every printer on a network."""
