package org.otklik.helpdesk.access;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How browsers reach the program.
 *
 * @param behindProxy whether a reverse proxy stands before it, whose {@code X-Forwarded-Proto} and
 *     {@code X-Forwarded-Host} are to be believed; anybody else could write them
 */
@ConfigurationProperties("otklik.http")
public record HttpSettings(@Bindable(defaultValue = "false") boolean behindProxy) {}
