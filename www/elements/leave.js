import { keepCheckout } from './checkouts.js';
import { make } from './dom.js';
import { problem } from './problem.js';

/** Milliseconds that a frame may take to be left. */
const FRAME_MS = 4_000;

/** Frames that could not be left: the next click opens a window. */
let isHeld = false;

/**
 * Target of a form. PayPal cannot be shown in a frame: it takes the whole
 * window, or a new one.
 */
function targetOf(wanted) {
  if (wanted || globalThis.top === globalThis.self) return wanted;
  let sandbox;
  try {
    sandbox = frameElement?.getAttribute('sandbox');
  } catch {
    // A page of another origin around this one says nothing.
  }
  if (sandbox == null) return isHeld ? '_blank' : '_top';
  if (/allow-top-navigation/.test(sandbox)) return '_top';
  if (/allow-popups/.test(sandbox)) return '_blank';
  throw frameBlocked();
}

const frameBlocked = () =>
  problem('frame_blocked', 'This frame does not let the page leave for PayPal. Nothing was charged. Open the page in a window of its own.', {
    isForBuyers: true,
  });

/** Sends fields as a form of its own, which page libraries do not intercept. */
function submit({ action, method = 'post', charset = 'utf-8', fields }, target) {
  const form = make('form', { method, action, 'accept-charset': charset, hidden: '', ...(target && { target }) });
  form.append(...fields.map(({ name, value }) => make('input', { type: 'hidden', name, value })));
  document.body.append(form);
  // A field may be called `submit`.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}

/** Leaves the page for PayPal with the fields of a form, unless the page prevents it. `refused` hears what stood in the way later. */
export function leave(options, element, { checkout, total = null, currency = null, target, ...form }, refused) {
  const { action, fields } = form;
  const goes = element.dispatchEvent(
    new CustomEvent('checkout', {
      bubbles: true,
      composed: true,
      cancelable: true,
      detail: { checkoutId: checkout?.id ?? null, total, currency, action, fields, approvalUrl: null },
    }),
  );
  if (!goes) return;
  const where = targetOf(target);
  if (checkout) keepCheckout(options, checkout);
  const stay = (error) => {
    element._left = 0;
    element.refresh();
    refused(error);
  };
  const blocked = ({ effectiveDirective }) => {
    if (effectiveDirective !== 'form-action') return;
    removeEventListener('securitypolicyviolation', blocked);
    const { origin } = new URL(action);
    stay(problem('policy_blocked', `The page's Content-Security-Policy has no ${origin} in form-action, so the page was not left. Nothing was charged.`));
  };
  addEventListener('securitypolicyviolation', blocked);
  if (where !== '_blank') element._leave();
  if (where === '_top') {
    setTimeout(() => {
      // Still here: the frame holds it.
      isHeld = true;
      if (document.visibilityState === 'visible') stay(frameBlocked());
    }, FRAME_MS);
  }
  submit(form, where);
}
