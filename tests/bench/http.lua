-- wrk -s http.lua URL -- METHOD PATH BODY TOKEN COPIES EVERY RUN NAME=FAMILY…: one operation (operations.py) on random copies of the client.
-- EVERY: each so many copies has everything; FAMILY: what the ids of all copies have in common; RUN makes {key} unique over runs.
local counter, threads = 0, 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
local function stamp(seconds) return os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - seconds) end

-- The id of copy n: its last 35 bits are the three before its number, and the number.
local function id(start, bits, n)
  local value, digits = bits * 4294967296 + n, {}
  for place = 7, 1, -1 do
    local digit = value % 32
    digits[place] = alphabet:sub(digit + 1, digit + 1)
    value = (value - digit) / 32
  end
  return start .. table.concat(digits)
end

function init(args)
  method, token = args[1], args[4]
  copies, every, run = tonumber(args[5]), tonumber(args[6]), args[7]
  math.randomseed(os.time() * 100 + number)
  head = {["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json", ["Accept"] = "application/json"}
  local known = {
    digits = function(n) return string.format("917%07d", n) end,
    key = function() counter = counter + 1; return run .. "-" .. number .. "-" .. counter end,
    today = function() return stamp(0):sub(1, 10) end,
    soon = function() return stamp(-20 * 86400):sub(1, 10) end,
  }
  for i = 8, #args do
    local name, start, bits = args[i]:match("^(%l+)=(.*):(%d+)$")
    if name then
      known[name] = function(n) return id(start, tonumber(bits), n) end
    else
      local same, value = args[i]:match("^(%l+)=(.*)$")
      known[same] = function() return value end
    end
  end
  -- A template as what stands between the names, and the names' functions.
  local function parts(text)
    local found, at = {}, 1
    for from, name, more, to in text:gmatch("(){(%l+):?(%d*)}()") do
      found[#found + 1] = text:sub(at, from - 1)
      found[#found + 1] = more ~= "" and function() return stamp(tonumber(more)) end or known[name]
      at = to
    end
    found[#found + 1] = text:sub(at)
    return found
  end
  path, body = parts(args[2]), args[3] ~= "" and parts(args[3]) or nil
end

local function fill(template, n)
  if #template == 1 then return template[1] end
  local text = {}
  for i, part in ipairs(template) do text[i] = type(part) == "string" and part or part(n) end
  return table.concat(text)
end

function request()
  local n = math.random(copies / every) * every
  return wrk.format(method, fill(path, n), head, body and fill(body, n))
end

function response(status, _, answer)
  if status >= 300 and not told then
    told = true
    io.stderr:write(method .. " " .. fill(path, 1) .. ": " .. status .. " " .. answer .. "\n")
  end
end

function done(summary, latency)
  io.write(string.format('{"requests": %d, "seconds": %f, "errors": %d, "p99_ms": %f}\n', summary.requests, summary.duration / 1e6,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status, latency:percentile(99) / 1e3))
end
