// An end customer's life, through the client that openapi-generator (typescript-fetch) makes of the
// served contract.
import assert from "node:assert/strict";
import {
  Configuration,
  ContextApi,
  CustomersApi,
  ResponseError,
} from "./generated/portal/index.js";

const basePath = `${required("CHECK_ORIGIN")}/portal/v1`;
const accessToken = required("CHECK_PLATFORM_KEY");
const customers = new CustomersApi(new Configuration({ basePath, accessToken }));

const created = await customers.createCustomer({ createCustomer: { name: "Fetched University" } });
const both = new Configuration({ basePath, accessToken, apiKey: created.apiKey });
const seen = await new ContextApi(both).getCustomerContext();
assert.deepEqual([seen.customerId, seen.name], [created.id, "Fetched University"]);

const customerId = created.id;
await customers.deleteCustomer({ customerId });
await assert.rejects(customers.getCustomer({ customerId }), (error) => {
  assert.ok(error instanceof ResponseError);
  assert.equal(error.response.status, 404);
  return true;
});
console.log("openapi-generator, TypeScript: an end customer created, seen by its key, deleted");

function required(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}
