"""What the columns of a sheet are called, in the languages known here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _
from onsite.roster.formats.format import word, words
from onsite.stage.importing.own import OWN
from onsite.stage.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOOKED_AT = 15
"""Rows at the top of a sheet among which the header is looked for."""
ENOUGH = 2
"""Fields that a row must name to be the header."""
MANY = frozenset({"speaker", "email"})
"""Fields that several columns may hold."""
WORDS: Mapping[str, frozenset[str]] = {
    "own": words(OWN),
    "id": words(
        *("ID", "UID", "GUID", "Code", "Key", "Session ID", "Talk ID", "Event ID", "No", "Nr"),
        *("Nummer", "Número", "编号", "編號", "序号", "序號", "番号"),
    ),
    "title": words(
        *("Title", "Titel", "Talk", "Session", "Name", "Event", "Item", "Subject", "Summary"),
        *("Session title", "Talk title", "Presentation", "Programmpunkt", "Vortrag", "Thema"),
        *("Veranstaltung", "Titre", "Intitulé", "Título", "Charla", "标题", "題目", "题目"),
        *("標題", "主题", "主題", "议题", "議題", "名称", "名稱", "タイトル", "演題", "題名"),
    ),
    "day": words(
        *("Day", "Date", "Datum", "Tag", "Jour", "Día", "Fecha", "日期", "日", "日付"),
    ),
    "start": words(
        *("Start", "Start time", "Begin", "Begins", "Time", "From", "Starts at", "Start date"),
        *("Beginn", "Uhrzeit", "Von", "Zeit", "Anfang", "Début", "Heure", "De", "Inicio", "Hora"),
        *("开始", "开始时间", "時間", "时间", "開始", "開始時間", "開始時刻"),
    ),
    "end": words(
        *("End", "End time", "Ends", "To", "Until", "Finish", "Ende", "Bis", "Fin", "Finaliza"),
        *("结束", "结束时间", "結束", "結束時間", "終了", "終了時刻"),
    ),
    "length": words(
        *("Length", "Duration", "Minutes", "Min", "Dauer", "Länge", "Durée", "Duración"),
        *("时长", "時長", "分钟", "分鐘", "長さ", "所要時間", "Length min", "Duration min"),
    ),
    "room": words(
        *("Room", "Stage", "Location", "Venue", "Place", "Hall", "Where", "Ort", "Raum", "Bühne"),
        *("Saal", "Lieu", "Salle", "Scène", "Sala", "Lugar", "Escenario", "房间", "会场", "场地"),
        *("舞台", "地点", "房間", "會場", "場地", "地點", "教室", "会場", "部屋", "ステージ"),
    ),
    "speaker": words(
        *("Speaker", "Speakers", "Presenter", "Presenters", "Person", "Persons", "Who", "Artist"),
        *("Vortragende", "Vortragender", "Referent", "Referenten", "Referent*in", "Redner"),
        *("Sprecher", "Intervenant", "Intervenants", "Orateur", "Orateurs", "Ponente", "Ponentes"),
        *("讲者", "讲师", "演讲人", "嘉宾", "演讲嘉宾", "講者", "講師", "演講者", "嘉賓", "登壇者"),
        *("スピーカー", "発表者", "Speaker name", "Speaker names", "Referierende", "主讲人"),
    ),
    "email": words(
        *("Email", "Emails", "E-mail", "Speaker email", "Speaker emails", "E-Mail-Adresse"),
        *("Courriel", "Correo", "邮箱", "郵箱", "電子郵件", "メール", "メールアドレス"),
    ),
    "moderator": words(
        *("Moderator", "Moderation", "Chair", "Host", "Session chair", "Animateur", "Moderador"),
        *("主持人", "主持", "司会", "座長"),
    ),
    "introduction": words("Introduction", "Anmoderation", "介绍", "介紹", "紹介"),
    "notes": words(
        *("Note", "Notes", "Notiz", "Notizen", "Bemerkung", "Bemerkungen", "Remarque"),
        *("Remarques", "Notas", "Cue", "备注", "備註", "備考", "メモ"),
    ),
    "subtitle": words("Subtitle", "Untertitel", "Sous-titre", "Subtítulo", "副标题", "副標題"),
    "abstract": words("Abstract", "Zusammenfassung", "Résumé", "Resumen", "摘要", "概要"),
    "description": words(
        *("Description", "Beschreibung", "Descripción", "描述", "说明", "說明", "内容", "內容"),
    ),
    "track": words("Track", "Topic", "Schiene", "Strang", "Piste", "分论坛", "分論壇", "トラック"),
    "type": words("Type", "Kind", "Format", "Art", "Typ", "Tipo", "类型", "類型", "種別", "形式"),
    "language": words("Language", "Sprache", "Langue", "Idioma", "语言", "語言", "言語"),
    "skipped": words("Left out", "Skipped", "Cancelled", "Canceled", "Entfällt", "Annulé", "取消"),
    "url": words("URL", "Link", "Website", "链接", "連結", "リンク"),
}
MAPPABLE = tuple(name for name in WORDS if name != "own")
"""What `--map` may name."""
_NUMBERED = re.compile(r"[\s#.:_-]*\d{1,2}$")


def field_of(header: str) -> str:
    """The field that a header names; empty for none."""
    said = word(header)
    bare = word(_NUMBERED.sub("", header))
    return next((name for name, known in WORDS.items() if said in known or bare in known), "")


def header_row(
    rows: Sequence[Sequence[str]],
    mapping: Mapping[str, str],
    kept: Mapping[tuple[str, ...], Mapping[str, str]],
) -> int | None:
    """Which of the first rows heads the columns; None where none does.

    Args:
        rows: the cells of the first rows, cleaned.
        mapping: field to header, as somebody has said.
        kept: what was said before, by the headers.
    """
    if mapping:
        wanted = {word(header) for header in mapping.values()}
        # Of rows with equally many of them, the one that names most fields.
        hits = [
            len(wanted & {word(cell) for cell in row}) * len(WORDS) + _fields(row)
            for row in rows[:LOOKED_AT]
        ]
    else:
        for at, row in enumerate(rows[:LOOKED_AT]):
            if tuple(headed(rows, at)) in kept:
                return at
            del row
        hits = [_fields(row) for row in rows[:LOOKED_AT]]
    best = max(hits, default=0)
    return hits.index(best) if best >= (1 if mapping else ENOUGH) else None


def _fields(row: Sequence[str]) -> int:
    found = {field_of(cell) for cell in row if cell}
    return len(found - {""}) if found & {"title", "start", "day"} else 0


def headed(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """The headers of a row; a number, or nothing, below a title of several columns has its name.

    Args:
        rows: the first rows of the sheet.
        at: which of them heads the columns.
    """
    headers = list(rows[at])
    if at:
        group = ""
        for place, above in enumerate(rows[at - 1][: len(headers)]):
            group = above or group
            if field_of(group) in MANY and (not headers[place] or headers[place].isdigit()):
                headers[place] = f"{group} {headers[place] or place}".strip()
    while headers and not headers[-1]:
        headers.pop()
    return headers


def places(headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, list[int]]:
    """Field to the numbers of its columns.

    Args:
        headers: of the sheet.
        mapping: field to header, where somebody has said so; the others are guessed.

    Raises:
        BadInputError: there is no such field, or no such column.
    """
    found: dict[str, list[int]] = {}
    for name, header in mapping.items():
        found[name] = [_mapped(name, header, headers)]
    taken = {at for each in found.values() for at in each}
    for at, header in enumerate(headers):
        name = field_of(header)
        if not name or at in taken or name in mapping:
            continue
        if name in found and name not in MANY:
            continue
        found.setdefault(name, []).append(at)
    return found


def _mapped(name: str, header: str, headers: Sequence[str]) -> int:
    if name not in MAPPABLE:
        raise BadInputError(
            _("There is no field “{field}” to map a column to.").format(field=name),
            _("The fields are: {fields}.").format(fields=", ".join(MAPPABLE)),
        )
    same = [at for at, each in enumerate(headers) if word(each) == word(header)]
    if not same:
        named = _(", ").join(quoted(each[:60]) or "–" for each in headers[:20])
        raise BadInputError(
            _("The file has no column “{header}”.").format(header=header),
            _("Its columns are: {headers}.").format(headers=named),
        )
    return same[0]


def unknown(file: str, headers: Sequence[str]) -> BadInputError:
    """The error for a sheet whose columns nobody knows."""
    named = _(", ").join(quoted(each[:60]) for each in headers[:20] if each)
    return BadInputError(
        _("The columns of “{file}” are not known: {headers}.").format(
            file=file, headers=named or "–"
        ),
        _(
            "Say which is which, as: --map title=Talk --map start=Begins --map day=Date"
            " --map room=Hall --map speaker=Who; the fields are: {fields}."
        ).format(fields=", ".join(MAPPABLE)),
    )
