/**
 * What IMAP and SMTP have in common: how a mail server is reached, how long is waited for it, and
 * what went wrong, in words for an administrator.
 */
@NullMarked
package org.otklik.intake.wire;

import org.jspecify.annotations.NullMarked;
