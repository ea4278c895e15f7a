"""What reaches people besides the board, its sound and the call: each in a process of its own.

A server that hangs, a modem that does not answer and a library that writes on the terminal harm
nobody there: the process is killed when its time is over.
"""
