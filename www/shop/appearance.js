// A classic script in the head: theme, language and direction are on the root
// before anything is painted. Everything else reads www/shop/preferences.js.
(() => {
  let stored = null;
  try {
    stored = JSON.parse(localStorage.getItem('kiln-and-leaf') ?? 'null');
  } catch {
    // Storage is blocked or holds something else: the defaults do.
  }
  const root = document.documentElement;
  const offered = ['en', 'de', 'zh', 'ar'];
  const wanted = [stored?.locale, ...navigator.languages.map((tag) => tag.split('-')[0])];
  const locale = wanted.find((tag) => offered.includes(tag)) ?? 'en';
  root.lang = locale;
  root.dir = locale === 'ar' ? 'rtl' : 'ltr';
  if (stored?.theme === 'light' || stored?.theme === 'dark') {
    root.dataset.theme = stored.theme;
  }
})();
