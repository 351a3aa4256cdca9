// node run.mjs [--quick] [--profile FILE]: measures the carts side by side in
// headless Chromium and prints the figures as JSON. CHROME names the browser.
//
// --profile records where quantity changes of our page at 100 lines spend
// their time, as a .cpuprofile for the browser's developer tools.

import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { serve } from './server.mjs';
import { changeMany, fill, hookMemory, measureActions, watchLoad } from './in-page.mjs';

const { values: options } = parseArgs({
  args: argv.slice(2),
  options: { quick: { type: 'boolean' }, profile: { type: 'string' } },
});

const CARTS = ['ours', 'minicart', 'react'];
const LINES = [10, 50, 100];
const STORED_LINES = 10;
const ADDED = 90;
const CHANGES = 1_000;
const CHANGED_LINES = 50;
const LOADS = options.quick ? 1 : 5;
const ROUNDS = options.quick ? 1 : 3;
const ACTIONS = options.quick ? 10 : 20;
const WARM_UP = options.quick ? 5 : 12;
const FILLS = options.quick ? 1 : 2;

/** "Slow 4G" of the developer tools, in bytes per second and milliseconds. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const CPU_RATE = 4;

const { launchOptions } = await browserOfTheJourneys();
const { server, origin } = await serve();
const browser = await chromium.launch(launchOptions);
try {
  if (options.profile) await profile(options.profile);
  else console.log(JSON.stringify(await measure()));
} finally {
  await browser.close();
  server.close();
}

async function browserOfTheJourneys() {
  const fixture = fileURLToPath(new URL('../../e2e/fixtures/browser.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [fixture], write: false, format: 'esm' });
  const { chromium } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return chromium;
}

async function measure() {
  const figures = Object.fromEntries(CARTS.map((cart) => [cart, { loads: {}, actions: {}, fills: [] }]));
  for (const cart of CARTS) {
    const stored = await storedCart(cart);
    Object.assign(figures[cart], { stored, transferred: 0 });
  }
  // One cart after the other, again and again: what else the machine does
  // hits all of them.
  for (let round = 0; round < LOADS; round += 1) {
    for (const press of [false, true]) {
      for (const cart of CARTS) {
        const figure = figures[cart];
        const { button, pressed, full, transferred } = await load(cart, figure.stored, press);
        if (press) (figure.loads.pressed ??= []).push(pressed);
        else {
          (figure.loads.button ??= []).push(button);
          (figure.loads.full ??= []).push(full);
          figure.transferred = transferred;
        }
        tell(`load ${round + 1} of ${cart}: ${JSON.stringify({ button, pressed, full, transferred })}`);
      }
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const lines of LINES) {
      for (const cart of CARTS) {
        const times = await actions(cart, lines);
        const all = (figures[cart].actions[lines] ??= {});
        for (const [name, measured] of Object.entries(times)) (all[name] ??= []).push(...measured);
        tell(`round ${round + 1} of ${cart} at ${lines} lines: ${JSON.stringify(rounded(times))}`);
      }
    }
    for (const cart of CARTS) {
      for (let time = 0; time < FILLS; time += 1) figures[cart].fills.push(await filling(cart));
    }
  }
  for (const cart of CARTS) figures[cart].memory = await memory(cart);
  return {
    browser: browser.version(),
    carts: CARTS.map((cart) => {
      const { loads, actions, fills, memory, transferred } = figures[cart];
      return {
        cart,
        transferred,
        loads: mapped(loads, summary),
        actions: LINES.map((lines) => ({ lines, ...mapped(actions[lines], summary) })),
        fill: summary(fills),
        memory,
      };
    }),
  };
}

/** A page of a cart; nothing is cached or stored from before. */
async function open(cart, { stored, prepare } = {}) {
  const context = await browser.newContext({ storageState: stored, locale: 'en-US', viewport: { width: 1280, height: 800 } });
  // Whatever a page wants from elsewhere: there is no elsewhere.
  await context.route((url) => url.origin !== origin, (route) => route.abort());
  const page = await context.newPage();
  page.on('pageerror', (error) => tell(`${cart}: ${error.message}`));
  const devtools = await context.newCDPSession(page);
  await page.addInitScript(hookMemory);
  await prepare?.(page, devtools);
  await page.goto(`${origin}/${cart}.html`);
  return { context, page, devtools };
}

/** A page of a cart that is there, with that many lines in it. */
async function openFilled(cart, lines) {
  const opened = await open(cart);
  await ready(opened.page);
  await opened.page.evaluate(fill, { lines, quantity: 2 });
  return opened;
}

async function ready(page) {
  await page.waitForFunction(() => window.bench?.button());
  // Our module loads by itself; without `ready` there is nothing to wait for.
  await page.evaluate(async () => {
    if (document.querySelector('checkout-cart')) await (await import('/pkg/index.js')).ready();
  });
}

/** Stored cart of a browser, with some lines. */
async function storedCart(cart) {
  const { context } = await openFilled(cart, STORED_LINES);
  const stored = await context.storageState();
  await context.close();
  return stored;
}

async function load(cart, stored, press) {
  let transferred = 0;
  const prepare = async (page, devtools) => {
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (transferred += encodedDataLength));
    await page.addInitScript(watchLoad, { press, lines: STORED_LINES });
  };
  const { context, page } = await open(cart, { stored, prepare });
  const done = press ? () => window.seen.pressed : () => window.seen.button && window.seen.full;
  await page.waitForFunction(done, undefined, { timeout: 60_000 });
  const seen = await page.evaluate(() => window.seen);
  await context.close();
  return { ...seen, transferred };
}

async function actions(cart, lines) {
  const { context, page } = await openFilled(cart, lines);
  const times = await page.evaluate(measureActions, { lines, warmUp: WARM_UP, actions: ACTIONS });
  await context.close();
  return times;
}

async function filling(cart) {
  const { context, page } = await open(cart);
  await ready(page);
  const took = await page.evaluate(fill, { lines: ADDED, quantity: 1 });
  await context.close();
  return took;
}

/** Memory before and after many changes, in bytes. */
async function memory(cart) {
  const { context, page, devtools } = await openFilled(cart, CHANGED_LINES);
  const now = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const wasm = await page.evaluate(() => window.wasmMemory?.buffer.byteLength ?? 0);
    return { heap: usedSize, wasm };
  };
  await page.evaluate(changeMany, { changes: 50, line: CHANGED_LINES / 2 });
  const before = await now();
  await page.evaluate(changeMany, { changes: CHANGES, line: CHANGED_LINES / 2 });
  const after = await now();
  await context.close();
  return { before, after };
}

async function profile(file) {
  const { context, page, devtools } = await openFilled('ours', 100);
  await page.evaluate(changeMany, { changes: 200, line: 50 });
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: 100 });
  await devtools.send('Profiler.start');
  await page.evaluate(changeMany, { changes: CHANGES, line: 50 });
  const { profile } = await devtools.send('Profiler.stop');
  await writeFile(file, JSON.stringify(profile));
  await context.close();
}

function mapped(values, change) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

/** In whole microseconds. */
function summary(milliseconds) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const micros = (value) => Math.round(value * 1_000);
  return {
    count: sorted.length,
    median: micros(sorted[Math.floor(sorted.length / 2)]),
    min: micros(sorted[0]),
    max: micros(sorted.at(-1)),
  };
}

function rounded(times) {
  return mapped(times, (measured) => summary(measured).median / 1_000);
}

function tell(text) {
  console.error(`  ${text}`);
}
