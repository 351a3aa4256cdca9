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
  partnerAttributionId: SCRIPT.getAttribute('data-partner-attribution-id'),
};

const ELIGIBLE_FUNDING = eligibleFunding({
  country: SETTINGS.country,
  currency: SETTINGS.currency,
  disabled: SETTINGS.disabledFunding,
});

/** Funding sources of buttons and marks that name none: Credit and Venmo only where the page wants them. */
const SHOWN_FUNDING = ELIGIBLE_FUNDING.filter((source) => !['credit', 'venmo'].includes(source) || SETTINGS.enabledFunding.includes(source));

const isFundingEligible = (source) => ELIGIBLE_FUNDING.includes(source);
