"""django-paypal's helper for NVP, PayPalWPP, against the sandbox.

The sandbox's address is the only argument. The helper has no refunds and no
captures.
"""

import datetime
import json
import sys
import urllib.request

import django
from django.conf import settings

BASE = sys.argv[1]

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "paypal.pro"],
    PAYPAL_TEST=True,
    PAYPAL_WPP_USER="merchant_api1.example.com",
    PAYPAL_WPP_PASSWORD="sandbox-password",
    PAYPAL_WPP_SIGNATURE="sandbox-signature",
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from paypal.pro import helpers  # noqa: E402
from paypal.pro.exceptions import PayPalFailure  # noqa: E402
from paypal.pro.models import PayPalNVP  # noqa: E402

helpers.SANDBOX_ENDPOINT = f"{BASE}/nvp"
URLS = {"returnurl": "http://shop.test/return", "cancelurl": "http://shop.test/cancel"}
TOTAL = {"paymentrequest_0_amt": "20.50", "paymentrequest_0_currencycode": "USD"}


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/_sandbox/{path}", data=data, method=method)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def agreed(client, **asked):
    """Token of a checkout that the buyer has agreed to."""
    token = client.setExpressCheckout({**URLS, **asked}).token
    assert token.startswith("EC-"), token
    control("POST", f"checkouts/{token}/approve")
    return token


def refused(code, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except PayPalFailure as failure:
        told = failure.nvp.response_dict["l_errorcode0"]
        assert told == code, (told, failure)
        return
    raise AssertionError(f"{code} was expected")


def pays(client):
    order = {**TOTAL, "paymentrequest_0_custom": "table 7", "paymentrequest_0_invnum": "A-1"}
    token = agreed(client, **order)
    details = client.getExpressCheckoutDetails({"token": token})
    assert details.payerid and details.firstname, vars(details)
    assert details.response_dict["paymentrequest_0_custom"] == "table 7", details.response
    pay = {"token": token, "payerid": details.payerid, **order}
    done = client.doExpressCheckoutPayment(pay)
    transaction = done.response_dict["paymentinfo_0_transactionid"]
    assert done.response_dict["paymentinfo_0_amt"] == "20.50", done.response
    found = client.getTransactionDetails({"transactionid": transaction})
    assert found.response_dict["paymentstatus"] == "Completed", found.response
    assert (found.invnum, found.custom) == ("A-1", "table 7"), found.response
    refused("10415", client.doExpressCheckoutPayment, pay)
    return transaction


def charges_by_an_agreement(client):
    billing = {"l_billingtype0": "MerchantInitiatedBilling", "l_billingagreementdescription0": "Tea"}
    token = agreed(client, paymentrequest_0_amt="0.00", **billing)
    agreement = client.createBillingAgreement({"token": token}).response_dict["billingagreementid"]
    charged = client.doReferenceTransaction({"referenceid": agreement, "amt": "5.00", "currencycode": "USD"})
    assert charged.response_dict["amt"] == "5.00", charged.response


def subscribes_and_cancels(client):
    billing = {"l_billingtype0": "RecurringPayments", "l_billingagreementdescription0": "Tea by mail"}
    token = agreed(client, paymentrequest_0_amt="0.00", **billing)
    payer = client.getExpressCheckoutDetails({"token": token}).payerid
    profile = client.createRecurringPaymentsProfile(
        {
            "token": token,
            "payerid": payer,
            "desc": "Tea by mail",
            "profilestartdate": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "billingperiod": "Month",
            "billingfrequency": "1",
            "amt": "9.00",
            "currencycode": "USD",
        }
    )
    assert profile.profilestatus == "ActiveProfile", profile.response
    client.updateRecurringPaymentsProfile({"profileid": profile.profileid, "amt": "9.50", "currencycode": "USD"})
    cancel = {"profileid": profile.profileid, "action": "Cancel"}
    client.manangeRecurringPaymentsProfileStatus(cancel)
    # The helper knows a profile that is cancelled already by PayPal's words.
    again = client.manangeRecurringPaymentsProfileStatus(cancel, fail_silently=True)
    assert again.flag, again.response


def is_refused(client):
    card = {name: "1" for name in ("creditcardtype", "acct", "expdate", "cvv2", "ipaddress")}
    buyer = {name: "x" for name in ("firstname", "lastname", "street", "city", "state", "countrycode", "zip")}
    refused("10002", stranger().setExpressCheckout, {**URLS, **TOTAL})
    refused("10410", client.getExpressCheckoutDetails, {"token": "EC-UNKNOWN"})
    refused("81002", client.doDirectPayment, {**card, **buyer, "amt": "1.00"})


def stranger():
    params = {**helpers.BASE_PARAMS, "PWD": "wrong"}
    return helpers.PayPalWPP(request(), params=params)


def request():
    return RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")


def main():
    call_command("migrate", verbosity=0)
    client = helpers.PayPalWPP(request())
    pays(client)
    charges_by_an_agreement(client)
    subscribes_and_cancels(client)
    is_refused(client)
    stored = PayPalNVP.objects.filter(flag=False).count()
    assert stored >= 10, stored
    print("PayPalWPP is served")


main()
