// The end of a checkout in a window of an SDK: tells the page that has opened
// it, and no other.
const { origin, message } = document.currentScript.dataset;
const opener = window.opener ?? window.parent;
if (opener !== window) {
  opener.postMessage({ paypalSandbox: 'end', ...JSON.parse(message) }, origin);
}
