import { defineConfig } from '@playwright/test';
import journeys from './playwright.config';

// npx playwright test --config tests/e2e/screenshots.config.ts
// takes the pictures of every screen into tests/e2e/results/screenshots/.
export default defineConfig({
  ...journeys,
  testDir: '.',
  testMatch: 'screenshots.ts',
  use: { ...journeys.use, trace: 'off', screenshot: 'off' },
});
