// Common parts of the shop's pages: the strip, the language, the
// catalogue, and the checkout elements that are configured from them.

import { loadCatalogue } from './catalogue.js';
import { configureCheckout } from './checkout.js';
import { preferences, remember } from './preferences.js';
import { applyTheme, startStrip, updateStrip } from './strip.js';
import { loadTexts } from './texts.js';

/**
 * Starts a page. `show({ catalogue, locale })` is called first and after every
 * change of currency or language; `fail(problem, retry)` when the shop's server
 * does not answer.
 */
export async function startPage({ show, fail }) {
  const chosen = preferences();
  const strip = startStrip(chosen, (change) => {
    Object.assign(chosen, change);
    remember(change);
    if ('theme' in change) {
      applyTheme(change.theme);
    } else {
      void refresh();
    }
  });
  // Only the last of several quick changes is shown.
  let turn = 0;

  async function refresh() {
    turn += 1;
    const mine = turn;
    const { locale } = chosen;
    try {
      const texts = loadTexts(locale).then(() => {
        strip.hidden = false;
      });
      const [catalogue] = await Promise.all([loadCatalogue(chosen.currency), texts]);
      if (mine !== turn) {
        return;
      }
      document.documentElement.lang = locale;
      document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
      updateStrip(strip, catalogue);
      const checkout = await configureCheckout({ catalogue, locale, path: chosen.path, presentation: chosen.presentation });
      if (mine === turn) {
        show({ catalogue, locale, checkout });
      }
    } catch (problem) {
      if (mine === turn) {
        fail(problem, refresh);
      }
    }
  }

  await refresh();
}
