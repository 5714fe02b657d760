"""The whole table on one screen: map, draft against what each first wanted, meters, pledges, and what happened.

Sized for 80 x 24, prompt included; narrower paper stacks the parts, wider paper sets them in two or three columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game import atlas, paper, table
from game.paper import cut, fitted, rule, side_by_side
from game.slips import SEALED
from game.words import Words, capital
from rules.observe import Observation
from rules.state import OVER, SPEAKING

LINES: Final = 22  # of a terminal of 24, with a prompt below
TWO_COLUMNS: Final = 78  # from so many columns on the small tables stand side by side
WIDE: Final = 118  # the map on the left, all else on the right
WIDEST: Final = 176  # three columns
ISSUE_WIDE: Final = 12
NEWS: Final = 5  # lines of what happened that are worth more than the words of the draft
KEY: Final = "Columns: liked best; ! red line"
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


def _lower(w: Words, seen: Observation, width: int) -> list[str]:
    """The draft, the meters and the ledger: side by side if there is room."""
    left, right = _draft(w, seen), _meters(w, seen)
    wide = max(map(len, left)), max(map(len, right))
    if width < TWO_COLUMNS or sum(wide) + paper.GUTTER > width:
        return [*left, cut(KEY, width), *right, *_ledger(w, seen, width, 99)]
    rest = width - wide[0] - paper.GUTTER
    right += _ledger(w, seen, rest, max(len(left) - len(right) - 1, 1))
    right.append(cut(KEY, rest))
    return side_by_side([left, right], [wide[0], rest])


def _two(w: Words, seen: Observation, news: Sequence[str], width: int, lines: int) -> list[str]:
    draft = _draft(w, seen)
    right_wide = max(*map(len, draft), (width - paper.GUTTER) * 2 // 5)
    left_wide = width - paper.GUTTER - right_wide
    right = [*draft, cut(KEY, right_wide), *_meters(w, seen)]
    right += _ledger(w, seen, right_wide, max(lines - len(right), 3))
    left = _map(w, seen, left_wide, roomy=True)
    left += _happened(news, left_wide, max(lines, len(right)) - len(left))
    return side_by_side([left, right], [left_wide, right_wide])


def _three(w: Words, seen: Observation, news: Sequence[str], width: int, lines: int) -> list[str]:
    draft = _draft(w, seen)
    middle_wide = max(map(len, draft))
    left_wide = min((width - middle_wide) // 2, MAP_WIDE)
    right_wide = width - left_wide - middle_wide - 2 * paper.GUTTER
    left = _map(w, seen, left_wide, roomy=True)
    middle = [*draft, cut(KEY, middle_wide), *_meters(w, seen)]
    right = [*_text(w, seen, right_wide), "", *_ledger(w, seen, right_wide, 4), ""]
    right += _happened(news, right_wide, max(lines, len(left), len(middle)) - len(right))
    return side_by_side([left, middle, right], [left_wide, middle_wide, right_wide])


# Its parts


def moment(w: Words, seen: Observation) -> str:
    """Whose turn it is, and at what."""
    s = seen.board
    where = table.PHASES.get(s.phase, "set-up" if s.turn == 0 else "consequences")
    if s.seat == OVER or s.seat < 0:
        return where
    return f"{where}: {w.short(s.seat)} {'has the floor' if s.phase == SPEAKING else 'is asked'}"


def _top(w: Words, seen: Observation, width: int) -> list[str]:
    s = seen.board
    title = rule(f"Turn {s.turn} of {w.table.numbers.turns}, {moment(w, seen)}", width)
    facts = [f"Harmed {s.toll} of {w.table.toll_max}", f"Attention {s.attention} of 10"]
    facts += [f"{capital(name)} {now}" for name, now in zip(w.texts.tracks, s.tracks, strict=True)]
    if s.in_force:
        facts.append(f"Agreement, step {s.progress} of {w.table.numbers.progress_steps}")
    else:
        facts.append("No agreement")
    while len("   ".join(facts)) > width and len(facts) > 3:  # noqa: PLR2004 (toll, attention, agreement stay)
        del facts[-2]
    return [title, cut("   ".join(facts), width)]


def _map(w: Words, seen: Observation, width: int, *, roomy: bool = False) -> list[str]:
    picture = atlas.Picture(w, seen.board, min(width, MAP_WIDE), roomy=roomy)
    if picture.fits():
        return [*picture.lines(), *fitted(picture.legend(), width)]
    return [line for text in table.areas(w, seen)[1:] for line in fitted(text, width)]


def _draft(w: Words, seen: Observation) -> list[str]:
    """Where the draft stands and what each seat likes best; issues that this size fixes in one line."""
    s, t = seen.board, w.table
    columns = [max(len(short), 3) + 1 for short in w.texts.shorts]
    named = "Agreed" if s.in_force else "Draft"
    head = f"{named:{ISSUE_WIDE}} now" + "".join(
        f"{short:>{wide}}" for short, wide in zip(w.texts.shorts, columns, strict=True)
    )
    lines = [head]
    for issue in range(t.issues):
        if t.fixed >> issue & 1:
            continue
        at = s.draft[issue]
        row = f"{cut(t.issue_ids[issue], ISSUE_WIDE):{ISSUE_WIDE}}{at:>4}"
        for seat, wide in enumerate(columns):
            mark = "!" if table.crossing(t, issue, at) >> seat & 1 else ""
            row += f"{mark}{table.wants(t, seat, issue)}".rjust(wide)
        lines.append(row)
    fixed = [f"{t.issue_ids[i]} {s.draft[i]}" for i in range(t.issues) if t.fixed >> i & 1]
    return lines + (fitted(f"Fixed: {', '.join(fixed)}", len(head)) if fixed else [])


def _text(w: Words, seen: Observation, width: int) -> list[str]:
    """What the draft says, issue by issue."""
    t = w.table
    said = [f"{t.issue_ids[i]} {at}: {t.position_names[i][at]}" for i, at in enumerate(seen.board.draft)]
    return [cut(text, width) for text in said]


def _meters(w: Words, seen: Observation) -> list[str]:
    s = seen.board
    meeting = s.phase in {*table.CONFERENCE, *SEALED}  # cards ask who was there
    lines = [f"{'':8}{'infl':>5}{'supp':>5}{'cred':>5}{'cards':>6}"]
    for seat in range(w.table.seats):
        away = "" if not meeting or s.present >> seat & 1 else " away"
        signed = " signed" if s.in_force and s.signatories >> seat & 1 else ""
        row = f"{w.short(seat):8}{s.influence[seat]:>5}{s.support[seat]:>5}{s.credibility[seat]:>5}"
        lines.append(f"{row}{seen.hands[seat]:>6}{away}{signed}")
    return lines


def _ledger(w: Words, seen: Observation, width: int, room: int) -> list[str]:
    """The pledges in force with their last turn, as many as there is room for."""
    entries = [
        fitted(f"{w.short(w.table.pledges[pledge].seat)}: {w.pledge(pledge)}, to turn {expires}", width)
        for pledge, _, _, expires, _ in seen.board.ledger
    ]
    if room < 1:
        return []
    if not entries:
        return ["No pledges in force."]
    if sum(map(len, entries)) > room:
        kept: list[str] = []
        for entry in entries:
            if len(kept) + len(entry) >= room:
                break
            kept += entry
        return [*kept, cut(f"{len(entries)} pledges in force: ledger", width)]
    return [line for entry in entries for line in entry]


def _happened(news: Sequence[str], width: int, room: int) -> list[str]:
    """The same under a heading."""
    shown = _news(news, width, room - 1)
    return [rule("What happened", width), *shown] if shown else []


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
    lines = [rule(f"Turn {s.turn} of {t.numbers.turns}, {moment(w, seen)}", 0)]
    lines += table.status(w, seen)[1:]
    lines += table.factions(w, seen)
    lines.append(rule("Agreed" if s.in_force else "The draft", 0))
    for issue in range(t.issues):
        at = s.draft[issue]
        lines.append(f"{t.issue_names[issue]}: position {at}, {t.position_names[issue][at]}")
        lines += [
            f"{t.issue_names[issue]}: {w.seat(seat)} likes {table.wants(t, seat, issue)} best"
            + (", and the text crosses its red line" if table.crossing(t, issue, at) >> seat & 1 else "")
            for seat in range(t.seats)
        ]
    lines += table.ledger(w, seen)
    lines += table.map_of(w, seen)
    return [*lines, rule("What has just happened", 0), *(news or ["Nothing yet."])]
