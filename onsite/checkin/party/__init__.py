"""People who come together, and those who are received: parties, groups, VIPs, speakers."""
