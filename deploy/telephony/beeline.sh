#!/bin/sh
# Beeline Cloud PBX: provider beeline. A subscription lives for `expires` seconds: run this from cron more often than that.
BATON=https://crm.example.com/v1/telephony/integration_…/SECRET
TOKEN=…   # API-токен облачной АТС
curl -fsS -X PUT https://cloudpbx.beeline.ru/apis/portal/subscription \
  -H "X-MPBX-API-AUTH-TOKEN: $TOKEN" -H 'Content-Type: application/json' \
  -d "{\"expires\":90000,\"subscriptionType\":\"BASIC_CALL\",\"url\":\"$BATON\"}"
