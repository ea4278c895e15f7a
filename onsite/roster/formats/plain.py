"""A sheet somebody made: headers in many languages, or mapped by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.roster.facts import Payment, Status
from onsite.roster.formats.format import Cells, Format, word, words
from onsite.roster.names import turned, whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return bool(fields & {"name", "given", "family"})


def _adapted(cells: Cells) -> Cells:
    given, family = cells.get("given", ""), cells.get("family", "")
    name = whole(cells.get("name", ""), given, family)
    if "," in name and not (given or family):
        name, given, family = turned(name)
    key = cells.get("key", "") or cells.get("code", "")
    return cells | {"name": name, "given": given, "family": family, "key": key}


def mapped(mapping: Mapping[str, str]) -> Format:
    """The format of a sheet whose columns somebody has named: field to header."""
    own = {field: frozenset({word(header)}) for field, header in mapping.items()}
    taken = frozenset().union(*own.values())
    rest = {field: known - taken for field, known in FORMAT.columns.items() if field not in own}
    return replace(FORMAT, columns={**own, **rest}, ignored=FORMAT.ignored - taken)


MAPPABLE = (
    *("name", "given", "family", "code", "company", "position", "email", "phone", "category"),
    *("variant", "order", "status", "paid", "blocked", "vip", "speaker", "attention"),
    *("valid_from", "valid_until", "diet", "notes", "seat", "country", "tags", "key"),
)
"""The fields that a column may be mapped to, the usual ones first."""

FORMAT = Format(
    name="plain",
    source="plain",
    title="",
    columns={
        "given": words(
            *("Given name", "Given names", "First name", "Forename", "Vorname", "Prénom"),
            *("Nombre de pila", "Nombres", "名字", "名", "名（名字）"),
        ),
        "family": words(
            *("Family name", "Last name", "Surname", "Nachname", "Familienname", "Zuname"),
            *("Nom de famille", "Apellido", "Apellidos", "姓", "姓氏", "苗字"),
        ),
        "name": words(
            *("Name", "Full name", "Attendee", "Attendee name", "Guest", "Guest name"),
            *("Participant", "Participant name", "Person", "Delegate", "Delegate name"),
            *("Vollständiger Name", "Teilnehmer", "Teilnehmer*in", "Teilnehmername", "Gast"),
            *("Nom", "Nom complet", "Nom et prénom", "Participant·e", "Nombre"),
            *("Nombre completo", "Nombre y apellidos", "Asistente", "Participante"),
            *("姓名", "名称", "参会人", "参会者", "与会者", "嘉宾姓名", "参会人姓名"),
            *(
                "參加者",
                "與會者",
                "名稱",
                "參加者姓名",
                "氏名",
                "名前",
                "お名前",
                "参加者",
                "参加者名",
            ),
        ),
        "code": words(
            *("Code", "Ticket code", "Ticket number", "Ticket no", "Ticket #", "Barcode"),
            *("QR", "QR code", "Badge code", "Secret", "Ticketcode", "Ticketnummer"),
            *("Strichcode", "Code-barres", "Code du billet", "Numéro de billet", "Código"),
            *("Código QR", "Código de barras", "Código de entrada", "票码", "编码", "二维码"),
            *("条码", "票号", "入场码", "签到码", "票碼", "代碼", "二維碼", "條碼", "票號"),
            *("入場碼", "コード", "QRコード", "チケットコード", "チケット番号", "バーコード"),
        ),
        "key": words("ID", "Attendee ID", "Guest ID", "Registration ID", "编号", "編號", "番号"),
        "company": words(
            *("Company", "Organization", "Organisation", "Affiliation", "Institution"),
            *("Employer", "Firma", "Unternehmen", "Entreprise", "Société", "Organisme"),
            *("Empresa", "Compañía", "Organización", "公司", "单位", "机构", "企业", "工作单位"),
            *("單位", "機構", "企業", "公司名稱", "公司名称", "会社", "会社名", "所属", "勤務先"),
        ),
        "position": words(
            *("Position", "Job title", "Title", "Role", "Funktion", "Beruf", "Poste"),
            *("Fonction", "Cargo", "Puesto", "职位", "职务", "職位", "職務", "役職", "肩書き"),
        ),
        "email": words(
            *("Email", "E-mail", "E-mail address", "Mail", "E-Mail-Adresse", "Courriel"),
            *("Adresse e-mail", "Adresse mail", "Correo", "Correo electrónico", "邮箱"),
            *("电子邮件", "电子邮箱", "郵箱", "電子郵件", "電郵", "信箱", "メール"),
            *("メールアドレス", "Eメール"),
        ),
        "phone": words(
            *("Phone", "Phone number", "Mobile", "Mobile phone", "Telephone", "Telefon"),
            *("Telefonnummer", "Handy", "Téléphone", "Portable", "Teléfono", "Móvil"),
            *("手机", "手机号", "手机号码", "电话", "联系电话", "手機", "手機號碼", "電話"),
            *("連絡電話", "電話番号", "携帯", "携帯電話"),
        ),
        "category": words(
            *("Type", "Ticket type", "Ticket", "Category", "Ticket category", "Pass"),
            *("Product", "Typ", "Tickettyp", "Ticketart", "Kategorie", "Type de billet"),
            *("Catégorie", "Billet", "Tipo", "Tipo de entrada", "Categoría", "Entrada"),
            *("票种", "票类", "类型", "类别", "门票类型", "身份", "票種", "票類", "類型", "類別"),
            *("門票類型", "身分", "チケット種別", "チケット種類", "種別", "区分", "カテゴリ"),
        ),
        "order": words(
            *("Order", "Order code", "Order number", "Order #", "Booking", "Reservation"),
            *("Group", "Party", "Bestellung", "Bestellnummer", "Buchung", "Commande"),
            *("Réservation", "Groupe", "Pedido", "Reserva", "Grupo", "订单", "订单号", "团队"),
            *("分组", "訂單", "訂單編號", "團體", "分組", "注文番号", "予約番号", "グループ"),
        ),
        "status": words(
            *("Status", "Ticket status", "State", "Zustand", "Statut", "État", "Estado"),
            *("状态", "票状态", "狀態", "票狀態", "ステータス", "状況"),
        ),
        "paid": words(
            *("Paid", "Payment", "Payment status", "Bezahlt", "Zahlung", "Payé", "Paiement"),
            *("Pagado", "Pago", "已付款", "付款", "付款状态", "支付状态", "付款狀態"),
            *("支付狀態", "支払い", "支払済み", "入金"),
        ),
        "blocked": words("Blocked", "Gesperrt", "Bloqué", "Bloqueado", "禁止", "黑名单", "黑名單"),
        "vip": words("VIP", "Is VIP", "贵宾", "貴賓", "VIPか"),
        "speaker": words(
            *("Speaker", "Is speaker", "Referent*in", "Redner", "Orateur", "Intervenant"),
            *("Ponente", "讲者", "演讲嘉宾", "講者", "演講嘉賓", "講師", "登壇者"),
        ),
        "attention": words(
            *("Attention", "Requires attention", "Special attention", "Achtung", "Atención"),
            *("特别关注", "特別注意", "要注意"),
        ),
        "valid_from": words(
            "Valid from", "Gültig ab", "Valable à partir du", "Válido desde", "有效期自"
        ),
        "valid_until": words(
            "Valid until", "Gültig bis", "Valable jusqu'au", "Válido hasta", "有效期至"
        ),
        "diet": words(
            *("Diet", "Dietary", "Dietary needs", "Dietary requirements", "Food", "Allergies"),
            *("Ernährung", "Essen", "Allergien", "Régime", "Régime alimentaire"),
            *("Dieta", "Alergias", "饮食", "饮食要求", "忌口", "飲食", "飲食需求", "食事"),
            *("アレルギー", "食事制限"),
        ),
        "notes": words(
            *("Notes", "Note", "Comment", "Comments", "Remarks", "Notiz", "Notizen"),
            *("Bemerkung", "Bemerkungen", "Kommentar", "Anmerkung", "Remarque", "Remarques"),
            *("Commentaire", "Notas", "Nota", "Observaciones", "Comentario", "备注", "说明"),
            *("備註", "說明", "備考", "メモ", "コメント"),
        ),
        "seat": words(
            *("Seat", "Seat number", "Table", "Sitzplatz", "Platz", "Tisch", "Place", "Siège"),
            *("Asiento", "Mesa", "座位", "座位号", "桌号", "座位號", "桌號", "座席", "席"),
        ),
        "country": words(
            *("Country", "Land", "Pays", "País", "国家", "国籍", "國家", "國籍", "国")
        ),
        "tags": words("Tags", "Tag", "Labels", "标签", "標籤", "タグ"),
    },
    matches=_matches,
    adapt=_adapted,
    statuses={
        **dict.fromkeys(
            (
                *("valid", "ok", "confirmed", "active", "registered", "approved", "accepted"),
                *("attending", "gültig", "bestätigt", "angemeldet", "valide", "confirmé"),
                *("inscrit", "válido", "confirmado", "inscrito", "有效", "已确认", "已报名"),
                *("已確認", "已報名", "有効", "確定", "paid", "bezahlt", "payé", "pagado"),
                *("已付款", "已支付", "支払済み", "complete", "completed"),
            ),
            (Status.VALID, Payment.PAID),
        ),
        **dict.fromkeys(
            (
                *("unpaid", "awaiting payment", "unbezahlt", "offen", "impayé", "no pagado"),
                *("未付款", "未支付", "待付款", "未払い"),
            ),
            (Status.VALID, Payment.UNPAID),
        ),
        **dict.fromkeys(
            (
                *("pending", "waitlist", "waiting list", "invited", "ausstehend", "warteliste"),
                *("en attente", "pendiente", "待审核", "待定", "待審核", "保留", "承認待ち"),
            ),
            (Status.PENDING, Payment.PAID),
        ),
        **dict.fromkeys(
            (
                *("cancelled", "canceled", "void", "voided", "declined", "rejected", "refunded"),
                *("withdrawn", "storniert", "abgesagt", "abgelehnt", "annulé", "refusé"),
                *("cancelado", "rechazado", "已取消", "取消", "已退款", "キャンセル"),
            ),
            (Status.CANCELLED, Payment.PAID),
        ),
    },
    unknown_status=Status.VALID,
    ignored=words("签到状态", "签到", "簽到狀態", "簽到", "Checked in", "Check-in", "Eingecheckt"),
    keyed=False,
)
