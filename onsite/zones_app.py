"""What an app does for zones behind its screens: it watches their levels, and warns."""

from __future__ import annotations

from onsite.incidents_app import IncidentsApp


class ZonesApp(IncidentsApp):
    """An app around a site that watches its zones, whatever it shows."""
