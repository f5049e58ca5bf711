// A customer's life, and that of its first user, through a client that was generated from the served contract.
//
// The compiler proves the types, the assertions prove what the server really answers.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./sovx.contract.js";

type Customer = components["schemas"]["Customer"];

const origin = required("CHECK_ORIGIN");
const session = createClient<paths>({
  baseUrl: `${origin}/sovx/v1`,
  headers: { Authorization: `Bearer ${required("CHECK_TOKEN")}` },
});
const administrator = createClient<paths>({
  baseUrl: `${origin}/sovx/v1`,
  headers: { "x-master-api-key": required("CHECK_MASTER_KEY") },
});
const customer_id = "corp-typescript-client";

const created = await session.POST("/customers", {
  body: { email: "sean.fox@example.com", customer_id, entity_name: "Typed Ventures" },
});
assert.equal(created.response.status, 201);
assert.ok(created.data, "a 201 has a body");
assert.equal(created.data.success, true);
assert.equal(created.data.data.customer_id, customer_id);
assert.equal(created.data.data.business.entity_name, "Typed Ventures");
assert.equal(created.data.data.status, "VERIFIED");
assert.equal(created.data.meta.trace_id, created.response.headers.get("x-trace-id"));

const refused = await session.POST("/customers", {
  body: { email: "sean.fox@example.com", customer_id, entity_name: "Typed Ventures" },
});
assert.equal(refused.response.status, 409);
assert.ok(refused.error, "a 409 has the error envelope");
assert.equal(refused.error.success, false);
assert.equal(refused.error.errors[0]?.code, "CUSTOMER_ALREADY_EXISTS");

const updated = await session.PUT("/customers/{customer_id}", {
  params: { path: { customer_id } },
  body: { account_purpose: "Custody", phone_number: null },
});
assert.equal(updated.response.status, 200);
assert.ok(updated.data, "a 200 has a body");
const expected: Customer = {
  ...created.data.data,
  account_purpose: "Custody",
  phone_number: null,
};
assert.deepEqual(updated.data.data, expected);

const listed = await administrator.GET("/customers", {
  params: { query: { "filter[limit]": 100 } },
});
assert.equal(listed.response.status, 200);
assert.ok(listed.data, "a 200 has a body");
assert.equal(listed.data.meta.pagination.records.limit, 100);
assert.deepEqual(
  listed.data.data.find((customer) => customer.customer_id === customer_id),
  expected,
);

const path = { params: { path: { customer_id } } };
const minted = await session.POST("/customers/{customer_id}/credentials", path);
assert.equal(minted.response.status, 201);
assert.ok(minted.data, "a 201 has a body");
const owner = createClient<paths>({
  baseUrl: `${origin}/sovx/v1`,
  headers: { "x-api-key": minted.data.data.customer_secret },
});

const user = await owner.POST("/users", {
  body: {
    user_type: "individual",
    email: "john.doe@example.com",
    first_name: "John",
    last_name: "Doe",
    phone: "+12015550123",
    date_of_birth: "1990-01-01",
    country: "US",
  },
});
assert.equal(user.response.status, 201);
assert.ok(user.data, "a 201 has a body");
assert.equal(user.data.data.status, "ACTIVE");
const { user_id } = user.data.data;

const issued = await owner.POST("/users/{user_id}/token", { params: { path: { user_id } } });
assert.equal(issued.response.status, 200);
assert.ok(issued.data, "a 200 has a body");
const holder = createClient<paths>({
  baseUrl: `${origin}/sovx/v1`,
  headers: { Authorization: `Bearer ${issued.data.data.token}` },
});

const networks = [{ name: "networks/ethereum-sepolia", currency: "eth" }];
const ask = (key: string) =>
  holder.POST("/users/{user_id}/wallets", {
    params: { path: { user_id }, header: { "Idempotency-Key": key } },
    body: { name: "My ETH Wallet", networks, wallet_type: "virtual" },
  });
const wallet = await ask("typescript-1");
assert.equal(wallet.response.status, 201);
assert.ok(wallet.data, "a 201 has a body");
assert.equal(wallet.data.data.addresses[0]?.network, "ethereum-sepolia");
const replayed = await ask("typescript-1");
assert.equal(replayed.response.headers.get("idempotent-replayed"), "true");
assert.deepEqual(replayed.data, wallet.data);

const { wallet_id } = wallet.data.data;
const address = await holder.POST("/wallets/{wallet_id}/address", {
  params: { path: { wallet_id } },
  body: { currency: "btc", network: "bitcoin-testnet" },
});
assert.equal(address.response.status, 201);
assert.ok(address.data, "a 201 has a body");
assert.match(address.data.data.addresses[1]?.address ?? "", /^tb1q/);

const sent = await owner.POST("/sandbox/deposits", {
  body: { wallet_id, currency: "btc", network: "bitcoin-testnet", amount_decimal: "0.5" },
});
assert.equal(sent.response.status, 201);
assert.ok(sent.data, "a 201 has a body");
const confirm = (deposit_id: string) =>
  owner.POST("/sandbox/deposits/{deposit_id}/confirm", { params: { path: { deposit_id } } });
const confirmed = await confirm(sent.data.data.deposit_id);
assert.equal(confirmed.data?.data.state, "CREDITED");
const balances = await holder.GET("/wallets/{wallet_id}/balances", {
  params: { path: { wallet_id } },
});
assert.equal(balances.response.status, 200);
assert.deepEqual(
  balances.data?.data.map((balance) => [balance.currency, balance.balance_decimal]),
  [
    ["btc", "0.5"],
    ["eth", "0"],
  ],
);
const told = await holder.GET("/wallets/{wallet_id}/transactions", {
  params: { path: { wallet_id } },
});
assert.equal(told.data?.data[0]?.type, "DEPOSIT");
const none = await confirm(wallet_id);
assert.equal(none.error?.errors[0]?.code, "DEPOSIT_NOT_FOUND");

const deleted = await session.DELETE("/customers/{customer_id}", path);
assert.equal(deleted.response.status, 204);
const gone = await session.GET("/customers/{customer_id}", path);
assert.equal(gone.response.status, 404);
assert.equal(gone.error?.errors[0]?.code, "CUSTOMER_NOT_FOUND");

console.log(
  "TypeScript: customer created, refused twice, updated, listed; user, token, wallet, address " +
    "created; deposit credited; customer deleted",
);

function required(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}
