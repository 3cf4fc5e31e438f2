-- pandoc as a programme that converts many texts: a JSON array of Markdown comes in, one of markup goes out.
-- usage: pandoc lua prose.lua READER WRITER
--
-- Prose comes from notebooks.  What a handout cannot keep its promise on is turned into plain text:
-- raw HTML, pictures that are not charts, and links that lead to no address of their own.  A page of many
-- chapters names the places of its chapters, "#chapter-3", and keeps links to them; paper has none.

local reader, writer = arg[1], arg[2]

local function text_only(element)
  return pandoc.Str(element.text)
end

local promises = {
  RawInline = text_only,
  RawBlock = function(element) return pandoc.Para({ text_only(element) }) end,
  Image = function(element) return element.caption end,
  Link = function(element)
    local target = element.target:lower()
    local on_this_page = writer:match("html") and target:match("^#chapter%-%d+$")
    if target:match("^https?://") or target:match("^mailto:") or on_this_page then
      element.title = ""
      return element
    end
    return element.content
  end,
  Header = function(element)
    if writer:match("typst") then element.identifier = "" end
    return element
  end,
  Table = function(element)
    for _, row in ipairs(element.head.rows) do
      for _, cell in ipairs(row.cells) do cell.attributes.scope = "col" end
    end
    return element
  end,
}

local options = pandoc.WriterOptions({
  wrap_text = "none",
  highlight_method = "none",
  identifier_prefix = "text-",
})

local converted = pandoc.json.decode(io.read("a")):map(function(text)
  return pandoc.write(pandoc.read(text, reader):walk(promises), writer, options)
end)
io.write(pandoc.json.encode(converted))
