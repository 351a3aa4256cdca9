// The storefront: a shelf, and a view of each product.

import { startPage } from './page.js';
import { showMissing, showProduct } from './product-view.js';
import { route } from './router.js';
import { fillShelf, productAddress } from './shelf.js';
import { text } from './texts.js';

const home = document.querySelector('#home');
const view = document.querySelector('#product');
const shelf = document.querySelector('#shelf .shelf');
const notice = document.querySelector('#shop-notice');

let current = null;
let shown = null;
let scrolled = 0;

function show() {
  const { catalogue, locale } = current;
  const { view: name, sku, anchor } = route(location.hash);
  const from = shown;
  shown = name === 'product' ? sku : null;
  if (name === 'product') {
    if (from === null && !home.hidden) {
      scrolled = scrollY;
    }
    const product = catalogue.products.find((one) => one.sku === sku);
    if (product) {
      showProduct(view, product, catalogue, locale);
    } else {
      showMissing(view);
    }
    document.title = `${product?.name ?? text('missing')} · Kiln & Leaf`;
  } else {
    document.title = text('title');
  }
  home.hidden = name === 'product';
  view.hidden = name !== 'product';
  return { from, anchor };
}

function move() {
  if (!current) {
    return;
  }
  const { from, anchor } = show();
  if (shown !== null) {
    scrollTo({ top: 0, behavior: 'instant' });
    view.querySelector('h1').focus({ preventScroll: true });
  } else if (anchor) {
    document.getElementById(anchor)?.scrollIntoView();
  } else if (from !== null) {
    // Back on the shelf, where the buyer left it.
    scrollTo({ top: scrolled, behavior: 'instant' });
    const address = productAddress({ sku: from });
    shelf.querySelector(`a[href="${CSS.escape(address)}"]`)?.focus({ preventScroll: true });
  }
}

addEventListener('hashchange', move);

startPage({
  show(page) {
    const first = current === null;
    current = page;
    notice.replaceChildren();
    fillShelf(shelf, page.catalogue.products, page.locale);
    show();
    if (first && shown === null) {
      const { anchor } = route(location.hash);
      document.getElementById(anchor ?? '')?.scrollIntoView();
    }
    document.documentElement.dataset.ready = page.checkout ? 'checkout' : 'shop';
  },
  fail(problem, retry) {
    console.error(problem);
    const unreachable = document.querySelector('#unreachable').content.cloneNode(true);
    unreachable.querySelector('button').addEventListener('click', retry, { once: true });
    notice.replaceChildren(unreachable);
  },
});
