"""An end customer's life, through a client that was generated from the served contract.

The client raises on every status that the contract does not declare.
"""

import os
from http import HTTPStatus

from portal_client import AuthenticatedClient
from portal_client.api.context import get_customer_context
from portal_client.api.customers import (
    create_customer,
    delete_customer,
    get_customer,
    list_customers,
    rotate_customer_key,
    update_customer,
)
from portal_client.api.usage import get_customer_usage
from portal_client.models import (
    CreateCustomer,
    CustomerContext,
    CustomerDetails,
    CustomerList,
    CustomerUsage,
    CustomerWithKey,
    ErrorCode,
    ErrorEnvelope,
    RotatedKey,
    RotateKey,
    UpdateCustomer,
)

partner = AuthenticatedClient(
    base_url=os.environ["CHECK_ORIGIN"] + "/portal/v1",
    token=os.environ["CHECK_PLATFORM_KEY"],
    raise_on_unexpected_status=True,
)


def context(key: str) -> tuple[HTTPStatus, str]:
    """Whose key this is: the status, and the name or the code of the error."""
    seen = get_customer_context.sync_detailed(
        client=partner.with_headers({"X-Customer-Key": key})
    )
    if isinstance(seen.parsed, CustomerContext):
        return seen.status_code, seen.parsed.name
    assert isinstance(seen.parsed, ErrorEnvelope), seen.parsed
    return seen.status_code, seen.parsed.error.code.value


new = CreateCustomer(name="Snake University")
created = create_customer.sync_detailed(client=partner, body=new)
assert created.status_code == HTTPStatus.CREATED, created.status_code
assert isinstance(created.parsed, CustomerWithKey), created.parsed
customer = created.parsed
assert customer.object_ == "customer"
assert customer.api_key.startswith("ck_")

refused = create_customer.sync_detailed(client=partner, body=new)
assert refused.status_code == HTTPStatus.CONFLICT, refused.status_code
assert isinstance(refused.parsed, ErrorEnvelope), refused.parsed
assert refused.parsed.error.code == ErrorCode.CONFLICT

listed = list_customers.sync_detailed(client=partner, limit=100)
assert listed.status_code == HTTPStatus.OK, listed.status_code
assert isinstance(listed.parsed, CustomerList), listed.parsed
assert listed.parsed.pagination.limit == 100
assert customer.id in [one.id for one in listed.parsed.data]

got = get_customer.sync_detailed(customer.id, client=partner)
assert got.status_code == HTTPStatus.OK, got.status_code
assert isinstance(got.parsed, CustomerDetails), got.parsed
assert got.parsed.to_dict() == customer.to_dict()

renamed = update_customer.sync_detailed(
    customer.id, client=partner, body=UpdateCustomer(name="Snake College")
)
assert renamed.status_code == HTTPStatus.OK, renamed.status_code
assert context(customer.api_key) == (HTTPStatus.OK, "Snake College")

usage = get_customer_usage.sync_detailed(customer.id, client=partner)
assert usage.status_code == HTTPStatus.OK, usage.status_code
assert isinstance(usage.parsed, CustomerUsage), usage.parsed
assert usage.parsed.usage.total_requests == 1, usage.parsed
assert usage.parsed.rate_limit.remaining < usage.parsed.rate_limit.limit

rotated = rotate_customer_key.sync_detailed(
    customer.id, client=partner, body=RotateKey(grace_seconds=3600)
)
assert rotated.status_code == HTTPStatus.OK, rotated.status_code
assert isinstance(rotated.parsed, RotatedKey), rotated.parsed
assert rotated.parsed.previous_key_expires_at > rotated.parsed.rotated_at
assert context(customer.api_key) == (HTTPStatus.OK, "Snake College")
assert context(rotated.parsed.api_key) == (HTTPStatus.OK, "Snake College")

deleted = delete_customer.sync_detailed(customer.id, client=partner)
assert deleted.status_code == HTTPStatus.NO_CONTENT, deleted.status_code
assert context(rotated.parsed.api_key) == (HTTPStatus.FORBIDDEN, "FORBIDDEN")
gone = get_customer.sync_detailed(customer.id, client=partner)
assert gone.status_code == HTTPStatus.NOT_FOUND, gone.status_code

print("Python: end customer created, refused twice, listed, read, renamed")
print("Python: its key used, counted, rotated with a grace; deleted")
