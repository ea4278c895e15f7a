"""Codes that a pretix server signed for an event that never was, and its public key."""

from __future__ import annotations

PUBLIC_KEY_PEM = """\
-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEA2poyAz7I6imrNCi46sRaNhATfIa21hTJH6OTg56hE+k=
-----END PUBLIC KEY-----
"""
CODES = (
    (
        "=EAZM0Yh2G7HmgNv6XHbxcxo2UW/NKaoVC+yagcMkP7+Pf45ycWuN5Jx5Qhrb"
        "93i2iFII4FkE4RbjDaNowmv/oNAwAAKDABWjhTYlRWU2FVCKAEARAQA"
    ),
    (
        "=kwQCl/iXamy2ZQbQ2lQKj0m0Nn/EYZS4ZuwzGp3WuOEeLtzl9JuX+LbgH9T1"
        "YxQoHIiLF6ofbHYRmthMZl/ZbJAwAAKDABRzMlYBxkQD5WCKAEARAQA"
    ),
    (
        "=UwYoKCjqWQ3WaYTJbXtdBjFRkHQ8w6/UVZRk+Dvf282c5r/8xephAlbxmoZc"
        "RVPvoYKV2gtJPnNgPyGgQSOtSNAwAAKDABbhlHO1hETuNTCKAEARAQA"
    ),
    (
        "=owdKdesErbkbQeJJf4t0IriNsVnIfYBMhQTKMUJ/rKuC/4dhjThHXyopn8Jk"
        "CX918pZv4x8oxqFFxLOmlGc05HAwAAKDAhRjFEOPV3c3dXCKAEARAQA"
    ),
    (
        "=sQ/3q0Ha+5/rU58raQUQFPNYol40ABL59EJCROB2kAiQSQSUNCQxcoccLG2S"
        "TWQpDPkNWEiibWW6yN4w4W/FROAwAAKDARV2YlcwY2VElTCKAEARAQA"
    ),
    (
        "=owtvXDgAGZmlkiETbA+HFfcaQcPSZv5TbjjTPk0dL53utcq3nHNkeX7JrdYY"
        "rSsWOLcWQEzlHcDk0ylBvFnRaIAwAAKDABa2hXeRllQQpUCKAEARAQA"
    ),
)
"""All of product 3, without variation, subevent or window."""
REVOKED = (
    (
        "=4wgQYql52JanyBssfCg0MaiFCQ8bqhbGjAb/sb5xmjOQQ0ub/T6XV89ugiRX"
        "qUxom+P9vSXRgVhQlMmhLoPNdDAwAAKDAxMJJHU6NVa0NVCKAEARAQA"
    ),
    (
        "=8Qfk7tUq8lSz7couQt79vsib+QUmsJ49MTdCqHuxfMSJ7o/9Lbd61N1hZRF+"
        "VIsdil+wVxGJFCnRqWjfwOU60DAwAAKDAxcMl1YXhWR5lTCKAEARAQA"
    ),
)
TAMPERED = (
    "=EAZM0Yh2G7HmgNv6XHbxcxo2UW/NKaoVC+yagcMAP7+Pf45ycWuN5Jx5Qhrb"
    "93i2iFII4FkE4RbjDaNowmv/oNAwAAKDABWjhTYlRWU2FVCKAEARAQA"
)
"""The first code with another character in it."""
