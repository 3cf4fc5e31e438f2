"""What runs inside a kernel of the app: made warm before anybody comes, then given to one participant."""

from __future__ import annotations

import os
from importlib import import_module

from ..widgets import session
from .participants import opened

_PARTS = ("exercise", "exploration", "explored", "panel", "plan_view", "glossary_view")


def warm() -> None:
    """Load what every chapter needs, so that whoever comes does not wait for it."""
    from .. import datasets
    from ..exercises.phrases import phrases
    from ..figures import explorations
    from ..lab.catalogue import catalogue
    from ..plan import all_exercises, sections
    from ..widgets.assets import bundle, style

    for part in _PARTS:
        import_module(f"..widgets.{part}", __package__)
    for name in explorations.IDS:
        explorations.exploration(name)
    datasets.countries(members_only=False)
    catalogue()
    phrases()
    sections()
    for mix in {frozenset(part.kind for part in exercise.parts) for exercise in all_exercises()}:
        bundle("exercise", mix)
    for sheet in ("exercise", "explore", "panel"):
        style(sheet)


def take(place: str, *, room: bool) -> None:
    """Give this kernel to the participant whose answers are at ``place``, in a room or alone."""
    import ipywidgets

    # Widgets were loaded before there was a kernel, where this process was forked.
    ipywidgets.register_comm_target()
    os.environ["TOOLKIT_ANSWERS"] = place
    session.use(session.Session(opened(place, room=room)))
