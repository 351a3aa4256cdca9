// The global object: what `components` names, and what is always there.

const COMPONENTS = {
  buttons: { Buttons },
  marks: { Marks },
  messages: { Messages },
  'card-fields': { CardFields },
  'hosted-fields': { HostedFields },
  'funding-eligibility': { isFundingEligible },
};

const earlier = window[NAMESPACE];
// A script that is loaded again takes the buttons of the one before away.
if (typeof earlier?.__sandbox_close === 'function') earlier.__sandbox_close();

const paypal = {
  version: '5.0.500',
  FUNDING,
  getFundingSources: () => [...FUNDING_NAMES],
  isFundingEligible,
  rememberFunding: () => {},
};
for (const name of SETTINGS.components) Object.assign(paypal, COMPONENTS[name]);
Object.defineProperty(paypal, '__sandbox_close', {
  value: () => {
    for (const instance of [...instances]) instance.close();
  },
});
window[NAMESPACE] = paypal;

if (paypal.Messages) {
  const renderMessages = () => paypal.Messages.render();
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', renderMessages);
  else renderMessages();
}
