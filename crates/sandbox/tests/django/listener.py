"""A shop that runs django-paypal against a sandbox.

    python listener.py SANDBOX_URL DATABASE_FILE

Prints its own address when ready. `/ipn/` is django-paypal's IPN view, `/pdt/`
looks a return up with its PDT code, `/stored/` shows what both stored.
"""

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.http import JsonResponse
from django.urls import include, path

sandbox, database = sys.argv[1:3]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=["paypal.standard.ipn", "paypal.standard.pdt"],
    PAYPAL_IDENTITY_TOKEN="sandbox-pdt-token",
    PAYPAL_TEST=True,
    ROOT_URLCONF=__name__,
    SECRET_KEY="not a secret",
    USE_TZ=True,
)
django.setup()

import paypal.standard.models  # noqa: E402
import paypal.standard.pdt.models  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from paypal.standard.ipn.models import PayPalIPN  # noqa: E402
from paypal.standard.pdt.models import PayPalPDT  # noqa: E402
from paypal.standard.pdt.views import process_pdt  # noqa: E402

# There is no setting for the address, and both modules import the constant by
# name: it has to be replaced where it is used.
webscr = f"{sandbox}/cgi-bin/webscr"
paypal.standard.models.SANDBOX_POSTBACK_ENDPOINT = webscr
paypal.standard.pdt.models.SANDBOX_POSTBACK_ENDPOINT = webscr

FIELDS = (
    "txn_id",
    "parent_txn_id",
    "payment_status",
    "mc_gross",
    "mc_currency",
    "item_name",
    "quantity",
    "custom",
    "invoice",
    "receiver_email",
    "payer_email",
    "payment_date",
    "response",
    "flag",
    "flag_info",
)


def shown(row):
    values = {field: getattr(row, field) for field in FIELDS}
    return {name: value if isinstance(value, bool) else str(value) for name, value in values.items()}


def pdt(request):
    found, failed = process_pdt(request)
    return JsonResponse({"failed": failed, "found": shown(found)})


def stored(request):
    return JsonResponse(
        {
            "ipn": [shown(row) for row in PayPalIPN.objects.order_by("id")],
            "pdt": [shown(row) for row in PayPalPDT.objects.order_by("id")],
        }
    )


urlpatterns = [
    path("ipn/", include("paypal.standard.ipn.urls")),
    path("pdt/", pdt),
    path("stored/", stored),
]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=QuietHandler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
