/** The console: server-rendered pages for operators. */
@NullMarked
package org.otklik.helpdesk.web;

import org.jspecify.annotations.NullMarked;
