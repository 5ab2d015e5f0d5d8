-- wrk -s claim.lua URL -- … TOKENS …: each thread is a person with one connection, who claims a client and says that nobody answered, in turn.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local tokens = {}
  for token in args[4]:gmatch("[^,]+") do tokens[#tokens + 1] = token end
  head = {["Authorization"] = "Bearer " .. tokens[number % #tokens + 1], ["Content-Type"] = "application/json", ["Accept"] = "application/json"}
end

function request()
  if held then return wrk.format("POST", "/v1/call-tasks/" .. held .. "/result", head, '{"outcome":"busy"}') end
  return wrk.format("POST", "/v1/call-tasks/claim", head, "{}")
end

function response(status, _, answer)
  if status ~= 200 and not told then
    told = true
    io.stderr:write(status .. " " .. answer .. "\n")
  end
  held = not held and answer:match('"id":"(calltask_%w+)"') or nil
end

function done(summary, latency)
  io.write(string.format('{"requests": %d, "seconds": %f, "errors": %d, "p99_ms": %f}\n', summary.requests, summary.duration / 1e6,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status, latency:percentile(99) / 1e3))
end
