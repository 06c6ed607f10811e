-- The files that are named on standard input, a line each -> HTML, EPUB, plain text and typst source beside them, in one process.
-- A line is printed when the typst source is there.
local function template(format)
  return pandoc.template.compile(pandoc.template.default(format))
end

local html, typst = template("html5"), template("typst")

local function write(path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

for path in io.lines() do
  local file = assert(io.open(path, "rb"))
  local article = pandoc.read(file:read("a"), "markdown")
  file:close()
  local stem = path:gsub("%.md$", "")
  write(stem .. ".html", pandoc.write(article, "html5", { template = html }))
  write(stem .. ".epub", pandoc.write(article, "epub3"))
  write(stem .. ".txt", pandoc.write(article, "plain", { columns = 40 }))
  write(stem .. ".typ", pandoc.write(article, "typst", { template = typst }))
  print(stem)
  io.stdout:flush()
end
