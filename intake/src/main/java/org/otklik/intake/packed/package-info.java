/**
 * Files in wrappings older than MIME, or beside it: uuencode and yEnc within a text, Outlook's
 * winmail.dat. Streams and bytes in, streams and bytes out; nothing here knows what a mail is.
 */
@NullMarked
package org.otklik.intake.packed;

import org.jspecify.annotations.NullMarked;
