import { cpus } from 'node:os';
import { defineConfig } from '@playwright/test';
import { chromium } from './fixtures/browser';

export default defineConfig({
  testDir: './journeys',
  outputDir: './results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Told as flaky at the end of the run.
  retries: process.env.CI ? 1 : 0,
  // A journey waits for its servers a third of the time.
  workers: Math.max(3, Math.ceil(cpus().length * 1.5)),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...chromium,
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    // `--trace retain-on-failure` records what happened; it costs a sixth of the time.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
