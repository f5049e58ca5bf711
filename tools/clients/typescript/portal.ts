// An end customer's life, through a client that was generated from the served contract.
//
// The compiler proves the types, the assertions prove what the server really answers.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./portal.contract.js";

type Customer = components["schemas"]["Customer"];

const origin = required("CHECK_ORIGIN");
const partner = createClient<paths>({
  baseUrl: `${origin}/portal/v1`,
  headers: { Authorization: `Bearer ${required("CHECK_PLATFORM_KEY")}` },
});

const created = await partner.POST("/customers", { body: { name: "Typed University" } });
assert.equal(created.response.status, 201);
assert.ok(created.data, "a 201 has a body");
assert.equal(created.data.object, "customer");
const { apiKey, ...customer } = created.data;
assert.match(apiKey, /^ck_/);
assert.ok(Number(created.response.headers.get("x-ratelimit-remaining")) >= 0);
const customerId = customer.id;
const path = { params: { path: { customerId } } };

const refused = await partner.POST("/customers", { body: { name: "typed university" } });
assert.equal(refused.response.status, 409);
assert.equal(refused.error?.object, "error");
assert.equal(refused.error?.error.code, "CONFLICT");
assert.equal(refused.error?.error.details?.[0]?.field, "/name");

const listed = await partner.GET("/customers", { params: { query: { limit: 1 } } });
assert.equal(listed.response.status, 200);
assert.ok(listed.data, "a 200 has a body");
assert.deepEqual(listed.data.data, [customer]);
assert.equal(listed.data.pagination.limit, 1);

const got = await partner.GET("/customers/{customerId}", path);
assert.equal(got.response.status, 200);
assert.deepEqual(got.data, created.data);

const renamed = await partner.PATCH("/customers/{customerId}", {
  ...path,
  body: { name: "Typed College" },
});
assert.equal(renamed.response.status, 200);
assert.ok(renamed.data, "a 200 has a body");
const expected: Customer = {
  ...customer,
  name: "Typed College",
  updatedAt: renamed.data.updatedAt,
};
assert.deepEqual(renamed.data, expected);

assert.deepEqual(await context(apiKey), [200, "Typed College"]);
const usage = await partner.GET("/customers/{customerId}/usage", path);
assert.equal(usage.response.status, 200);
assert.ok(usage.data, "a 200 has a body");
assert.equal(usage.data.usage.totalRequests, 1);
assert.equal(usage.data.usage.successfulRequests, 1);
assert.ok(usage.data.rateLimit.limit > usage.data.rateLimit.remaining);

const rotated = await partner.POST("/customers/{customerId}/rotate-key", path);
assert.equal(rotated.response.status, 200);
assert.ok(rotated.data, "a 200 has a body");
assert.equal(rotated.data.previousKeyExpiresAt, rotated.data.rotatedAt);
assert.notEqual(rotated.data.apiKey, apiKey);
assert.deepEqual(await context(apiKey), [403, "FORBIDDEN"]);
assert.deepEqual(await context(rotated.data.apiKey), [200, "Typed College"]);

const deleted = await partner.DELETE("/customers/{customerId}", path);
assert.equal(deleted.response.status, 204);
assert.deepEqual(await context(rotated.data.apiKey), [403, "FORBIDDEN"]);
const gone = await partner.GET("/customers/{customerId}", path);
assert.equal(gone.response.status, 404);
assert.equal(gone.error?.error.code, "NOT_FOUND");

console.log(
  "TypeScript: end customer created, refused twice, listed, read, renamed; its key used, counted, " +
    "rotated; deleted",
);

/** Asks whose key this is: the status, and the name or the code of the error. */
async function context(key: string): Promise<[number, string | undefined]> {
  const seen = await partner.GET("/customer-context", { headers: { "X-Customer-Key": key } });
  return [seen.response.status, seen.data?.name ?? seen.error?.error.code];
}

function required(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}
