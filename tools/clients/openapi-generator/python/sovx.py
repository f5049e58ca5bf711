"""A customer's way from its registration to a deposit address, through the Python client that
openapi-generator makes of the served contract. That client checks every answer before it shows it.
"""

import os
from datetime import date

from sovx_client import ApiClient, ApiException, Configuration
from sovx_client.api import (
    AddressesApi,
    CredentialsApi,
    CurrenciesApi,
    CustomersApi,
    HealthApi,
    MonetizationApi,
    TokensApi,
    UsersApi,
    WalletsApi,
)
from sovx_client.models import (
    CountryCode,
    CreateAddress,
    CreateCustomer,
    CreateMonetizationSetting,
    CreateUser,
    CreateWallet,
    ErrorCode,
    ErrorEnvelope,
    QuickUser,
    QuickWallet,
    UpdateCustomer,
    UserStatus,
    UserType,
)

CUSTOMER_ID = "corp-generated-python"
HOST = os.environ["CHECK_ORIGIN"] + "/sovx/v1"


def client(**credential) -> ApiClient:
    return ApiClient(Configuration(host=HOST, **credential))


session = client(access_token=os.environ["CHECK_TOKEN"])
master = client(api_key={"masterKey": os.environ["CHECK_MASTER_KEY"]})
assert HealthApi(session).get_health().status == "ok"

customers = CustomersApi(session)
new = CreateCustomer(
    email="sean.fox@example.com", customer_id=CUSTOMER_ID, entity_name="Snake Ventures"
)
created = customers.create_customer(new)
assert created.success is True
assert created.data.customer_id == CUSTOMER_ID
try:
    customers.create_customer(new)
    raise AssertionError("a customer was created twice")
except ApiException as refused:
    assert refused.status == 409, refused.status
    assert isinstance(refused.data, ErrorEnvelope), refused.data
    assert refused.data.success is False
    assert refused.data.errors[0].code == ErrorCode.CUSTOMER_ALREADY_EXISTS
updated = customers.update_customer(CUSTOMER_ID, UpdateCustomer(account_purpose="Custody"))
assert updated.data.account_purpose == "Custody"
listed = CustomersApi(master).list_customers(filter_limit=100)
assert CUSTOMER_ID in [customer.customer_id for customer in listed.data]

credentials = CredentialsApi(session)
minted = credentials.generate_credentials(CUSTOMER_ID)
assert credentials.list_credentials(CUSTOMER_ID).data[0].is_owner is True
owner = client(api_key={"ownerKey": minted.data.customer_secret})
person = QuickUser(
    user_type=UserType.USER_TYPE_INDIVIDUAL,
    email="john.doe@example.com",
    first_name="John",
    last_name="Doe",
    phone="+12015550123",
    date_of_birth=date(1990, 1, 1),
    country=CountryCode.US,
)
user = UsersApi(owner).create_user(CreateUser(person), idempotency_key="generated-python").data
assert user.status == UserStatus.USER_STATUS_ACTIVE
assert [one.user_id for one in UsersApi(owner).list_users().data] == [user.user_id]
setting = CreateMonetizationSetting.from_dict(
    {"feature": "RFQ", "method": "FEE_RATE", "amount": 0.01}
)
earned = MonetizationApi(owner).create_monetization_setting(setting)
assert float(earned.data.amount) == 0.01
assert len(CurrenciesApi(owner).list_currencies().data) > 0

issued = TokensApi(owner).generate_user_token(user.user_id)
holder = client(access_token=issued.data.token)
quick = CreateWallet(QuickWallet(name="My BTC Wallet", currency="BTC"))
wallet = WalletsApi(holder).create_wallet(user.user_id, quick).data
asked = CreateAddress(currency="btc", network="bitcoin-testnet")
given = AddressesApi(holder).create_address(wallet.wallet_id, asked)
assert given.data.addresses[0].address.startswith("tb1q"), given.data

customers.delete_customer(CUSTOMER_ID)
print("openapi-generator, Python: from a customer to a deposit address, and one refusal read")
