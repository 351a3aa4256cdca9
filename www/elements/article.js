import { CheckoutElement } from './base.js';
import { page } from './page.js';

export const ARTICLE = ['sku', 'name', 'price', 'currency', 'max-quantity', 'picture'];

/**
 * An element that is about one article.
 *
 * @prop {Product | undefined} product - The article as the catalogue has it, with its options; in its place, `sku`, `name` and `price` describe one.
 */
export class Article extends CheckoutElement {
  constructor() {
    super();
    // Set before the element was defined.
    if (Object.hasOwn(this, 'product')) {
      this._product = this.product;
      delete this.product;
    }
  }

  get product() {
    if (this._product || !this.hasAttribute('price')) return this._product;
    const value = (name) => this.getAttribute(name) ?? undefined;
    return {
      sku: value('sku'),
      name: value('name'),
      price: { value: value('price'), currency: value('currency') ?? page.options?.currency },
      max_quantity: value('max-quantity'),
      picture: value('picture'),
    };
  }

  set product(product) {
    // Another article has other menus.
    if (product?.sku !== this.product?.sku) page.ui?.drop(this);
    this._product = product;
    this.refresh();
  }
}
