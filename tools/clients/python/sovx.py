"""A customer's life, and that of its first user, through a client that was generated from the
served contract.

The client raises on every status that the contract does not declare.
"""

import os
from datetime import date
from http import HTTPStatus

from sovx_client import AuthenticatedClient
from sovx_client.api.addresses import create_address
from sovx_client.api.balances import list_wallet_balances
from sovx_client.api.credentials import generate_credentials
from sovx_client.api.customers import (
    create_customer,
    delete_customer,
    get_customer,
    list_customers,
    update_customer,
)
from sovx_client.api.sandbox import confirm_deposit, simulate_deposit
from sovx_client.api.tokens import generate_user_token
from sovx_client.api.transactions import list_wallet_transactions
from sovx_client.api.users import create_user
from sovx_client.api.wallets import create_wallet
from sovx_client.models import (
    BalanceListEnvelope,
    CountryCode,
    CreateCustomer,
    CredentialSecretEnvelope,
    CustomerEnvelope,
    CustomerPageEnvelope,
    CustomerStatus,
    DepositEnvelope,
    DepositState,
    ErrorCode,
    ErrorEnvelope,
    MoneyErrorCode,
    MoneyErrorEnvelope,
    SimulateDepositDecimal,
    TransactionListEnvelope,
    TransactionType,
    CreateAddress,
    QuickUser,
    QuickWallet,
    UpdateCustomer,
    UserEnvelope,
    UserStatus,
    UserTokenEnvelope,
    UserType,
    WalletAddressesEnvelope,
    WalletEnvelope,
)

CUSTOMER_ID = "corp-python-client"


def client(token: str, header: str, prefix: str) -> AuthenticatedClient:
    return AuthenticatedClient(
        base_url=os.environ["CHECK_ORIGIN"] + "/sovx/v1",
        token=token,
        prefix=prefix,
        auth_header_name=header,
        raise_on_unexpected_status=True,
    )


session = client(os.environ["CHECK_TOKEN"], "Authorization", "Bearer")
administrator = client(os.environ["CHECK_MASTER_KEY"], "x-master-api-key", "")
new = CreateCustomer(
    email="sean.fox@example.com", customer_id=CUSTOMER_ID, entity_name="Snake Ventures"
)

created = create_customer.sync_detailed(client=session, body=new)
assert created.status_code == HTTPStatus.CREATED, created.status_code
assert isinstance(created.parsed, CustomerEnvelope), created.parsed
assert created.parsed.success is True
customer = created.parsed.data
assert customer.customer_id == CUSTOMER_ID
assert customer.business.entity_name == "Snake Ventures"
assert customer.status == CustomerStatus.CUSTOMER_STATUS_VERIFIED
assert created.parsed.meta.trace_id == created.headers["x-trace-id"]

refused = create_customer.sync_detailed(client=session, body=new)
assert refused.status_code == HTTPStatus.CONFLICT, refused.status_code
assert isinstance(refused.parsed, ErrorEnvelope), refused.parsed
assert refused.parsed.errors[0].code == ErrorCode.CUSTOMER_ALREADY_EXISTS

updated = update_customer.sync_detailed(
    CUSTOMER_ID,
    client=session,
    body=UpdateCustomer(account_purpose="Custody", phone_number=None),
)
assert updated.status_code == HTTPStatus.OK, updated.status_code
assert isinstance(updated.parsed, CustomerEnvelope), updated.parsed
customer.account_purpose = "Custody"
customer.phone_number = None
assert updated.parsed.data == customer, updated.parsed.data

listed = list_customers.sync_detailed(client=administrator, filterlimit=100)
assert listed.status_code == HTTPStatus.OK, listed.status_code
assert isinstance(listed.parsed, CustomerPageEnvelope), listed.parsed
assert listed.parsed.meta.pagination.records.limit == 100
assert customer in listed.parsed.data

minted = generate_credentials.sync_detailed(CUSTOMER_ID, client=session)
assert minted.status_code == HTTPStatus.CREATED, minted.status_code
assert isinstance(minted.parsed, CredentialSecretEnvelope), minted.parsed
owner = client(minted.parsed.data.customer_secret, "x-api-key", "")

person = QuickUser(
    user_type=UserType.USER_TYPE_INDIVIDUAL,
    email="john.doe@example.com",
    first_name="John",
    last_name="Doe",
    phone="+12015550123",
    date_of_birth=date(1990, 1, 1),
    country=CountryCode.US,
)
user = create_user.sync_detailed(client=owner, body=person)
assert user.status_code == HTTPStatus.CREATED, user.status_code
assert isinstance(user.parsed, UserEnvelope), user.parsed
assert user.parsed.data.status == UserStatus.USER_STATUS_ACTIVE
user_id = user.parsed.data.user_id

issued = generate_user_token.sync_detailed(user_id, client=owner)
assert issued.status_code == HTTPStatus.OK, issued.status_code
assert isinstance(issued.parsed, UserTokenEnvelope), issued.parsed
holder = client(issued.parsed.data.token, "Authorization", "Bearer")

wallet = create_wallet.sync_detailed(
    user_id, client=holder, body=QuickWallet(name="My BTC Wallet", currency="BTC")
)
assert wallet.status_code == HTTPStatus.CREATED, wallet.status_code
assert isinstance(wallet.parsed, WalletEnvelope), wallet.parsed

address = create_address.sync_detailed(
    wallet.parsed.data.wallet_id,
    client=holder,
    body=CreateAddress(currency="btc", network="bitcoin-testnet"),
)
assert address.status_code == HTTPStatus.CREATED, address.status_code
assert isinstance(address.parsed, WalletAddressesEnvelope), address.parsed
assert address.parsed.data.addresses[0].address.startswith("tb1q"), address.parsed

sent = simulate_deposit.sync_detailed(
    client=owner,
    body=SimulateDepositDecimal(
        wallet_id=wallet.parsed.data.wallet_id,
        currency="btc",
        network="bitcoin-testnet",
        amount_decimal="0.5",
    ),
)
assert sent.status_code == HTTPStatus.CREATED, sent.status_code
assert isinstance(sent.parsed, DepositEnvelope), sent.parsed
confirmed = confirm_deposit.sync_detailed(sent.parsed.data.deposit_id, client=owner)
assert confirmed.status_code == HTTPStatus.OK, confirmed.status_code
assert isinstance(confirmed.parsed, DepositEnvelope), confirmed.parsed
assert confirmed.parsed.data.state == DepositState.CREDITED

balances = list_wallet_balances.sync_detailed(wallet.parsed.data.wallet_id, client=holder)
assert balances.status_code == HTTPStatus.OK, balances.status_code
assert isinstance(balances.parsed, BalanceListEnvelope), balances.parsed
assert balances.parsed.data[0].balance_decimal == "0.5"

told = list_wallet_transactions.sync_detailed(wallet.parsed.data.wallet_id, client=holder)
assert told.status_code == HTTPStatus.OK, told.status_code
assert isinstance(told.parsed, TransactionListEnvelope), told.parsed
assert told.parsed.data[0].type_ == TransactionType.TRANSACTION_TYPE_DEPOSIT

none = confirm_deposit.sync_detailed(wallet.parsed.data.wallet_id, client=owner)
assert none.status_code == HTTPStatus.NOT_FOUND, none.status_code
assert isinstance(none.parsed, MoneyErrorEnvelope), none.parsed
assert none.parsed.errors[0].code == MoneyErrorCode.MONEY_ERROR_CODE_DEPOSIT_NOT_FOUND

deleted = delete_customer.sync_detailed(CUSTOMER_ID, client=session)
assert deleted.status_code == HTTPStatus.NO_CONTENT, deleted.status_code
gone = get_customer.sync_detailed(CUSTOMER_ID, client=session)
assert gone.status_code == HTTPStatus.NOT_FOUND, gone.status_code
assert isinstance(gone.parsed, ErrorEnvelope), gone.parsed
assert gone.parsed.errors[0].code == ErrorCode.CUSTOMER_NOT_FOUND

print("Python: customer created, refused twice, updated, listed")
print("Python: user, token, wallet, address created; deposit credited; customer deleted")
