//! PayPal rules without I/O.
