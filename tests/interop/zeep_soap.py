"""zeep with PayPal's WSDL, strict, against the sandbox.

The sandbox's address and the directory of PayPalSvc.wsdl are the arguments.
Every answer is also held against the schemas by lxml.
"""

import datetime
import json
import os
import shutil
import sys
import tempfile
import urllib.parse
import urllib.request

import zeep
from lxml import etree

BASE, WSDL = sys.argv[1:3]
API = "urn:ebay:api:PayPalAPI"
XSD = "{http://www.w3.org/2001/XMLSchema}"
ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/_sandbox/{path}", data=data, method=method)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def stricter(folder):
    """Copies WSDL and schemas without the `any` that every answer may begin
    with: libraries give it the first field of an answer, which then is missing.
    """
    for name in os.listdir(WSDL):
        path = os.path.join(folder, name)
        shutil.copyfile(os.path.join(WSDL, name), path)
        if name == "eBLBaseComponents.xsd":
            document = etree.parse(path)
            for found in document.iterfind(f".//{XSD}complexType[@name='AbstractResponseType']//{XSD}any"):
                found.getparent().remove(found)
            document.write(path)


def schema(folder):
    """The schema inside the WSDL, with the files that it imports."""
    wsdl = etree.parse(os.path.join(folder, "PayPalSvc.wsdl")).getroot()
    inner = wsdl.find(f".//{XSD}schema")
    whole = etree.Element(inner.tag, inner.attrib, nsmap={**wsdl.nsmap, **inner.nsmap})
    whole.extend(list(inner))
    path = os.path.join(folder, "api.xsd")
    etree.ElementTree(whole).write(path)
    return etree.XMLSchema(etree.parse(path))


class Validation(zeep.Plugin):
    """Holds the body of every answer against the schemas."""

    def __init__(self, folder):
        self.schema = schema(folder)
        self.count = 0

    def ingress(self, envelope, http_headers, operation):
        assert http_headers["content-type"].startswith("text/xml")
        [answer] = list(envelope.find(f"{ENVELOPE}Body"))
        self.schema.assertValid(answer)
        self.count += 1
        return envelope, http_headers

    def egress(self, envelope, http_headers, operation, binding_options):
        [request] = list(envelope.find(f"{ENVELOPE}Body"))
        self.schema.assertValid(request)
        return envelope, http_headers


with tempfile.TemporaryDirectory() as described:
    stricter(described)
    VALIDATION = Validation(described)
    CLIENT = zeep.Client(
        os.path.join(described, "PayPalSvc.wsdl"),
        settings=zeep.Settings(strict=True),
        plugins=[VALIDATION],
    )
PATHS = {"PayPalAPISoapBinding": "/2.0/", "PayPalAPIAASoapBinding": "/124/"}
SERVICES = [
    CLIENT.create_service(f"{{{API}}}{binding}", BASE + path) for binding, path in PATHS.items()
]


def header(password="sandbox-password"):
    credentials = {
        "Username": "merchant_api1.example.com",
        "Password": password,
        "Signature": "sandbox-signature",
    }
    return {"RequesterCredentials": {"Credentials": credentials}}


def call(name, _soapheaders=None, **request):
    service = next(one for one in SERVICES if name in one._operations)
    request["Version"] = "204.0"
    answer = service[name](**{f"{name}Request": request}, _soapheaders=_soapheaders or header())
    # zeep puts header and body side by side.
    return getattr(answer, "body", answer)


def done(name, **request):
    answer = call(name, **request)
    assert answer.Ack == "Success", answer
    return answer


def code(answer):
    assert answer.Ack == "Failure", answer
    return answer.Errors[0].ErrorCode


def amount(value, currency="USD"):
    return {"_value_1": value, "currencyID": currency}


def payment(value, currency="USD", action="Sale", **more):
    return {"OrderTotal": amount(value, currency), "PaymentAction": action, **more}


def opened(*payments):
    details = {
        "ReturnURL": "http://shop.test/return",
        "CancelURL": "http://shop.test/cancel",
        "PaymentDetails": list(payments),
    }
    return done("SetExpressCheckout", SetExpressCheckoutRequestDetails=details).Token


def agreed(token):
    back = control("POST", f"checkouts/{token}/approve")["redirect_url"]
    return urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["PayerID"][0]


def paid(*payments):
    token = opened(*payments)
    details = {"Token": token, "PayerID": agreed(token), "PaymentDetails": list(payments)}
    answer = done(
        "DoExpressCheckoutPayment", DoExpressCheckoutPaymentRequestDetails=details
    )
    return answer.DoExpressCheckoutPaymentResponseDetails.PaymentInfo


def express_checkout():
    for currency, total, unit, tax in [("USD", "21.50", "10.00", "0.50"), ("JPY", "2150", "1000", "50")]:
        asked = payment(
            total,
            currency,
            ItemTotal=amount(f"{float(unit) * 2:.{0 if currency == 'JPY' else 2}f}", currency),
            TaxTotal=amount(f"{float(tax) * 2:.{0 if currency == 'JPY' else 2}f}", currency),
            ShippingTotal=amount(tax, currency),
            InvoiceID=f"Z-{currency}",
            Custom="c & <d>",
            PaymentDetailsItem=[
                {"Name": "Mug", "Quantity": 2, "Amount": amount(unit, currency), "Tax": amount(tax, currency)}
            ],
        )
        token = opened(asked)
        before = done("GetExpressCheckoutDetails", Token=token)
        before = before.GetExpressCheckoutDetailsResponseDetails
        assert before.PayerInfo.PayerID is None
        payer = agreed(token)
        shown = done("GetExpressCheckoutDetails", Token=token)
        shown = shown.GetExpressCheckoutDetailsResponseDetails
        assert shown.PayerInfo.PayerID == payer == "BUYER23456789"
        assert shown.PayerInfo.Address.CityName == "San Jose"
        [details] = shown.PaymentDetails
        assert details.OrderTotal._value_1 == total and details.OrderTotal.currencyID == currency
        assert details.Custom == "c & <d>" and details.PaymentDetailsItem[0].Quantity == 2
        request = {"Token": token, "PayerID": payer, "PaymentDetails": [asked]}
        answer = done(
            "DoExpressCheckoutPayment", DoExpressCheckoutPaymentRequestDetails=request
        )
        [info] = answer.DoExpressCheckoutPaymentResponseDetails.PaymentInfo
        assert info.PaymentStatus == "Completed" and info.TransactionType == "express-checkout"
        assert info.GrossAmount._value_1 == total
        again = call("DoExpressCheckoutPayment", DoExpressCheckoutPaymentRequestDetails=request)
        assert code(again) == "10415"
        found = done("GetTransactionDetails", TransactionID=info.TransactionID)
        found = found.PaymentTransactionDetails
        assert found.PaymentItemInfo.InvoiceID == f"Z-{currency}"
        part = done(
            "RefundTransaction",
            TransactionID=info.TransactionID,
            RefundType="Partial",
            Amount=amount(unit, currency),
            Memo="Sorry",
        )
        assert part.GrossRefundAmount._value_1 == unit
        done("GetTransactionDetails", TransactionID=part.RefundTransactionID)
        over = call("RefundTransaction", TransactionID=info.TransactionID, RefundType="Full")
        assert code(over) == "10009"
    several = paid(payment("1.00", PaymentRequestID="a"), payment("2.00", PaymentRequestID="b"))
    assert [info.PaymentRequestID for info in several] == ["a", "b"]


def authorizations():
    [info] = paid(payment("9.00", "EUR", "Authorization"))
    assert info.PendingReason == "authorization" and info.FeeAmount is None
    capture = {"AuthorizationID": info.TransactionID, "CompleteType": "NotComplete"}
    taken = done("DoCapture", Amount=amount("4.00", "EUR"), MsgSubID="m", **capture)
    taken = taken.DoCaptureResponseDetails
    assert taken.PaymentInfo.ParentTransactionID == info.TransactionID
    assert taken.MsgSubID == "m"
    again = done("DoCapture", Amount=amount("4.00", "EUR"), MsgSubID="m", **capture)
    again = again.DoCaptureResponseDetails
    assert again.PaymentInfo.TransactionID == taken.PaymentInfo.TransactionID
    done("DoReauthorization", AuthorizationID=info.TransactionID, Amount=amount("5.00", "EUR"))
    assert done("DoVoid", AuthorizationID=info.TransactionID).AuthorizationID == info.TransactionID
    assert code(call("DoCapture", Amount=amount("1.00", "EUR"), **capture)) == "10600"
    [order] = paid(payment("9.00", "EUR", "Order"))
    authorized = done(
        "DoAuthorization", TransactionID=order.TransactionID, Amount=amount("3.00", "EUR")
    )
    assert authorized.AuthorizationInfo.PendingReason == "authorization"


def back_office():
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
    found = done("TransactionSearch", StartDate=start)
    kinds = {one.Type for one in found.PaymentTransactions}
    assert kinds == {"Payment", "Refund", "Authorization", "Order"}, kinds
    none = done("TransactionSearch", StartDate=start, InvoiceID="nobody")
    assert not none.PaymentTransactions
    balance = done("GetBalance", ReturnAllCurrencies="1")
    assert (balance.Balance._value_1, balance.Balance.currencyID) == ("14.50", "USD"), balance
    assert [one.currencyID for one in balance.BalanceHoldings] == ["USD", "EUR", "JPY"], balance
    assert done("GetPalDetails").Pal == "MERCHANT23456"


def agreements():
    details = {
        "ReturnURL": "http://shop.test/return",
        "CancelURL": "http://shop.test/cancel",
        "PaymentDetails": [payment("0.00")],
        "BillingAgreementDetails": [
            {"BillingType": "MerchantInitiatedBilling", "BillingAgreementDescription": "Club"}
        ],
    }
    token = done("SetExpressCheckout", SetExpressCheckoutRequestDetails=details).Token
    assert code(call("CreateBillingAgreement", Token=token)) == "10485"
    agreed(token)
    agreement = done("CreateBillingAgreement", Token=token).BillingAgreementID
    charge = {
        "ReferenceID": agreement,
        "PaymentAction": "Sale",
        "PaymentDetails": payment("2.00", "GBP"),
    }
    charged = done("DoReferenceTransaction", DoReferenceTransactionRequestDetails=charge)
    charged = charged.DoReferenceTransactionResponseDetails
    assert charged.PaymentInfo.TransactionType == "mercht-pmt"
    item = {"ReceiverEmail": "buyer@example.com", "Amount": amount("1.50", "GBP")}
    done("MassPay", MassPayItem=[item])
    assert code(call("MassPay", MassPayItem=[item])) == "10321"
    request = {"ReferenceID": agreement, "BillingAgreementStatus": "Canceled"}
    for expected in ["Success", "Failure"]:
        service = next(one for one in SERVICES if "BillAgreementUpdate" in one._operations)
        answer = service.BillAgreementUpdate(
            BAUpdateRequest={"Version": "204.0", **request}, _soapheaders=header()
        )
        assert getattr(answer, "body", answer).Ack == expected
    charge = call("DoReferenceTransaction", DoReferenceTransactionRequestDetails=charge)
    assert code(charge) == "10201"


def recurring():
    details = {
        "ReturnURL": "http://shop.test/return",
        "CancelURL": "http://shop.test/cancel",
        "PaymentDetails": [payment("0.00")],
        "BillingAgreementDetails": [
            {"BillingType": "RecurringPayments", "BillingAgreementDescription": "Club"}
        ],
    }
    token = done("SetExpressCheckout", SetExpressCheckoutRequestDetails=details).Token
    agreed(token)
    start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    period = {"BillingPeriod": "Month", "BillingFrequency": 1, "Amount": amount("3.00")}
    terms = {
        "Token": token,
        "RecurringPaymentsProfileDetails": {"BillingStartDate": start},
        "ScheduleDetails": {
            "Description": "Club",
            "PaymentPeriod": period,
            "TrialPeriod": {**period, "TotalBillingCycles": 2, "Amount": amount("0.00")},
            "ActivationDetails": {"InitialAmount": amount("1.00")},
        },
    }
    operation = "CreateRecurringPaymentsProfile"
    made = done(operation, **{f"{operation}RequestDetails": terms})
    profile = made.CreateRecurringPaymentsProfileResponseDetails.ProfileID
    assert code(call(operation, **{f"{operation}RequestDetails": terms})) == "11502"
    found = done("GetRecurringPaymentsProfileDetails", ProfileID=profile)
    found = found.GetRecurringPaymentsProfileDetailsResponseDetails
    assert found.ProfileStatus == "ActiveProfile"
    assert found.RegularRecurringPaymentsPeriod.Amount._value_1 == "3.00"
    change = {"ProfileID": profile, "Amount": amount("4.00")}
    done("UpdateRecurringPaymentsProfile", UpdateRecurringPaymentsProfileRequestDetails=change)
    bill = {"ProfileID": profile}
    bill = call("BillOutstandingAmount", BillOutstandingAmountRequestDetails=bill)
    assert code(bill) == "11519"
    cancel = {"ProfileID": profile, "Action": "Cancel"}
    operation = "ManageRecurringPaymentsProfileStatus"
    done(operation, **{f"{operation}RequestDetails": cancel})
    assert code(call(operation, **{f"{operation}RequestDetails": cancel})) == "11556"
    unknown = call("GetRecurringPaymentsProfileDetails", ProfileID="I-NOBODYKNOWS0")
    assert code(unknown) == "11552"


def buttons():
    option = {
        "OptionName": "Size",
        "OptionSelectionDetails": [{"OptionSelection": "S", "Price": "5.00"}],
    }
    made = done(
        "BMCreateButton",
        ButtonType="BUYNOW",
        ButtonCode="HOSTED",
        ButtonVar=["item_name=Mug", "currency_code=EUR"],
        OptionDetails=[option],
        TextBox=["Name"],
    )
    found = done("BMGetButtonDetails", HostedButtonID=made.HostedButtonID)
    assert found.OptionDetails[0].OptionSelectionDetails[0].Price == "5.00"
    assert found.ButtonVar == ['"item_name=Mug"', '"currency_code=EUR"']
    [hit] = done("BMButtonSearch").ButtonSearchResult
    assert hit.HostedButtonID == made.HostedButtonID
    done("BMManageButtonStatus", HostedButtonID=made.HostedButtonID, ButtonStatus="DELETE")
    assert code(call("BMGetButtonDetails", HostedButtonID=made.HostedButtonID)) == "11925"
    match = done("AddressVerify", Email="buyer@example.com", Street="1 Main St", Zip="95131")
    assert (match.StreetMatch, match.ZipMatch) == ("Matched", "Matched")


def refusals():
    assert code(call("GetPalDetails", _soapheaders=header("wrong"))) == "10002"
    assert code(call("GetExpressCheckoutDetails", Token="EC-NOBODYKNOWSTHIS00")) == "10410"
    details = {"ReturnURL": "http://shop.test/", "CancelURL": "http://shop.test/"}
    wrong = payment("2.00", ItemTotal=amount("1.00"))
    request = {"SetExpressCheckoutRequestDetails": {**details, "PaymentDetails": [wrong]}}
    assert code(call("SetExpressCheckout", **request)) == "10413"
    mixed = payment("2.00", ItemTotal=amount("2.00", "EUR"))
    request = {"SetExpressCheckoutRequestDetails": {**details, "PaymentDetails": [mixed]}}
    assert code(call("SetExpressCheckout", **request)) == "10418"
    fault = CLIENT.transport.post(f"{BASE}/2.0/", "<broken", {})
    assert fault.status_code == 500 and b"<SOAP-ENV:Fault>" in fault.content


express_checkout()
authorizations()
back_office()
agreements()
recurring()
buttons()
refusals()
print("zeep", zeep.__version__, "is served:", VALIDATION.count, "answers are valid")
