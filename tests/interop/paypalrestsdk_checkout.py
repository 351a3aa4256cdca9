"""paypalrestsdk, PayPal's own client for Payments v1, against the sandbox.

The sandbox's address is the only argument.
"""

import json
import sys
import urllib.parse
import urllib.request

import paypalrestsdk
from paypalrestsdk import Api, Payment, ResourceNotFound, Sale
from paypalrestsdk.exceptions import UnauthorizedAccess

BASE = sys.argv[1]


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/_sandbox/{path}", data=data, method=method)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def api(secret="sandbox-secret"):
    return Api(
        {
            "mode": "sandbox",
            "endpoint": BASE,
            "client_id": "sandbox-client",
            "client_secret": secret,
        }
    )


def asked(currency, total, intent="sale"):
    return {
        "intent": intent,
        "payer": {"payment_method": "paypal"},
        "redirect_urls": {
            "return_url": "http://shop.test/return",
            "cancel_url": "http://shop.test/cancel",
        },
        "transactions": [
            {
                "item_list": {
                    "items": [
                        {
                            "name": "Mug",
                            "sku": "MUG",
                            "price": total,
                            "currency": currency,
                            "quantity": 1,
                        }
                    ]
                },
                "amount": {"total": total, "currency": currency},
                "description": "One mug.",
            }
        ],
    }


def approved(payment):
    url = next(link.href for link in payment.links if link.rel == "approval_url")
    assert any(link.method == "REDIRECT" for link in payment.links)
    assert url.startswith(BASE), url
    token = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["token"][0]
    back = control("POST", f"checkouts/{token}/approve")["redirect_url"]
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)
    assert query["paymentId"] == [payment.id], back
    return query["PayerID"][0]


def pays_and_refunds(client):
    for currency, total, part in [("USD", "5.00", "2.00"), ("JPY", "500", "200")]:
        payment = Payment(asked(currency, total), api=client)
        assert payment.create(), payment.error
        payer = approved(payment)
        found = Payment.find(payment.id, api=client)
        assert found.state == "created", found.state
        assert found.execute({"payer_id": payer}), found.error
        assert found.state == "approved", found.state
        sale = Sale.find(found.transactions[0].related_resources[0].sale.id, api=client)
        assert (sale.state, sale.amount.total) == ("completed", total), sale
        refund = sale.refund({"amount": {"total": part, "currency": currency}})
        assert refund.success(), refund.error
        assert Sale.find(sale.id, api=client).state == "partially_refunded"
        rest = sale.refund({})
        assert rest.success(), rest.error
        assert not sale.refund({}).success()
        refund = paypalrestsdk.Refund.find(refund.id, api=client)
        assert (refund.state, refund.amount.total) == ("completed", part), refund
    history = Payment.all({"count": 1}, api=client)
    assert len(history.payments) == 1 and history.next_id, history
    assert history.payments[0].id == payment.id


def authorises(client):
    payment = Payment(asked("EUR", "9.00", "authorize"), api=client)
    assert payment.create(), payment.error
    assert payment.execute({"payer_id": approved(payment)}), payment.error
    found = payment.transactions[0].related_resources[0].authorization.id
    authorization = paypalrestsdk.Authorization.find(found, api=client)
    assert authorization.state == "authorized", authorization
    amount = {"amount": {"currency": "EUR", "total": "4.00"}}
    capture = authorization.capture(amount)
    assert capture.success() and capture.state == "completed", capture.error
    assert paypalrestsdk.Authorization.find(found, api=client).state == "partially_captured"
    assert authorization.void(), authorization.error
    assert not authorization.capture(amount).success()


def is_refused(client):
    wrong = asked("USD", "5.00")
    wrong["transactions"][0]["amount"]["total"] = "6.00"
    payment = Payment(wrong, api=client)
    assert not payment.create()
    assert payment.error["name"] == "VALIDATION_ERROR", payment.error
    assert payment.error["details"][0]["field"] == "transactions[0]", payment.error
    payment = Payment(asked("USD", "5.00"), api=client)
    assert payment.create()
    assert not payment.execute({"payer_id": "BUYER23456789"})
    assert payment.error["name"] == "PAYMENT_NOT_APPROVED_FOR_EXECUTION", payment.error
    try:
        Payment.find("PAYID-NOBODYKNOWSTHISPAYMENT", api=client)
        raise AssertionError("an unknown payment was found")
    except ResourceNotFound as error:
        assert error.response.status_code == 404
    try:
        Payment.all({"count": 1}, api=api("wrong"))
        raise AssertionError("a wrong secret was taken")
    except UnauthorizedAccess:
        pass


def balances_are_what_was_captured():
    accounts = {account["email"]: account for account in control("GET", "accounts")}
    merchant = accounts["merchant@example.com"]["balances"]
    assert (merchant["USD"], merchant["JPY"], merchant["EUR"]) == ("0.00", "0", "4.00"), merchant


CLIENT = api()
pays_and_refunds(CLIENT)
authorises(CLIENT)
is_refused(CLIENT)
balances_are_what_was_captured()
print("paypalrestsdk", paypalrestsdk.__version__, "is served")
