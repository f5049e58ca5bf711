// A customer's way from its registration to a deposit address, through the client that
// openapi-generator (typescript-fetch) makes of the served contract.
import assert from "node:assert/strict";
import {
  AddressesApi,
  Configuration,
  CredentialsApi,
  CustomersApi,
  ErrorEnvelopeFromJSON,
  ResponseError,
  TokensApi,
  UserStatus,
  UsersApi,
  WalletsApi,
} from "./generated/sovx/index.js";

const customerId = "corp-generated-typescript";
const session = configured({ accessToken: required("CHECK_TOKEN") });
const customers = new CustomersApi(session);
const createCustomer = {
  email: "sean.fox@example.com",
  customerId,
  entityName: "Generated Ventures",
};

const created = await customers.createCustomer({ createCustomer });
assert.equal(created.success, true);
assert.equal(created.data.customerId, customerId);
const error = await customers.createCustomer({ createCustomer }).catch((error) => error);
assert.ok(error instanceof ResponseError);
assert.equal(error.response.status, 409);
const refused = ErrorEnvelopeFromJSON(await error.response.json());
assert.equal(refused.success, false);
assert.equal(refused.errors[0]?.code, "CUSTOMER_ALREADY_EXISTS");

const minted = await new CredentialsApi(session).generateCredentials({ customerId });
const owner = configured({ apiKey: minted.data.customerSecret });
const user = await new UsersApi(owner).createUser({
  createUser: {
    userType: "individual",
    email: "john.doe@example.com",
    firstName: "John",
    lastName: "Doe",
    phone: "+12015550123",
    dateOfBirth: new Date("1990-01-01"),
    country: "US",
  },
});
assert.equal(user.data.status, UserStatus.USER_STATUS_ACTIVE);
const { userId } = user.data;

const issued = await new TokensApi(owner).generateUserToken({ userId });
const holder = configured({ accessToken: issued.data.token });
const wallet = await new WalletsApi(holder).createWallet({
  userId,
  createWallet: { name: "My BTC Wallet", currency: "BTC" },
});
const address = await new AddressesApi(holder).createAddress({
  walletId: wallet.data.walletId,
  createAddress: { currency: "btc", network: "bitcoin-testnet" },
});
assert.match(address.data.addresses[0]?.address ?? "", /^tb1q/);

await customers.deleteCustomer({ customerId });
console.log(
  "openapi-generator, TypeScript: from a customer to a deposit address, and one refusal read",
);

/** One credential only: the client sends everything that it is given. */
function configured(credential: { accessToken?: string; apiKey?: string }): Configuration {
  return new Configuration({ basePath: `${required("CHECK_ORIGIN")}/sovx/v1`, ...credential });
}

function required(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}
