// The catalogue as the merchant server prices it.

const PICTURE = '/www/shop/pictures/gift-box.svg';

/** The answer of `GET /api/catalogue`, with the sandbox's or PayPal's place in it. */
export async function loadCatalogue(currency) {
  const query = currency ? `?currency=${encodeURIComponent(currency)}` : '';
  const answer = await fetch(`/api/catalogue${query}`, { headers: { accept: 'application/json' } });
  if (answer.status === 400 && currency) {
    // A currency from an earlier visit that the shop no longer takes.
    return loadCatalogue(null);
  }
  if (!answer.ok) {
    throw new Error(`The catalogue cannot be read: HTTP ${answer.status}.`);
  }
  return answer.json();
}

/** An article's picture; decorative, since its name is always beside it. */
export function picture(product, { eager = false } = {}) {
  const image = document.createElement('img');
  image.src = product.picture ?? PICTURE;
  image.alt = '';
  image.width = 400;
  image.height = 400;
  image.loading = eager ? 'eager' : 'lazy';
  image.decoding = 'async';
  return image;
}
