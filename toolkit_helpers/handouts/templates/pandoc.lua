-- Prose comes from notebooks.  What a handout cannot keep its promise on is turned into plain text:
-- raw HTML, pictures that are not charts, and links that lead to no address of their own.

local function text_only(element)
  return pandoc.Str(element.text)
end

return {
  {
    RawInline = text_only,
    RawBlock = function(element) return pandoc.Para({ text_only(element) }) end,
    Image = function(element) return element.caption end,
    Link = function(element)
      local target = element.target:lower()
      if target:match("^https?://") or target:match("^mailto:") then
        element.title = ""
        return element
      end
      return element.content
    end,
    Header = function(element)
      if FORMAT:match("typst") then element.identifier = "" end
      return element
    end,
    Table = function(element)
      for _, row in ipairs(element.head.rows) do
        for _, cell in ipairs(row.cells) do cell.attributes.scope = "col" end
      end
      return element
    end,
  },
}
