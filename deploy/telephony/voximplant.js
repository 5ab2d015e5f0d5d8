// Voximplant: provider voximplant; at the end of a scenario of VoxEngine.
const BATON = "https://crm.example.com/v1/telephony/integration_…/SECRET";

function reportToBaton(call, { direction, clientPhone, linePhone, agent, startedAt, answeredAt, outcome, sipCode, recordingUrl }) {
  const body = {
    call_session_history_id: VoxEngine.sessionID ? VoxEngine.sessionID() : call.id(),
    direction,                       // "inbound" or "outbound"
    client_phone: clientPhone,
    line_phone: linePhone,
    agent_ref: agent,
    started_at: startedAt,           // new Date().toISOString()
    answered_at: answeredAt,
    ended_at: new Date().toISOString(),
    talk_seconds: answeredAt ? Math.round((Date.now() - Date.parse(answeredAt)) / 1000) : 0,
    outcome,                         // answered, no_answer, busy …
    sip_code: sipCode,               // event.code of CallEvents.Failed
    recording_url: recordingUrl,
  };
  return Net.httpRequestAsync(BATON, { method: "POST", headers: ["Content-Type: application/json"], postData: JSON.stringify(body) });
}
