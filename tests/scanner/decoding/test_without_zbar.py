from __future__ import annotations

import subprocess
import sys
import textwrap


def test_without_zbar_the_codes_are_read_all_the_same():
    program = """
        import sys
        sys.modules["pyzbar"] = None
        import numpy, qrcode
        from onsite.scanner.decoding import SecondLane, engines, read
        made = numpy.array(qrcode.make("HS-1").get_image().convert("L"))
        print(engines()["zbar"], [code.text for code in read(made)])
        print(read(numpy.zeros((90, 90), numpy.uint8)), SecondLane().read(made).codes)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )

    assert ran.stdout.splitlines() == ["False ['HS-1']", "() ()"]
