import { expect, type Locator, type Page } from '@playwright/test';
import { Cart } from './cart';

/** The page that pays without a server of the shop's. */
export class StaticPage {
  readonly cart: Cart;

  constructor(readonly page: Page) {
    this.cart = new Cart(page, false);
  }

  /** Opens the page as it is before, or without, the checkout elements. */
  async open(): Promise<void> {
    await this.page.goto('/www/static.html');
  }

  /** Waits until the checkout elements have taken over. */
  async ready(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', 'checkout');
  }

  /** The plain form's button for the one article. */
  get plainBuyNow(): Locator {
    return this.page.getByRole('button', { name: 'Buy now with PayPal' });
  }

  /** The element's button for the same. */
  get buyNow(): Locator {
    return this.page.getByRole('button', { name: 'PayPal Buy Now' });
  }

  /** The goods for the cart. */
  goods(name: string): Locator {
    return this.page.getByRole('region', { name: 'For the cart' }).getByRole('listitem').filter({ hasText: name });
  }

  get status(): Locator {
    return this.page.locator('[data-status]');
  }
}
