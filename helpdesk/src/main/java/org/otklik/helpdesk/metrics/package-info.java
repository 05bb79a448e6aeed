/** What is measured, for Prometheus. */
@NullMarked
package org.otklik.helpdesk.metrics;

import org.jspecify.annotations.NullMarked;
