//! PayPal checkout for web pages.
