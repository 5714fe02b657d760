"""The whole table on one screen: map, draft against what each first wanted, meters, pledges, and what happened.

Sized for 80 x 24, prompt included; narrower paper stacks the parts, wider paper sets them in two or three columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cards.grammar import isolated
from cards.language import N_, _, ngettext, pgettext
from game import atlas, paper, table
from game.paper import cells, cut, fitted, left, right, rule, side_by_side
from game.slips import SEALED
from game.words import Words, alone, comma, labelled
from rules.observe import Observation
from rules.state import OVER, SPEAKING

LINES: Final = 22  # of a terminal of 24, with a prompt below
TWO_COLUMNS: Final = 78  # from so many columns on the small tables stand side by side
WIDE: Final = 118  # the map on the left, all else on the right
WIDEST: Final = 176  # three columns
ISSUE_WIDE: Final = 12
NAME_WIDE: Final = 8
NEWS: Final = 5  # lines of what happened that are worth more than the words of the draft
KEY: Final = N_("Columns: liked best; ! red line")
MAP_WIDE: Final = 84  # columns beyond which a map only grows emptier


def board(w: Words, seen: Observation, news: Sequence[str], lines: int) -> list[str]:
    """The table as the viewer sees it, in at most `lines` lines where the paper is wide enough."""
    if paper.linear():
        return _linear(w, seen, news)
    width = paper.width()
    top = _top(w, seen, width)
    if width >= WIDEST:
        return [*top, *_three(w, seen, news, width, lines - len(top))]
    if width >= WIDE:
        return [*top, *_two(w, seen, news, width, lines - len(top))]
    lower = _lower(w, seen, width)
    drawn = _map(w, seen, width, roomy=True)
    if len(top) + len(drawn) + len(lower) > lines:
        drawn = _map(w, seen, width)
    above = [*top, *drawn, *lower]
    if len(above) + w.table.issues + NEWS <= lines:
        above += _text(w, seen, width)
    return [*above, *_news(news, width, lines - len(above))]


def caption(w: Words, seen: Observation) -> list[str]:
    """Whose turn it is, and the tracks: what stands above a map."""
    return _top(w, seen, paper.width())


def standings(w: Words, seen: Observation) -> list[str]:
    """Draft, meters and ledger: what stands below a map."""
    return _lower(w, seen, paper.width())


def _lower(w: Words, seen: Observation, width: int) -> list[str]:
    """The draft, the meters and the ledger: side by side if there is room."""
    meters = _meters(w, seen)
    drafted = _narrow_draft(w, seen, width - paper.GUTTER - max(map(cells, meters)))
    wide = max(map(cells, drafted)), max(map(cells, meters))
    if width < TWO_COLUMNS or sum(wide) + paper.GUTTER > width:
        return [*drafted, cut(_(KEY), width), *meters, *_ledger(w, seen, width, 99)]
    rest = width - wide[0] - paper.GUTTER
    meters += _ledger(w, seen, rest, max(len(drafted) - len(meters) - 1, 1))
    meters.append(cut(_(KEY), rest))
    return side_by_side([drafted, meters], [wide[0], rest])


def _two(w: Words, seen: Observation, news: Sequence[str], width: int, lines: int) -> list[str]:
    draft = _draft(w, seen)
    right_wide = max(*map(cells, draft), (width - paper.GUTTER) * 2 // 5)
    left_wide = width - paper.GUTTER - right_wide
    beside = [*draft, cut(_(KEY), right_wide), *_meters(w, seen)]
    beside += _ledger(w, seen, right_wide, max(lines - len(beside), 3))
    drawn = _map(w, seen, left_wide, roomy=True)
    drawn += _happened(news, left_wide, max(lines, len(beside)) - len(drawn))
    return side_by_side([drawn, beside], [left_wide, right_wide])


def _three(w: Words, seen: Observation, news: Sequence[str], width: int, lines: int) -> list[str]:
    draft = _draft(w, seen)
    middle_wide = max(map(cells, draft))
    left_wide = min((width - middle_wide) // 2, MAP_WIDE)
    right_wide = width - left_wide - middle_wide - 2 * paper.GUTTER
    drawn = _map(w, seen, left_wide, roomy=True)
    middle = [*draft, cut(_(KEY), middle_wide), *_meters(w, seen)]
    beside = [*_text(w, seen, right_wide), "", *_ledger(w, seen, right_wide, 4), ""]
    beside += _happened(news, right_wide, max(lines, len(drawn), len(middle)) - len(beside))
    return side_by_side([drawn, middle, beside], [left_wide, middle_wide, right_wide])


# Its parts


def moment(w: Words, seen: Observation) -> str:
    """Whose turn it is, and at what."""
    s = seen.board
    if s.seat == OVER or s.seat < 0:
        return table.phase(s)
    told = _("{phase}: {seat} has the floor") if s.phase == SPEAKING else _("{phase}: {seat} is asked")
    return told.format(phase=table.phase(s), seat=isolated(w.short(s.seat)))


def _title(w: Words, seen: Observation) -> str:
    told = _("Turn {turn} of {turns}, {moment}")
    return told.format(turn=seen.board.turn, turns=w.table.numbers.turns, moment=moment(w, seen))


def _top(w: Words, seen: Observation, width: int) -> list[str]:
    s = seen.board
    title = rule(_title(w, seen), width)
    facts = [
        _("Harmed {toll} of {limit}").format(toll=s.toll, limit=w.table.toll_max),
        _("Attention {n} of 10").format(n=s.attention),
    ]
    facts += [f"{alone(name)} {now}" for name, now in zip(w.texts.tracks, s.tracks, strict=True)]
    if s.in_force:
        facts.append(_("Agreement, step {n} of {steps}").format(n=s.progress, steps=w.table.numbers.progress_steps))
    else:
        facts.append(_("No agreement"))
    while cells("   ".join(facts)) > width and len(facts) > 3:  # noqa: PLR2004 (toll, attention, agreement stay)
        del facts[-2]
    return [title, cut("   ".join(facts), width)]


def _map(w: Words, seen: Observation, width: int, *, roomy: bool = False) -> list[str]:
    picture = atlas.Picture(w, seen.board, min(width, MAP_WIDE), roomy=roomy)
    if picture.fits():
        return [*picture.lines(), *fitted(picture.legend(), width)]
    return [line for text in table.areas(w, seen)[1:] for line in fitted(text, width)]


def _narrow_draft(w: Words, seen: Observation, room: int) -> list[str]:
    """The draft in so many columns: the names of the seats are cut if need be, or left whole if that won't do."""
    whole = _draft(w, seen)
    drafts = [whole, *(_draft(w, seen, longest) for longest in (6, 5, 4))]
    return next((draft for draft in drafts if max(map(cells, draft)) <= room), whole)


def _draft(w: Words, seen: Observation, longest: int = 99) -> list[str]:
    """Where the draft stands and what each seat likes best; issues that this size fixes in one line."""
    s, t = seen.board, w.table
    shorts = [cut(short, longest) for short in w.texts.shorts]
    columns = [max(cells(short), 3) + 1 for short in shorts]
    named = _("Agreed") if s.in_force else _("Draft")
    now = " " + pgettext("a column of three letters or four: where the draft stands", "now")
    head = left(named, ISSUE_WIDE) + now + "".join(map(right, shorts, columns))
    lines = [head]
    for issue in range(t.issues):
        if t.fixed >> issue & 1:
            continue
        at = s.draft[issue]
        row = f"{cut(t.issue_ids[issue], ISSUE_WIDE):{ISSUE_WIDE}}{at:>{cells(now)}}"
        for seat, wide in enumerate(columns):
            mark = "!" if table.crossing(t, issue, at) >> seat & 1 else ""
            row += f"{mark}{table.wants(t, seat, issue)}".rjust(wide)
        lines.append(row)
    fixed = [f"{t.issue_ids[i]} {s.draft[i]}" for i in range(t.issues) if t.fixed >> i & 1]
    return lines + (fitted(_("Fixed: {issues}").format(issues=comma(fixed)), cells(head)) if fixed else [])


def _text(w: Words, seen: Observation, width: int) -> list[str]:
    """What the draft says, issue by issue."""
    t = w.table
    said = [labelled(f"{t.issue_ids[i]} {at}", t.position_names[i][at]) for i, at in enumerate(seen.board.draft)]
    return [cut(text, width) for text in said]


def _meters(w: Words, seen: Observation) -> list[str]:
    s = seen.board
    meeting = s.phase in {*table.CONFERENCE, *SEALED}  # cards ask who was there
    heads = [_("infl"), _("supp"), _("cred"), pgettext("a column", "cards")]
    wide = [max(least, cells(head) + 1) for least, head in zip((5, 5, 5, 6), heads, strict=True)]
    named = max(NAME_WIDE, *map(cells, w.texts.shorts))
    lines = [" " * named + "".join(map(right, heads, wide))]
    for seat in range(w.table.seats):
        numbers = (s.influence[seat], s.support[seat], s.credibility[seat], seen.hands[seat])
        row = left(w.short(seat), named) + "".join(map(right, map(str, numbers), wide))
        notes = [_("away")] if meeting and not s.present >> seat & 1 else []
        notes += [_("signed")] if s.in_force and s.signatories >> seat & 1 else []
        lines.append(" ".join([row, *notes]))
    return lines


def _ledger(w: Words, seen: Observation, width: int, room: int) -> list[str]:
    """The pledges in force with their last turn, as many as there is room for."""
    entries = [
        fitted(_pledge(w, pledge, expires), width) for pledge, _owed, _made, expires, _package in seen.board.ledger
    ]
    if room < 1:
        return []
    if not entries:
        return [_("No pledges in force.")]
    if sum(map(len, entries)) > room:
        kept: list[str] = []
        for entry in entries:
            if len(kept) + len(entry) >= room:
                break
            kept += entry
        told = ngettext("{n} pledge in force: ledger", "{n} pledges in force: ledger", len(entries))
        return [*kept, cut(told.format(n=len(entries)), width)]
    return [line for entry in entries for line in entry]


def _pledge(w: Words, pledge: int, expires: int) -> str:
    told = _("{seat}: {pledge}, to turn {turn}")
    return told.format(seat=w.short(w.table.pledges[pledge].seat), pledge=w.pledge(pledge), turn=expires)


def _happened(news: Sequence[str], width: int, room: int) -> list[str]:
    """The same under a heading."""
    shown = _news(news, width, room - 1)
    return [rule(_("What happened"), width), *shown] if shown else []


def _news(news: Sequence[str], width: int, room: int) -> list[str]:
    """The latest of what happened, as many whole sentences as there is room for."""
    shown: list[str] = []
    for text in reversed(news):
        lines = fitted(text, width)
        if len(shown) + len(lines) > max(room, 0):
            break
        shown = [*lines, *shown]
    return shown


# Read out


def _linear(w: Words, seen: Observation, news: Sequence[str]) -> list[str]:
    s, t = seen.board, w.table
    lines = [rule(_title(w, seen), 0)]
    lines += table.status(w, seen)[1:]
    lines += table.factions(w, seen)
    lines.append(rule(_("Agreed") if s.in_force else _("The draft"), 0))
    for issue in range(t.issues):
        at = s.draft[issue]
        told = _("{issue}: position {n}, {position}")
        lines.append(told.format(issue=w.dossier(issue), n=at, position=t.position_names[issue][at]))
        lines += [_liking(w, seen, issue, seat) for seat in range(t.seats)]
    lines += table.ledger(w, seen)
    lines += table.map_of(w, seen)
    return [*lines, rule(_("What has just happened"), 0), *(news or [_("Nothing yet.")])]


def _liking(w: Words, seen: Observation, issue: int, seat: int) -> str:
    crosses = table.crossing(w.table, issue, seen.board.draft[issue]) >> seat & 1
    told = (
        _("{issue}: {seat} likes {n} best, and the text crosses its red line")
        if crosses
        else _("{issue}: {seat} likes {n} best")
    )
    return told.format(issue=w.dossier(issue), seat=w.seat(seat), n=table.wants(w.table, seat, issue))
