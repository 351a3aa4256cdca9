"""paypal, a client for NVP, against the sandbox.

The sandbox's address is the only argument.
"""

import json
import sys
import urllib.parse
import urllib.request

from paypal.interface import PayPalInterface
from paypal.settings import PayPalConfig
from paypal.exceptions import PayPalAPIResponseError

BASE = sys.argv[1]


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/_sandbox/{path}", data=data, method=method)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def interface(password="sandbox-password"):
    config = PayPalConfig(
        API_USERNAME="merchant_api1.example.com",
        API_PASSWORD=password,
        API_SIGNATURE="sandbox-signature",
    )
    config.API_ENDPOINT = f"{BASE}/nvp"
    config.PAYPAL_URL_BASE = f"{BASE}/cgi-bin/webscr"
    return PayPalInterface(config)


def refused(code, call, *arguments, **fields):
    try:
        call(*arguments, **fields)
    except PayPalAPIResponseError as error:
        assert error.error_code == code, (error.error_code, error)
        return
    raise AssertionError(f"{code} was expected")


def paid(client, total, currency, action):
    asked = {
        "paymentrequest_0_amt": total,
        "paymentrequest_0_currencycode": currency,
        "paymentrequest_0_paymentaction": action,
    }
    urls = {"returnurl": "http://shop.test/return", "cancelurl": "http://shop.test/cancel"}
    token = client.set_express_checkout(**asked, **urls).token
    page = client.generate_express_checkout_redirect_url(token, useraction="commit")
    with urllib.request.urlopen(page) as answer:
        assert token in answer.read().decode()
    back = control("POST", f"checkouts/{token}/approve")["redirect_url"]
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)
    details = client.get_express_checkout_details(token=token)
    assert [details.payerid] == query["PayerID"] and details.amt == total
    pay = {"token": token, "payerid": details.payerid, **asked}
    done = client.do_express_checkout_payment(**pay)
    refused(10415, client.do_express_checkout_payment, **pay)
    return done.paymentinfo_0_transactionid


def pays_and_refunds(client):
    for currency, total, part in [("USD", "20.50", "0.50"), ("JPY", "2050", "50")]:
        transaction = paid(client, total, currency, "Sale")
        found = client.get_transaction_details(transactionid=transaction)
        assert (found.paymentstatus, found.amt, found.currencycode) == ("Completed", total, currency)
        refund = client.refund_transaction(
            transaction, refundtype="Partial", amt=part, currencycode=currency
        )
        assert refund.grossrefundamt == part
        refused(10009, client.refund_transaction, transaction, refundtype="Full")
        hits = client.transaction_search(
            startdate="2020-01-01T00:00:00Z", transactionid=transaction
        ).items()
        assert [hit["TRANSACTIONID"] for hit in hits] == [transaction], hits


def authorises(client):
    authorization = paid(client, "9.00", "USD", "Authorization")
    capture = client.do_capture(authorization, "4.00", completetype="NotComplete", currencycode="USD")
    assert capture.parenttransactionid == authorization
    assert client.do_void(authorizationid=authorization).authorizationid == authorization
    refused(10600, client.do_capture, authorization, "1.00")
    order = paid(client, "9.00", "USD", "Order")
    assert client.do_authorization(order, "3.00").amt == "3.00"


CLIENT = interface()
refused(10002, interface("wrong").get_transaction_details, transactionid="X")
refused(10410, CLIENT.get_express_checkout_details, token="EC-NOBODYKNOWSTHIS00")
pays_and_refunds(CLIENT)
authorises(CLIENT)
ACCOUNTS = {account["email"]: account for account in control("GET", "accounts")}
MERCHANT = ACCOUNTS["merchant@example.com"]["balances"]
assert (MERCHANT["USD"], MERCHANT["JPY"]) == ("24.00", "2000"), MERCHANT
print("paypal 1.2.5 is served")
