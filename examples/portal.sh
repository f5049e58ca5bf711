#!/bin/sh
# An end customer from its first key to its last, and what a spent budget looks like.
#
#   SOVX=target/release/sovx SOVX_DATA_DIR=./sovx-data sh examples/portal.sh
#
# Run it where the server keeps its data: it creates a partner beside the running server. Needs curl.
# Progress goes to standard error, what was counted to standard output. Each run makes a partner of
# its own, so that it can be run again. The budget of an end customer is 100 requests a minute unless
# SOVX_LIMIT_END_CUSTOMER says otherwise.
set -eu

BASE_URL=${BASE_URL:-http://127.0.0.1:8080}
SOVX=${SOVX:-sovx}

# call METHOD PATH [CUSTOMER_KEY [BODY]]: sends a request, keeps what came back in STATUS and ANSWER.
call() {
    key=${3-} body=${4-}
    # A body goes by standard input, where no list of processes shows it.
    ANSWER=$(printf '%s' "$body" | curl --silent --show-error --write-out '\n%{http_code}' \
        --request "$1" "$BASE_URL/portal/v1$2" \
        --header "authorization: Bearer $PLATFORM_KEY" ${key:+--header "x-customer-key: $key"} \
        ${body:+--header 'content-type: application/json' --data-binary @-})
    STATUS=$(printf '%s' "$ANSWER" | tail -n 1)
    ANSWER=$(printf '%s' "$ANSWER" | sed '$d')
}

# ask STEP STATUS METHOD PATH [CUSTOMER_KEY [BODY]]: the same, with the status that has to come back.
ask() {
    printf '%s\n' "$1" >&2
    expected=$2
    shift 2
    call "$@"
    [ "$STATUS" = "$expected" ] || fail "$expected was expected, not $STATUS: $ANSWER"
}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# member NAME: the text or number that the answer has under this name.
member() {
    printf '%s' "$ANSWER" | tr -d '\n' | sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p"
}

run=$(date +%s)-$$

printf '1. Create a partner\n' >&2
PLATFORM_KEY=$("$SOVX" partner create --name "Example $run" | sed -n 's/^key \([^ ]*\).*/\1/p')

ask '2. Create an end customer' 201 POST /customers '' '{"name": "Acme University"}'
customer=$(member id)
key=$(member apiKey)

ask '3. Call with its key' 200 GET /customer-context "$key"

printf '4. Call until its budget is spent\n' >&2
calls=1
until [ "$STATUS" = 429 ]; do
    [ "$STATUS" = 200 ] || fail "200 was expected, not $STATUS: $ANSWER"
    [ "$calls" -lt 10000 ] || fail 'the budget was not spent by 10000 calls'
    call GET /customer-context "$key"
    calls=$((calls + 1))
done

ask '5. Read what was counted' 200 GET "/customers/$customer/usage"
counted="$(member totalRequests) $(member successfulRequests) $(member rateLimitedRequests)"
[ "$counted" = "$calls $((calls - 1)) 1" ] || fail "$calls calls were counted as $counted"

ask '6. Rotate its key' 200 POST "/customers/$customer/rotate-key"
new=$(member apiKey)

ask '7. The old key is refused' 403 GET /customer-context "$key"

ask '8. Delete the end customer' 204 DELETE "/customers/$customer"

ask '9. The new key is refused as well' 403 GET /customer-context "$new"

printf 'passed %s, refused %s\n' "$((calls - 1))" 1
