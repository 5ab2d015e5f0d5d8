-- wrk -s http.lua URL -- OPERATION TOKEN IDS RUN: one operation of the bench on random clients.
-- IDS: a file with "client sale phone" a line; RUN makes external ids unique over runs.
local counter, threads = 0, 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  operation, run = args[1], args[4]
  token = args[2]
  clients, sales, phones = {}, {}, {}
  for line in io.lines(args[3]) do
    local client, sale, phone = line:match("(%S+) (%S+) (%S+)")
    clients[#clients + 1], sales[#sales + 1], phones[#phones + 1] = client, sale, phone
  end
  math.randomseed(os.time() * 100 + number)
  head = {["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json", ["Accept"] = "application/json"}
  today = os.date("!%Y-%m-%d")
  moment = function(before) return os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - before) end
end

local operations = {
  empty = function() return "GET", "/healthz" end,
  card = function(n) return "GET", "/v1/clients/" .. clients[n] end,
  list = function() return "GET", "/v1/clients?stage=active&limit=50" end,
  intake = function(n)
    return "POST", "/v1/calls", string.format(
      '{"external_call_id":"%s","direction":"outbound","client_phone":"%s","agent_ref":"101","started_at":"%s","answered_at":"%s","ended_at":"%s","outcome":"answered","talk_seconds":170}',
      key(), phones[n], moment(300), moment(290), moment(120))
  end,
  payment = function(n)
    return "POST", "/v1/payments", string.format(
      '{"source":"bench","external_id":"%s","client_id":"%s","amount":{"amount_minor":122000,"currency":"RUB"},"value_on":"%s","allocations":[{"sale_id":"%s","amount_minor":122000}]}',
      key(), clients[n], today, sales[n])
  end,
}

function key()
  counter = counter + 1
  return run .. "-" .. number .. "-" .. counter
end

function request()
  local method, path, body = operations[operation](math.random(#clients))
  return wrk.format(method, path, head, body)
end

function response(status, _, body)
  if status >= 300 and not told then
    told = true
    io.stderr:write(operation .. ": " .. status .. " " .. body .. "\n")
  end
end

function done(summary, latency)
  io.write(string.format('{"requests": %d, "seconds": %f, "errors": %d, "p50_ms": %f, "p99_ms": %f}\n', summary.requests, summary.duration / 1e6,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
