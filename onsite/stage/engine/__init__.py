"""The engine of a rundown: values in, values out.

It reads no clock, no row and no plan. All instants are milliseconds UTC since 1970, all lengths
milliseconds: neither midnight nor the change to summer time is anything to it.
"""
