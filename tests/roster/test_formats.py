"""Each system's export is recognised by its headers, in its languages, and means what it says."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError
from onsite.roster.columns import Columns
from onsite.roster.formats import UnknownColumnsError, recognised
from onsite.roster.remarks import Remark, Trouble, Twin
from tests.roster.lists import LISTS, listing, records, write

ALFIO_1 = "1ba1192e-c42b-7170-902a-174f11fa2ac0"


@pytest.mark.parametrize(
    ("file", "name", "source", "people", "has_codes"),
    [
        ("pretix_checkinlist", "pretix-checkin", "pretix", 192, True),
        ("pretix_orders_positions", "pretix-positions", "pretix", 200, True),
        ("eventbrite_attendees", "eventbrite", "eventbrite", 15, True),
        ("indico_registrations", "indico", "indico", 15, True),
        ("alfio_tickets", "alfio", "alfio", 15, True),
        ("tito_tickets", "tito", "tito", 15, True),
        ("luma_guests", "luma", "luma", 15, True),
        ("plain_gbk", "plain", "plain", 9, False),
        ("plain_semicolon_ragged", "plain", "plain", 6, True),
    ],
)
def test_every_sample_is_recognised_and_nobody_is_lost(file, name, source, people, has_codes):
    found = listing(LISTS / f"{file}.csv")
    assert (found.format, found.source, len(found.people), found.has_codes) == (
        name,
        source,
        people,
        has_codes,
    )


def test_pretix_checkin_list():
    found = records(LISTS / "pretix_checkinlist.csv")
    assert found[3] == {
        "name": "Ahmed Meyer",
        "given": "Ahmed",
        "family": "Meyer",
        "company": "Polar Media AG",
        "email": "ahmed.meyer93@blue-university.example",
        "category": "Conference pass",
        "order": "8LXCN",
        "diet": "gluten-free; lactose-free",
        "country": "DE",
        "extra": [["T-shirt size", "M"]],
        "codes": ["me23eq82awtcy5y5drxafbgeaetwpfvr"],
    }
    assert found[10] == {
        "name": "Ananya Smith",
        "given": "Ananya",
        "family": "Smith",
        "email": "ananya.smith30@harbor-capital.example",
        "category": "Conference pass",
        "order": "FBBJM",
        "blocked": True,
        "valid_until": "2026-11-24T22:22:00Z",
        "diet": "清真",
        "codes": ["28xbtfpyt3cgtwpgnmdswahmjnz5uaff"],
    }
    assert sum(1 for each in found.values() if each.get("attention")) == 4


def test_pretix_order_positions():
    found = listing(LISTS / "pretix_orders_positions.csv")
    byline = {one.line: one for one in found.people}
    assert byline[4].key == "BCPYM-2"
    assert byline[4].record.model_dump(mode="json", exclude_defaults=True) == {
        "name": "余然晓",
        "company": "华北物流有限公司",
        "email": "guest71@terra-foods.example",
        "category": "Conference pass",
        "order": "BCPYM",
        "extra": [["T-shirt size", "XL"]],
        "codes": ["dva4h2jsn8k7kd83h39psnvztjdqx5re"],
    }
    states = [(one.record.status.value, one.record.payment.value) for one in found.people]
    assert {state: states.count(state) for state in set(states)} == {
        ("valid", "paid"): 192,
        ("valid", "unpaid"): 3,
        ("cancelled", "unpaid"): 5,
    }


def test_eventbrite():
    found = records(LISTS / "eventbrite_attendees.csv")
    assert found[2] == {
        "name": "José Álvarez",
        "given": "José",
        "family": "Álvarez",
        "company": "Órbita Móvil",
        "email": "guest0@example.org",
        "category": "Speaker",
        "order": "1485738843",
        "status": "cancelled",
        "speaker": True,
        "diet": "vegan",
        "codes": ["14857388432000000000001"],
    }
    assert found[8]["name"] == "김민준"
    assert found[8]["vip"] is True


def test_indico_turns_names_around():
    found = records(LISTS / "indico_registrations.csv")
    assert found[2] == {
        "name": "José Álvarez",
        "given": "José",
        "family": "Álvarez",
        "company": "Órbita Móvil",
        "position": "Engineer",
        "email": "guest0@example.org",
        "status": "cancelled",
        "speaker": True,
        "extra": [["Tags", "speaker"]],
        "codes": ["1"],
    }
    assert found[5]["name"] == "王小明"
    assert found[10]["payment"] == "unpaid"
    assert found[14]["name"] == "=SUM Formula"
    assert found[15]["name"] == "Ana"


def test_alfio():
    found = records(LISTS / "alfio_tickets.csv")
    assert found[2] == {
        "name": "José Álvarez",
        "given": "José",
        "family": "Álvarez",
        "company": "Órbita Móvil",
        "email": "guest0@example.org",
        "category": "Regular",
        "order": "111b8aaa-62f2-8d1a-4a78-9cb3d8b9b45c",
        "country": "CH",
        "codes": [ALFIO_1],
    }
    assert found[4]["payment"] == "unpaid"
    assert found[5]["name"] == "王小明"
    assert found[7]["status"] == "cancelled"
    assert found[14]["name"] == "=SUM Formula"
    assert found[14]["company"] == "+Plus GmbH"


def test_tito_leaves_unassigned_tickets_without_their_buyers_name():
    found = listing(LISTS / "tito_tickets.csv")
    byline = {one.line: one.record.model_dump(exclude_defaults=True) for one in found.people}
    assert byline[6] == {
        "name": "",
        "phone": "+49 30 1234004",
        "category": "Standard",
        "order": "NPNG",
        "codes": ("R89I-2", "ti_x58wgn4bsibcnjqauwyr"),
    }
    assert byline[4]["status"] == "cancelled"
    assert [each.line for each in found.remarks if each.trouble == Trouble.UNASSIGNED] == [
        6,
        11,
        16,
    ]


def test_luma():
    found = listing(LISTS / "luma_guests.csv")
    first = found.people[0]
    assert first.key == "gst-ckh54ex5ipj28x"
    assert first.record.model_dump(mode="json", exclude_defaults=True) == {
        "name": "José Álvarez",
        "given": "José",
        "family": "Álvarez",
        "company": "Órbita Móvil",
        "email": "guest0@example.org",
        "category": "Standard",
        "status": "pending",
        "codes": ["g-xugksvqyjnnbnf"],
    }
    assert found.people[12].record.status == "cancelled"


def test_a_chinese_sheet_in_gb18030():
    found = listing(LISTS / "plain_gbk.csv")
    assert found.people[3].record.model_dump(mode="json", exclude_defaults=True) == {
        "name": "王小明",
        "company": "长江出版社",
        "phone": "13805137148",
        "category": "媒体",
        "seat": "A-3",
        "codes": [found.people[3].record.codes[0]],
    }
    assert found.people[3].made_up
    assert found.bad == (Remark(11, Trouble.NO_PERSON),)


def test_a_sheet_made_by_hand():
    found = listing(LISTS / "plain_semicolon_ragged.csv")
    assert [(one.line, one.key, one.record.name[:10]) for one in found.people] == [
        (2, "AAAA-1111", "Ann Lee"),
        (3, "AAAA-1112|bobray", "Bob Ray"),
        (4, "AAAA-1112|cidott", "Cid Ott"),
        (5, "AAAA-1114", ""),
        (6, "AAAA-1115", "DeeRed"),
        (7, "AAAA-1116", "EEEEEEEEEE"),
    ]
    assert found.people[0].record.vip
    assert found.twins == (Twin(4, 3, "code", "AAAA-1112"),)
    assert found.remarks == (
        Remark(3, Trouble.SHORT, "4", "5"),
        Remark(4, Trouble.LONG, "extra, cells"),
        Remark(5, Trouble.UNASSIGNED, "AAAA-1114"),
    )


TRANSLATED = {
    "de": (
        (
            "Bestellnummer;Name Teilnehmer*in;Name Teilnehmer*in: Vorname;"
            "Name Teilnehmer*in: Nachname;Produkt;Preis;Eingecheckt;Ausgetreten;"
            "Automatisch eingecheckt;"
            "Bezahlt;Secret;E-Mail;Firma;"
            "Benötigt besondere Behandlung;Kommentar;Gesperrt;Gültig ab;Gültig bis"
        ),
        "Ja;Nein;24.11.2026 09:00;25.11.2026 18:00",
    ),
    "fr": (
        (
            "Code de commande;Nom du participant;Nom du participant : Prénom;"
            "Nom du participant : Nom de famille;Produit;Prix;Enregistré;Sorti;"
            "Enregistré automatiquement;Payé;Secret;E-mail;Entreprise;"
            "Nécessite une attention particulière;Commentaire;Bloqué;Valable à partir du;"
            "Valable jusqu'au"
        ),
        "Oui;Non;24/11/2026 09:00;25/11/2026 18:00",
    ),
    "es": (
        (
            "Código del pedido;Nombre del asistente;Nombre del asistente: Nombre;"
            "Nombre del asistente: Apellido;Producto;Precio;Registrado;Checked out;"
            "Registrado automáticamente;Pagado;Secreto;Correo electrónico;Empresa;"
            "Requiere atención especial;Comentario;Bloqueado;Válido desde;Válido hasta"
        ),
        "Sí;No;24/11/2026 09:00;25/11/2026 18:00",
    ),
    "zh": (
        (
            "订单代码;观众姓名;观众姓名: 名;观众姓名: 姓;产品;价格;已签到;Checked out;"
            "Automatically checked in;已付款;Secret;E-mail;公司;Requires special attention;评论;"
            "Blocked;Valid from;有效期至"
        ),
        "是;否;2026-11-24 09:00;2026-11-25 18:00",
    ),
    "ja": (
        (
            "注文コード;参加者の名前;参加者の名前: 名;参加者の名前: 姓;製品;価格;チェックイン済み;"
            "Checked out;自動チェックイン;支払済み;シークレット;メール;会社;特別な注意が必要;"
            "コメント;ブロック済み;有効開始日;有効期限"
        ),
        "はい;いいえ;2026/11/24 09:00;2026/11/25 18:00",
    ),
    "en": (
        (
            "Order code;Attendee name;Attendee name: Given name;Attendee name: Family name;Product;"
            "Price;Checked in;Checked out;Automatically checked in;Paid;Secret;E-mail;Company;"
            "Requires special attention;Comment;Blocked;Valid from;Valid until"
        ),
        "Yes;No;2026-11-24 09:00;2026-11-25 18:00",
    ),
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_pretix_in_its_languages(tmp_path, language):
    headers, words = TRANSLATED[language]
    yes, no, begins, ends = words.split(";")
    row = (
        f"CARJN;Ann Lee;Ann;Lee;Pass;190.00;;;{no};{no};s3cret;ann@example.org;Acme;{yes};"
        f"with dog;{yes};{begins};{ends}"
    )
    path = write(tmp_path, f"{headers}\n{row}\n")

    assert listing(path).format == "pretix-checkin"
    assert records(path) == {
        2: {
            "name": "Ann Lee",
            "given": "Ann",
            "family": "Lee",
            "company": "Acme",
            "email": "ann@example.org",
            "category": "Pass",
            "order": "CARJN",
            "payment": "unpaid",
            "blocked": True,
            "attention": True,
            "valid_from": "2026-11-24T08:00:00Z",
            "valid_until": "2026-11-25T17:00:00Z",
            "notes": "with dog",
            "codes": ["s3cret"],
        }
    }


@pytest.mark.parametrize(
    "headers",
    [
        "Name,Code",
        "Vorname,Nachname,Firma,Ticketcode",
        "Nom,Prénom,Entreprise,Code-barres",
        "Nombre,Apellidos,Empresa,Código QR",
        "姓名,公司,票种,二维码",
        "姓名,公司,票種,二維碼",
        "氏名,会社名,チケット種別,QRコード",
        "FULL NAME,E-Mail,Ticket #",
    ],
)
def test_a_sheet_of_ones_own_in_many_languages(headers):
    found = recognised(headers.split(","))
    assert found is not None
    assert found.name == "plain"
    assert "code" in found.fields(headers.split(","))


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("paid", ("valid", "paid")),
        ("bezahlt", ("valid", "paid")),
        ("pending", ("valid", "unpaid")),
        ("ausstehend", ("valid", "unpaid")),
        ("未决定", ("valid", "unpaid")),
        ("approval pending", ("pending", "unpaid")),
        ("expired", ("cancelled", "unpaid")),
        ("abgelaufen", ("cancelled", "unpaid")),
        ("storniert", ("cancelled", "unpaid")),
        ("annulée", ("cancelled", "unpaid")),
        ("cancelado", ("cancelled", "unpaid")),
        ("キャンセル", ("cancelled", "unpaid")),
        ("gone fishing", ("pending", "paid")),
    ],
)
def test_pretix_statuses_in_its_languages(tmp_path, status, expected):
    path = write(
        tmp_path,
        "Order code,Position ID,Status,Attendee name,Ticket secret\n"
        f"CARJN,1,{status},Ann Lee,s3cret\n",
    )
    found = listing(path)
    record = found.people[0].record
    assert (record.status.value, record.payment.value) == expected
    unknown = (Remark(2, Trouble.STATUS, "gone fishing", "pending"),)
    assert found.remarks == (unknown if status == "gone fishing" else ())


def test_a_code_that_a_spreadsheet_has_rounded_is_not_a_code(tmp_path):
    path = write(tmp_path, "Name,Barcode\nAnn,1.48574E+22\nBob,14857388432000000000001\n")
    found = listing(path)
    assert found.remarks == (
        Remark(2, Trouble.DAMAGED_CODE, "1.48574E+22"),
        Remark(2, Trouble.NO_CODE),
    )
    assert [one.made_up for one in found.people] == [True, False]


@pytest.mark.parametrize(
    ("code", "damaged"),
    [
        ("1.48574E+22", True),
        ("1,48574E+22", True),
        ("1.48574e22", True),
        ("1E+22", True),
        ("9E1234", False),
        ("3E7", False),
    ],
)
def test_a_code_that_only_looks_like_a_rounded_number_is_kept(tmp_path, code, damaged):
    (one,) = listing(write(tmp_path, f'Name,Barcode\nAnn,"{code}"\n')).people
    assert (one.made_up, one.record.codes == (code,)) == (damaged, not damaged)


def test_a_time_that_is_none_is_reported_and_no_limit(tmp_path):
    found = listing(write(tmp_path, "Name,Code,Valid until\nAnn,A1,next week\n"))
    assert found.remarks == (Remark(2, Trouble.BAD_TIME, "next week"),)
    assert found.people[0].record.valid_until is None


def test_a_payment_that_is_not_understood_counts_as_unpaid_and_is_told(tmp_path):
    path = write(tmp_path, "Name,Code,Paid\nAnn,A1,yes\nBob,B1,no\nCid,C1,maybe\nDee,D1,\n")
    found = listing(path)
    assert [one.record.payment for one in found.people] == ["paid", *["unpaid"] * 3]
    assert found.remarks == (Remark(4, Trouble.PAYMENT, "maybe", "unpaid"),)


def test_every_column_is_accounted_for(tmp_path):
    path = write(tmp_path, "Badge no.,Who,Kind of pass,Checked in,Your diet,,Paid up?\n1,A\n")
    found = listing(path, {"name": "Who", "code": "Badge no."})
    assert found.columns == Columns(
        read=(("Badge no.", "code"), ("Who", "name"), ("Your diet", "diet")),
        kept=("Kind of pass", "Paid up?"),
        ignored=("Checked in",),
    )


def test_headers_that_nobody_knows(tmp_path):
    with pytest.raises(UnknownColumnsError) as unknown:
        listing(write(tmp_path, "Wer;Wo;Nummer\nAnn Lee;Acme;17\n"))
    assert unknown.value.headers == ("Wer", "Wo", "Nummer")
    assert unknown.value.happened == (
        "No column of “list.csv” is known to hold names. Its columns are: “Wer”, “Wo”, “Nummer”."
    )
    assert unknown.value.advice == (
        "The header must be one line of column names above the people. Say which is which,"
        ' for example: --map name="Wer" --map code=…'
    )


def test_headers_that_somebody_has_explained(tmp_path):
    path = write(tmp_path, "Wer;Wo;Nummer;Notes\nAnn Lee;Acme;17;x\n")
    found = listing(path, {"name": "Wer", "code": "nummer", "company": "Wo"})
    assert found.people[0].record.model_dump(exclude_defaults=True) == {
        "name": "Ann Lee",
        "company": "Acme",
        "notes": "x",
        "codes": ("17",),
    }
    assert found.mapping == {"name": "Wer", "code": "nummer", "company": "Wo"}


def test_a_mapping_wins_over_what_a_header_seems_to_say(tmp_path):
    path = write(tmp_path, "Name,Badge name,Code\nA. Lee,Ann Lee,17\n")
    assert listing(path, {"name": "Badge name"}).people[0].record.name == "Ann Lee"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"shoe": "Wer"}, "There is no field “shoe” to map a column to."),
        ({"name": "Wie"}, "The file has no column “Wie”."),
    ],
)
def test_a_mapping_that_does_not_fit(tmp_path, mapping, said):
    with pytest.raises(BadInputError) as refused:
        listing(write(tmp_path, "Wer;Wo\nAnn;Acme\n"), mapping)
    assert refused.value.happened == said


@pytest.mark.parametrize(
    ("text", "keys", "twins"),
    [
        ("Ann,A1\nAnn,A1\n", ["A1"], (Twin(3, 2, "row", "Ann"),)),
        ("Ann,A1\nAnn,A2\n", ["A1", "A2"], ()),
        ("Ann,A1\nBob,A1\n", ["A1|ann", "A1|bob"], (Twin(3, 2, "code", "A1"),)),
        ("Ann,A1\nBob,B1\nAnn,A1\n", ["A1", "B1"], (Twin(4, 2, "row", "Ann"),)),
    ],
)
def test_twins(tmp_path, text, keys, twins):
    found = listing(write(tmp_path, f"Name,Code\n{text}"))
    assert ([one.key for one in found.people], found.twins) == (keys, twins)


def test_one_person_with_two_tickets_is_reported_and_both_are_kept(tmp_path):
    text = "Name,Email,Code\nAnn,a@x.org,A1\nANN,A@x.org,A2\n"
    found = listing(write(tmp_path, text))
    assert [one.key for one in found.people] == ["A1", "A2"]
    assert found.twins == (Twin(3, 2, "person", "ANN"),)


def test_two_tickets_of_an_order_without_secrets_stay_two(tmp_path):
    text = "Order code,Attendee name,Checked in\nCARJN,Ann Lee,\nCARJN,Ann Lee,\n"
    found = listing(write(tmp_path, text))
    assert [one.key for one in found.people] == ["annlee|CARJN", "annlee|CARJN#2"]
    assert not found.has_codes
    assert found.twins == ()
    assert len({one.record.codes for one in found.people}) == 2


def test_indico_says_that_its_tickets_cannot_be_scanned_unless_their_secret_is_there(tmp_path):
    text = (LISTS / "indico_registrations.csv").read_text("utf-8-sig")
    head, _newline, rows = text.partition("\n")
    uuid = "0f8fad5b-d9cb-469f-a165-70867728950e"
    with_secret = write(
        tmp_path,
        f"{head.rstrip()},Ticket secret\n" + rows.replace("\r", "").replace("\n", f",{uuid}\n", 1),
    )

    assert listing(LISTS / "indico_registrations.csv").scannable is False
    assert listing(with_secret).scannable is True
    assert listing(with_secret).people[0].record.codes == ("1", uuid)


def test_pretix_names_the_position_that_an_add_on_was_booked_with(tmp_path):
    header = (LISTS / "pretix_orders_positions.csv").read_text("utf-8-sig").splitlines()[0]
    names = [name.strip('"') for name in header.split(",")]
    rows = [
        {"Order code": "AAAAA", "Position ID": "1", "Attendee name": "Ada", "Product": "Pass"},
        {
            "Order code": "AAAAA",
            "Position ID": "2",
            "Attendee name": "Ada",
            "Product": "Workshop A",
            "Add-on to position ID": "1",
        },
    ]
    lines = [",".join(f'"{row.get(name, "")}"' for name in names) for row in rows]
    (tmp_path / "list.csv").write_text("\n".join([header, *lines]), "utf-8")

    found = listing(tmp_path / "list.csv")

    assert [(each.key, each.record.addon_to) for each in found.people] == [
        ("AAAAA-1", ""),
        ("AAAAA-2", "AAAAA-1"),
    ]
