package org.otklik.helpdesk.store;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * Who does something for all programs on one database.
 *
 * @param epoch grows with each lease
 * @param holder the program that does it
 * @param used what was counted under it, ever
 */
@MappedEntity("lease")
record Lease(@Id String what, long epoch, @Nullable String holder, long used) {}
