/** The tag that has loaded this script. */
const SCRIPT = document.currentScript;
/** Its address, with the parameters. */
const SCRIPT_URL = new URL(SCRIPT.src);
/** Address of the sandbox, without a slash at the end. */
const BASE = SCRIPT_URL.origin + SCRIPT_URL.pathname.replace(/\/(sdk\/js|web-sdk\/v6\/core|api\/checkout(\.min)?\.js)\/?$/, '');
/** Origin of the buyer's pages. */
const SANDBOX_ORIGIN = SCRIPT_URL.origin;
/** Name of the global object. */
const NAMESPACE = SCRIPT.getAttribute('data-namespace') || 'paypal';

/** Origins of the pages around this one, where it is in a frame itself, with blanks between them. */
const ANCESTORS = [...(window.location.ancestorOrigins ?? [])].join(' ');

/** An id as PayPal's scripts give them. */
function uniqueId() {
  return `uid_${crypto.getRandomValues(new Uint32Array(2)).join('').slice(0, 10)}_${Date.now().toString(36)}`;
}

/** Throws an error that nobody has handled, so that the console shows it. */
function throwLater(error) {
  setTimeout(() => {
    throw error;
  });
}
