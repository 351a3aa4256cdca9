//! Mails that PayPal would send to the holders of accounts.

use jiff::Timestamp;

use super::Store;
use super::accounts::AccountId;

/// A mail as its receiver reads it: text alone. It never leaves the sandbox.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Mail {
    pub(crate) id: String,
    pub(crate) account: AccountId,
    /// The receiver's address at that time.
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) sent: Timestamp,
    /// True when it was opened on its page.
    pub(crate) is_read: bool,
}

impl Store {
    /// Puts a mail into the mailbox of an account that is still there.
    pub(crate) fn deliver_mail(
        &mut self,
        account: &AccountId,
        subject: String,
        text: String,
        now: Timestamp,
    ) {
        let Some(to) = self.accounts.get(account).map(|own| own.email.clone()) else {
            return;
        };
        let id = self.ids.transaction();
        self.mails.push(Mail {
            id,
            account: account.clone(),
            to,
            subject,
            text,
            sent: now,
            is_read: false,
        });
    }

    /// The mails of an account, newest first.
    pub(crate) fn mails_of(&self, account: &AccountId) -> impl Iterator<Item = &Mail> {
        let all = self.mails.iter().rev();
        all.filter(move |mail| mail.account == *account)
    }
}
