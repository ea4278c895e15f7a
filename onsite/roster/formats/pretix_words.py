"""How pretix heads its columns, in the languages it is used in.

Its Chinese and Japanese are half translated, and every language has changed over the years; so
each field knows all of its headers at once.
"""

from __future__ import annotations

from itertools import product

from onsite.roster.facts import Payment, Status
from onsite.roster.formats.format import words

_NAME = (
    "Attendee name",
    "Name Teilnehmer*in",
    "Name Teilnehmer",
    "Name des Teilnehmers",
    "Teilnehmername",
    "Nom du participant",
    "Nombre del asistente",
    "Nombre del participante",
    "观众姓名",
    "参与者姓名",
    "参会者姓名",
    "與會者名字",
    "與會者姓名",
    "參與者姓名",
    "参加者の名前",
    "参加者名",
    "参加者氏名",
)
_GIVEN = (
    *("Given name", "First name", "Vorname", "Prénom", "Nombre", "Nombre de pila"),
    *("名", "名字", "名前", "下の名前"),
)
_FAMILY = (
    *("Family name", "Last name", "Surname", "Nachname", "Familienname", "Nom de famille", "Nom"),
    *("Apellido", "Apellidos", "姓", "姓氏", "名字（姓）", "苗字"),
)

ORDER = words(
    *("Order code", "Bestellnummer", "Code de commande", "Code de la commande"),
    *("Código del pedido", "Código de pedido", "Código de la orden"),
    *("订单代码", "订单号", "订单码", "訂單代碼", "訂單號", "訂單編號", "注文コード", "注文番号"),
)
NAME = words(*_NAME)
GIVEN = words(*(f"{name}: {part}" for name, part in product(_NAME, _GIVEN)))
FAMILY = words(*(f"{name}: {part}" for name, part in product(_NAME, _FAMILY)))
PRODUCT = words(
    *("Product", "Produkt", "Produit", "Producto", "产品", "商品", "產品", "製品", "プロダクト")
)
VARIATION = words(
    *("Variation", "Variante", "Variación", "变量", "变体", "變體", "變化", "バリエーション")
)
SECRET = words(
    *("Secret", "Ticket secret", "Ticket-Secret", "Geheimnis", "Ticket-Geheimnis", "Ticketsecret"),
    *("Code secret", "Secret du billet", "Code secret du billet", "Secreto"),
    *("Secreto del ticket", "Secreto de la entrada", "Secreto del billete"),
    *("密钥", "秘密", "票密钥", "门票密钥", "票据密钥", "密鑰", "祕密", "隱藏票"),
    *("シークレット", "チケットシークレット", "チケットの秘密", "チケットのシークレット"),
)
ATTENDEE_EMAIL = words(
    *("Attendee email", "E-Mail Teilnehmer*in", "E-Mail des Teilnehmers"),
    *("Adresse mail du participant", "E-mail du participant", "Adresse e-mail du participant"),
    *("Correo electrónico del participante", "Correo electrónico del asistente"),
    *("观众Email", "观众电子邮件", "与会者电子邮件", "與會者電子郵件"),
    *("参加者のメールアドレス", "参加者のEメール", "参加者Eメール"),
)
EMAIL = words(
    *("Email", "E-mail", "E-mail address", "E-Mail-Adresse", "Adresse e-mail", "Courriel"),
    *("Correo electrónico", "电子邮件", "电子邮件地址", "邮箱", "電子郵件", "電子郵件地址"),
    *("メール", "メールアドレス", "Eメール", "Eメールアドレス", "E-mail 地址"),
)
PHONE = words(
    *("Phone number", "Telefonnummer", "Numéro de téléphone", "Número de teléfono"),
    *("电话号码", "手机号码", "电话", "電話號碼", "電話番号"),
)
ATTENDEE_COMPANY = words(
    *("Attendee company", "Firma Teilnehmer*in", "Entreprise du participant"),
    *("Empresa del asistente", "Empresa del participante", "参与者公司", "参加者の会社"),
)
COMPANY = words(
    *("Company", "Firma", "Unternehmen", "Entreprise", "Société", "Empresa", "Compañía"),
    *("公司", "会社", "会社名", "企業"),
)
ATTENTION = words(
    *("Requires special attention", "Benötigt besondere Behandlung"),
    *("Benötigt besondere Aufmerksamkeit", "Nécessite une attention particulière"),
    *("Nécessite une attention spéciale", "Requiere atención especial"),
    *("需要特别关注", "需要特别注意", "需要特別關注", "需要特別注意", "特別な注意が必要"),
    *("特別な注意が必要です",),
)
COMMENT = words(
    *("Comment", "Order comment", "Internal comment", "Kommentar", "Bestellkommentar"),
    *("Commentaire", "Commentaire de commande", "Commentaire de la commande"),
    *("Comentario", "Comentario de la orden", "Comentario del pedido"),
    *("评论", "备注", "注释", "订单备注", "订单评论", "備註", "評論", "訂單備註"),
    *("コメント", "注文コメント", "注文のコメント"),
)
CHECKIN_TEXT = words(
    *("Check-in text", "Check-in-Text", "Texte d'enregistrement", "Texte de check-in"),
    *("Texto de registro", "Texto de check-in", "签到文本", "签到文字", "簽到文字"),
    *("チェックインテキスト", "チェックイン テキスト"),
)
PAID = words(*("Paid", "Bezahlt", "Payé", "Pagado", "已付款", "已支付", "支払済み", "支払い済み"))
STATUS = words(*("Status", "Statut", "État", "Estado", "状态", "狀態", "ステータス", "状態"))
POSITION = words(
    *("Position ID", "Positions-ID", "Position", "ID de position", "Identifiant de position"),
    *("ID de posición", "位置ID", "位置 ID", "职位ID", "ポジションID", "位置のID"),
)
PSEUDONYM = words(
    *("Pseudonymization ID", "Pseudonyme ID", "Pseudonymisierungs-ID", "ID pseudonyme"),
    *("ID de pseudonymisation", "ID Seudónimo", "ID de seudonimización"),
    *("假名 ID", "假名ID", "匿名化ID", "仮名化ID", "擬似匿名化ID"),
)
ADDON_TO = words(
    *("Add-on to position ID", "Zusatzprodukt zu Positions-ID", "Zusatz zu Positions-ID"),
    *("ID de la position dont c'est une option", "Complemento de la posición"),
)
SEAT = words(
    *("Seat name", "Sitzbezeichnung", "Nom du siège", "Nom de la place", "Nombre del asiento"),
    *("座位名称", "座位名稱", "座席名", "座席の名前"),
)
BLOCKED = words(
    *("Blocked", "Blockiert", "Gesperrt", "Bloqué", "Bloqueado"),
    *("已阻止", "已封锁", "已冻结", "封锁", "冻结", "封鎖", "已封鎖", "ブロック", "ブロック済み"),
)
VALID_FROM = words(
    *("Valid from", "Gültig ab", "Gültig von", "Valable à partir du", "Valable à partir de"),
    *("Valide à partir du", "Valide à partir de", "Valable depuis", "Válido desde"),
    *("有效期从", "有效期自", "有效期开始", "生效日期", "有効開始日", "有効期間開始"),
)
VALID_UNTIL = words(
    *("Valid until", "Gültig bis", "Valable jusqu'au", "Valide jusqu'au", "Valable jusqu'à"),
    *("Válido hasta", "有效期至", "有效期到", "有効期限", "有効期間終了"),
)
COUNTRY = words(*("Country", "Land", "Pays", "País", "国家", "国", "國家"))
IGNORED = words(
    *("Price", "Preis", "Prix", "Tarif", "Precio", "价格", "價格", "価格"),
    *("Checked in", "Eingecheckt", "Enregistré", "Registrado", "已签到", "已簽到"),
    *("チェックイン済み", "Checked out", "Ausgetreten", "Ausgecheckt", "Sorti", "已签出"),
    *("Automatically checked in", "Automatisch eingecheckt", "Enregistré automatiquement"),
    *("Registrado automáticamente", "自动签到", "自動簽到", "自動チェックイン"),
    *("Order date", "Bestelldatum", "Date de commande", "Date de la commande"),
    *("Fecha de la orden", "Fecha del pedido", "订单日期", "訂單日期", "注文日"),
    *("Order time", "Bestelluhrzeit", "Heure de commande", "Heure de la commande"),
    *("Hora de la orden", "Hora del pedido", "订单时间", "訂單時間", "注文時間", "注文時刻"),
    *("Address", "Adresse", "Dirección", "地址", "住所", "ZIP code", "Postleitzahl"),
    *("Code postal", "Código postal", "邮政编码", "郵遞區號", "郵便番号", "City", "Ort", "Ville"),
    *("Ciudad", "城市", "市", "都道府県", "State", "Bundesstaat", "Province", "州", "省"),
    *("Event slug", "Kurzname der Veranstaltung", "Event name", "Veranstaltungstitel"),
    *("Nom de l'événement", "Nombre del evento", "活动名称", "イベントの略称", "イベント名"),
    *("Product ID", "Variation ID", "Tax rate", "Tax rule", "Tax value", "Steuersatz"),
    *("Steuerregel", "Steuer", "税率", "计税规则", "税额", "税"),
    *("Voucher budget usage", "Voucher tag", "Follow-up date", "Datum zur Wiedervorlage"),
    *("VAT ID", "Sales channel", "Verkaufskanal", "Order locale"),
    *("Bestellsprache", "Email address verified", "E-mail address verified"),
    *("E-Mail-Adresse verifiziert", "External customer ID", "Check-in lists"),
    *("Check-in-Listen", "Payment providers", "Zahlungsmethoden", "Position order link"),
    *("Seat ID", "Sitzplatz-ID", "Seat zone", "Sitzbereich", "Seat row", "Sitzreihe"),
    *("Seat number", "Sitzplatz"),
    *(
        f"Invoice address {part}"
        for part in (
            *("company", "name", "name: Given name", "name: Family name", "street"),
            *("ZIP code", "city", "country", "state"),
        )
    ),
)

STATUSES = {
    **dict.fromkeys(
        (
            *("paid", "bezahlt", "payé", "payée", "pagado", "pagada", "已付款", "已支付", "付款"),
            *(
                "支払済み",
                "支払い済み",
                "confirmed",
                "bestätigt",
                "confirmé",
                "confirmado",
                "已确认",
            ),
        ),
        (Status.VALID, Payment.PAID),
    ),
    **dict.fromkeys(
        (
            *(
                "pending",
                "ausstehend",
                "en attente",
                "pendiente",
                "未决定",
                "待处理",
                "待定",
                "待付款",
            ),
            *(
                "待處理",
                "保留中",
                "未払い",
                "overdue",
                "überfällig",
                "en retard",
                "vencido",
                "逾期",
            ),
            *("期限超過", "partially paid", "teilweise bezahlt"),
        ),
        (Status.VALID, Payment.UNPAID),
    ),
    **dict.fromkeys(
        (
            *("approval pending", "freigabe ausstehend", "approbation en attente"),
            *("aprobación pendiente", "等待批准", "待批准", "承認待ち"),
        ),
        (Status.PENDING, Payment.UNPAID),
    ),
    **dict.fromkeys(
        (
            *("canceled", "cancelled", "storniert", "annulé", "annulée", "cancelado", "cancelada"),
            *("取消", "已取消", "キャンセル", "キャンセル済み", "expired", "abgelaufen", "expiré"),
            *("expirée", "caducado", "expirado", "过期", "已过期", "過期", "已過期", "期限切れ"),
        ),
        (Status.CANCELLED, Payment.UNPAID),
    ),
}
