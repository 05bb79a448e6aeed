/**
 * What a message is to us. One verdict, from rules that each stand alone and are listed in order in
 * {@link org.otklik.intake.screening.Screening}.
 */
@NullMarked
package org.otklik.intake.screening;

import org.jspecify.annotations.NullMarked;
