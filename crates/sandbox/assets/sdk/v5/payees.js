// Accounts that a page may pay: `merchant-id`, by id or e-mail address.

const isEmail = (name) => /^.+@.+\..+$/.test(name);

/** Accounts that the page names; of several, the address of the script has a `*`. */
function merchantIds() {
  const named = parameter('merchant-id', '');
  if (named !== '*') return named.split(',').filter(Boolean);
  const ids = (SCRIPT.getAttribute('data-merchant-id') ?? '').split(',').filter(Boolean);
  if (ids.length === 0) throw new Error('Must pass data-merchant-id when merchant-id=* passed in url');
  if (ids.length === 1) throw new Error('Must pass multiple merchant ids to data-merchant-id. If passing a single id, pass merchant-id=XYZ in url');
  if (new Set(ids).size < ids.length) throw new Error('Duplicates data-merchant-id. Must pass unique merchant ids to data-merchant-id.');
  return ids;
}

/** Payee of an order of the browser's: the one account that the page names, else that of the order. */
function payeeOf({ payee }) {
  const [name, ...others] = merchantIds();
  if (!name || others.length > 0) return payee;
  return { ...payee, [isEmail(name) ? 'email_address' : 'merchant_id']: name };
}

const isNamed = ({ merchantId, email }, name) => (isEmail(name) ? name.toLowerCase() === email.toLowerCase() : name === merchantId);

/**
 * Checks that an order pays all the accounts that the page names, and nobody
 * else. Where it names nobody, that is the app's own account.
 */
function checkPayees(payees) {
  const named = merchantIds();
  const expected = named.length > 0 ? named : [OWN_MERCHANT_ID];
  const isExpected = (payee) => expected.some((name) => isNamed(payee, name));
  const isPaid = (name) => payees.some((payee) => isNamed(payee, name));
  if (payees.length === expected.length && payees.every(isExpected) && expected.every(isPaid)) return;
  const ids = payees.map(({ merchantId }) => merchantId).join(',');
  const [{ email }, ...others] = payees;
  const wanted =
    others.length > 0
      ? `merchant-id=* to the sdk url and data-merchant-id="${ids}" in the sdk script tag`
      : `merchant-id=${ids} or merchant-id=${email} to the sdk url`;
  const message = `Payee(s) passed in transaction does not match expected merchant id. Please ensure you are passing ${wanted}. ${REFERENCE}`;
  // As at PayPal: a page that names nobody may pay one other account.
  if (named.length > 0 || others.length > 0) throw new Error(message);
  console.warn(message);
}
