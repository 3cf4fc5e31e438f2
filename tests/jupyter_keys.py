"""Which controls of a page would set off a notebook's shortcuts, by the rule of JupyterLab's key handler.

Lumino (@lumino/commands, ``targetDistance``) walks from the focused element upwards and stops at the first
one that either matches the shortcut's selector or has ``data-lm-suppress-shortcuts``.  Most shortcuts of
JupyterLab are bound to ``.jp-Notebook.jp-mod-commandMode :focus``, which the focused element itself
matches: only an attribute on that very element keeps them off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUS_EACH = """(root) => {
  const notebook = document.querySelector("main");
  notebook.classList.add("jp-Notebook", "jp-mod-commandMode");
  const selectors = [".jp-Notebook.jp-mod-commandMode :focus", ".jp-Notebook", "body"];
  const acts = (node, selector) => {
    for (let at = node; at && !at.hasAttribute("data-lm-suppress-shortcuts"); at = at.parentElement) {
      if (at.matches(selector)) return true;
    }
    return false;
  };
  const found = { focused: 0, acting: [] };
  for (const node of document.querySelectorAll(`${root} *`)) {
    node.focus();
    if (node !== document.activeElement) continue;
    found.focused += 1;
    if (selectors.some((selector) => acts(node, selector))) found.acting.push(node.outerHTML.slice(0, 120));
  }
  return found;
}"""


def acting(page: Page, root: str) -> list[str]:
    """Return the focusable elements below ``root`` whose keys a notebook would take for shortcuts."""
    found = page.evaluate(FOCUS_EACH, root)
    assert found["focused"] > 1, "nothing to focus"
    return list(found["acting"])
