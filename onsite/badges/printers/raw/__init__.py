"""Label printers that are sent their language over a bare connection, at port 9100."""
