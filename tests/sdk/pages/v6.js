// Web SDK v6, as @paypal/paypal-js loads it; journeys write the rest of the page.

import { loadCoreSdkScript } from '@paypal/paypal-js/sdk-v6';

globalThis.loadCoreSdkScript = loadCoreSdkScript;
