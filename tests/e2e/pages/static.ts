import type { Page } from '@playwright/test';

/** The page that pays without a server of the shop's. */
export class StaticPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/www/static.html');
  }
}
