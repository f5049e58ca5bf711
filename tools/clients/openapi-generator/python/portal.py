"""An end customer's life, through the Python client that openapi-generator makes of the served
contract. That client checks every answer before it shows it.
"""

import os

from portal_client import ApiClient, ApiException, Configuration
from portal_client.api import ContextApi, CustomersApi, UsageApi
from portal_client.models import CreateCustomer, ErrorEnvelope, RotateKey, UpdateCustomer

HOST = os.environ["CHECK_ORIGIN"] + "/portal/v1"
PLATFORM_KEY = os.environ["CHECK_PLATFORM_KEY"]


def client(**keys) -> ApiClient:
    return ApiClient(Configuration(host=HOST, access_token=PLATFORM_KEY, api_key=keys))


customers = CustomersApi(client())
created = customers.create_customer(CreateCustomer(name="Generated University"))
seen = ContextApi(client(customerKey=created.api_key)).get_customer_context()
assert (seen.customer_id, seen.name) == (created.id, "Generated University")

renamed = customers.update_customer(created.id, UpdateCustomer(name="Generated College"))
assert renamed.name == "Generated College"
rotated = customers.rotate_customer_key(created.id, rotate_key=RotateKey())
assert rotated.api_key != created.api_key
assert UsageApi(client()).get_customer_usage(created.id).object == "customer_usage"

customers.delete_customer(created.id)
try:
    customers.get_customer(created.id)
    raise AssertionError("a deleted end customer is shown")
except ApiException as gone:
    assert gone.status == 404, gone.status
    assert isinstance(gone.data, ErrorEnvelope), gone.data
print("openapi-generator, Python: an end customer created, renamed, its key rotated; deleted")
