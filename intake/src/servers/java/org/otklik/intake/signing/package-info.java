/** Mail signed by DKIM, for the tests of several modules. */
@NullMarked
package org.otklik.intake.signing;

import org.jspecify.annotations.NullMarked;
