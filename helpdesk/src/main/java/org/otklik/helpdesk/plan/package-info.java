/** What a client's agreement promises: the terms. Plans are data, revised and never changed. */
@NullMarked
package org.otklik.helpdesk.plan;

import org.jspecify.annotations.NullMarked;
