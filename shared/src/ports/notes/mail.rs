//! Mail: sending, passing on and reading it.

use super::{Entry, tcp};
use crate::ports::Privacy::{Cleartext, Encrypted, Negotiated};

pub(super) const NOTES: &[Entry] = &[
    tcp(
        24,
        Cleartext,
        "Left by IANA to any private mail system. Where it is met, it usually is LMTP, which \
         hands mail to a store such as Dovecot or Cyrus. It should listen on loopback or inside \
         the mail system only.",
    ),
    tcp(
        25,
        Negotiated,
        "SMTP, by which mail servers pass mail to each other. Servers offer STARTTLS and most \
         use it, but delivery falls back to cleartext unless it is forbidden. Expect a mail \
         server, often one that takes mail from this host only.",
    ),
    tcp(
        110,
        Negotiated,
        "POP3, by which a mail program fetches and usually deletes mail from its server. It is \
         cleartext, the password too, unless both sides agree on STLS. Port 995 is the \
         encrypted form.",
    ),
    tcp(
        143,
        Negotiated,
        "IMAP, by which a mail program works on mail that stays on its server. It is cleartext \
         unless both sides agree on STARTTLS. Port 993 is the encrypted form.",
    ),
    tcp(
        465,
        Encrypted,
        "Mail from a mail program to its server, over TLS from the first byte. IANA calls it \
         submissions, and mail programs call it SMTPS. Expect a mail server that asks for a \
         password.",
    ),
    tcp(
        587,
        Negotiated,
        "Mail from a mail program to its server, with STARTTLS before the password. Unlike port \
         25 it is for users, who must log in. Port 465 does the same with TLS from the start.",
    ),
    tcp(
        783,
        Cleartext,
        "SpamAssassin's spamd, which judges whether a mail is spam. IANA has assigned the port \
         to nothing. Mail passes over it in the clear, and it belongs on loopback.",
    ),
    tcp(
        993,
        Encrypted,
        "IMAP over TLS: a mail program works on mail that stays on its server. This is what \
         mail programs use today in place of port 143.",
    ),
    tcp(
        995,
        Encrypted,
        "POP3 over TLS: a mail program fetches its mail. This is the encrypted form of port \
         110.",
    ),
    tcp(
        4190,
        Negotiated,
        "ManageSieve, by which a mail program edits the rules that sort mail on the server. It \
         begins in the clear and turns to TLS with STARTTLS. Expect Dovecot or Cyrus behind it.",
    ),
    tcp(
        10025,
        Cleartext,
        "Often the way back from a mail filter such as Amavis into Postfix, or the port of \
         another filter. IANA has assigned it to nothing. It is SMTP without protection and \
         belongs on loopback.",
    ),
    tcp(
        11332,
        Cleartext,
        "Rspamd, a mail filter: the proxy for mail servers, the worker and the web page that \
         controls it, in this order. They speak HTTP or milter in the clear. They belong on \
         loopback or inside the mail system.",
    )
    .to(11334),
];
