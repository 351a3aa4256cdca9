import { fromJson, propertyOf } from './attributes.js';
import { CheckoutElement } from './base.js';
import { page } from './page.js';

export const ARTICLE = ['product', 'sku', 'name', 'price', 'currency', 'max-quantity', 'picture'];

/**
 * An element that is about one article.
 *
 * @prop {Product | undefined} product - The article as the catalogue has it, with its options; also as JSON, in the attribute. In its place, `sku`, `name` and `price` describe one.
 */
export class Article extends CheckoutElement {
  get product() {
    if (this._product) return this._product;
    if (this.getAttribute('product')) return fromJson(this.getAttribute('product'));
    // Missing or empty, each of these is still about an article, and no reason to sell something else.
    if (!['sku', 'name', 'price'].some((name) => this.hasAttribute(name))) return undefined;
    const article = {};
    for (const name of ['sku', 'name', 'price', 'max-quantity', 'picture']) {
      const value = this.getAttribute(name);
      if (value !== null) article[propertyOf(name)] = value;
    }
    const { price, maxQuantity } = article;
    if (price != null) article.price = { value: price, currency: this.getAttribute('currency') ?? page.options?.currency };
    if (maxQuantity) article.maxQuantity = Number(maxQuantity);
    article.sku ??= article.name;
    return article;
  }

  set product(product) {
    const { sku } = this.product ?? {};
    this._product = typeof product === 'string' ? fromJson(product) : product;
    // Another article has other menus.
    if (this._product?.sku !== sku) page.module?.drop(this);
    this.refresh();
  }
}
