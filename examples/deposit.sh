#!/bin/sh
# From nothing to money in a wallet, on a sandbox: a deposit that confirms, the balance and the
# transaction, and the proof that the ledger adds up.
#
#   BASE_URL=http://127.0.0.1:8080 EMAIL=admin@sandbox.example PASSWORD=... sh examples/deposit.sh
#
# Needs curl, and `sovx` on the PATH (or its path in SOVX) in the folder in which the server was
# started. Progress goes to standard error, what is found to standard output. Each run makes a
# customer of its own, so that it can be run again.
set -eu

BASE_URL=${BASE_URL:-http://127.0.0.1:8080}
EMAIL=${EMAIL:-admin@sandbox.example}
: "${PASSWORD:?is not set: the first start of the server prints it}"

# ask STEP METHOD PATH CREDENTIAL [BODY]: sends a request, keeps the answer in ANSWER.
ask() {
    printf '%s\n' "$1" >&2
    if [ $# -gt 4 ]; then
        # A body goes by standard input, where no list of processes shows it.
        ANSWER=$(printf '%s' "$5" | send "$2" "$3" "$4" \
            --header 'content-type: application/json' --data-binary @-) || refused
    else
        ANSWER=$(send "$2" "$3" "$4") || refused
    fi
}

# send METHOD PATH CREDENTIAL [OPTION...]
send() {
    method=$1 url="$BASE_URL/sovx/v1$2" credential=$3
    shift 3
    curl --silent --show-error --fail-with-body --request "$method" "$url" \
        --header 'accept: application/json' ${credential:+--header "$credential"} "$@"
}

refused() {
    printf '%s\n' "$ANSWER" >&2
    exit 1
}

# member NAME: the text that the answer has under this name.
member() {
    printf '%s' "$ANSWER" | tr -d '\n' | sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p"
}

# A text as JSON writes it.
json() {
    printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

run=$(date +%s)-$$
customer="corp-deposit-$run"

ask '1. Is the server up?' GET /health ''

ask '2. Log in' POST /auth/login '' \
    "{\"email\": $(json "$EMAIL"), \"password\": $(json "$PASSWORD")}"
session="authorization: Bearer $(member token)"

ask '3. Create a customer' POST /customers "$session" '{
    "email": "sean.fox@example.com",
    "customer_id": "'"$customer"'",
    "entity_name": "Hedge Fund e-commerce"
}'

ask '4. Mint its API key' POST "/customers/$customer/credentials" "$session"
owner="x-api-key: $(member customer_secret)"

ask '5. Create a user' POST /users "$owner" '{
    "user_type": "individual",
    "email": "john.doe@example.com",
    "first_name": "John",
    "last_name": "Doe",
    "phone": "+12015550123",
    "date_of_birth": "1990-01-01",
    "country": "US"
}'
user=$(member user_id)

ask '6. Create a wallet' POST "/users/$user/wallets" "$owner" '{
    "name": "My BTC Wallet",
    "currency": "BTC"
}'
wallet=$(member wallet_id)

ask '7. Generate a deposit address' POST "/wallets/$wallet/address" "$owner" '{
    "currency": "btc",
    "network": "bitcoin-testnet"
}'
printf 'address      %s\n' "$(member address)"

ask '8. Send it half a test bitcoin' POST /sandbox/deposits "$owner" '{
    "wallet_id": "'"$wallet"'",
    "currency": "btc",
    "network": "bitcoin-testnet",
    "amount_decimal": "0.5"
}'
deposit=$(member deposit_id)

# A block is mined every few seconds.
tries=60
while [ "$(member state)" != CREDITED ] && [ $tries -gt 0 ]; do
    sleep 1
    tries=$((tries - 1))
    ask '9. Is it credited?' GET "/wallets/$wallet/deposits/$deposit" "$owner"
done
printf 'deposit      %s\n' "$(member state)"

ask '10. What does the wallet have?' GET "/wallets/$wallet/balances" "$owner"
printf 'balance      %s btc\n' "$(member balance_decimal)"

ask '11. What is told of it?' GET "/wallets/$wallet/transactions" "$owner"
printf 'transaction  %s %s %s\n' "$(member type)" "$(member net_amount_decimal)" "$(member status)"

printf '%s\n' '12. Does the ledger add up?' >&2
"${SOVX:-sovx}" ledger verify
