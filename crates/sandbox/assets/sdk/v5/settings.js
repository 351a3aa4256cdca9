// Parameters of the script's address, and attributes of its tag.

const parameter = (name, fallback) => SCRIPT_URL.searchParams.get(name) || fallback;
const list = (name, fallback = '') => parameter(name, fallback).split(',').filter(Boolean);

const SETTINGS = {
  clientId: parameter('client-id'),
  currency: parameter('currency', 'USD'),
  intent: parameter('intent', 'capture'),
  commit: parameter('commit', 'true') !== 'false',
  components: list('components', 'buttons'),
  country: parameter('buyer-country', 'US'),
  enabledFunding: list('enable-funding'),
  disabledFunding: list('disable-funding'),
  /** Who may be paid; the app's own account where nobody is named. */
  merchantIds: (SCRIPT.getAttribute('data-merchant-id') || parameter('merchant-id', '')).split(',').filter((id) => id && id !== '*'),
  partnerAttributionId: SCRIPT.getAttribute('data-partner-attribution-id'),
};

const ELIGIBLE_FUNDING = eligibleFunding({
  country: SETTINGS.country,
  currency: SETTINGS.currency,
  enabled: SETTINGS.enabledFunding,
  disabled: SETTINGS.disabledFunding,
});

const isFundingEligible = (source) =>
  ELIGIBLE_FUNDING.includes(source) || (source === 'credit' && PAY_LATER[SETTINGS.country] === SETTINGS.currency && !SETTINGS.disabledFunding.includes('credit') && ['US', 'GB'].includes(SETTINGS.country));
