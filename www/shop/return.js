// The page PayPal sends buyers back to. What happened to the payment is told by
// <checkout-return>; the page only frames it.

import { startPage } from './page.js';
import { text } from './texts.js';

startPage({
  show({ checkout }) {
    document.title = text('return-page-title');
    document.documentElement.dataset.ready = checkout ? 'checkout' : 'shop';
  },
  fail(problem) {
    // The fallback inside <checkout-return> stays and says what to do.
    console.error(problem);
  },
});
