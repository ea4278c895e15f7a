"""Who is told of an incident, and when: values in, values out.

It reads no clock, no row and no plan. All instants are milliseconds UTC since 1970, all lengths
milliseconds. What was decided stands in the entries of the incident (a step was fired, somebody
acknowledged), and is never derived a second time from a clock: so a clock that is set back
un-fires nothing, and whoever reads the same entries comes to the same chain.
"""
