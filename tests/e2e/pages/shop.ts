import { expect, type Locator, type Page } from '@playwright/test';
import { Cart } from './cart';

/** Paths of a payment, by their names in the strip. */
export type Path = 'form' | 'payments_v1' | 'orders_v2' | 'nvp' | 'soap' | 'client_payments_v1' | 'client_orders_v2' | 'sdk_v5' | 'sdk_v6';

/** The storefront: shelf, product view, the demonstration's strip. */
export class Shop {
  readonly cart: Cart;

  constructor(readonly page: Page) {
    this.cart = new Cart(page);
  }

  /** Opens the shop and waits until the checkout elements have taken over. */
  async open(address = '/'): Promise<void> {
    await this.page.goto(address);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', 'checkout');
  }

  get shelf(): Locator {
    return this.page.getByRole('region', { name: 'On the shelf' });
  }

  card(name: string): Locator {
    return this.shelf.getByRole('link', { name });
  }

  get product(): Locator {
    return this.page.locator('#product');
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  /** Goes to a product's view through its card. */
  async visit(name: string): Promise<void> {
    await this.card(name).click();
    await expect(this.heading(name)).toBeVisible();
  }

  option(name: string): Locator {
    return this.product.getByRole('combobox', { name });
  }

  get addButton(): Locator {
    return this.product.getByRole('button', { name: 'Add to cart' });
  }

  /** Chooses by the value alone; a priced choice has its price behind it. */
  async choose(name: string, value: string): Promise<void> {
    const menu = this.option(name);
    await expect(menu.locator('option', { hasText: value })).toHaveCount(1);
    const choices = await menu.locator('option').allTextContents();
    await menu.selectOption({ index: choices.findIndex((choice) => choice.startsWith(value)) });
  }

  /** Puts the product on view into the cart. */
  async add({ options = {}, quantity }: { options?: Record<string, string>; quantity?: number } = {}) {
    for (const [name, value] of Object.entries(options)) {
      await this.choose(name, value);
    }
    if (quantity !== undefined) {
      await this.product.getByRole('spinbutton', { name: 'Quantity' }).fill(String(quantity));
    }
    await this.addButton.click();
  }

  /** Opens the shop at one product and puts it into the cart. */
  async buy(sku: string, choices: Parameters<Shop['add']>[0] = {}): Promise<void> {
    await this.open(`/#/product/${encodeURIComponent(sku)}`);
    await this.add(choices);
  }

  /** Chooses in the strip; with a currency or a language, waits until the whole page follows it. */
  async setting(name: 'Currency' | 'Language' | 'Theme', value: string): Promise<void> {
    const menu = this.page.locator('#demo-strip').getByLabel(name);
    if (name === 'Theme') {
      await menu.selectOption(value);
    } else {
      await this.follows(() => menu.selectOption(value));
    }
  }

  /** The strip's menu of paths to PayPal. */
  get path(): Locator {
    return this.page.getByRole('combobox', { name: 'Paying by' });
  }

  get presentation(): Locator {
    return this.page.getByRole('combobox', { name: 'PayPal opens' });
  }

  /** Chooses where PayPal opens, and waits until the checkout elements follow it. */
  async choosePresentation(presentation: 'redirect' | 'popup'): Promise<void> {
    await this.follows(() => this.presentation.selectOption(presentation));
  }

  /** Chooses a path, and waits until the checkout elements follow it. */
  async choosePath(path: Path): Promise<void> {
    await this.follows(() => this.path.selectOption(path));
  }

  private async follows(choose: () => Promise<unknown>): Promise<void> {
    await this.page.locator('html').evaluate((root) => delete root.dataset.ready);
    await choose();
    await this.ready();
  }
}
