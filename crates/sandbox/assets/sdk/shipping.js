// The page where the buyer agrees, in a window of an SDK: asks the page that
// has opened it whether it ships to this address, before the buyer can pay.
const { origin, message, token } = document.currentScript.dataset;
const opener = window.opener ?? window.parent;
const asked = JSON.parse(message);
const key = `shipping-${token}`;
const address = JSON.stringify(asked.address);
const buttons = [...document.querySelectorAll('button[form="pay"]')];

function enable(isEnabled) {
  for (const button of buttons) button.disabled = !isEnabled;
}

function showRefusal(text) {
  const alert = document.createElement('p');
  alert.setAttribute('role', 'alert');
  alert.className = 'hint';
  alert.textContent = text;
  document.querySelector('.paybar').before(alert);
}

// Once for each address: after the answer the page is loaded again, because
// the shop may have changed the sums.
if (opener !== window && sessionStorage.getItem(key) !== address) {
  enable(false);
  addEventListener('message', ({ source, origin: sender, data }) => {
    if (source !== opener || sender !== origin || data?.paypalSandbox !== 'shipping') return;
    if (data.refusal === undefined) {
      sessionStorage.setItem(key, address);
      location.replace(`/checkoutnow?token=${encodeURIComponent(token)}`);
    } else {
      showRefusal(data.refusal);
    }
  });
  opener.postMessage({ paypalSandbox: 'shipping', ...asked }, origin);
}
