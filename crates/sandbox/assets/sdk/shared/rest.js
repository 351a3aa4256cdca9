// PayPal's REST APIs, with what a browser has: a client id.

const TOKEN_LIFETIME = 10 * 60 * 1000;

/** Answer of an API that is no success. */
class RestError extends Error {
  constructor(method, path, response, body) {
    const id = response.headers.get('paypal-debug-id');
    super(`${method} ${path} failed with status ${response.status}. Correlation id: ${id}.\n\n${JSON.stringify(body, null, 4)}`);
    this.name = 'RestError';
    this.status = response.status;
    this.body = body;
  }

  /** The issue of Orders v2, or the name of the error. */
  get issue() {
    return this.body?.details?.[0]?.issue ?? this.body?.name;
  }
}

async function answerOf(method, path, response) {
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = text;
  }
  if (!response.ok) throw new RestError(method, path, response, body);
  return body;
}

const accessTokens = new Map();

/** An access token for a client id and an empty secret. */
function accessToken(clientId) {
  const known = accessTokens.get(clientId);
  if (known && Date.now() - known.since < TOKEN_LIFETIME) return known.token;
  const path = '/v1/oauth2/token';
  const token = fetch(BASE + path, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:`)}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  })
    .then((response) => answerOf('POST', path, response))
    .then((body) => body.access_token);
  token.catch(() => accessTokens.delete(clientId));
  accessTokens.set(clientId, { token, since: Date.now() });
  return token;
}

/** Calls an API and resolves with the body of its answer. */
async function callRest(method, path, token, body, headers = {}) {
  const response = await fetch(BASE + path, {
    method,
    headers: { authorization: `Bearer ${await token}`, 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return answerOf(method, path, response);
}

/** Content of a checkout; `id` is that of an order or payment, or a token. */
async function checkoutTerms(id) {
  const path = `/sdk/checkouts/${encodeURIComponent(id)}`;
  return answerOf('GET', path, await fetch(BASE + path));
}
