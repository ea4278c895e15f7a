"""The equipment of zones and stages: looked at before each day, and on rounds while it lasts."""
