// One field of a card. What is typed stays in frames of this origin: the page
// around it hears whether it is good, and never what it is.
const { kind, session, origin, networks } = document.currentScript.dataset;
const NETWORKS = JSON.parse(networks);
const input = document.querySelector('input');
const message = document.querySelector('#message');
/** The other fields of the same card. */
const siblings = new BroadcastChannel(`card-${session}`);
const ANSWER_TIME = 3000;
/** Address of the APIs: the page around has no say in where a card goes. */
const BASE = location.origin + location.pathname.replace(/\/sdk\/cards\/field\/?$/, '');

/** Errors by field, as PayPal names them. */
const ERRORS = { number: 'INVALID_NUMBER', expiry: 'INVALID_EXPIRY', cvv: 'INVALID_CVV', name: 'INVALID_NAME' };
const TEXTS = {
  number: 'Enter a valid card number.',
  expiry: 'Enter a date in the future.',
  cvv: 'Enter the security code of the card.',
  name: 'Enter the name on the card.',
};
let invalidText = TEXTS[kind];
/** Network of the card, which the number tells. */
let network = null;
let networkNames = '';
let wasTouched = false;
let wasEmpty = true;
let wasValid = false;

const digitsOf = (text) => text.replace(/\D/g, '');

/** Networks that a number with these first digits may be of. */
function possibleNetworks(digits) {
  const mayStart = ([first, last]) => {
    const length = Math.min(String(first).length, digits.length);
    const prefix = digits.slice(0, length);
    return prefix >= String(first).slice(0, length) && prefix <= String(last).slice(0, length);
  };
  return NETWORKS.filter(({ prefixes }) => prefixes.some(mayStart));
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((all, digit, place) => {
    const value = place % 2 ? digit * 2 : Number(digit);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Year and month of `MM/YY` or `MM/YYYY`. */
function expiryOf(text) {
  const [, month, year] = /^(0[1-9]|1[0-2])(\d{4}|\d{2})$/.exec(digitsOf(text)) ?? [];
  return month && { month, year: year.length === 2 ? `20${year}` : year };
}

/** A whole number of a network's cards. */
const isNumberOf = (digits) => (one) => digits.length >= one.digits[0] && digits.length <= one.digits[1] && passesLuhn(digits);

const RULES = {
  number: {
    isValid: (text) => possibleNetworks(digitsOf(text)).slice(0, 1).some(isNumberOf(digitsOf(text))),
    isPossible: (text) => {
      const digits = digitsOf(text);
      const possible = possibleNetworks(digits);
      return digits === '' || possible.some((one) => digits.length < one.digits[1] || isNumberOf(digits)(one));
    },
    format: (text) => {
      const digits = digitsOf(text).slice(0, 19);
      const groups = network?.type === 'american-express' ? /^(\d{1,4})(\d{1,6})?(\d+)?$/ : null;
      const parts = groups ? (groups.exec(digits) ?? [digits, digits]).slice(1) : (digits.match(/\d{1,4}/g) ?? []);
      return parts.filter(Boolean).join(' ');
    },
    value: digitsOf,
  },
  expiry: {
    isValid: (text) => {
      const date = expiryOf(text);
      const now = new Date();
      const thisMonth = now.getUTCFullYear() * 12 + now.getUTCMonth();
      const month = date && Number(date.year) * 12 + Number(date.month) - 1;
      return Boolean(date) && month >= thisMonth && month <= thisMonth + 20 * 12;
    },
    isPossible: (text) => /^(|[01]|0[1-9]\d{0,3}|1[0-2]\d{0,3})$/.test(digitsOf(text)) || RULES.expiry.isValid(text),
    format: (text) => {
      const digits = digitsOf(/^[2-9]/.test(text) ? `0${text}` : text).slice(0, 6);
      return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
    },
    value: (text) => {
      const date = expiryOf(text);
      return date ? `${date.year}-${date.month}` : '';
    },
  },
  cvv: {
    isValid: (text) => (network ? text.length === network.code.size : text.length === 3 || text.length === 4),
    isPossible: (text) => text.length <= (network?.code.size ?? 4),
    format: (text) => digitsOf(text).slice(0, 4),
    value: digitsOf,
  },
  name: {
    // A number here is somebody's card in the wrong field.
    isValid: (text) => text.trim() !== '' && !/\d{12,}/.test(digitsOf(text)),
    isPossible: (text) => !/\d{12,}/.test(digitsOf(text)),
    format: (text) => text,
    value: (text) => text.trim(),
  },
};
const rules = RULES[kind];

function state() {
  return {
    isFocused: document.activeElement === input && document.hasFocus(),
    isEmpty: input.value === '',
    isValid: rules.isValid(input.value),
    isPotentiallyValid: rules.isPossible(input.value),
  };
}

function cards() {
  const possible = kind === 'number' && input.value ? possibleNetworks(digitsOf(input.value)) : [];
  return possible.map(({ type, niceType, code }) => ({ type, niceType, code }));
}

/** Tells the page around. */
const tell = (event, more = {}) => window.parent.postMessage({ paypalSandbox: 'card', session, kind, event, ...more }, origin);
const tellState = (event) => tell(event, { state: state(), cards: cards() });

/** Shows what the field thinks of itself, and says so where it is wrong. */
function show() {
  const { isValid, isPotentiallyValid, isEmpty } = state();
  const isWrong = wasTouched ? !isValid : !isPotentiallyValid;
  input.classList.toggle('invalid', isWrong);
  input.classList.toggle('valid', isValid && !isEmpty);
  input.setAttribute('aria-invalid', String(isWrong));
  const text = isWrong ? invalidText : '';
  if (message.textContent !== text) message.textContent = text;
}

function changed() {
  if (kind === 'number') {
    const possible = possibleNetworks(digitsOf(input.value));
    network = possible.length === 1 || RULES.number.isValid(input.value) ? (possible[0] ?? null) : null;
  }
  const place = input.selectionStart;
  const isAtEnd = place === input.value.length;
  const digitsBefore = digitsOf(input.value.slice(0, place)).length;
  const text = rules.format(input.value);
  if (text !== input.value) {
    input.value = text;
    if (!isAtEnd) {
      let at = 0;
      for (let digits = 0; at < text.length && digits < digitsBefore; at += 1) if (/\d/.test(text[at])) digits += 1;
      input.setSelectionRange(at, at);
    }
  }
  show();
  tellState('change');
  const { isEmpty, isValid } = state();
  if (isEmpty !== wasEmpty) tellState(isEmpty ? 'empty' : 'notempty');
  if (isValid !== wasValid) tellState('validitychange');
  [wasEmpty, wasValid] = [isEmpty, isValid];
  const names = cards().map(({ type }) => type).join();
  if (kind === 'number' && names !== networkNames) {
    networkNames = names;
    tellState('cardtypechange');
    siblings.postMessage({ network });
  }
}

input.addEventListener('input', changed);
input.addEventListener('focus', () => {
  input.classList.add('focus');
  tellState('focus');
});
input.addEventListener('blur', () => {
  input.classList.remove('focus');
  wasTouched ||= input.value !== '';
  show();
  tellState('blur');
});
document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  tellState('inputsubmit');
});

/** Value and state for the field that sends the card. */
const answer = () => ({ kind, value: rules.value(input.value), isValid: state().isValid });
/** Answers that this field waits for, by their question. */
const asked = new Map();

siblings.addEventListener('message', ({ data }) => {
  if ('network' in data) {
    network = data.network;
    show();
  } else if (data.ask) {
    wasTouched = true;
    show();
    siblings.postMessage({ to: data.ask, ...answer() });
  } else {
    asked.get(data.to)?.(data);
  }
});

/** The values of all fields of the card, this one included. */
function allFields(kinds) {
  wasTouched = true;
  show();
  const id = crypto.randomUUID();
  const found = new Map([[kind, answer()]]);
  return new Promise((resolve, reject) => {
    const finish = (end, value) => {
      clearTimeout(timer);
      asked.delete(id);
      end(value);
    };
    const check = () => kinds.every((one) => found.has(one)) && finish(resolve, found);
    const timer = setTimeout(() => finish(reject, new Error('The fields of the card do not answer')), ANSWER_TIME);
    asked.set(id, (said) => {
      found.set(said.kind, said);
      check();
    });
    siblings.postMessage({ ask: id });
    check();
  });
}

/** Confirms the order with the card. The answer has nothing of its numbers. */
async function submit({ orderId, token, kinds, name, billingAddress = {} }) {
  const fields = await allFields(kinds);
  const errors = [...fields.values()].filter(({ isValid }) => !isValid).map((field) => ERRORS[field.kind]);
  if (errors.length > 0) return { errors };
  const value = (one) => fields.get(one)?.value;
  const address = {
    address_line_1: billingAddress.addressLine1,
    address_line_2: billingAddress.addressLine2,
    admin_area_1: billingAddress.adminArea1,
    admin_area_2: billingAddress.adminArea2,
    postal_code: billingAddress.postalCode,
    country_code: billingAddress.countryCode ?? billingAddress.countryCodeAlpha2 ?? 'US',
  };
  const card = {
    name: value('name') || name || undefined,
    number: value('number'),
    expiry: value('expiry'),
    security_code: value('cvv'),
    billing_address: address,
  };
  const path = `${BASE}/v2/checkout/orders/${encodeURIComponent(orderId)}/confirm-payment-source`;
  const response = await fetch(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'paypal-request-id': crypto.randomUUID() },
    body: JSON.stringify({ payment_source: { card } }),
  });
  const body = await response.json();
  if (!response.ok) {
    const issue = body?.details?.[0];
    return { failure: { message: issue?.description ?? body?.message ?? 'The card could not be used', issue: issue?.issue ?? body?.name } };
  }
  return { liabilityShift: body.payment_source?.card?.authentication_result?.liability_shift };
}

/** Styles that a page may give a field. */
const STYLES = new Set(
  `appearance background background-color border border-color border-radius border-style border-width box-shadow color direction
   font font-family font-size font-size-adjust font-stretch font-style font-variant font-variant-caps font-variant-east-asian
   font-variant-ligatures font-variant-numeric font-weight height letter-spacing line-height margin opacity outline padding
   padding-bottom padding-left padding-right padding-top text-align text-shadow transition`.split(/\s+/),
);

/** Selectors of the field, in its states. */
const SELECTOR = /^(?!$)(input|label|body)?(\.(invalid|valid|focus|disabled|number|cvv|expiry|name))*(:focus|:hover)?(::placeholder)?$/;

/** A selector's styles on this page: by PayPal's rules plain ones of the input. */
function applyStyle(style) {
  const sheet = new CSSStyleSheet();
  for (const [selector, properties] of Object.entries(style ?? {})) {
    if (!SELECTOR.test(selector) || typeof properties !== 'object' || properties === null) continue;
    const place = sheet.insertRule(`${/^(input|body|label)/.test(selector) ? '' : 'input'}${selector} {}`, sheet.cssRules.length);
    const rule = sheet.cssRules[place];
    for (const [name, value] of Object.entries(properties)) {
      const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (STYLES.has(property) && !/url\(/i.test(String(value))) rule.style.setProperty(property, String(value));
    }
  }
  document.adoptedStyleSheets = [sheet];
}

/** Attributes that a page may set. */
const ATTRIBUTES = ['placeholder', 'aria-invalid', 'aria-required', 'disabled'];

const COMMANDS = {
  configure({ placeholder, label, description, invalidMessage, style }) {
    if (placeholder !== undefined) input.placeholder = placeholder;
    if (label) document.querySelector('label').textContent = label;
    if (description) document.querySelector('#description').textContent = description;
    if (invalidMessage) invalidText = invalidMessage;
    input.classList.add(kind);
    applyStyle(style);
  },
  focus: () => input.focus(),
  clear() {
    input.value = '';
    wasTouched = false;
    changed();
  },
  setAttribute({ name, value }) {
    if (ATTRIBUTES.includes(name)) input.setAttribute(name, value);
  },
  removeAttribute({ name }) {
    if (ATTRIBUTES.includes(name)) input.removeAttribute(name);
  },
  addClass: ({ name }) => input.classList.add(name),
  removeClass: ({ name }) => input.classList.remove(name),
  setMessage({ text }) {
    message.textContent = text;
  },
  submit,
};

addEventListener('message', async ({ source, origin: sender, data }) => {
  if (source !== window.parent || sender !== origin || data?.paypalSandbox !== 'card' || data.session !== session) return;
  if (!Object.hasOwn(COMMANDS, data.command)) return;
  try {
    tell('answer', { id: data.id, result: (await COMMANDS[data.command](data.options ?? {})) ?? {} });
  } catch (error) {
    tell('answer', { id: data.id, failure: String(error?.message ?? error) });
  }
});
tell('ready', { state: state() });
