// Subscriptions and donations: the shop's server makes the form, and the page
// posts it to PayPal.

const CURRENCY = 'USD';

/** The key of a checkout: a second press is the same one until the page is left. */
const keys = new Map();

function keyOf(body) {
  const text = JSON.stringify(body);
  if (!keys.has(text)) keys.set(text, crypto.randomUUID());
  return keys.get(text);
}

/** What the server is asked for. */
function wanted({ dataset, elements }) {
  const { kind, id } = dataset;
  const amount = elements.amount?.value;
  return { currency: CURRENCY, path: 'form', [kind]: amount ? { id, amount } : { id } };
}

async function create(body) {
  const answer = await fetch('/api/checkouts', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, idempotency_key: keyOf(body) }),
  });
  const checkout = await answer.json();
  if (!answer.ok) throw new Error(checkout.detail ?? checkout.title);
  // The page came back from the browser's cache, and the same was pressed again.
  if (checkout.status !== 'created') throw new Error('This has been agreed to already. Reload the page to do it once more.');
  return checkout;
}

/** Posts the variables to PayPal, as a form of the page does. */
function leave({ action, fields }) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  form.acceptCharset = 'utf-8';
  form.hidden = true;
  for (const [name, value] of fields) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}

for (const offer of document.querySelectorAll('.offer')) {
  const [button, problem] = [offer.querySelector('button'), offer.querySelector('.problem')];
  offer.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      leave(await create(wanted(offer)));
    } catch (error) {
      problem.textContent = `Nothing was charged. ${error.message}`;
    } finally {
      button.disabled = false;
    }
  });
}
