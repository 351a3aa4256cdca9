// The page where the buyer agrees, in a window of an SDK: asks the page that
// has opened it whether it ships to this address, and in the way that the buyer
// chooses, before the buyer can pay.
const { origin, message } = document.currentScript.dataset;
const opener = window.opener ?? window.parent;
const { asksAddress, asksOptions, ...known } = JSON.parse(message);
const { token, options } = known;
const TIMEOUT = 15_000;
const form = document.querySelector('#pay');
const buttons = [...document.querySelectorAll('button[form="pay"]')];
const choices = document.querySelector('#shipping');
let lastQuestion = 0;

function enable(isEnabled) {
  for (const button of buttons) button.disabled = !isEnabled;
}

/** Tells the buyer something, or takes the last text away. */
function tell(text, ...more) {
  document.querySelector('#told')?.remove();
  if (!text) return;
  const alert = document.createElement('p');
  alert.id = 'told';
  alert.setAttribute('role', 'alert');
  alert.className = 'hint';
  alert.append(text, ...more);
  document.querySelector('.paybar').before(alert);
}

/** Asks the page; resolves with why it refuses, or nothing. Rejects where it does not answer. */
function ask(kind, option) {
  return new Promise((resolve, reject) => {
    const question = (lastQuestion += 1);
    const end = (settle, value) => {
      clearTimeout(timer);
      removeEventListener('message', onMessage);
      // The buyer has chosen something else meanwhile.
      if (question === lastQuestion) settle(value);
    };
    const onMessage = ({ source, origin: sender, data }) => {
      if (source !== opener || sender !== origin || data?.paypalSandbox !== 'shipping' || data.question !== question) return;
      end(resolve, data.refusal);
    };
    const timer = setTimeout(() => end(reject), TIMEOUT);
    addEventListener('message', onMessage);
    enable(false);
    tell('');
    opener.postMessage({ paypalSandbox: 'shipping', kind, question, option, ...known }, origin);
  });
}

// Once for each address: after the answer the page is loaded again, because
// the shop may have changed the sums.
async function askAddress() {
  const selected = options.find((option) => option.selected);
  if (choices) choices.disabled = true;
  try {
    const refusal = await ask('address', selected);
    if (refusal === undefined) {
      sessionStorage.setItem(`shipping-${token}`, JSON.stringify(known.address));
      location.replace(`/checkoutnow?token=${encodeURIComponent(token)}`);
    } else {
      tell(refusal);
    }
  } catch {
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'button link';
    again.textContent = 'Ask again';
    again.addEventListener('click', askAddress);
    tell('The shop does not answer. You can ask again, or cancel. ', again);
  }
}

/** The choice counts once the page has said yes: until then the order is as it was. */
async function askOption(id) {
  const option = options.find((one) => one.id === id);
  let refusal;
  try {
    refusal = await ask('option', { ...option, selected: true });
  } catch {
    refusal = 'The shop does not answer. Choose again, or cancel.';
  }
  if (refusal === undefined) {
    const action = document.createElement('input');
    Object.assign(action, { type: 'hidden', name: 'action', value: 'update' });
    form.append(action);
    form.requestSubmit();
    return;
  }
  for (const radio of choices.querySelectorAll('input')) {
    radio.checked = options.some((one) => one.selected && one.id === radio.value);
  }
  enable(true);
  tell(refusal);
}

if (opener !== window) {
  if (asksOptions && choices) {
    choices.querySelector('button').remove();
    choices.addEventListener('change', ({ target }) => askOption(target.value));
  }
  if (asksAddress && sessionStorage.getItem(`shipping-${token}`) !== JSON.stringify(known.address)) askAddress();
}
