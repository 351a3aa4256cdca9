// The create endpoint of the server path, as a shop would write it with Express
// and @paypal/checkout-server-sdk. It does what the merchant server does: the
// request is checked and priced from the catalogue, the checkout is stored under
// its idempotency key with the id of the request to PayPal, the order is made,
// and its answer is stored before the client is told where to go.
//
// node server.mjs PORT PAYPAL CATALOGUE DATABASE

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import paypal from '@paypal/checkout-server-sdk';
import Database from 'better-sqlite3';
import express from 'express';

const [port, base, cataloguePath, databasePath] = process.argv.slice(2);
const shop = `http://127.0.0.1:${port}`;

const catalogue = JSON.parse(readFileSync(cataloguePath, 'utf8'));
const products = new Map(catalogue.products.map((product) => [product.sku, product]));
const environment = new paypal.core.PayPalEnvironment('sandbox-client', 'sandbox-secret', base, base);
const client = new paypal.core.PayPalHttpClient(environment);

const db = new Database(databasePath);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`CREATE TABLE IF NOT EXISTS checkouts (
  id TEXT PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  request TEXT NOT NULL,
  request_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  total INTEGER NOT NULL,
  lines TEXT NOT NULL,
  status TEXT NOT NULL,
  paypal_id TEXT,
  approval_url TEXT,
  answer TEXT,
  created_at INTEGER NOT NULL
) STRICT`);
const byKey = db.prepare('SELECT * FROM checkouts WHERE idempotency_key = ?');
const insert = db.prepare(`INSERT INTO checkouts
  (id, idempotency_key, request, request_id, currency, total, lines, status, created_at)
  VALUES (@id, @idempotency_key, @request, @request_id, @currency, @total, @lines, 'created', @created_at)
  ON CONFLICT (idempotency_key) DO NOTHING`);
const opened = db.prepare('UPDATE checkouts SET paypal_id = ?, approval_url = ?, answer = ? WHERE id = ?');

class Refused extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

const decimals = (currency) => (['HUF', 'JPY', 'TWD'].includes(currency) ? 0 : 2);

function minor(text, currency) {
  const [whole, part = ''] = text.split('.');
  return Number(whole + part.padEnd(decimals(currency), '0'));
}

function decimal(amount, currency) {
  const places = decimals(currency);
  if (places === 0) return String(amount);
  const digits = String(amount).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Half away from zero, of an amount that is not negative. */
function percent(amount, rate) {
  const thousandths = BigInt(minor(rate, 'USD')) * 10n;
  return Number((BigInt(amount) * thousandths + 50_000n) / 100_000n);
}

function priceOf(product, options, currency) {
  let price = product.prices[currency];
  for (const { name, choices } of product.options ?? []) {
    const chosen = options.find((option) => option.name === name);
    const choice = chosen && choices.find(({ value }) => value === chosen.value);
    if (!choice) throw new Refused(400, 'option_unknown');
    price = choice.prices?.[currency] ?? price;
  }
  return minor(price, currency);
}

function quote({ currency, lines }) {
  const rules = catalogue.pricing[currency];
  if (!catalogue.currencies.includes(currency)) throw new Refused(400, 'currency_not_offered');
  if (!Array.isArray(lines) || lines.length === 0) throw new Refused(400, 'cart_empty');
  const priced = lines.map(({ sku, quantity, options = [] }) => {
    const product = products.get(sku);
    if (!product) throw new Refused(400, 'sku_unknown');
    if (product.sold_out) throw new Refused(409, 'sold_out');
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > (product.max_quantity ?? 999)) {
      throw new Refused(400, 'quantity_invalid');
    }
    return { sku, name: product.name, options, quantity, price: priceOf(product, options, currency) };
  });
  const items = priced.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const units = priced.reduce((sum, { quantity }) => sum + quantity, 0);
  const { first, further, free_from: free } = rules?.shipping ?? {};
  let shipping = 0;
  if (first && !(free && items >= minor(free.value, currency))) {
    shipping = minor(first.value, currency) + (further ? minor(further.value, currency) * (units - 1) : 0);
  }
  const tax = rules?.tax ? percent(items, rules.tax.rate) : 0;
  return { lines: priced, items, shipping, tax, total: items + shipping + tax };
}

function order(id, currency, quoted) {
  const money = (amount) => ({ currency_code: currency, value: decimal(amount, currency) });
  return {
    intent: 'CAPTURE',
    purchase_units: [{
      amount: {
        ...money(quoted.total),
        breakdown: {
          item_total: money(quoted.items),
          shipping: money(quoted.shipping),
          tax_total: money(quoted.tax),
        },
      },
      payee: { email_address: 'merchant@example.com' },
      custom_id: id,
      invoice_id: id,
      items: quoted.lines.map(({ sku, name, options, quantity, price }) => ({
        name,
        sku,
        description: options.map((option) => `${option.name}: ${option.value}`).join(', '),
        quantity: String(quantity),
        unit_amount: money(price),
      })),
    }],
    application_context: {
      return_url: `${shop}/www/return.html?checkout=${id}`,
      cancel_url: `${shop}/www/return.html?checkout=${id}&cancelled=1`,
      user_action: 'PAY_NOW',
      shipping_preference: 'GET_FROM_FILE',
    },
  };
}

function view(checkout) {
  return {
    checkout_id: checkout.id,
    status: checkout.status,
    currency: checkout.currency,
    total: decimal(checkout.total, checkout.currency),
    path: 'server',
    api: 'orders_v2',
    approval_url: checkout.approval_url,
  };
}

async function create(body) {
  const key = body?.idempotency_key;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Refused(400, 'idempotency_key_invalid');
  }
  const request = JSON.stringify(body);
  let status = 200;
  let checkout = byKey.get(key);
  if (!checkout) {
    const quoted = quote(body);
    const id = `co_${randomBytes(16).toString('hex')}`;
    status = insert.run({
      id,
      idempotency_key: key,
      request,
      request_id: `${id}-create`,
      currency: body.currency,
      total: quoted.total,
      lines: JSON.stringify(quoted),
      created_at: Date.now(),
    }).changes === 1 ? 201 : 200;
    checkout = byKey.get(key);
  }
  if (checkout.request !== request) throw new Refused(409, 'idempotency_key_reused');
  if (!checkout.paypal_id) {
    const call = new paypal.orders.OrdersCreateRequest();
    call.headers['PayPal-Request-Id'] = checkout.request_id;
    call.prefer('return=representation');
    call.requestBody(order(checkout.id, checkout.currency, JSON.parse(checkout.lines)));
    const { result } = await client.execute(call);
    const approval = result.links.find(({ rel }) => rel === 'approve').href;
    opened.run(result.id, approval, JSON.stringify(result), checkout.id);
    checkout.approval_url = approval;
  }
  return { status, checkout };
}

const app = express();
app.disable('x-powered-by');
app.get('/health', (_request, response) => response.json({ status: 'ok' }));
app.post('/api/checkouts', express.json({ limit: '64kb' }), async (request, response) => {
  const { status, checkout } = await create(request.body);
  response.status(status).json(view(checkout));
});
app.use((error, _request, response, _next) => {
  const status = error instanceof Refused ? error.status : 502;
  response.status(status).json({ status, code: error.code ?? 'paypal_answer', detail: error.message });
});

const server = app.listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => db.close()) && server.closeAllConnections());
