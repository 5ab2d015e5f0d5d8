#!/bin/bash
# Your own program: provider generic. The body is that of POST /v1/calls; names may be spelled in any case.
BATON=https://crm.example.com/v1/telephony/integration_…
BODY='{"external_call_id":"1763719200.42","direction":"outbound","client_phone":"+79161234567","agent_ref":"101","started_at":"2026-11-21T10:00:00Z","ended_at":"2026-11-21T10:03:00Z","talk_seconds":170,"outcome":"answered"}'

# 1. with a key, or with the secret in the address
curl -fsS "$BATON" -H 'Authorization: Bearer baton_sk_…' -H 'Content-Type: application/json' -d "$BODY"

# 2. signed by Standard Webhooks, secrets.signing_secret = whsec_…
SECRET=whsec_…
ID=msg_$(date +%s%N) AT=$(date +%s)
KEY=$(printf %s "${SECRET#whsec_}" | base64 -d | od -An -tx1 | tr -d ' \n')
SIGNATURE=$(printf %s "$ID.$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
curl -fsS "$BATON" -H "webhook-id: $ID" -H "webhook-timestamp: $AT" -H "webhook-signature: v1,$SIGNATURE" -H 'Content-Type: application/json' -d "$BODY"
