/** Access tokens by OAuth 2.0 (RFC 6749), for mail servers that take no passwords. */
@NullMarked
package org.otklik.intake.oauth;

import org.jspecify.annotations.NullMarked;
